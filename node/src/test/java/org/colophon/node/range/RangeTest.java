package org.colophon.node.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.colophon.core.Height;
import org.colophon.core.membership.Suite;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;
import org.colophon.testkit.Actor;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks leave a ledger as files and become a ledger again, and nothing else does. */
@ParameterizedClass
@EnumSource(Suite.class)
final class RangeTest {
  @TempDir private Path directory;
  private final TestConsortium consortium;
  private final Actor alice;
  private TestLedger ledger;
  private Height first;

  RangeTest(Suite suite) {
    consortium = TestConsortium.ofSeed(7, suite);
    alice = consortium.actor("alice");
  }

  /** Two sealed parts, with a refusal in the first and a change of the members between them. */
  @BeforeEach
  void grows() throws Exception {
    ledger = consortium.openWith(alice);
    TestRecord once = consortium.records().deposit(alice, consortium.hash("once"));
    ledger.accept(once);
    TestRecord work = consortium.records().declare(alice, consortium.hash("a work"));
    TestRecord late =
        consortium.records().transfer(consortium.actor("nobody"), alice, work.work(), 100);
    ledger.orderAll(ledger.nextStamp(), java.util.List.of(work.bytes(), late.bytes()));
    ledger.seal();
    first = ledger.ledger().tip().sealed().height();
    ledger.enact(
        ledger
            .changes()
            .admit(
                consortium.actor(TestConsortium.NOTARY),
                consortium.newcomer("late", Tier.OBSERVER)));
    ledger.accept(consortium.records().deposit(alice, consortium.hash("under the new ones")));
    ledger.seal();
    ledger.accept(consortium.records().deposit(alice, consortium.hash("not sealed")));
  }

  private Path write(long from, Optional<Height> to, String name) throws IOException {
    Path file = directory.resolve(name);
    try (LedgerReader reader = ledger.read()) {
      new RangeExport(consortium.genesis(), reader).write(new Height(from), to, file);
    }
    return file;
  }

  private RangeImport empty() throws IOException {
    return new RangeImport(consortium.genesis(), new MemoryStore());
  }

  @Test
  void rangesOneAfterTheOtherGiveTheSealedChain() throws Exception {
    Path one = write(1, Optional.of(first), "1");
    Path two = write(first.value() + 1, Optional.empty(), "2");
    RangeImport range = empty();
    range.take(one);
    assertThat(range.newest().height()).isEqualTo(first);
    range.take(two);
    Height sealed = ledger.ledger().tip().sealed().height();
    assertThat(sealed).isGreaterThan(first);
    try (LedgerReader reader = ledger.read()) {
      assertThat(range.newest()).isEqualTo(reader.header(sealed).orElseThrow());
    }
    RangeImport whole = empty();
    whole.take(write(1, Optional.empty(), "whole"));
    assertThat(whole.newest()).isEqualTo(range.newest());
  }

  @Test
  void aRangeThatDoesNotFollowIsRefused() throws Exception {
    Path two = write(first.value() + 1, Optional.empty(), "2");
    assertThatThrownBy(() -> empty().take(two)).hasMessageContaining("from: ");
  }

  @Test
  void theEndOfWhatIsNotSealedIsNotWritten() {
    Height newest = ledger.ledger().tip().header().height();
    assertThatThrownBy(() -> write(1, Optional.of(newest), "x"))
        .hasMessageContaining("not sealed yet");
    assertThatThrownBy(() -> write(newest.value(), Optional.empty(), "x"))
        .hasMessageContaining("expected: 1 to");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whateverIsChangedIsRefusedBeforeAnythingIsExecuted() throws Exception {
    Path file = write(1, Optional.of(first), "1");
    assertRefused(file, text -> text.replace("\"reason\":\"", "\"reason\":\"X"), "");
    assertRefused(file, text -> text.replaceFirst("\"nonce\":\"..", "\"nonce\":\"00"), "root");
    assertRefused(file, text -> text.replaceFirst("\"time\":1", "\"time\":2"), "root");
    assertRefused(file, text -> text.substring(0, text.length() - 1), "ends in a line");
    assertRefused(file, text -> text.substring(0, text.lastIndexOf("\n{\"") + 1), "");
    assertRefused(file, text -> text + text.substring(text.indexOf('\n') + 1), "");
    assertRefused(file, text -> text.replaceFirst("— [^ ]+ ..", "— x AA"), "0 validators");
    assertRefused(
        file, text -> text.replace("\"to\":" + first, "\"to\":" + (first.value() - 1)), "");
    assertRefused(file, text -> "", "empty");
  }

  private void assertRefused(Path file, UnaryOperator<String> change, String why)
      throws IOException {
    String text = unpack(file);
    String changed = change.apply(text);
    assertThat(changed).isNotEqualTo(text);
    Path other = directory.resolve("changed");
    try (var out = new GZIPOutputStream(Files.newOutputStream(other))) {
      out.write(changed.getBytes(StandardCharsets.UTF_8));
    }
    RangeImport range = empty();
    assertThatThrownBy(() -> range.take(other)).hasMessageContaining(why);
    assertThat(range.newest().height()).isEqualTo(new Height(0));
  }

  private static String unpack(Path file) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void anotherChainsRangeIsRefused() throws Exception {
    Path file = write(1, Optional.empty(), "1");
    TestConsortium other = consortium.onChain("other");
    RangeImport range = new RangeImport(other.genesis(), new MemoryStore());
    assertThatThrownBy(() -> range.take(file)).hasMessageContaining("chain: ");
  }
}
