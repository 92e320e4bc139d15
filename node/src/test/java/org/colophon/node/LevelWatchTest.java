package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.membership.Level;
import org.colophon.core.port.StoreClosedException;
import org.colophon.node.sealing.Alarms;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes behind the last level that a release knows is held, by name, until the node ends. */
final class LevelWatchTest {
  @TempDir private Path folder;

  private static TestLedger raised() throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(1);
    TestLedger ledger = consortium.openAs(Level.FIRST);
    ledger.enact(ledger.changes().raise(consortium.actor(TestConsortium.NOTARY)));
    return ledger;
  }

  @Test
  void anEntryIsHeldAndTheLeadGivenUpUntilTheNodeEnds() throws Exception {
    TestLedger ledger = raised();
    Alarms alarms = Alarms.open(folder);
    LevelWatch watch = new LevelWatch(alarms);
    CountDownLatch givenUp = new CountDownLatch(2);
    watch.whileUnknown(givenUp::countDown);
    byte[] entry = EntryCodec.candidate();
    CompletableFuture<byte[]> applying =
        CompletableFuture.supplyAsync(() -> {
          try {
            return watch.apply(() -> ledger.ledger().apply(ledger.nextPosition(), entry));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertThat(givenUp.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(applying).isNotDone();
    assertThat(alarms.forbidding()).containsExactly(Alarms.LEVEL_UNKNOWN);
    assertThat(watch.refusal().map(Refusal::reason)).contains(Reason.LEVEL_UNKNOWN);
    watch.close();
    assertThatThrownBy(applying::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(StoreClosedException.class);
  }

  @Test
  void aLedgerWhoseLevelIsKnownIsLeftAlone() throws Exception {
    Alarms alarms = Alarms.open(folder);
    try (LevelWatch watch = new LevelWatch(alarms)) {
      watch.look(TestConsortium.ofSeed(1).openAs(Level.FIRST).ledger());
      assertThat(alarms.raised()).isEmpty();
      assertThat(watch.refusal()).isEmpty();
      watch.look(raised().ledger());
      assertThat(alarms.raised()).containsExactly(Alarms.LEVEL_UNKNOWN);
    }
  }
}
