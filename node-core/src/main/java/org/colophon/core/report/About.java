package org.colophon.core.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.reading.ReadRequest.Opened;

/** What a report is about. */
public sealed interface About {
  /** Most commitments of a case that one report opens: all of its works and parties. */
  int OPENINGS_MAX = 128;

  /**
   * All that was done with a work.
   *
   * @param work which
   */
  record Work(WorkId work) implements About {}

  /**
   * All that a subject did and what was done to it.
   *
   * @param subject who
   */
  record Subject(SubjectId subject) implements About {}

  /**
   * What the chain holds for and against what is claimed in a case. The case names its works and
   * parties by commitments; of what nobody opens here, the report says that it was not opened. The
   * salts stand in the report: so its digest tells nobody what the case is about.
   *
   * @param opened the record that opened the case
   * @param openings what opens its works and parties, in the order of the case
   */
  record Case(RecordId opened, List<Opened> openings) implements About {
    /** Copies the openings. */
    public Case {
      openings = List.copyOf(openings);
    }
  }

  /**
   * What an infringement was reckoned to come to. Amounts that it commits to are told when all of
   * them are opened; their salts stand in the report.
   *
   * @param made the record that made the assessment
   * @param openings what opens its amounts, in the order of the assessment
   */
  record Assessment(RecordId made, List<Opened> openings) implements About {
    /** Copies the openings. */
    public Assessment {
      openings = List.copyOf(openings);
    }
  }

  /** Reads what {@link #json} wrote. */
  static About read(Members members) throws RefusedException {
    Optional<WorkId> work = members.parsedIf("work", 64, WorkId::ofHex);
    Optional<SubjectId> subject = members.parsedIf("subject", 63, SubjectId::new);
    Optional<RecordId> opened = members.parsedIf("case", 64, RecordId::ofHex);
    Optional<RecordId> made = members.parsedIf("assessment", 64, RecordId::ofHex);
    if (Stream.of(work, subject, opened, made).filter(Optional::isPresent).count() != 1) {
      throw members.malformed("about", "(expected: one of work, subject, case and assessment)");
    }
    if (work.isPresent()) {
      return new Work(work.get());
    }
    if (subject.isPresent()) {
      return new Subject(subject.get());
    }
    List<Opened> openings = members.objects("openings", 0, OPENINGS_MAX, Opened::read);
    return opened.isPresent()
        ? new Case(opened.get(), openings)
        : new Assessment(made.orElseThrow(), openings);
  }

  /** As it stands in a report. */
  default Json json() {
    return switch (this) {
      case Work(WorkId work) -> Json.object().put("work", work.hex()).build();
      case Subject(SubjectId subject) -> Json.object().put("subject", subject.text()).build();
      case Case(RecordId opened, List<Opened> openings) ->
          Json.object()
              .put("case", opened.hex())
              .put("openings", Json.array(openings.stream().map(Opened::json).toList()))
              .build();
      case Assessment(RecordId made, List<Opened> openings) ->
          Json.object()
              .put("assessment", made.hex())
              .put("openings", Json.array(openings.stream().map(Opened::json).toList()))
              .build();
    };
  }
}
