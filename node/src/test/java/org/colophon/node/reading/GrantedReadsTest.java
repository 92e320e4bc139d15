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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Outcome;
import org.colophon.core.content.Access;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.Reading;
import org.colophon.core.provenance.TraceEvent;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.GrantView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.reading.SettledRead;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node gives out under a grant, and what remains of it. */
class GrantedReadsTest {
  private static final Hash SALT = Hash.sha256(new byte[] {42});

  @TempDir Path folder;
  private final TestConsortium consortium = TestConsortium.ofSeed(3);
  private final TestRecords records = consortium.records();
  private final Actor court = consortium.actor(TestConsortium.COURT_NORTH);
  private final Actor judge = consortium.actor("judge-li");
  private final Actor alice = consortium.actor("alice");
  private final Actor platform = consortium.actor(TestConsortium.NOTARY);
  private TestLedger ledger;
  private TestRecord work;
  private TestRecord access;
  private TestRecord opened;
  private GrantedReads reads;
  private Timestamp now;
  private boolean isCutOff;
  private int nonces;

  @BeforeEach
  void aWorkThatIsUsedAndACase() throws Exception {
    ledger = consortium.openWith(judge, alice);
    Actor shop = consortium.actor("shop");
    ledger.accept(records.registerOrganisation(platform, shop));
    work = records.declare(alice, consortium.hash("song"));
    ledger.accept(work);
    access = records.access(shop, work.work(), Access.Mode.BUY, Optional.empty());
    ledger.accept(access);
    opened = records.cases().open(court);
    ledger.accept(opened);
    now = ledger.nextStamp();
    KeyFiles.write(folder.resolve("record.key.pem"), court.key());
    reads = open();
  }

  @AfterEach
  void close() throws Exception {
    reads.close();
  }

  private GrantedReads open() throws IOException {
    return GrantedReads.open(
        folder.resolve("reads"),
        ledger.ledger(),
        new NodeSigner(
            consortium.chain(),
            TestConsortium.node(TestConsortium.COURT_NORTH),
            TestConsortium.COURT_NORTH,
            folder.resolve("reader.key.pem"),
            Optional.of(folder.resolve("record.key.pem")),
            () -> now.value()),
        this::submit,
        () -> now.value());
  }

  private CompletableFuture<List<Outcome>> submit(List<byte[]> sent) {
    if (isCutOff) {
      return CompletableFuture.failedFuture(new IOException("no quorum"));
    }
    try {
      return CompletableFuture.completedFuture(ledger.orderAll(ledger.nextStamp(), sent));
    } catch (IOException | RefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Hash commitment(Actor by, String text) {
    return ContentCommitment.of(
        SALT, by.subject(), Hash.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A scope of READ over the work, with so many reads. */
  private Scope scope(long allReads, Optional<Set<RecordType>> types) {
    Scope plain = TestScope.at(now).scope();
    return new Scope(
        List.of(commitment(court, work.work().hex())),
        List.of(),
        types,
        plain.readers(),
        plain.recordsFrom(),
        plain.recordsUntil(),
        plain.verbs(),
        plain.until(),
        allReads,
        allReads,
        0,
        false);
  }

  private RecordId granted(Scope scope) throws Exception {
    TestRecord grant = records.cases().grant(opened.id(), judge.subject(), scope, court);
    ledger.accept(grant);
    now = ledger.nextStamp();
    return grant.id();
  }

  private RecordId granted(long allReads) throws Exception {
    return granted(scope(allReads, Optional.empty()));
  }

  private ReadRequest asking(RecordId grant) {
    return new ReadRequest(
        consortium.chain(),
        judge.subject(),
        judge.key().name(),
        now,
        String.format("%032x", ++nonces),
        new ReadRequest.Target.Work(work.work()),
        Optional.of(
            new ReadRequest.Under(
                grant,
                Scope.Verb.READ,
                List.of(new ReadRequest.Opened(court.subject(), SALT, work.work().hex())))),
        "",
        100);
  }

  private GivenOut read(ReadRequest request) throws Exception {
    return read(reads, request);
  }

  private GivenOut read(GrantedReads from, ReadRequest request) throws Exception {
    return from.readInScope(request.bytes(), judge.key().sign(request.bytes()));
  }

  private void assertRefused(Reason reason, ReadRequest request) {
    assertRefused(reason, request, judge);
  }

  private void assertRefused(Reason reason, ReadRequest request, Actor signer) {
    assertThatThrownBy(() -> reads.readInScope(request.bytes(), signer.key().sign(request.bytes())))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).as("%s", e).isEqualTo(reason));
  }

  private static List<RecordId> ids(GivenOut given) {
    return given.trace().events().stream().map(TraceEvent::record).map(r -> r.id()).toList();
  }

  private GrantView.Reads counted(RecordId grant) {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      return GrantView.of(query, grant, AsOf.newest(query)).orElseThrow().reads().orElseThrow();
    }
  }

  private List<Path> journals(String where) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("reads").resolve(where))) {
      return files.toList();
    }
  }

  @Test
  void theLeaseStandsAndTheReadIsNotedBeforeAnythingIsGivenOut() throws Exception {
    RecordId grant = granted(5);
    GivenOut given = read(asking(grant));
    assertThat(ids(given)).containsExactly(work.id(), access.id());
    assertThat(given.trace().withheld()).isZero();
    assertThat(counted(grant).leased()).isEqualTo(5);
    ReadRow row = given.entry().row();
    assertThat(row.number()).isZero();
    assertThat(row.previous()).isEqualTo(row.lease().hash());
    String journal = Files.readString(journals("open").getFirst());
    assertThat(journal).contains(row.json().text());
    ReadRow second = read(asking(grant)).entry().row();
    assertThat(second.number()).isEqualTo(1);
    assertThat(second.previous()).isEqualTo(row.hash());
    assertThat(counted(grant).leased()).as("one lease for both").isEqualTo(5);
  }

  @Test
  void whatLiesOutsideTheGrantIsWithheldAndCounted() throws Exception {
    GivenOut declarations =
        read(asking(granted(scope(5, Optional.of(EnumSet.of(RecordType.WORK_DECLARE))))));
    assertThat(ids(declarations)).containsExactly(work.id());
    assertThat(declarations.trace().withheld()).isEqualTo(1);
    Scope all = scope(5, Optional.empty());
    Scope forParties =
        new Scope(
            all.works(),
            List.of(),
            all.types(),
            Scope.ReaderClass.PARTY,
            all.recordsFrom(),
            all.recordsUntil(),
            all.verbs(),
            all.until(),
            5,
            5,
            0,
            false);
    assertThat(ids(read(asking(granted(forParties)))))
        .as("acquisitions are for a case")
        .containsExactly(work.id());
    Scope before =
        new Scope(
            all.works(),
            List.of(),
            all.types(),
            all.readers(),
            new Timestamp(0),
            TestConsortium.START,
            all.verbs(),
            all.until(),
            5,
            5,
            0,
            false);
    GivenOut nothing = read(asking(granted(before)));
    assertThat(ids(nothing)).isEmpty();
    assertThat(nothing.trace().withheld()).isEqualTo(2);
    Scope ofAnother =
        new Scope(
            all.works(),
            List.of(commitment(court, "bob")),
            all.types(),
            all.readers(),
            all.recordsFrom(),
            all.recordsUntil(),
            all.verbs(),
            all.until(),
            5,
            5,
            0,
            false);
    assertThat(ids(read(asking(granted(ofAnother))))).as("no party of it").isEmpty();
  }

  @Test
  void aPartyIsTracedWithinItsGrant() throws Exception {
    Scope all = scope(5, Optional.empty());
    RecordId grant =
        granted(
            new Scope(
                List.of(),
                List.of(commitment(court, "alice")),
                all.types(),
                all.readers(),
                all.recordsFrom(),
                all.recordsUntil(),
                all.verbs(),
                all.until(),
                5,
                5,
                0,
                false));
    ReadRequest asked = asking(grant);
    ReadRequest ofAlice =
        new ReadRequest(
            asked.chain(),
            asked.subject(),
            asked.key(),
            asked.issuedAt(),
            asked.nonce(),
            new ReadRequest.Target.Party(alice.subject()),
            Optional.of(
                new ReadRequest.Under(
                    grant,
                    Scope.Verb.READ,
                    List.of(new ReadRequest.Opened(court.subject(), SALT, "alice")))),
            "",
            1);
    GivenOut first = read(ofAlice);
    assertThat(first.trace().events()).hasSize(1);
    assertThat(first.trace().next()).isPresent();
    assertRefused(Reason.EXCEEDS_SCOPE, ofParty(ofAlice, new SubjectId("bob")));
  }

  private static ReadRequest ofParty(ReadRequest asked, SubjectId party) {
    return new ReadRequest(
        asked.chain(),
        asked.subject(),
        asked.key(),
        asked.issuedAt(),
        "f".repeat(32),
        new ReadRequest.Target.Party(party),
        asked.under(),
        "",
        1);
  }

  // ---- who may not

  @Test
  void refusesWhoIsNotTheGranteeOrAsksBeyondTheGrant() throws Exception {
    RecordId grant = granted(5);
    ReadRequest good = asking(grant);
    assertRefused(Reason.BAD_SIGNATURE, good, alice);
    ReadRequest byAlice =
        new ReadRequest(
            good.chain(),
            alice.subject(),
            alice.key().name(),
            good.issuedAt(),
            good.nonce(),
            good.target(),
            good.under(),
            "",
            100);
    assertRefused(Reason.NOT_AUTHORISED, byAlice, alice);
    ReadRequest inJudgesName =
        new ReadRequest(
            good.chain(),
            judge.subject(),
            alice.key().name(),
            good.issuedAt(),
            good.nonce(),
            good.target(),
            good.under(),
            "",
            100);
    assertRefused(Reason.UNKNOWN_KEY, inJudgesName, alice);
    Actor stranger = consortium.actor("stranger");
    ReadRequest byStranger =
        new ReadRequest(
            good.chain(),
            stranger.subject(),
            stranger.key().name(),
            good.issuedAt(),
            good.nonce(),
            good.target(),
            good.under(),
            "",
            100);
    assertRefused(Reason.UNKNOWN_KEY, byStranger, stranger);
    assertRefused(Reason.NOT_AUTHORISED, under(good, Scope.Verb.EXPORT, court.subject(), SALT));
    assertRefused(
        Reason.EXCEEDS_SCOPE,
        under(good, Scope.Verb.READ, court.subject(), Hash.sha256(new byte[] {1})));
    assertRefused(Reason.EXCEEDS_SCOPE, under(good, Scope.Verb.READ, alice.subject(), SALT));
    TestRecord other = records.declare(alice, consortium.hash("another song"));
    ledger.accept(other);
    assertRefused(Reason.EXCEEDS_SCOPE, ofWork(good, other.work()));
    assertRefused(Reason.UNKNOWN_RECORD, asking(new RecordId(SALT)));
    assertThat(counted(grant).leased()).as("nothing was leased for any of these").isZero();
    assertThat(journals("open")).isEmpty();
  }

  private ReadRequest under(ReadRequest asked, Scope.Verb verb, SubjectId by, Hash salt) {
    return new ReadRequest(
        asked.chain(),
        asked.subject(),
        asked.key(),
        asked.issuedAt(),
        String.format("%032x", ++nonces),
        asked.target(),
        Optional.of(
            new ReadRequest.Under(
                asked.under().orElseThrow().grant(),
                verb,
                List.of(new ReadRequest.Opened(by, salt, work.work().hex())))),
        "",
        100);
  }

  private ReadRequest ofWork(ReadRequest asked, WorkId other) {
    return new ReadRequest(
        asked.chain(),
        asked.subject(),
        asked.key(),
        asked.issuedAt(),
        String.format("%032x", ++nonces),
        new ReadRequest.Target.Work(other),
        asked.under(),
        "",
        100);
  }

  @Test
  void aRequestIsAnsweredOnceAndOnlyWhileItIsFresh() throws Exception {
    RecordId grant = granted(5);
    ReadRequest asked = asking(grant);
    read(asked);
    assertRefused(Reason.DUPLICATE, asked);
    ReadRequest late = asking(grant);
    now = now.plus(300_001);
    assertRefused(Reason.EXPIRED, late);
  }

  @Test
  void refusesOnceTheGrantHasEnded() throws Exception {
    RecordId grant = granted(5);
    read(asking(grant));
    ledger.accept(records.cases().revoke(court, Role.MEMBER, grant));
    now = ledger.nextStamp();
    assertRefused(Reason.GRANT_ENDED, asking(grant));
    RecordId another = granted(5);
    now = now.plus(31L * 86_400_000);
    assertRefused(Reason.GRANT_ENDED, asking(another));
  }

  @Test
  void refusesAKeyThatWasRevoked() throws Exception {
    RecordId grant = granted(5);
    ledger.accept(records.revoke(judge));
    now = ledger.nextStamp();
    assertRefused(Reason.KEY_REVOKED, asking(grant));
  }

  // ---- what is counted

  @Test
  void noMoreIsGivenOutThanWasGrantedAndTheLeaseIsSettled() throws Exception {
    RecordId grant = granted(2);
    read(asking(grant));
    read(asking(grant));
    assertRefused(Reason.READS_EXHAUSTED, asking(grant));
    assertThat(counted(grant).used()).isEqualTo(2);
    assertThat(counted(grant).leased()).isZero();
    assertThat(journals("open")).isEmpty();
    assertThat(journals("settled")).hasSize(1);
    assertRefused(Reason.READS_EXHAUSTED, asking(grant));
  }

  @Test
  void aLeaseGoesOnWithoutAQuorumAndNothingIsReadWithoutALease() throws Exception {
    RecordId grant = granted(5);
    read(asking(grant));
    RecordId unleased = granted(5);
    isCutOff = true;
    assertThat(ids(read(asking(grant)))).isNotEmpty();
    assertRefused(Reason.UNAVAILABLE, asking(unleased));
    isCutOff = false;
    assertThat(ids(read(asking(unleased)))).isNotEmpty();
    assertThat(counted(unleased).leased()).as("the lease that got no answer").isEqualTo(5);
  }

  @Test
  void aNodeThatWasKilledGoesOnWithItsLeaseAndItsRows() throws Exception {
    RecordId grant = granted(5);
    ReadRequest asked = asking(grant);
    ReadRow first = read(asked).entry().row();
    Path journal = journals("open").getFirst();
    // The line of a read that was not written whole, and so not given out.
    Files.writeString(journal, "{\"answer\":", StandardOpenOption.APPEND);
    // The journal of a lease that was never sent.
    Files.createFile(journal.resolveSibling("00.part"));
    try (GrantedReads again = open()) {
      ReadRow second = read(again, asking(grant)).entry().row();
      assertThat(second.lease()).isEqualTo(first.lease());
      assertThat(second.previous()).isEqualTo(first.hash());
      assertThatThrownBy(() -> read(again, asked))
          .as("overheard before the kill")
          .hasMessageContaining("DUPLICATE");
    }
    assertThat(journals("open")).containsExactly(journal);
    assertThat(counted(grant).leased()).isEqualTo(5);
  }

  @Test
  void aJournalThatWasChangedStopsTheNode() throws Exception {
    RecordId grant = granted(5);
    read(asking(grant));
    read(asking(grant));
    reads.close();
    Path journal = journals("open").getFirst();
    List<String> lines = Files.readAllLines(journal);
    Files.write(journal, List.of(lines.get(0), lines.get(2)));
    assertThatThrownBy(this::open).hasMessageContaining("does not follow");
    Files.write(
        journal,
        List.of(
            lines.get(0),
            lines.get(1).replace("\"verb\":\"READ\"", "\"verb\":\"EXPORT\""),
            lines.get(2)));
    assertThatThrownBy(this::open).hasMessageContaining("does not follow");
    Files.write(
        journal,
        List.of(
            lines.get(0), lines.get(1).replace(judge.subject().text(), "nobody"), lines.get(2)));
    assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    Files.write(journal, lines);
    reads = open();
  }

  // ---- who read what

  private ReadRequest whoRead(Actor asker) {
    return new ReadRequest(
        consortium.chain(),
        asker.subject(),
        asker.key().name(),
        now,
        String.format("%032x", ++nonces),
        new ReadRequest.Target.Work(work.work()),
        Optional.empty(),
        "",
        100);
  }

  private Reading.Page whoReadOf(Actor asker) throws Exception {
    ReadRequest asked = whoRead(asker);
    return reads.readsOf(asked.bytes(), asker.key().sign(asked.bytes()));
  }

  @Test
  void theHolderSeesWhoReadWhatOnceTheSealHasLifted() throws Exception {
    RecordId grant = granted(2);
    GivenOut first = read(asking(grant));
    read(asking(grant));
    assertRefused(Reason.READS_EXHAUSTED, asking(grant));
    assertThat(whoReadOf(alice).reads()).as("the case is open").isEmpty();
    Timestamp lifts = now.plus(60_000);
    ledger.accept(records.cases().close(court, opened.id(), lifts));
    assertThat(whoReadOf(alice).reads()).as("still sealed").isEmpty();
    now = lifts;
    List<SettledRead> seen = whoReadOf(alice).reads();
    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst().entry()).isEqualTo(first.entry());
    ReadSettle settle = (ReadSettle) content(seen.getFirst().settled());
    assertThat(settle.count()).isEqualTo(2);
    for (SettledRead read : seen) {
      assertThat(read.path().verifies(read.entry().row().leaf(), settle.root())).isTrue();
      assertThat(read.entry().records()).containsExactly(work.id(), access.id());
    }
    ReadRow other = seen.getFirst().entry().row();
    assertThat(seen.getLast().path().verifies(other.leaf(), settle.root())).isFalse();
    assertThatThrownBy(() -> whoReadOf(judge)).hasMessageContaining("NOT_OWNER");
    assertThatThrownBy(
            () -> {
              ReadRequest asked = whoRead(alice);
              reads.readsOf(asked.bytes(), judge.key().sign(asked.bytes()));
            })
        .hasMessageContaining("BAD_SIGNATURE");
  }

  private org.colophon.core.content.Content content(RecordId id) {
    try (LedgerReader reader = ledger.read()) {
      return new LedgerQuery(reader, consortium.genesis())
          .record(id)
          .orElseThrow()
          .statement()
          .content();
    }
  }

  @Test
  void theListHasPagesAndSurvivesALostIndexOfOpenLeases() throws Exception {
    RecordId grant = granted(3);
    read(asking(grant));
    read(asking(grant));
    reads.close();
    for (Path file : journals("targets")) {
      Files.delete(file);
    }
    reads = open();
    read(asking(grant));
    assertRefused(Reason.READS_EXHAUSTED, asking(grant));
    ledger.accept(records.cases().close(court, opened.id(), now));
    now = ledger.nextStamp();
    List<Long> numbers = new ArrayList<>();
    String cursor = "";
    do {
      ReadRequest all = whoRead(alice);
      ReadRequest asked =
          new ReadRequest(
              all.chain(),
              all.subject(),
              all.key(),
              all.issuedAt(),
              all.nonce(),
              all.target(),
              Optional.empty(),
              cursor,
              2);
      Reading.Page page = reads.readsOf(asked.bytes(), alice.key().sign(asked.bytes()));
      page.reads().forEach(read -> numbers.add(read.entry().row().number()));
      cursor = page.next().orElse("");
    } while (!cursor.isEmpty());
    assertThat(numbers).containsExactly(0L, 1L, 2L);
  }

  @Test
  void requestsAreReadStrictly() {
    byte[] good = asking(new RecordId(SALT)).bytes();
    String text = new String(good, StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            text.replace("\"verb\":\"READ\"", "\"verb\":\"WRITE\""),
            text.replace("\"size\":100", "\"size\":501"),
            text.replace("\"size\":100", "\"size\":0"),
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
