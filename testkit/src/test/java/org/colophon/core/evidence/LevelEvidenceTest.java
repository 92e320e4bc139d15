package org.colophon.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import org.colophon.core.membership.Level;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/**
 * Bundles of chains whose feature level rose, and of releases that know more than this verifier.
 */
class LevelEvidenceTest {
  private static final Level LATER = new Level(Level.NEWEST.number() + 1);

  private final TestConsortium consortium = TestConsortium.ofSeed(1);
  private final Actor notary = consortium.actor(TestConsortium.NOTARY);
  private final Actor alice = consortium.actor("alice");

  private TestRecord deposited(TestConsortium world, TestLedger ledger, String content)
      throws Exception {
    TestRecord record = world.records().deposit(alice, world.hash(content));
    ledger.accept(record);
    ledger.seal();
    return record;
  }

  @Test
  void recordsOfBothLevelsVerify() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    TestRecord before = deposited(consortium, ledger, "before");
    ledger.enact(ledger.changes().raise(notary));
    TestRecord after = deposited(consortium, ledger, "after");
    for (TestRecord record : new TestRecord[] {before, after}) {
      byte[] bundle = EvidenceFixture.assemble(consortium, ledger, record.id());
      assertThat(EvidenceFixture.verify(bundle, consortium.genesis()).failure()).isEmpty();
    }
    SortedMap<String, byte[]> parts =
        EvidenceFixture.parts(EvidenceFixture.assemble(consortium, ledger, after.id()));
    assertThat(new String(parts.get(Parts.HEADER), StandardCharsets.UTF_8))
        .contains("\"version\":2}");
  }

  @Test
  void whatALaterReleaseMadeIsRefusedByThatName() throws Exception {
    TestConsortium later = consortium.at(LATER);
    TestLedger founded = later.openAs(LATER);
    founded.accept(later.records().register(notary, alice));
    TestRecord born = deposited(later, founded, "born later");
    assertLater(EvidenceFixture.assemble(later, founded, born.id()));

    TestConsortium risen = consortium.at(Level.NEWEST);
    TestLedger ledger = risen.openAs(LATER);
    ledger.accept(risen.records().register(notary, alice));
    TestRecord before = deposited(risen, ledger, "before");
    ledger.enact(ledger.changes().raise(notary));
    TestRecord after = deposited(risen, ledger, "after");
    assertLater(EvidenceFixture.assemble(risen, ledger, after.id()));
    // What was sealed before the raise was made by known rules alone.
    byte[] early = EvidenceFixture.assemble(risen, ledger, before.id());
    assertThat(EvidenceFixture.verify(early, risen.genesis()).failure()).isEmpty();
  }

  private static void assertLater(byte[] bundle) {
    Check failure = EvidenceFixture.verify(bundle).failure().orElseThrow();
    assertThat(failure.name()).isEqualTo(Check.Name.LEVEL);
    assertThat(failure.detail()).startsWith("made by a later release: level " + LATER);
  }
}
