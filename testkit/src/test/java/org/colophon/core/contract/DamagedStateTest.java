package org.colophon.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Position;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.LedgerReader;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose own state is damaged halts; it refuses no record that the other nodes accept. */
class DamagedStateTest extends ContractTest {
  DamagedStateTest() throws Exception {}

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"common\":[]}", "{\"common\":1}", "not JSON", ""})
  void damagedStateHaltsTheNodeAndTakesNothing(String damage) throws Exception {
    TestRecord work = records.declare(alice, CONTENT);
    accept(work);
    BlockStore store = ledger.ledger().store();
    BlockStore damaged = damaged(store, Title.stateKey(work.work()), damage);
    Ledger node = Ledger.open(consortium.genesis(), damaged, (s, copy) -> s, Runnable::run);
    byte[] entry =
        EntryCodec.records(java.util.List.of(records.transfer(alice, bob, work.work(), 1).bytes()));
    EntryCodec.stamp(entry, ledger.nextStamp());
    Position before = store.applied();
    assertThatThrownBy(() -> node.apply(ledger.nextPosition(), entry))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.applied()).isEqualTo(before);
  }

  @Test
  void soundStateGoesOn() throws Exception {
    TestRecord work = records.declare(alice, CONTENT);
    accept(work);
    accept(records.transfer(alice, bob, work.work(), 1));
  }

  private static BlockStore damaged(BlockStore store, String key, String damage) {
    return proxy(
        BlockStore.class,
        store,
        (name, argument, result) ->
            name.equals("read") ? damagedReader((LedgerReader) result, key, damage) : result);
  }

  private static LedgerReader damagedReader(LedgerReader reader, String key, String damage) {
    return proxy(
        LedgerReader.class,
        reader,
        (name, argument, result) ->
            name.equals("state") && key.equals(argument)
                ? Optional.of(damage.getBytes(UTF_8))
                : result);
  }

  private interface Change {
    Object of(String method, Object firstArgument, Object result);
  }

  private static <T> T proxy(Class<T> type, T target, Change change) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                Object result = method.invoke(target, arguments);
                Object first = arguments == null || arguments.length == 0 ? "" : arguments[0];
                return result == null ? result : change.of(method.getName(), first, result);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }
}
