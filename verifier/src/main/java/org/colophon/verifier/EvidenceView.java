package org.colophon.verifier;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.Check;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.TimeStamps;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;

/** What verifying a bundle of evidence gave, and what it did not prove. */
final class EvidenceView {
  private final EvidenceReport report;
  private final Given given;

  /** A view of a report, with what the user brought. */
  EvidenceView(EvidenceReport report, Given given) {
    this.report = report;
    this.given = given;
  }

  /** The check that failed. */
  Optional<Check> failure() {
    return report.failure();
  }

  /** For programs. */
  Json.Obj json(String bundle) {
    ObjBuilder json =
        Json.object()
            .put("bundle", Style.plain(bundle))
            .put("verified", report.verified())
            .put("trustedGenesis", given.trusted().isPresent())
            .put(
                "checks",
                Json.array(
                    report.checks().stream()
                        .map(check ->
                            Json.object()
                                .put("name", check.name().name())
                                .put("passed", check.passed())
                                .put("detail", Style.plain(check.detail()))
                                .build())
                        .toList()));
    report.failure().ifPresent(check -> json.put("failed", check.name().name()));
    report.facts().ifPresent(facts -> json.put("facts", json(facts)));
    return json.build();
  }

  private static Json.Obj json(EvidenceReport.Facts facts) {
    return Json.object()
        .put("chain", facts.chain().text())
        .put("record", facts.record().hex())
        .put("type", facts.statement().content().type().label())
        .put("author", facts.statement().author().text())
        .put("index", facts.index().value())
        .put("height", facts.height().value())
        .put("claimed", facts.claimed().value())
        .put("ordered", facts.ordered().value())
        .put("attested", facts.attested().median().value())
        .put("attestedEarliest", facts.attested().earliest().value())
        .put("attestedLatest", facts.attested().latest().value())
        .putIf("notBefore", facts.notBefore().map(time -> Json.of(time.value())))
        .put("signedBy", Json.strings(facts.signedBy()))
        .put("timeStamps", Json.array(facts.stamps().stream().map(EvidenceView::stamp).toList()))
        .putIf("archivedUntil", facts.archive().map(archive -> Json.of(archive.endsMs())))
        .putText("certifiedBy", facts.certifiedBy())
        .build();
  }

  private static Json.Obj stamp(TimeStamps.Stamp stamp) {
    return Json.object()
        .put("authority", stamp.authority())
        .put("time", stamp.time().value())
        .build();
  }

  /** For a person. */
  String text(Style style) {
    StringBuilder text = new StringBuilder();
    for (Check check : report.checks()) {
      String name = String.format(Locale.ROOT, "%-16s", check.name());
      text.append(check.passed() ? style.good("✓ " + name) : style.bad("✗ " + name))
          .append(Style.plain(check.detail()))
          .append('\n');
    }
    text.append('\n');
    if (report.facts().isEmpty()) {
      return text.append(style.bad("NOT VERIFIED"))
          .append(". What stands behind the failed check was not looked at.\n")
          .toString();
    }
    EvidenceReport.Facts facts = report.facts().get();
    text.append(style.good("VERIFIED")).append('\n');
    proven(text, facts);
    text.append('\n').append(style.bold("Not proven")).append('\n');
    notProven(facts).forEach(line -> text.append("  - ").append(line).append('\n'));
    return text.toString();
  }

  private static void proven(StringBuilder text, EvidenceReport.Facts facts) {
    line(text, "record", facts.statement().content().type().label() + " " + facts.record());
    line(text, "signed by", facts.statement().author().text());
    line(text, "chain", facts.chain().text());
    line(text, "place", "block " + facts.height() + ", leaf " + facts.index());
    line(text, "claimed", time(facts.claimed()) + "  by its author, checked by nobody");
    line(text, "ordered", time(facts.ordered()) + "  by the chain");
    line(
        text,
        "not after",
        seconds(facts.attested().median())
            + "  attested: the median of "
            + String.join(", ", facts.signedBy())
            + Style.spread(facts.attested().earliest().value(), facts.attested().latest().value()));
    for (TimeStamps.Stamp stamp : facts.stamps()) {
      line(text, "not after", time(stamp.time()) + "  stamped by " + stamp.authority());
    }
    facts
        .notBefore()
        .ifPresent(
            time -> line(text, "not before", seconds(time) + "  the seal that its block binds"));
  }

  private List<String> notProven(EvidenceReport.Facts facts) {
    java.util.ArrayList<String> lines = new java.util.ArrayList<>();
    if (given.trusted().isEmpty()) {
      lines.add(
          "That this is the chain you mean: the genesis came with the bundle. Compare "
              + facts.chain()
              + " with a source that you trust, or give --genesis.");
    }
    if (given.file().isEmpty()) {
      lines.add("That any file is the one that the record is about: give it with --file.");
    }
    lines.add(
        "That the statement is true. It was made by "
            + facts.statement().author()
            + ", or by whoever held that key, no later than the attested time.");
    lines.add("Who stands behind the pseudonym: its registrar knows.");
    lines.add(
        "What happened after block "
            + facts.height()
            + ": a transfer, an objection, a revocation.");
    lines.add(
        "Anything, should a quorum of the validators have conspired: they are "
            + String.join(", ", facts.signedBy())
            + ".");
    return lines;
  }

  private static String seconds(Timestamp time) {
    return Style.seconds(time.value());
  }

  private static String time(Timestamp time) {
    return Style.time(time.value());
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-12s", name))
        .append(Style.plain(value))
        .append('\n');
  }
}
