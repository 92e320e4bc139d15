package org.colophon.node.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.core.contract.KeyState;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.Reading;
import org.colophon.core.provenance.TraceEvent;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.ExportedRecord;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.reading.ReadEntry;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.reading.SettledRead;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyName;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node gives out under a grant, and what remains of it. */
class GrantedReadsTest {
  @TempDir Path folder;
  private CaseWorld world;

  @BeforeEach
  void aWorkThatIsUsedAndACase() throws Exception {
    world = new CaseWorld(folder, Optional.empty());
  }

  @AfterEach
  void close() throws Exception {
    world.close();
  }

  private static List<RecordId> ids(GivenOut given) {
    return given.trace().events().stream().map(TraceEvent::record).map(r -> r.id()).toList();
  }

  @Test
  void theLeaseStandsAndTheReadIsNotedBeforeAnythingIsGivenOut() throws Exception {
    RecordId grant = world.granted(5);
    GivenOut given = world.read(world.asking(grant));
    assertThat(ids(given)).containsExactly(world.work.id(), world.access.id());
    assertThat(given.trace().withheld()).isZero();
    assertThat(given.keys()).isEmpty();
    assertThat(world.counted(grant).leased()).isEqualTo(5);
    ReadRow row = given.entry().row();
    assertThat(row.number()).isZero();
    assertThat(row.previous()).isEqualTo(row.lease().hash());
    String journal = Files.readString(world.journals("open").getFirst());
    assertThat(journal).contains(row.json().text());
    ReadRow second = world.read(world.asking(grant)).entry().row();
    assertThat(second.number()).isEqualTo(1);
    assertThat(second.previous()).isEqualTo(row.hash());
    assertThat(world.counted(grant).leased()).as("one lease for both").isEqualTo(5);
  }

  @Test
  void whatLiesOutsideTheGrantIsWithheldAndCounted() throws Exception {
    GivenOut declarations =
        readUnder(world.scope(5, Optional.of(EnumSet.of(RecordType.WORK_DECLARE))));
    assertThat(ids(declarations)).containsExactly(world.work.id());
    assertThat(declarations.trace().withheld()).isEqualTo(1);
    Scope all = world.scope(5, Optional.empty());
    Scope forParties = within(all, Scope.ReaderClass.PARTY, all.recordsFrom(), all.recordsUntil());
    assertThat(ids(readUnder(forParties)))
        .as("acquisitions are for a case")
        .containsExactly(world.work.id());
    Scope before = within(all, all.readers(), new Timestamp(0), TestConsortium.START);
    GivenOut nothing = readUnder(before);
    assertThat(ids(nothing)).isEmpty();
    assertThat(nothing.trace().withheld()).isEqualTo(2);
    Scope ofAnother =
        world.scope(
            5, all.works(), List.of(CaseWorld.commitment(world.court, "bob")), Optional.empty());
    assertThat(ids(readUnder(ofAnother))).as("no party of it").isEmpty();
  }

  private GivenOut readUnder(Scope scope) throws Exception {
    return world.read(world.asking(world.granted(scope)));
  }

  private static Scope within(
      Scope scope, Scope.ReaderClass readers, Timestamp from, Timestamp until) {
    return new Scope(
        scope.works(),
        scope.parties(),
        scope.types(),
        readers,
        from,
        until,
        scope.verbs(),
        scope.until(),
        scope.reads(),
        scope.readsADay(),
        scope.depth(),
        scope.urgent());
  }

  @Test
  void aPartyIsTracedWithinItsGrant() throws Exception {
    RecordId grant =
        world.granted(
            world.scope(
                5,
                List.of(),
                List.of(CaseWorld.commitment(world.court, "alice")),
                Optional.empty()));
    Question ofAlice =
        world
            .asking(grant)
            .of(new ReadRequest.Target.Party(world.alice.subject()))
            .under(Scope.Verb.READ, world.court.subject(), CaseWorld.SALT, "alice")
            .page("", 1);
    GivenOut first = world.read(ofAlice);
    assertThat(first.trace().events()).hasSize(1);
    assertThat(first.trace().next()).isPresent();
    world.assertRefused(
        Reason.EXCEEDS_SCOPE, ofAlice.of(new ReadRequest.Target.Party(new SubjectId("bob"))));
  }

  // ---- what is taken along

  private static Scope toExport(Scope scope) {
    return new Scope(
        scope.works(),
        scope.parties(),
        scope.types(),
        scope.readers(),
        scope.recordsFrom(),
        scope.recordsUntil(),
        EnumSet.of(Scope.Verb.EXPORT),
        scope.until(),
        scope.reads(),
        scope.readsADay(),
        scope.depth(),
        scope.urgent());
  }

  private Question exporting(RecordId grant, String cursor) {
    return world.asking(grant).verb(Scope.Verb.EXPORT).page(cursor, 1);
  }

  private void seal() throws Exception {
    world.ledger.seal();
    world.now = world.ledger.nextStamp();
  }

  private void assertEvidence(GivenOut given, RecordId of) throws Exception {
    assertThat(ids(given)).containsExactly(of);
    ExportedRecord exported = given.exported().getFirst();
    assertThat(exported.record()).isEqualTo(of);
    assertThat(ReadEntry.exported(given.entry().answer().getBytes(StandardCharsets.UTF_8)))
        .as("the row's answer binds the bundle")
        .contains(List.of(exported.digest()));
    EvidenceReport report =
        EvidenceVerifier.verify(
            exported.bundle(),
            EvidenceVerifier.Options.of(
                Optional.of(world.consortium.genesis()), Optional.empty(), world.now));
    assertThat(report.verified()).as("%s", report.failure()).isTrue();
    assertThat(report.facts().orElseThrow().record()).isEqualTo(of);
  }

  @Test
  void eachExportedRecordIsAReadAndComesWithItsEvidence() throws Exception {
    RecordId grant = world.granted(toExport(world.scope(2, Optional.empty())));
    seal();
    GivenOut first = world.read(exporting(grant, ""));
    assertEvidence(first, world.work.id());
    GivenOut second = world.read(exporting(grant, first.trace().next().orElseThrow()));
    assertEvidence(second, world.access.id());
    assertThat(second.trace().next()).isEmpty();
    assertThat(second.entry().row().previous()).isEqualTo(first.entry().row().hash());
    world.assertRefused(Reason.READS_EXHAUSTED, exporting(grant, ""));
    assertThat(world.counted(grant).used()).isEqualTo(2);
    liftSeal();
    assertThat(seenBy(world.alice))
        .extracting(read -> read.entry().row().verb())
        .containsExactly(Scope.Verb.EXPORT, Scope.Verb.EXPORT);
  }

  @Test
  void whatIsWithheldCostsAnExportNoReadOfItsOwn() throws Exception {
    Scope acquisitions = world.scope(5, Optional.of(EnumSet.of(RecordType.ACCESS)));
    RecordId ofThese = world.granted(toExport(acquisitions));
    RecordId ofWorks =
        world.granted(toExport(world.scope(5, Optional.of(EnumSet.of(RecordType.WORK_DECLARE)))));
    seal();
    GivenOut passedOver = world.read(exporting(ofThese, ""));
    assertEvidence(passedOver, world.access.id());
    assertThat(passedOver.trace().withheld()).isEqualTo(1);
    assertThat(passedOver.trace().next()).isEmpty();
    GivenOut passedAfter = world.read(exporting(ofWorks, ""));
    assertEvidence(passedAfter, world.work.id());
    assertThat(passedAfter.trace().withheld()).isEqualTo(1);
    assertThat(passedAfter.trace().next()).isEmpty();
  }

  @Test
  void whatIsNotSealedYetIsNotExportedAndNotCountedAsRead() throws Exception {
    RecordId grant = world.granted(toExport(world.scope(5, Optional.empty())));
    Question early = exporting(grant, "");
    world.assertRefused(Reason.UNSEALED, early);
    seal();
    assertThat(world.read(early).entry().row().number()).isZero();
  }

  @Test
  void exportingAloneLetsNobodyLookOrDecrypt() throws Exception {
    RecordId grant = world.granted(toExport(world.scope(5, Optional.empty())));
    world.assertRefused(Reason.NOT_AUTHORISED, world.asking(grant));
    world.assertRefused(Reason.NOT_AUTHORISED, world.asking(grant).verb(Scope.Verb.DECRYPT));
    assertThat(world.counted(grant).leased()).isZero();
  }

  // ---- who may not

  @Test
  void refusesWhoIsNotTheGranteeOrAsksBeyondTheGrant() throws Exception {
    RecordId grant = world.granted(5);
    Question good = world.asking(grant);
    Actor alice = world.alice;
    world.assertRefused(Reason.BAD_SIGNATURE, good.signedBy(alice));
    world.assertRefused(Reason.NOT_AUTHORISED, good.by(alice));
    world.assertRefused(Reason.UNKNOWN_KEY, good.inName(world.judge.subject(), alice));
    world.assertRefused(Reason.UNKNOWN_KEY, good.by(world.consortium.actor("stranger")));
    world.assertRefused(Reason.NOT_AUTHORISED, good.verb(Scope.Verb.EXPORT).page("", 1));
    String work = world.work.work().hex();
    Hash otherSalt = Hash.sha256(new byte[] {1});
    world.assertRefused(
        Reason.EXCEEDS_SCOPE, good.under(Scope.Verb.READ, world.court.subject(), otherSalt, work));
    world.assertRefused(
        Reason.EXCEEDS_SCOPE, good.under(Scope.Verb.READ, alice.subject(), CaseWorld.SALT, work));
    TestRecord other = world.records.declare(alice, world.consortium.hash("another song"));
    world.ledger.accept(other);
    world.assertRefused(Reason.EXCEEDS_SCOPE, good.of(new ReadRequest.Target.Work(other.work())));
    world.assertRefused(Reason.UNKNOWN_RECORD, world.asking(new RecordId(CaseWorld.SALT)));
    assertThat(world.counted(grant).leased()).as("nothing was leased for any of these").isZero();
    assertThat(world.journals("open")).isEmpty();
  }

  @Test
  void aRequestIsAnsweredOnceAndOnlyWhileItIsFresh() throws Exception {
    RecordId grant = world.granted(5);
    Question asked = world.asking(grant);
    world.read(asked);
    world.assertRefused(Reason.DUPLICATE, asked);
    Question late = world.asking(grant);
    world.now = world.now.plus(300_001);
    world.assertRefused(Reason.EXPIRED, late);
  }

  @Test
  void refusesOnceTheGrantHasEnded() throws Exception {
    RecordId grant = world.granted(5);
    world.read(world.asking(grant));
    world.ledger.accept(world.records.cases().revoke(world.court, Role.MEMBER, grant));
    world.now = world.ledger.nextStamp();
    world.assertRefused(Reason.GRANT_ENDED, world.asking(grant));
    RecordId another = world.granted(5);
    world.now = world.now.plus(31L * 86_400_000);
    world.assertRefused(Reason.GRANT_ENDED, world.asking(another));
  }

  @Test
  void refusesAKeyThatWasRevoked() throws Exception {
    RecordId grant = world.granted(5);
    world.ledger.accept(world.records.revoke(world.judge));
    world.now = world.ledger.nextStamp();
    world.assertRefused(Reason.KEY_REVOKED, world.asking(grant));
  }

  // ---- what is counted

  @Test
  void noMoreIsGivenOutThanWasGrantedAndTheLeaseIsSettled() throws Exception {
    RecordId grant = world.granted(2);
    readAll(grant, 2);
    assertThat(world.counted(grant).used()).isEqualTo(2);
    assertThat(world.counted(grant).leased()).isZero();
    assertThat(world.journals("open")).isEmpty();
    assertThat(world.journals("settled")).hasSize(1);
    world.assertRefused(Reason.READS_EXHAUSTED, world.asking(grant));
  }

  /** Uses up a grant; the refusal of one more settles its lease. */
  private void readAll(RecordId grant, int reads) throws Exception {
    for (int i = 0; i < reads; i++) {
      world.read(world.asking(grant));
    }
    world.assertRefused(Reason.READS_EXHAUSTED, world.asking(grant));
  }

  @Test
  void aLeaseGoesOnWithoutAQuorumAndNothingIsReadWithoutALease() throws Exception {
    RecordId grant = world.granted(5);
    world.read(world.asking(grant));
    RecordId unleased = world.granted(5);
    world.isCutOff = true;
    assertThat(ids(world.read(world.asking(grant)))).isNotEmpty();
    Question unanswered = world.asking(unleased);
    world.assertRefused(Reason.UNAVAILABLE, unanswered);
    world.isCutOff = false;
    assertThat(ids(world.read(unanswered))).as("asked again").isNotEmpty();
    assertThat(world.counted(unleased).leased()).as("the lease that got no answer").isEqualTo(5);
  }

  @Test
  void aNodeThatWasKilledGoesOnWithItsLeaseAndItsRows() throws Exception {
    RecordId grant = world.granted(5);
    Question asked = world.asking(grant);
    ReadRow first = world.read(asked).entry().row();
    Path journal = world.journals("open").getFirst();
    // The line of a read that was not written whole, and so not given out.
    Files.writeString(journal, "{\"answer\":", StandardOpenOption.APPEND);
    // The journal of a lease that was never sent.
    Files.createFile(journal.resolveSibling("00.part"));
    try (GrantedReads again = world.open()) {
      ReadRow second = world.read(again, world.asking(grant)).entry().row();
      assertThat(second.lease()).isEqualTo(first.lease());
      assertThat(second.previous()).isEqualTo(first.hash());
      assertThatThrownBy(() -> world.read(again, asked))
          .as("overheard before the kill")
          .hasMessageContaining("DUPLICATE");
    }
    assertThat(world.journals("open")).containsExactly(journal);
    assertThat(world.counted(grant).leased()).isEqualTo(5);
  }

  @Test
  void aJournalThatWasChangedStopsTheNode() throws Exception {
    RecordId grant = world.granted(5);
    world.read(world.asking(grant));
    world.read(world.asking(grant));
    world.reads.close();
    Path journal = world.journals("open").getFirst();
    List<String> lines = Files.readAllLines(journal);
    Files.write(journal, List.of(lines.get(0), lines.get(2)));
    assertThatThrownBy(world::open).hasMessageContaining("does not follow");
    Files.write(
        journal,
        List.of(
            lines.get(0),
            lines.get(1).replace("\"verb\":\"READ\"", "\"verb\":\"EXPORT\""),
            lines.get(2)));
    assertThatThrownBy(world::open).hasMessageContaining("does not follow");
    String judge = world.judge.subject().text();
    Files.write(
        journal, List.of(lines.get(0), lines.get(1).replace(judge, "nobody"), lines.get(2)));
    assertThatThrownBy(world::open).isInstanceOf(IOException.class);
    Files.write(journal, lines);
    world.reads = world.open();
  }

  // ---- a key that was lost

  private boolean hasEnded(KeyName key) throws Exception {
    try (LedgerReader reader = world.ledger.read()) {
      return new LedgerQuery(reader, world.consortium.genesis())
          .state(KeyState.stateKey(key), KeyState::read)
          .orElseThrow()
          .hasEnded(world.ledger.nextStamp());
    }
  }

  @Test
  void aNodeThatLostItsKeySettlesAndLeasesWithAnotherOne() throws Exception {
    RecordId grant = world.granted(2);
    world.read(world.asking(grant));
    KeyName lost = world.signer.key();
    Files.delete(folder.resolve("reader.key.pem"));
    readAll(grant, 1);
    assertThat(world.counted(grant).used()).as("settled with the new key").isEqualTo(2);
    assertThat(world.signer.key()).isNotEqualTo(lost);
    assertThat(hasEnded(lost)).isTrue();
    assertThat(hasEnded(world.signer.key())).isFalse();
    assertThat(ids(world.read(world.asking(world.granted(5))))).isNotEmpty();
    // And once more: the key that is replaced is the newest, not the first.
    KeyName second = world.signer.key();
    Files.delete(folder.resolve("reader.key.pem"));
    assertThat(ids(world.read(world.asking(world.granted(5))))).isNotEmpty();
    assertThat(hasEnded(second)).isTrue();
  }

  @Test
  void withoutItsOrganisationANodeThatLostItsKeySaysWhichOneIsMissing() throws Exception {
    world.read(world.asking(world.granted(2)));
    KeyName lost = world.signer.key();
    Files.delete(folder.resolve("reader.key.pem"));
    try (GrantedReads alone = world.open(world.signerWithout())) {
      Question asked = world.asking(world.granted(2));
      assertThatThrownBy(() -> world.read(alone, asked))
          .hasMessageContaining("UNAVAILABLE")
          .hasMessageContaining("reader.key.pem is " + world.signer.key())
          .hasMessageContaining("the chain has " + lost)
          .hasMessageContaining("keys.record");
    }
  }

  // ---- who read what

  @Test
  void theHolderSeesWhoReadWhatOnceTheSealHasLifted() throws Exception {
    RecordId grant = world.granted(2);
    GivenOut first = world.read(world.asking(grant));
    readAll(grant, 1);
    Actor alice = world.alice;
    assertThat(seenBy(alice)).as("the case is open").isEmpty();
    Timestamp lifts = world.now.plus(60_000);
    world.ledger.accept(world.records.cases().close(world.court, world.opened.id(), lifts));
    assertThat(seenBy(alice)).as("still sealed").isEmpty();
    world.now = lifts;
    List<SettledRead> seen = seenBy(alice);
    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst().entry()).isEqualTo(first.entry());
    ReadSettle settle = (ReadSettle) world.content(seen.getFirst().settled());
    assertThat(settle.count()).isEqualTo(2);
    for (SettledRead read : seen) {
      assertThat(read.path().verifies(read.entry().row().leaf(), settle.root())).isTrue();
      assertThat(read.entry().records()).containsExactly(world.work.id(), world.access.id());
    }
    ReadRow other = seen.getFirst().entry().row();
    assertThat(seen.getLast().path().verifies(other.leaf(), settle.root())).isFalse();
    assertThatThrownBy(() -> seenBy(world.judge)).hasMessageContaining("NOT_OWNER");
    assertThatThrownBy(() -> world.readsOf(world.whoRead(alice).signedBy(world.judge)))
        .hasMessageContaining("BAD_SIGNATURE");
  }

  private List<SettledRead> seenBy(Actor holder) throws Exception {
    return world.readsOf(world.whoRead(holder)).reads();
  }

  @Test
  void theListHasPages() throws Exception {
    readAll(world.granted(2), 2);
    readAll(world.granted(3), 3);
    liftSeal();
    List<Long> numbers = new ArrayList<>();
    String cursor = "";
    do {
      Reading.Page page = world.readsOf(world.whoRead(world.alice).page(cursor, 2));
      page.reads().forEach(read -> numbers.add(read.entry().row().number()));
      cursor = page.next().orElse("");
    } while (!cursor.isEmpty());
    assertThat(numbers).containsExactly(0L, 1L, 0L, 1L, 2L);
  }

  @Test
  void aSealedCaseLeavesNoTraceInTheListOfAnother() throws Exception {
    readAll(world.granted(2), 2);
    TestRecord other = world.records.cases().open(world.court);
    world.ledger.accept(other);
    TestRecord grant =
        world
            .records
            .cases()
            .grant(
                other.id(), world.judge.subject(), world.scope(3, Optional.empty()), world.court);
    world.ledger.accept(grant);
    world.now = world.ledger.nextStamp();
    readAll(grant.id(), 3);
    world.ledger.accept(world.records.cases().close(world.court, other.id(), world.now));
    world.now = world.ledger.nextStamp();
    Reading.Page page = world.readsOf(world.whoRead(world.alice));
    assertThat(page.reads()).hasSize(3);
    assertThat(page.next()).isEmpty();
    liftSeal();
    List<SettledRead> all = seenBy(world.alice);
    assertThat(all).as("the older case first").hasSize(5);
    assertThat(all.getLast().entry().row().grant()).isEqualTo(grant.id());
  }

  private void liftSeal() throws Exception {
    world.ledger.accept(world.records.cases().close(world.court, world.opened.id(), world.now));
    world.now = world.ledger.nextStamp();
  }

  /** Stopped behind the settlement on the chain: in the midst of the index, or before the move. */
  @Test
  void aSettlementThatWasCutShortIsFinished() throws Exception {
    RecordId grant = world.granted(2);
    world.read(world.asking(grant));
    Path open = world.journals("open").getFirst();
    readAll(grant, 1);
    world.reads.close();
    Files.move(world.journals("settled").getFirst(), open);
    Path index;
    try (Stream<Path> cases = Files.list(world.journals("works").getFirst())) {
      index = cases.toList().getFirst();
    }
    String lines = Files.readString(index);
    Files.writeString(index, lines.substring(0, lines.length() - 5));
    world.reads = world.open();
    world.assertRefused(Reason.READS_EXHAUSTED, world.asking(grant));
    assertThat(world.journals("open")).isEmpty();
    liftSeal();
    assertThat(seenBy(world.alice))
        .extracting(read -> read.entry().row().number())
        .containsExactlyInAnyOrder(0L, 1L);
  }

  @Test
  void requestsAreReadStrictly() {
    byte[] good = world.asking(new RecordId(CaseWorld.SALT)).bytes();
    String text = new String(good, StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            text.replace("\"verb\":\"READ\"", "\"verb\":\"WRITE\""),
            text.replace("\"size\":32", "\"size\":501"),
            text.replace("\"size\":32", "\"size\":0"),
            text.replace("\"size\":32", "\"size\":33")
                .replace("\"verb\":\"READ\"", "\"verb\":\"DECRYPT\""),
            text.replace("\"size\":32", "\"size\":2")
                .replace("\"verb\":\"READ\"", "\"verb\":\"EXPORT\""),
            text.replaceFirst("\"nonce\":\"[0-9a-f]{32}\"", "\"nonce\":\"" + "A".repeat(32) + "\""),
            text.replaceFirst("\"work\":\"[0-9a-f]{64}\"}}", "\"x\":1}}"),
            text + " ",
            text.replace("{\"read\":", "{\"reads\":"))) {
      assertThat(bad).isNotEqualTo(text);
      assertThatThrownBy(() -> ReadRequest.read(bad.getBytes(StandardCharsets.UTF_8)))
          .as(bad)
          .isInstanceOf(RefusedException.class);
    }
    assertThatThrownBy(() -> ReadRequest.read(Arrays.copyOf(good, ReadRequest.BYTES_MAX + 1)))
        .hasMessageContaining("TOO_LARGE");
  }
}
