package org.colophon.core.report;

import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.contract.CaseState;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.crypto.Hash;

/**
 * What the records of a chain say of a work, a subject, a case or an assessment, up to a block:
 * canonical JSON that every node makes with the same bytes, whatever has happened since. It rests
 * on sealed records alone, and names each of them.
 *
 * @param chain whose records
 * @param about what it is about
 * @param window of which time its events tell
 * @param block up to which block it was read
 * @param seal the first seal that covers that block
 * @param caseFacts the case, of a report on one
 * @param assessment the assessment, of a report on one
 * @param titles the works that it is about
 * @param otherWorks how many more works the records name than are told of
 * @param deals what was dealt in
 * @param disputes what is disputed
 * @param checks what was found for a case
 * @param events all that happened within the window, oldest first; none in a report on a case
 * @param records every record that the report names, in the order of the chain
 */
public record Report(
    ChainId chain,
    About about,
    Window window,
    Block block,
    SealFacts seal,
    Optional<CaseFacts> caseFacts,
    Optional<AssessmentFacts> assessment,
    List<TitleFacts> titles,
    long otherWorks,
    Deals deals,
    Disputes disputes,
    List<Check> checks,
    List<RecordId> events,
    List<RecordFacts> records) {
  /** Most bytes of a report. */
  public static final int BYTES_MAX = 12 << 20;

  /** Most events of a report; whoever has more asks for a shorter time. */
  public static final int EVENTS_MAX = 10_000;

  /** Most records that a report names. */
  static final int RECORDS_MAX = 100_000;

  private static final String FORMAT = "colophon-report-2";
  private static final int TITLES_MAX = 128;
  private static final int CHECKS_MAX = 4_096;
  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 12, RECORDS_MAX);

  /**
   * The newest block that a report knows.
   *
   * @param height its height
   * @param header SHA-256 of its header
   * @param size leaves up to it, its header's included
   * @param time its time
   */
  public record Block(Height height, Hash header, long size, Timestamp time) {
    private static Block read(Members members) throws RefusedException {
      Block block =
          new Block(
              new Height(members.integer("height", 0, Json.INTEGER_MAX)),
              members.hash("header"),
              members.integer("size", 1, Json.INTEGER_MAX),
              new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)));
      members.end();
      return block;
    }

    private Json json() {
      return Json.object()
          .put("height", height.value())
          .put("header", header.hex())
          .put("size", size)
          .put("time", time.value())
          .build();
    }
  }

  /**
   * The case of a report.
   *
   * @param record what opened it
   * @param organ who opened it
   * @param status how it stands
   * @param newest its newest step
   * @param works how many works it names
   * @param parties how many parties it names
   */
  public record CaseFacts(
      RecordId record,
      OrgId organ,
      CaseState.Status status,
      RecordId newest,
      long works,
      long parties) {
    private static CaseFacts read(Members members) throws RefusedException {
      CaseFacts facts =
          new CaseFacts(
              members.parsed("record", 64, RecordId::ofHex),
              members.parsed("organ", 63, OrgId::new),
              members.oneOf("status", CaseState.Status.class),
              members.parsed("newest", 64, RecordId::ofHex),
              members.integer("works", 0, About.OPENINGS_MAX),
              members.integer("parties", 0, About.OPENINGS_MAX));
      members.end();
      return facts;
    }

    private Json json() {
      return Json.object()
          .put("record", record.hex())
          .put("organ", organ.text())
          .put("status", status.name())
          .put("newest", newest.hex())
          .put("works", works)
          .put("parties", parties)
          .build();
    }
  }

  /** Copies the lists. */
  public Report {
    titles = List.copyOf(titles);
    checks = List.copyOf(checks);
    events = List.copyOf(events);
    records = List.copyOf(records);
  }

  /**
   * Reads the bytes of a report.
   *
   * @throws RefusedException when they are not canonical, or not of its form
   */
  public static Report read(byte[] bytes) throws RefusedException {
    try {
      Members outer = Members.of("", JsonParser.parseObject(bytes, LIMITS));
      Members members = outer.object("report");
      outer.end();
      Report report = read(members);
      members.end();
      return report;
    } catch (IllegalArgumentException e) {
      // Names and counts that are out of their range.
      throw new RefusedException(Reason.MALFORMED, "report: " + e.getMessage());
    }
  }

  private static Report read(Members members) throws RefusedException {
    if (!members.text("format", 64).equals(FORMAT)) {
      throw members.malformed("format", "(expected: " + FORMAT + ")");
    }
    Members outerAbout = members.object("about");
    About about = About.read(outerAbout);
    Members window = members.object("window");
    Report report =
        new Report(
            members.parsed("chain", 128, ChainId::new),
            about,
            Window.read(window),
            Block.read(members.object("block")),
            SealFacts.read(members.object("seal")),
            members.has("case")
                ? Optional.of(CaseFacts.read(members.object("case")))
                : Optional.empty(),
            members.has("assessment")
                ? Optional.of(AssessmentFacts.read(members.object("assessment"), openings(about)))
                : Optional.empty(),
            members.objects("titles", 0, TITLES_MAX, TitleFacts::read),
            members.integer("otherWorks", 0, Json.INTEGER_MAX),
            Deals.read(members.object("deals")),
            Disputes.read(members.object("disputes")),
            members.objects("checks", 0, CHECKS_MAX, Check::read),
            members.hashes("events", 0, EVENTS_MAX).stream().map(RecordId::new).toList(),
            members.objects("records", 0, RECORDS_MAX, RecordFacts::read));
    outerAbout.end();
    window.end();
    return report;
  }

  /** What opens the amounts of an assessment. */
  private static List<Opened> openings(About about) {
    return about instanceof About.Assessment(RecordId _, List<Opened> openings)
        ? openings
        : List.of();
  }

  /** The report itself. */
  public byte[] bytes() {
    return Json.object()
        .put(
            "report",
            Json.object()
                .put("format", FORMAT)
                .put("chain", chain.text())
                .put("about", about.json())
                .put("window", window.json())
                .put("block", block.json())
                .put("seal", seal.json())
                .putIf("case", caseFacts.map(CaseFacts::json))
                .putIf("assessment", assessment.map(AssessmentFacts::json))
                .put("titles", Json.array(titles.stream().map(TitleFacts::json).toList()))
                .put("otherWorks", otherWorks)
                .put("deals", deals.json())
                .put("disputes", disputes.json())
                .put("checks", Json.array(checks.stream().map(Check::json).toList()))
                .put("events", Json.strings(events.stream().map(RecordId::hex).toList()))
                .put("records", Json.array(records.stream().map(RecordFacts::json).toList()))
                .build())
        .build()
        .bytes();
  }
}
