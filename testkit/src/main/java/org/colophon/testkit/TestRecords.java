package org.colophon.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.content.Access;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.BatchTimestamp;
import org.colophon.core.content.Content;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.Correction;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.content.Currency;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.Interval;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.content.KeyErase;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Publication;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.ReportDigest;
import org.colophon.core.content.Right;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.Showing;
import org.colophon.core.content.Stated;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.Takedown;
import org.colophon.core.content.TimeDispute;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;

/** Valid records of each type, for a test to take as they are or to spoil. */
public final class TestRecords {
  private final Function<Content, TestRecord> starts;
  private final Function<String, Hash> hashes;

  TestRecords(TestConsortium consortium) {
    this(consortium::record, consortium::hash);
  }

  private TestRecords(Function<Content, TestRecord> starts, Function<String, Hash> hashes) {
    this.starts = starts;
    this.hashes = hashes;
  }

  /** Records for a running chain, issued at the present time; a name keeps worlds apart. */
  public static TestRecords on(ChainId chain, String name) {
    Function<String, Hash> hashes =
        label -> Hash.sha256((name + " " + label).getBytes(StandardCharsets.UTF_8));
    AtomicLong nonces = new AtomicLong();
    return new TestRecords(
        content ->
            new TestRecord(
                chain,
                new Timestamp(System.currentTimeMillis()),
                Arrays.copyOf(hashes.apply("nonce " + nonces.incrementAndGet()).bytes(), 16),
                content),
        hashes);
  }

  /** A record of any content, to be signed. */
  public TestRecord record(Content content) {
    return starts.apply(content);
  }

  /** A hash that follows from the world and a label. */
  public Hash hash(String label) {
    return hashes.apply(label);
  }

  /** Valid records of cases, of grants to read and of leases of reads. */
  public TestCases cases() {
    return new TestCases(this);
  }

  /** An organisation registers a subject with its key. */
  public TestRecord register(Actor registrar, Actor subject) {
    return record(registration(subject)).by(registrar, Role.REGISTRAR).by(subject, Role.SUBJECT);
  }

  /**
   * A node says that its clock had passed a block's time by three seconds before it was ordered.
   */
  public TestRecord dispute(Actor node, BlockHeader block) {
    return dispute(node, block, block.time().plus(3_000));
  }

  /** A node says what its clock had shown before a block was ordered. */
  public TestRecord dispute(Actor node, BlockHeader block, Timestamp seen) {
    return record(new TimeDispute(block.height(), Hash.sha256(block.bytes()), seen))
        .by(node, Role.NODE);
  }

  /** An organisation registers another one that is no member, such as a platform. */
  public TestRecord registerOrganisation(Actor registrar, Actor organisation) {
    return record(registration(organisation, SubjectRegister.Kind.ORGANISATION))
        .by(registrar, Role.REGISTRAR)
        .by(organisation, Role.SUBJECT);
  }

  /** What registering a subject says, without bounds in time. */
  public SubjectRegister registration(Actor subject) {
    return registration(subject, SubjectRegister.Kind.PERSON);
  }

  private SubjectRegister registration(Actor subject, SubjectRegister.Kind kind) {
    return new SubjectRegister(
        subject.subject(),
        kind,
        hash("identity " + subject.subject()),
        subject.key().name(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A subject's key gives way to its next one at once. */
  public TestRecord rotate(Actor holder, Actor successor) {
    KeyRotate content =
        new KeyRotate(
            holder.subject(), holder.key().name(), successor.key().name(), Optional.empty());
    return record(content).by(holder, Role.HOLDER).by(successor, Role.SUCCESSOR);
  }

  /** A subject ends the key that it signs with. */
  public TestRecord revoke(Actor holder) {
    KeyRevoke content =
        new KeyRevoke(holder.subject(), holder.key().name(), KeyRevoke.Cause.CESSATION);
    return record(content).by(holder, Role.HOLDER);
  }

  /** Who signed a record has its private matter destroyed. */
  public TestRecord erase(Actor signer, Role role, RecordId erased) {
    return record(
            new KeyErase(erased, Set.of(KeyErase.Destroyed.CIPHERTEXT, KeyErase.Destroyed.SALT)))
        .by(signer, role);
  }

  /** The first draft of a new work. */
  public TestRecord draft(Actor creator, Hash commitment) {
    DraftAdd content =
        new DraftAdd(Optional.empty(), 1, commitment, Optional.empty(), Optional.empty(), false);
    return record(content).by(creator, Role.CREATOR);
  }

  /** A draft behind another one of the same work. */
  public TestRecord draftAfter(
      Actor creator, WorkId work, RecordId previous, long sequence, Hash commitment) {
    DraftAdd content =
        new DraftAdd(
            Optional.of(work),
            sequence,
            commitment,
            Optional.of(previous),
            Optional.empty(),
            false);
    return record(content).by(creator, Role.CREATOR);
  }

  /** A published work of one author, who holds the whole of it. */
  public TestRecord declare(Actor creator, Hash digest) {
    return record(published(List.of(new WorkDeclare.Author(creator.subject(), 10_000)), digest))
        .by(creator, Role.CREATOR);
  }

  /** An unpublished work of one author. */
  public TestRecord declareUnpublished(Actor creator, Hash commitment) {
    WorkDeclare content =
        work(
            Optional.empty(),
            List.of(new WorkDeclare.Author(creator.subject(), 10_000)),
            List.of(),
            Optional.of(commitment));
    return record(content).by(creator, Role.CREATOR);
  }

  /** A work that drafts have opened is declared and published. */
  public TestRecord declareDrafted(Actor creator, WorkId work, Hash digest) {
    WorkDeclare content =
        work(
            Optional.of(work),
            List.of(new WorkDeclare.Author(creator.subject(), 10_000)),
            List.of(contentOf(digest)),
            Optional.empty());
    return record(content).by(creator, Role.CREATOR);
  }

  /** What declaring a published work of these authors says. */
  public WorkDeclare published(List<WorkDeclare.Author> authors, Hash digest) {
    return work(Optional.empty(), authors, List.of(contentOf(digest)), Optional.empty());
  }

  private static WorkDeclare work(
      Optional<WorkId> work,
      List<WorkDeclare.Author> authors,
      List<ContentDigest> contents,
      Optional<Hash> commitment) {
    return new WorkDeclare(
        work,
        "春江花月夜 (a reading)",
        WorkDeclare.IpKind.COPYRIGHT,
        "3.1",
        authors,
        Optional.empty(),
        Optional.of("2025-11-30"),
        Optional.empty(),
        contents,
        commitment,
        Optional.empty(),
        List.of(),
        WorkDeclare.AiUse.NONE);
  }

  private static ContentDigest contentOf(Hash digest) {
    return new ContentDigest(digest, Optional.empty(), 4096, "text/plain");
  }

  /** The commitment of a signer to a content, under the salt of that content in this world. */
  public Hash commitment(Actor signer, Hash digest) {
    return ContentCommitment.of(salt(digest), signer.subject(), digest);
  }

  /** The salt under which this world commits to a content. */
  public Hash salt(Hash digest) {
    return hash("salt " + digest);
  }

  /** Opens the commitment that a record of the signer's carries. */
  public TestRecord reveal(Actor signer, RecordId record, Hash digest) {
    return record(new WorkReveal(record, salt(digest), digest)).by(signer, Role.CREATOR);
  }

  /** Material by its commitment, about nothing in particular. */
  public TestRecord deposit(Actor depositor, Hash commitment) {
    EvidenceDeposit content =
        new EvidenceDeposit(
            "image/png",
            commitment,
            EvidenceDeposit.Custody.COLLECTED,
            Optional.empty(),
            Optional.empty());
    return record(content).by(depositor, Role.DEPOSITOR);
  }

  /** A page that a tool took down, about nothing in particular; the digest is its traffic's. */
  public TestRecord capture(Actor depositor, Hash traffic) {
    EvidenceCapture content =
        new EvidenceCapture(
            "https://example.org/gallery/7",
            new Timestamp(1_764_547_200_000L),
            "headless browser",
            "145.0",
            "NTP, three servers",
            EvidenceCapture.Relation.NONE,
            List.of(
                new EvidenceCapture.Part(
                    EvidenceCapture.Kind.WACZ,
                    new ContentDigest(traffic, Optional.empty(), 90_210, "application/wacz"))),
            Stated.NOTHING,
            Optional.empty());
    return record(content).by(depositor, Role.DEPOSITOR);
  }

  /** Material that adds to an earlier record. */
  public TestRecord supplement(Actor depositor, RecordId supplements, Hash commitment) {
    Supplement content =
        new Supplement(supplements, "application/pdf", commitment, Optional.empty());
    return record(content).by(depositor, Role.DEPOSITOR);
  }

  /** Who signed a work's declaration corrects its title. */
  public TestRecord correct(Actor creator, RecordId corrects) {
    return correct(creator, Role.CREATOR, corrects);
  }

  /** Somebody corrects the title that a record gives. */
  public TestRecord correct(Actor signer, Role role, RecordId corrects) {
    Correction.Item title = new Correction.Item("title", Optional.of("春江花月夜"), Optional.empty());
    return record(new Correction(corrects, List.of(title), Optional.empty())).by(signer, role);
  }

  /** A notary gives a time to a hundred items. */
  public TestRecord timestamp(Actor notary, Hash root) {
    return timestamp(notary, Role.NOTARY, root);
  }

  /** Somebody gives a time to a hundred items. */
  public TestRecord timestamp(Actor signer, Role role, Hash root) {
    return record(new BatchTimestamp(items(root, 100))).by(signer, role);
  }

  private static ItemBatch items(Hash root, long count) {
    return new ItemBatch(ItemBatch.Algorithm.RFC6962_SHA256, count, root);
  }

  /** A work was shown at an address on 1 December 2025, by the signer's word. */
  public TestRecord publish(Actor platform, WorkId work, Hash digest) {
    return record(new Publication(work, showing(digest, SHOWN_AT))).by(platform, Role.PLATFORM);
  }

  /** When a showing was, by the signer's word: 2025-12-01T00:00:00Z. */
  public static final Timestamp SHOWN_AT = new Timestamp(1_764_547_200_000L);

  /** That a content was shown. */
  public static Showing showing(Hash digest, Timestamp at) {
    return new Showing(Optional.empty(), Optional.of("https://example.org/gallery/7"), digest, at);
  }

  /** A platform recommended a work. */
  public TestRecord recommend(Actor platform, Optional<WorkId> work, Hash digest) {
    return record(new Recommendation(work, showing(digest, SHOWN_AT))).by(platform, Role.PLATFORM);
  }

  /** A user of a platform acquired a work. */
  public TestRecord access(
      Actor platform, WorkId work, Access.Mode mode, Optional<RecordId> licence) {
    Access.Single single = new Access.Single(new SubjectId("user-7"), SHOWN_AT, Optional.empty());
    return record(new Access(work, mode, licence, single)).by(platform, Role.PLATFORM);
  }

  /** Many users of a platform acquired a work. */
  public TestRecord accesses(Actor platform, WorkId work, Access.Mode mode, long count) {
    Access.Many many = new Access.Many(items(hash("rows"), count));
    return record(new Access(work, mode, Optional.empty(), many)).by(platform, Role.PLATFORM);
  }

  /** A holder of rights gives a platform notice. */
  public TestRecord notice(Actor owner, Actor respondent, WorkId work, Right... rights) {
    NoticeSend content =
        new NoticeSend(
            work,
            respondent.subject(),
            Set.of(rights),
            List.of("https://example.org/gallery/7"),
            List.of(),
            Optional.empty());
    return record(content).by(owner, Role.OWNER);
  }

  /** A platform says that what it shows is another work. */
  public TestRecord counter(Actor respondent, RecordId notice) {
    NoticeCounter content =
        new NoticeCounter(
            notice, NoticeCounter.Basis.ANOTHER_WORK, Optional.empty(), Optional.empty());
    return record(content).by(respondent, Role.PLATFORM);
  }

  /** A platform has acted on a notice. */
  public TestRecord takedown(Actor respondent, RecordId notice) {
    return record(new Takedown(notice, Takedown.Measure.BLOCKED, SHOWN_AT))
        .by(respondent, Role.PLATFORM);
  }

  /** When rights are said to be infringed, and found to be: from the beginning to the year 2100. */
  public static final Interval WINDOW = new Interval(TestConsortium.START, TestTerms.YEAR_2100);

  /** A holder of rights alleges that they are infringed. */
  public TestRecord allege(
      Actor owner, Actor respondent, WorkId work, RecordId evidence, Right... rights) {
    return record(allegation(Optional.of(respondent.subject()), work, evidence, rights))
        .by(owner, Role.OWNER);
  }

  /** A platform alleges that somebody unknown infringes rights. */
  public TestRecord allege(Actor platform, WorkId work, RecordId evidence, Right... rights) {
    return record(allegation(Optional.empty(), work, evidence, rights)).by(platform, Role.PLATFORM);
  }

  /** That rights are infringed, within {@link #WINDOW}. */
  public InfringementAllege allegation(
      Optional<SubjectId> respondent, WorkId work, RecordId evidence, Right... rights) {
    return new InfringementAllege(
        work,
        respondent,
        Set.of(InfringementAllege.Typology.REDISTRIBUTION),
        Set.of(rights),
        WINDOW,
        List.of("https://example.org/gallery/7"),
        List.of(evidence),
        Optional.of(hash("details")));
  }

  /** A court finds on an allegation. */
  public TestRecord find(Actor court, RecordId allegation, InfringementFind.Outcome outcome) {
    boolean infringed = outcome != InfringementFind.Outcome.NOT_INFRINGED;
    return find(court, allegation, outcome, infringed ? Optional.of(WINDOW) : Optional.empty());
  }

  /** A court finds an infringement, and figures that damages follow from. */
  public TestRecord find(Actor court, RecordId allegation, SortedMap<String, Long> figures) {
    return find(
        court, allegation, InfringementFind.Outcome.INFRINGED, Optional.of(WINDOW), figures);
  }

  /** A court finds when an alleged infringement was. */
  public TestRecord find(
      Actor court,
      RecordId allegation,
      InfringementFind.Outcome outcome,
      Optional<Interval> window) {
    return find(court, allegation, outcome, window, new TreeMap<>());
  }

  /** A court finds an infringement, and says neither of the mind nor that it is serious. */
  public TestRecord findWithoutIntent(Actor court, RecordId allegation, Interval window) {
    InfringementFind content =
        new InfringementFind(
            allegation,
            InfringementFind.Outcome.INFRINGED,
            InfringementFind.Intent.NOT_STATED,
            false,
            hash("decision"),
            Optional.of(window),
            Optional.empty(),
            new TreeMap<>());
    return record(content).by(court, Role.MEMBER);
  }

  private TestRecord find(
      Actor court,
      RecordId allegation,
      InfringementFind.Outcome outcome,
      Optional<Interval> window,
      SortedMap<String, Long> figures) {
    InfringementFind content =
        new InfringementFind(
            allegation,
            outcome,
            window.isPresent()
                ? InfringementFind.Intent.INTENTIONAL
                : InfringementFind.Intent.NOT_STATED,
            window.isPresent(),
            hash("decision"),
            window,
            Optional.empty(),
            figures);
    return record(content).by(court, Role.MEMBER);
  }

  /** An appraiser gives a statistic of a market, in clear. */
  public TestRecord price(Actor appraiser, String market, long minorUnits) {
    PriceReference content =
        new PriceReference(
            new PriceReference.Market(market),
            PriceReference.Basis.MARKET_STATISTIC,
            WINDOW,
            Labels.of("CN"),
            Currency.ofCode("CNY").orElseThrow(),
            new PriceReference.Clear(minorUnits));
    return record(content).by(appraiser, Role.MEMBER);
  }

  /** An appraiser gives the price of a deal for one year, committed to. */
  public TestRecord price(Actor appraiser, RecordId deal, PriceReference.Basis basis) {
    return price(appraiser, deal, basis, Currency.ofCode("CNY").orElseThrow(), TestTerms.ONE_YEAR);
  }

  /** An appraiser gives the price of a deal, committed to. */
  public TestRecord price(
      Actor appraiser,
      RecordId deal,
      PriceReference.Basis basis,
      Currency currency,
      Interval period) {
    PriceReference content =
        new PriceReference(
            new PriceReference.Deal(deal),
            basis,
            period,
            Labels.of("CN"),
            currency,
            new PriceReference.Committed(hash("price")));
    return record(content).by(appraiser, Role.MEMBER);
  }

  /** Somebody submits material to a court. */
  public TestRecord submit(Actor submitter, OrgId court, Hash digest, WorkId... works) {
    CourtSubmit content =
        new CourtSubmit(
            new ContentDigest(digest, Optional.empty(), 90_210, "application/zip"),
            court,
            Optional.empty(),
            List.of(works));
    return record(content).by(submitter, Role.DEPOSITOR);
  }

  /** A court takes what was submitted to it. */
  public TestRecord receive(Actor court, RecordId submission, Hash digest) {
    CourtReceive content =
        new CourtReceive(
            submission,
            CourtReceive.Outcome.RECEIVED,
            Optional.empty(),
            Optional.of(digest),
            Optional.empty());
    return record(content).by(court, Role.MEMBER);
  }

  /** A court does not take what was submitted to it. */
  public TestRecord refuse(Actor court, RecordId submission, CourtReceive.Ground ground) {
    CourtReceive content =
        new CourtReceive(
            submission,
            CourtReceive.Outcome.REFUSED,
            Optional.of(ground),
            Optional.empty(),
            Optional.empty());
    return record(content).by(court, Role.MEMBER);
  }

  /** Somebody stands by a report on a work. */
  public TestRecord report(Actor signer, Role role, WorkId work, Height height, Hash digest) {
    ReportDigest content =
        new ReportDigest(
            ReportDigest.Kind.TRANSACTIONS,
            Optional.of(work),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            height,
            digest);
    return record(content).by(signer, role);
  }

  /** A published work of one author that says from which work it is derived. */
  public TestRecord declareDerived(Actor creator, WorkId original, Hash digest) {
    WorkDeclare plain =
        published(List.of(new WorkDeclare.Author(creator.subject(), 10_000)), digest);
    return record(
            new WorkDeclare(
                plain.work(),
                plain.title(),
                plain.ipKind(),
                plain.category(),
                plain.authors(),
                Optional.of(original),
                plain.completedOn(),
                plain.firstPublished(),
                plain.contents(),
                plain.commitment(),
                plain.iscc(),
                plain.identifiers(),
                plain.aiUse()))
        .by(creator, Role.CREATOR);
  }

  /** A holder licenses rights in a work. */
  public TestRecord grant(Actor licensor, Actor licensee, WorkId work, TestTerms terms) {
    return record(new LicenceGrant(work, terms.terms()))
        .by(licensor, Role.LICENSOR)
        .by(licensee, Role.LICENSEE);
  }

  /** A licensee licenses on. */
  public TestRecord sublicense(Actor licensor, Actor licensee, RecordId parent, TestTerms terms) {
    return record(new LicenceSub(parent, terms.terms()))
        .by(licensor, Role.LICENSOR)
        .by(licensee, Role.LICENSEE);
  }

  /** A licensee gives its licence up at once. */
  public TestRecord renounce(Actor licensee, RecordId licence) {
    return record(
            new LicenceTerminate(licence, LicenceTerminate.Cause.RENUNCIATION, Optional.empty()))
        .by(licensee, Role.LICENSEE);
  }

  /** A licensor ends a licence that was broken, at once. */
  public TestRecord terminate(Actor licensor, RecordId licence) {
    return record(new LicenceTerminate(licence, LicenceTerminate.Cause.BREACH, Optional.empty()))
        .by(licensor, Role.LICENSOR);
  }

  /** A licensee says that a work is a translation into Chinese under its licence. */
  public TestRecord derive(Actor licensee, WorkId work, RecordId licence) {
    return record(
            new WorkDerive(
                work, licence, WorkDerive.Kind.TRANSLATION, Optional.of(Labels.of("zh"))))
        .by(licensee, Role.LICENSEE);
  }

  /** A holder pledges its shares in rights until the year 2100. */
  public TestRecord pledge(Actor owner, Actor pledgee, WorkId work, Right... rights) {
    return record(new RightEncumber(work, Set.of(rights), TestTerms.YEAR_2100, Optional.empty()))
        .by(owner, Role.OWNER)
        .by(pledgee, Role.PLEDGEE);
  }

  /** A pledgee gives up its pledge. */
  public TestRecord release(Actor pledgee, RecordId pledge) {
    return record(new RightWaive(new RightWaive.Pledge(pledge))).by(pledgee, Role.PLEDGEE);
  }

  /** The only holder of rights waives them until the year 2100. */
  public TestRecord waive(Actor owner, WorkId work, Right... rights) {
    return record(
            RightWaive.ofRights(work, Set.of(rights), TestConsortium.START, TestTerms.YEAR_2100))
        .by(owner, Role.OWNER);
  }

  /** A holder asks an office to confirm a work. */
  public TestRecord apply(Actor owner, WorkId work, OrgId office) {
    return record(application(work, office, Optional.empty())).by(owner, Role.OWNER);
  }

  /** A holder answers what an office asked. */
  public TestRecord answer(Actor owner, WorkId work, OrgId office, RecordId question) {
    return record(application(work, office, Optional.of(question))).by(owner, Role.OWNER);
  }

  private ApplicationFile application(WorkId work, OrgId office, Optional<RecordId> answers) {
    return new ApplicationFile(
        work, office, hash("purpose"), hash("process"), hash("originality"), answers);
  }

  /** An office confirms a work under a number of its register. */
  public TestRecord confirm(Actor office, RecordId application, String registration) {
    return record(
            new ApplicationDecide(
                application,
                ApplicationDecide.Decision.GRANT,
                Set.of(),
                Optional.empty(),
                Optional.of(registration)))
        .by(office, Role.MEMBER);
  }

  /** An office decides otherwise than to confirm. */
  public TestRecord decide(
      Actor office,
      RecordId application,
      ApplicationDecide.Decision decision,
      ApplicationDecide.Ground... grounds) {
    return record(
            new ApplicationDecide(
                application,
                decision,
                Set.of(grounds),
                Optional.of(hash("reasons")),
                Optional.empty()))
        .by(office, Role.MEMBER);
  }

  /** A subject objects to a title. */
  public TestRecord object(Actor objector, WorkId work, ObjectionRaise.Ground ground) {
    return record(new ObjectionRaise(work, ground, hash("reasons"), Optional.empty()))
        .by(objector, Role.OBJECTOR);
  }

  /** A court or an office decides on an objection. */
  public TestRecord resolve(Actor judge, RecordId objection, ObjectionResolve.Outcome outcome) {
    return record(new ObjectionResolve(objection, outcome, Optional.of(hash("reasons"))))
        .by(judge, Role.MEMBER);
  }

  /** An objector withdraws its objection. */
  public TestRecord withdraw(Actor objector, RecordId objection) {
    return record(
            new ObjectionResolve(objection, ObjectionResolve.Outcome.WITHDRAWN, Optional.empty()))
        .by(objector, Role.OBJECTOR);
  }

  /** A share of all economic rights passes. */
  public TestRecord transfer(Actor owner, Actor acquirer, WorkId work, long share) {
    return record(Transfer.ofAllEconomic(work, share, Optional.empty()))
        .by(owner, Role.OWNER)
        .by(acquirer, Role.ACQUIRER);
  }
}
