package org.colophon.core.evidence;

import java.util.List;
import java.util.SortedMap;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.chain.Candidate;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Reply;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;

/**
 * A chain whose membership changed three times, with a sealed record at each step: a validator gave
 * way to another one, an archive came in as a fifth, and an observer went.
 */
final class ChangedWorld {
  static final OrgId REGISTRY = new OrgId("registry");
  static final OrgId ARCHIVE = new OrgId("archive");

  final TestConsortium consortium;
  final TestLedger ledger;
  final Actor alice;
  final Actor archive;
  private long seconds = TestConsortium.START.seconds();

  /** Sealed before any change. */
  TestRecord founders;

  /**
   * In the block behind the decision of the first change, covered by the seal of the old quorum.
   */
  TestRecord decided;

  /** Made under the founders, but first sealed by the new quorum. */
  TestRecord between;

  /** Behind the handover, and binding the old quorum's seal. */
  TestRecord first;

  /** Behind a second seal, the new quorum's, of the same tip. */
  TestRecord resealed;

  /** The record that decided the first change. */
  TestRecord deciding;

  /** Signed by the archive, which the second change brought in. */
  TestRecord byArchive;

  /** By somebody whom the archive registered, after the third change. */
  TestRecord last;

  private ChangedWorld(TestConsortium consortium) throws Exception {
    this.consortium = consortium;
    this.alice = consortium.actor("alice");
    this.archive = consortium.actor(ARCHIVE);
    this.ledger = consortium.openWith(alice);
    tell();
  }

  static ChangedWorld make(TestConsortium consortium) {
    try {
      return new ChangedWorld(consortium);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void tell() throws Exception {
    Actor notary = consortium.actor(TestConsortium.NOTARY);
    founders = deposit(alice, "founders");
    seal();

    Organisation registry = consortium.newcomer("registry", Tier.VALIDATOR);
    deciding = ledger.decide(ledger.changes().replace(notary, TestConsortium.OFFICE, registry));
    decided = deposit(alice, "decided");
    Candidate candidate = ledger.propose();
    between = deposit(alice, "between");
    seal(candidate, TestConsortium.validators().subList(1, 4));
    first = deposit(alice, "first");
    seal();

    ledger.decide(ledger.changes().admit(notary, consortium.newcomer("archive", Tier.VALIDATOR)));
    seal();
    seal();
    resealed = deposit(alice, "resealed");
    byArchive = deposit(archive, "by the archive");
    seal();

    ledger.decide(ledger.changes().suspend(notary, TestConsortium.PROCURATORATE));
    seal();
    Actor bob = consortium.actor("bob");
    ledger.accept(consortium.records().register(archive, bob));
    last = deposit(bob, "last");
    ledger.accept(consortium.records().deposit(bob, consortium.hash("filler")));
    ledger.seal(
        seconds + 10,
        List.of(ARCHIVE, TestConsortium.COURT_NORTH, TestConsortium.COURT_SOUTH, REGISTRY));
  }

  /** Each seal is ten seconds younger than the one before. */
  private void seal() throws Exception {
    seconds += 10;
    ledger.seal(seconds);
  }

  private TestRecord deposit(Actor actor, String label) throws Exception {
    TestRecord record = consortium.records().deposit(actor, consortium.hash(label));
    ledger.accept(record);
    return record;
  }

  private void seal(Candidate candidate, List<OrgId> validators) throws Exception {
    seconds += 10;
    String note = ledger.note(candidate.checkpoint(consortium.chain()), seconds, validators);
    Reply reply =
        ledger.apply(
            ledger.nextStamp(), EntryCodec.seal(candidate.round(), SealDocument.unstamped(note)));
    if (!(reply instanceof Reply.Taken)) {
      throw new AssertionError("not taken: " + reply);
    }
  }

  byte[] bundleOf(TestRecord record) {
    return bundleOf(record.id());
  }

  byte[] bundleOf(RecordId record) {
    try {
      return EvidenceFixture.assemble(consortium, ledger, record);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  SortedMap<String, byte[]> partsOf(TestRecord record) {
    return EvidenceFixture.parts(bundleOf(record));
  }

  /** The changes of a bundle, in their order. */
  static List<ChangePart> changes(SortedMap<String, byte[]> parts) throws Exception {
    List<ChangePart> changes = new java.util.ArrayList<>();
    while (parts.containsKey(Parts.change(changes.size()))) {
      changes.add(ChangePart.parse(EvidenceFixture.part(parts, Parts.change(changes.size()))));
    }
    return changes;
  }

  LedgerReader read() {
    return ledger.read();
  }
}
