package org.colophon.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Outcome;
import org.colophon.core.content.Access;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.Right;
import org.colophon.core.content.Stated;
import org.colophon.core.membership.Genesis;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.Role;
import org.colophon.core.report.About;
import org.colophon.core.report.Report;
import org.colophon.core.report.ReportMaker;
import org.colophon.core.report.Window;
import org.colophon.crypto.Hash;

/**
 * A song that was sold, licensed in every way, disputed, and used without leave, on a ledger whose
 * time goes on by months; and the case about it.
 */
public final class TestCasework {
  private static final long DAY_SECONDS = 86_400;

  /** Its world. */
  public final TestConsortium consortium;

  /** Its ledger. */
  public final TestLedger ledger;

  /** Who wrote the song. */
  public final Actor author;

  /** Who bought a share of it. */
  public final Actor press;

  /** A licensee. */
  public final Actor studio;

  /** A platform that is accused and has a licence. */
  public final Actor platform;

  /** Somebody who is accused and has none, and claims the song later. */
  public final Actor rival;

  /** The court of the case. */
  public final Actor court;

  /** The song. */
  public final WorkId song;

  private final TestRecords records;
  private Timestamp now;

  /** A world in which the song was just declared. */
  public TestCasework(long seed) throws Exception {
    consortium = TestConsortium.ofSeed(seed);
    records = consortium.records();
    author = consortium.actor("li-wei");
    press = consortium.actor("east-lake.press");
    studio = consortium.actor("studio-nine");
    rival = consortium.actor("quick-copy");
    platform = consortium.actor("streamline");
    court = consortium.actor(TestConsortium.COURT_NORTH);
    ledger = consortium.openWith(author, press, studio);
    now = ledger.nextStamp();
    accept(records.registerOrganisation(consortium.actor(TestConsortium.NOTARY), platform));
    accept(records.registerOrganisation(consortium.actor(TestConsortium.NOTARY), rival));
    TestRecord declared = records.declare(author, consortium.hash("song"));
    accept(declared);
    song = declared.work();
  }

  /** Orders a record that must be accepted. */
  public RecordId accept(TestRecord record) throws IOException, RefusedException {
    Timestamp next = ledger.nextStamp();
    Timestamp stamp = next.compareTo(now) > 0 ? next : now;
    Outcome outcome = ledger.orderAll(stamp, List.of(record.bytes())).getFirst();
    if (outcome instanceof Outcome.Accepted) {
      return record.id();
    }
    throw new AssertionError("refused: " + outcome);
  }

  /** Makes the song public so often. */
  public void publishOften(int times) throws IOException, RefusedException {
    int together = 1_000;
    for (int done = 0; done < times; done += together) {
      List<byte[]> entry = new ArrayList<>();
      for (int i = done; i < Math.min(times, done + together); i++) {
        entry.add(records.publish(platform, song, consortium.hash("copy " + i)).bytes());
      }
      for (Outcome outcome : ledger.orderAll(ledger.nextStamp(), entry)) {
        if (!(outcome instanceof Outcome.Accepted)) {
          throw new AssertionError("refused: " + outcome);
        }
      }
    }
  }

  /** Lets days go by: the chain is sealed at their end, and goes on from there. */
  public void later(long days) throws IOException, RefusedException {
    long seconds = Math.max(now.seconds(), ledger.nextStamp().seconds()) + days * DAY_SECONDS;
    ledger.seal(seconds);
    now = Timestamp.ofSeconds(seconds);
  }

  /** So many days from the present day of the ledger. */
  public Timestamp inDays(long days) {
    return now.plus(days * DAY_SECONDS * 1000);
  }

  /** The whole story, from the declaration to two months behind the case's opening, sealed. */
  public TheCase tellAll() throws Exception {
    later(30);
    accept(records.publish(platform, song, consortium.hash("song")));
    accept(records.transfer(author, press, song, 4_000));
    RecordId old =
        accept(
            records.grant(
                author,
                studio,
                song,
                TestTerms.of(Right.PERFORMANCE).between(inDays(0), inDays(60)).territory("CN")));
    later(20);
    TestRecord wide =
        records.grant(
            author,
            platform,
            song,
            TestTerms.of(Right.NETWORK_DISSEMINATION, Right.TRANSLATION)
                .between(inDays(0), inDays(400))
                .recreation(Recreation.TRANSLATE)
                .sublicensing());
    RecordId licence = accept(wide);
    RecordId below =
        accept(
            records.sublicense(
                platform,
                studio,
                licence,
                TestTerms.of(Right.NETWORK_DISSEMINATION)
                    .between(inDays(1), inDays(300))
                    .territory("CN", "SG")));
    RecordId ended =
        accept(
            records.grant(
                author,
                rival,
                song,
                TestTerms.of(Right.RENTAL).between(inDays(0), inDays(365)).territory("DE")));
    accept(
        records.grant(
            press, studio, song, TestTerms.of(Right.EXHIBITION).between(inDays(200), inDays(500))));
    later(40);
    accept(records.terminate(author, ended));
    accept(records.recommend(platform, Optional.of(song), consortium.hash("song")));
    accept(records.access(platform, song, Access.Mode.VIEW, Optional.of(licence)));
    accept(records.accesses(platform, song, Access.Mode.DOWNLOAD, 1_200));
    TestRecord copy = records.declare(rival, consortium.hash("song"));
    accept(copy);
    RecordId dismissed = accept(records.object(rival, song, ObjectionRaise.Ground.AUTHORSHIP));
    accept(records.resolve(court, dismissed, ObjectionResolve.Outcome.DISMISSED));
    RecordId whole = accept(capture("traffic", EvidenceCapture.Relation.NONE, WHOLE));
    RecordId meagre =
        accept(capture("less", EvidenceCapture.Relation.PARTY, List.of(EvidenceCapture.Kind.WACZ)));
    later(10);
    RecordId noticed = accept(records.notice(author, platform, song, Right.NETWORK_DISSEMINATION));
    accept(records.counter(platform, noticed));
    accept(records.notice(author, rival, song, Right.REPRODUCTION));
    RecordId permitted =
        accept(records.allege(author, platform, song, whole, Right.NETWORK_DISSEMINATION));
    RecordId alone = accept(records.allege(author, rival, song, meagre, Right.REPRODUCTION));
    accept(records.allege(platform, song, whole, Right.REPRODUCTION));
    accept(records.object(press, song, ObjectionRaise.Ground.OWNERSHIP));
    later(30);
    accept(records.find(court, alone, InfringementFind.Outcome.INFRINGED));
    accept(records.find(court, permitted, InfringementFind.Outcome.NOT_INFRINGED));
    OpenedCase opened = open(song.hex(), "li-wei", "quick-copy");
    later(60);
    return new TheCase(opened, licence, below, old, ended, copy.id(), permitted);
  }

  /**
   * A case.
   *
   * @param record what opened it
   * @param openings of the work, then of the parties
   */
  public record OpenedCase(RecordId record, List<Opened> openings) {
    /** Copies the openings. */
    public OpenedCase {
      openings = List.copyOf(openings);
    }

    /** The case with all that it names opened. */
    public About about() {
      return new About.Case(record, openings);
    }
  }

  /**
   * A case and what its story is made of.
   *
   * @param opened the case
   * @param licence what allows the platform what it is accused of
   * @param below the licence under it
   * @param old a licence that ran out
   * @param ended a licence that was ended
   * @param copy a later claim to the same content
   * @param permitted the allegation against the platform
   */
  public record TheCase(
      OpenedCase opened,
      RecordId licence,
      RecordId below,
      RecordId old,
      RecordId ended,
      RecordId copy,
      RecordId permitted) {}

  /** A court opens a case about a work, between parties. */
  public OpenedCase open(String work, String... parties) throws IOException, RefusedException {
    List<Opened> works = List.of(opening(work));
    List<Opened> named = Stream.of(parties).map(this::opening).toList();
    CaseOpen content =
        new CaseOpen(
            CaseOpen.Kind.CIVIL,
            consortium.hash("number"),
            works.stream().map(Opened::commitment).toList(),
            named.stream().map(Opened::commitment).toList());
    RecordId opened = accept(records.record(content).by(court, Role.MEMBER));
    List<Opened> all = new ArrayList<>(works);
    all.addAll(named);
    return new OpenedCase(opened, all);
  }

  private Opened opening(String text) {
    return new Opened(court.subject(), consortium.hash("salt of " + text), text);
  }

  private static final List<EvidenceCapture.Kind> WHOLE =
      List.of(
          EvidenceCapture.Kind.SCREENSHOT,
          EvidenceCapture.Kind.HTML,
          EvidenceCapture.Kind.WACZ,
          EvidenceCapture.Kind.DNS,
          EvidenceCapture.Kind.TLS,
          EvidenceCapture.Kind.CLEANLINESS);

  /** A capture with parts of these kinds. */
  public TestRecord capture(
      String label, EvidenceCapture.Relation relation, List<EvidenceCapture.Kind> kinds) {
    EvidenceCapture content =
        new EvidenceCapture(
            "https://example.org/gallery/7",
            TestConsortium.START,
            "headless browser",
            "145.0",
            "NTP, three servers",
            relation,
            kinds.stream().map(kind -> part(label, kind)).toList(),
            Stated.NOTHING,
            Optional.empty());
    return records.record(content).by(author, Role.DEPOSITOR);
  }

  private EvidenceCapture.Part part(String label, EvidenceCapture.Kind kind) {
    byte[] name = (label + kind).getBytes(StandardCharsets.US_ASCII);
    return new EvidenceCapture.Part(
        kind, new ContentDigest(Hash.sha256(name), Optional.empty(), 90, "text/plain"));
  }

  /** A report as of the newest sealed block. */
  public Report report(About about) throws RefusedException {
    return report(about, Window.ALL, Optional.empty());
  }

  /** A report as of a sealed block. */
  public Report report(About about, Window window, Optional<org.colophon.core.Height> height)
      throws RefusedException {
    Genesis genesis = consortium.genesis();
    RecordVerifier verifier =
        new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
    try (var reader = ledger.read()) {
      return ReportMaker.make(new LedgerQuery(reader, genesis), verifier, about, window, height);
    }
  }
}
