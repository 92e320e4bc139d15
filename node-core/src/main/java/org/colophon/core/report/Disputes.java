package org.colophon.core.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Interval;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.Right;
import org.colophon.core.contract.InfringementState;
import org.colophon.core.contract.ObjectionState;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.query.InfringementView;
import org.colophon.core.query.ObjectionView;
import org.colophon.core.query.PermittedPart;
import org.colophon.core.query.RightsView;

/**
 * What is disputed: objections to titles, notices of infringement and allegations, each oldest
 * first, as they stood at the report's block.
 *
 * @param objections to titles
 * @param notices to those who are said to infringe
 * @param allegations of infringements
 */
public record Disputes(
    List<Objected> objections, List<Noticed> notices, List<Alleged> allegations) {
  private static final int SOURCES_MAX = 100_000;
  private static final int EVIDENCE_MAX = 64;
  private static final int FINDINGS_MAX = 64;
  private static final int PARTS_MAX = 64;

  /** Copies the lists. */
  public Disputes {
    objections = List.copyOf(objections);
    notices = List.copyOf(notices);
    allegations = List.copyOf(allegations);
  }

  /**
   * An objection to the title in a work.
   *
   * @param record what raised it
   * @param work whose title
   * @param objector who
   * @param ground why
   * @param status how it stands
   * @param newest its newest step
   */
  public record Objected(
      RecordId record,
      WorkId work,
      SubjectId objector,
      ObjectionRaise.Ground ground,
      ObjectionState.Status status,
      RecordId newest) {
    static Objected of(ObjectionView view) {
      return new Objected(
          view.record().id(),
          view.raised().work(),
          view.record().statement().author(),
          view.raised().ground(),
          view.course().status(),
          view.course().newest().record());
    }

    private static Objected read(Members members) throws RefusedException {
      return new Objected(
          members.parsed("record", 64, RecordId::ofHex),
          members.parsed("work", 64, WorkId::ofHex),
          members.parsed("objector", 63, SubjectId::new),
          members.oneOf("ground", ObjectionRaise.Ground.class),
          members.oneOf("status", ObjectionState.Status.class),
          members.parsed("newest", 64, RecordId::ofHex));
    }

    private Json json() {
      return Json.object()
          .put("record", record.hex())
          .put("work", work.hex())
          .put("objector", objector.text())
          .put("ground", ground.name())
          .put("status", status.name())
          .put("newest", newest.hex())
          .build();
    }
  }

  /**
   * A notice of infringement, and what came of it.
   *
   * @param record the notice
   * @param work which work
   * @param sender who gave it
   * @param respondent to whom
   * @param allowedBy titles and licences that allowed the respondent what it objects to
   * @param counter the counter-notice
   * @param takedown what the respondent did
   */
  public record Noticed(
      RecordId record,
      WorkId work,
      SubjectId sender,
      SubjectId respondent,
      List<RecordId> allowedBy,
      Optional<RecordId> counter,
      Optional<RecordId> takedown) {
    /** Copies the list. */
    public Noticed {
      allowedBy = List.copyOf(allowedBy);
    }

    private static Noticed read(Members members) throws RefusedException {
      return new Noticed(
          members.parsed("record", 64, RecordId::ofHex),
          members.parsed("work", 64, WorkId::ofHex),
          members.parsed("sender", 63, SubjectId::new),
          members.parsed("respondent", 63, SubjectId::new),
          ids(members, "allowedBy", SOURCES_MAX),
          members.parsedIf("counter", 64, RecordId::ofHex),
          members.parsedIf("takedown", 64, RecordId::ofHex));
    }

    private Json json() {
      return Json.object()
          .put("record", record.hex())
          .put("work", work.hex())
          .put("sender", sender.text())
          .put("respondent", respondent.text())
          .put("allowedBy", hexes(allowedBy))
          .putText("counter", counter.map(RecordId::hex))
          .putText("takedown", takedown.map(RecordId::hex))
          .build();
    }
  }

  /**
   * An alleged infringement.
   *
   * @param record the allegation
   * @param work which work
   * @param claimant who alleges it
   * @param respondent who is said to have done it; empty while nobody knows
   * @param rights which rights, in their order
   * @param from when it is said to have begun
   * @param until before when it is said to have ended
   * @param permitted those of the rights that the respondent could exercise at some time of it
   * @param permittedParts in which parts of that time which of them, oldest first
   * @param allowedBy titles and licences that allowed it
   * @param evidence the records that the claimant names
   * @param status the newest finding
   * @param findings of courts, oldest first
   */
  public record Alleged(
      RecordId record,
      WorkId work,
      SubjectId claimant,
      Optional<SubjectId> respondent,
      Set<Right> rights,
      Timestamp from,
      Timestamp until,
      List<Right> permitted,
      List<PermittedPart> permittedParts,
      List<RecordId> allowedBy,
      List<RecordId> evidence,
      InfringementState.Status status,
      List<RecordId> findings) {
    /** Copies the lists. */
    public Alleged {
      permitted = List.copyOf(permitted);
      permittedParts = List.copyOf(permittedParts);
      allowedBy = List.copyOf(allowedBy);
      evidence = List.copyOf(evidence);
      findings = List.copyOf(findings);
    }

    static Alleged of(InfringementView view) {
      var alleged = view.alleged();
      return new Alleged(
          view.record().id(),
          alleged.work(),
          view.record().statement().author(),
          alleged.respondent(),
          alleged.rights(),
          alleged.window().from(),
          alleged.window().until(),
          view.warnings().stream().map(RightsView.Answer::right).toList(),
          view.permitted(),
          sources(view.warnings()),
          alleged.evidence(),
          view.status(),
          view.findings().stream().map(finding -> finding.record().id()).toList());
    }

    private static Alleged read(Members members) throws RefusedException {
      return new Alleged(
          members.parsed("record", 64, RecordId::ofHex),
          members.parsed("work", 64, WorkId::ofHex),
          members.parsed("claimant", 63, SubjectId::new),
          members.parsedIf("respondent", 63, SubjectId::new),
          members.someOf("rights", Right.class),
          new Timestamp(members.integer("from", 0, Json.INTEGER_MAX)),
          new Timestamp(members.integer("until", 0, Json.INTEGER_MAX)),
          members.has("permitted")
              ? List.copyOf(members.someOf("permitted", Right.class))
              : List.of(),
          members.has("permittedParts")
              ? members.objects("permittedParts", 1, PARTS_MAX, Alleged::readPart)
              : List.of(),
          ids(members, "allowedBy", SOURCES_MAX),
          ids(members, "evidence", EVIDENCE_MAX),
          members.oneOf("status", InfringementState.Status.class),
          ids(members, "findings", FINDINGS_MAX));
    }

    private Json json() {
      var json =
          Json.object()
              .put("record", record.hex())
              .put("work", work.hex())
              .put("claimant", claimant.text())
              .putText("respondent", respondent.map(SubjectId::text))
              .put("rights", Deals.names(rights))
              .put("from", from.value())
              .put("until", until.value())
              .put("allowedBy", hexes(allowedBy))
              .put("evidence", hexes(evidence))
              .put("status", status.name())
              .put("findings", hexes(findings));
      if (!permitted.isEmpty()) {
        json.put("permitted", Json.strings(permitted.stream().map(Right::name).toList()));
      }
      if (!permittedParts.isEmpty()) {
        json.put("permittedParts", Json.array(permittedParts.stream().map(Alleged::part).toList()));
      }
      return json.build();
    }

    /** Whether all that is alleged was allowed, all the time. */
    public boolean isPermittedThroughout() {
      return permittedParts.equals(List.of(new PermittedPart(new Interval(from, until), rights)));
    }

    private static PermittedPart readPart(Members members) throws RefusedException {
      return new PermittedPart(
          new Interval(
              new Timestamp(members.integer("from", 0, Json.INTEGER_MAX)),
              new Timestamp(members.integer("until", 0, Json.INTEGER_MAX))),
          members.someOf("rights", Right.class));
    }

    private static Json part(PermittedPart part) {
      return Json.object()
          .put("from", part.interval().from().value())
          .put("until", part.interval().until().value())
          .put("rights", Deals.names(part.rights()))
          .build();
    }
  }

  /** The titles and licences behind some permissions, each once. */
  static List<RecordId> sources(List<RightsView.Answer> answers) {
    return answers.stream()
        .flatMap(answer -> answer.sources().stream())
        .map(source -> source.chain().getLast())
        .distinct()
        .toList();
  }

  private static List<RecordId> ids(Members members, String name, int max) throws RefusedException {
    return members.hashes(name, 0, max).stream().map(RecordId::new).toList();
  }

  private static Json hexes(List<RecordId> ids) {
    return Json.strings(ids.stream().map(RecordId::hex).toList());
  }

  static Disputes read(Members members) throws RefusedException {
    Disputes disputes =
        new Disputes(
            members.objects("objections", 0, Report.RECORDS_MAX, Objected::read),
            members.objects("notices", 0, Report.RECORDS_MAX, Noticed::read),
            members.objects("allegations", 0, Report.RECORDS_MAX, Alleged::read));
    members.end();
    return disputes;
  }

  Json json() {
    return Json.object()
        .put("objections", Json.array(objections.stream().map(Objected::json).toList()))
        .put("notices", Json.array(notices.stream().map(Noticed::json).toList()))
        .put("allegations", Json.array(allegations.stream().map(Alleged::json).toList()))
        .build();
  }
}
