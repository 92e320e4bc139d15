package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.core.chain.ControlChange;
import org.colophon.core.chain.Position;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreSettings;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose chain has changed its membership: checked offline, and taken over from others. */
final class ChangedStoreTest {
  private static final String KEY = "change/01";

  private final TestConsortium consortium = TestConsortium.ofSeed(5);
  @TempDir private Path directory;
  private Path store;

  @BeforeEach
  void makesAStoreWithAChange() throws Exception {
    store = directory.resolve("store");
    Actor notary = consortium.actor(TestConsortium.NOTARY);
    Actor alice = consortium.actor("alice");
    try (BlockStore made = RocksStore.create(store, consortium.genesis().hash())) {
      TestLedger ledger = consortium.open(made);
      ledger.accept(consortium.records().register(notary, alice));
      ledger.decide(
          ledger
              .changes()
              .replace(
                  notary, TestConsortium.OFFICE, consortium.newcomer("registry", Tier.VALIDATOR)));
      ledger.accept(consortium.records().deposit(alice, consortium.hash("before")));
      ledger.seal();
      ledger.accept(consortium.records().deposit(alice, consortium.hash("after")));
      ledger.seal();
      made.flush();
    }
  }

  private List<Fsck.Finding> check() throws IOException {
    return Fsck.check(consortium.genesis(), store, directory.resolve("replay"), height -> {})
        .findings();
  }

  /** What the store keeps beside the block that decided, changed or taken away. */
  private void putText(Optional<String> text) throws Exception {
    ControlChange change =
        text.isEmpty()
            ? ControlChange.remove(KEY)
            : ControlChange.put(
                KEY,
                JsonParser.parse(text.get().getBytes(UTF_8), new JsonLimits(1 << 20, 16, 4096)));
    try (BlockStore open = RocksStore.open(store, consortium.genesis().hash())) {
      Position applied = open.applied();
      Position next = new Position(applied.term(), applied.index() + 1);
      open.commit(new Commit(next, Optional.empty(), Optional.empty(), List.of(change)));
      open.flush();
    }
  }

  private String text() throws Exception {
    try (BlockStore open = RocksStore.open(store, consortium.genesis().hash());
        LedgerReader reader = open.read()) {
      return new String(reader.control(KEY).orElseThrow(), UTF_8);
    }
  }

  @Test
  void aChainWithAChangeIsSound() throws Exception {
    assertThat(check()).isEmpty();
  }

  @Test
  void aStateTextThatWasChangedOrLostIsFound() throws Exception {
    String right = text();
    putText(Optional.of(right.replace("\"quorum\":3", "\"quorum\":4")));
    assertThat(check()).extracting(Fsck.Finding::what).anyMatch(what -> what.contains(KEY));
    putText(Optional.empty());
    assertThat(check()).extracting(Fsck.Finding::what).anyMatch(what -> what.contains("missing"));
    putText(Optional.of(right));
    assertThat(check()).isEmpty();
  }

  private Stores stores() throws IOException {
    DataLayout layout = new DataLayout(directory.resolve("data"));
    layout.bind(consortium.genesis());
    return new Stores(consortium.genesis(), layout, StoreSettings.DEFAULT);
  }

  @Test
  void aCopyIsTakenOverWhenItsMembershipCanBeFollowed() throws Exception {
    Stores stores = stores();
    BlockStore present = stores.open();
    stores.requireSealed(present, store, Level.NEWEST);
    try (BlockStore installed = stores.install(present, store)) {
      TestLedger ledger = consortium.open(installed);
      assertThat(ledger.membership().organisation(TestConsortium.OFFICE)).isEmpty();
    }
  }

  @Test
  void aCopyWhoseMembershipCannotBeFollowedIsRefused() throws Exception {
    String right = text();
    Stores stores = stores();
    try (BlockStore present = stores.open()) {
      for (Optional<String> wrong :
          List.of(
              Optional.of(right.replace("\"quorum\":3", "\"quorum\":4")),
              Optional.of("{}"),
              Optional.<String>empty())) {
        putText(wrong);
        assertThatThrownBy(() -> stores.requireSealed(present, store, Level.NEWEST))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("membership");
      }
      assertThat(Files.exists(store)).isTrue();
    }
  }
}
