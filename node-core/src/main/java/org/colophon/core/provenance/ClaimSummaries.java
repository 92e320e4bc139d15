package org.colophon.core.provenance;

import java.util.stream.Collectors;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.Interval;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.ReportDigest;

/** Tells what is alleged, found, valued and submitted to courts. */
final class ClaimSummaries {
  private ClaimSummaries() {}

  static String of(InfringementAllege allege, String author) {
    return author
        + " alleged that "
        + allege.respondent().map(Object::toString).orElse("somebody unknown")
        + " infringed "
        + LicenceSummaries.rights(allege.rights())
        + " ("
        + allege.typology().stream().map(Summaries::words).collect(Collectors.joining(", "))
        + ") from "
        + interval(allege.window())
        + ".";
  }

  static String of(InfringementFind find, String author) {
    return author
        + switch (find.outcome()) {
          case INFRINGED -> " found an infringement as alleged";
          case PARTLY_INFRINGED -> " found an infringement in part";
          case NOT_INFRINGED -> " found no infringement";
        }
        + " in record "
        + Summaries.brief(find.allegation().hex())
        + find.window().map(window -> ", from " + interval(window)).orElse("")
        + (find.intent() == InfringementFind.Intent.NOT_STATED
            ? ""
            : ", " + Summaries.words(find.intent()))
        + (find.serious() ? ", in serious circumstances" : "")
        + ".";
  }

  static String of(PriceReference price, String author) {
    return author
        + " gave a price ("
        + Summaries.words(price.basis())
        + ") of "
        + switch (price.comparable()) {
          case PriceReference.Deal(var record) -> "record " + Summaries.brief(record.hex());
          case PriceReference.Market(String label) -> Summaries.quote(label);
        }
        + " from "
        + interval(price.period())
        + ": "
        + switch (price.figure()) {
          case PriceReference.Clear(long minorUnits) -> price.currency().amount(minorUnits);
          case PriceReference.Committed _ -> price.currency().code() + ", committed to";
        }
        + ".";
  }

  static String of(CourtSubmit submit, String author) {
    return author
        + " submitted material ("
        + submit.material().mediaType()
        + ", SHA-256 "
        + Summaries.brief(submit.material().sha256().hex())
        + ") to "
        + submit.court()
        + ".";
  }

  static String of(CourtReceive receive, String author) {
    return author
        + switch (receive.outcome()) {
          case RECEIVED -> " received";
          case REFUSED -> " refused";
        }
        + " what record "
        + Summaries.brief(receive.submission().hex())
        + " submitted"
        + receive.ground().map(ground -> " (" + Summaries.words(ground) + ")").orElse("")
        + ".";
  }

  static String of(ReportDigest report, String author) {
    return author
        + " stands by a report (SHA-256 "
        + Summaries.brief(report.sha256().hex())
        + ") "
        + report.work().map(work -> "on work " + Summaries.brief(work.hex())).orElse("")
        + report.subject().map(subject -> "on " + subject).orElse("")
        + report.caseOf().map(opened -> "on case " + Summaries.brief(opened.hex())).orElse("")
        + report.assessment().map(made -> "on assessment " + Summaries.brief(made.hex())).orElse("")
        + " as of block "
        + report.height()
        + ".";
  }

  private static String interval(Interval interval) {
    return Summaries.time(interval.from()) + " to " + Summaries.time(interval.until());
  }
}
