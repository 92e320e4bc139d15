package org.colophon.core.provenance;

import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.core.WorkId;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;

/** Tells applications and objections in one plain sentence each. */
final class OfficeSummaries {
  private OfficeSummaries() {}

  static String of(ApplicationFile file, String author) {
    return file.answers()
        .map(question ->
            author
                + " answered what "
                + file.office()
                + " asked in record "
                + Summaries.brief(question.hex())
                + ".")
        .orElseGet(() -> author + " asked " + file.office() + " to confirm the work.");
  }

  static String of(ApplicationDecide decide, String author) {
    return author
        + switch (decide.decision()) {
          case GRANT -> " confirmed the work";
          case REFUSE -> " refused to confirm the work";
          case SUPPLEMENT -> " asked the applicant for more";
          case REVOKE -> " took its confirmation of the work back";
        }
        + decide.registration().map(number -> " under the number " + number).orElse("")
        + grounds(decide)
        + ", on application "
        + Summaries.brief(decide.application().hex())
        + ".";
  }

  private static String grounds(ApplicationDecide decide) {
    return decide.grounds().isEmpty()
        ? ""
        : decide.grounds().stream()
            .sorted()
            .map(Summaries::words)
            .collect(Collectors.joining(", ", " (", ")"));
  }

  static String of(ObjectionRaise objection, String author, Optional<WorkId> seenFrom) {
    boolean fromElsewhere = seenFrom.isPresent() && !seenFrom.get().equals(objection.work());
    return author
        + " objected to the title in "
        + (fromElsewhere ? "work " + Summaries.brief(objection.work().hex()) : "the work")
        + " ("
        + Summaries.words(objection.ground())
        + ")"
        + objection
            .claim()
            .map(claim -> " and set record " + Summaries.brief(claim.hex()) + " against it")
            .orElse("")
        + ".";
  }

  static String of(ObjectionResolve resolve, String author) {
    return author
        + switch (resolve.outcome()) {
          case UPHELD -> " upheld";
          case DISMISSED -> " dismissed";
          case WITHDRAWN -> " withdrew";
        }
        + " objection "
        + Summaries.brief(resolve.objection().hex())
        + ".";
  }
}
