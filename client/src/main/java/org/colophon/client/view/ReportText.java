package org.colophon.client.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.colophon.core.report.AssessmentFacts;
import org.colophon.core.report.Check;
import org.colophon.core.report.Report;
import org.colophon.core.report.TitleFacts;
import org.colophon.crypto.Hash;
import org.colophon.verifier.Style;

/** A report in a few lines; its files say all of it. */
public final class ReportText {
  private final Style style;

  /** Text in this style. */
  public ReportText(Style style) {
    this.style = style;
  }

  /** What a report on transactions holds. */
  public String transactions(String name, Report report, Hash digest) {
    StringBuilder text = new StringBuilder(head(name, report, digest));
    report.titles().forEach(title -> text.append(title(title)));
    line(text, "transfers", report.deals().transfers().size());
    line(text, "licences", report.deals().licences().size());
    line(text, "publications", report.deals().publications().size());
    line(text, "objections", report.disputes().objections().size());
    line(text, "notices", report.disputes().notices().size());
    line(text, "allegations", report.disputes().allegations().size());
    line(text, "events", report.events().size());
    if (report.otherWorks() > 0) {
      text.append(style.warn("  " + report.otherWorks() + " more works are not told of"))
          .append('\n');
    }
    return text.toString();
  }

  /** What an assessment comes to under each reading, and how it stands. */
  public String assessment(Report report, Hash digest) {
    AssessmentFacts facts = report.assessment().orElseThrow();
    StringBuilder text =
        new StringBuilder(head("assessment " + facts.record().hex(), report, digest));
    text.append("  ").append(words(facts.status())).append(", by ");
    text.append(Style.plain(facts.assessor().text())).append('\n');
    facts
        .reckoning()
        .ifPresentOrElse(
            reckoning -> text.append(new ReckoningText(style).totals(reckoning, facts.made())),
            () -> text.append(style.warn("  an amount was not opened: nothing is reckoned\n")));
    return text.append(style.dim("assists the court, does not bind it")).append('\n').toString();
  }

  private String title(TitleFacts title) {
    return "  title   "
        + switch (title.verdict()) {
          case SOUND -> style.good("SOUND");
          case DOUBTFUL -> style.warn("DOUBTFUL");
          case BROKEN -> style.bad("BROKEN");
        }
        + "  "
        + Style.plain(title.declared().map(TitleFacts.Declared::title).orElse("(drafts alone)"))
        + style.dim("  work " + title.work().hex())
        + '\n';
  }

  private static void line(StringBuilder text, String what, int count) {
    text.append(String.format(Locale.ROOT, "  %6d  %s%n", count, what));
  }

  /** Each check of a case with its verdict, and what was found with its records. */
  public String caseChecks(Report report, Hash digest) {
    StringBuilder text = new StringBuilder();
    String name = report.caseFacts().map(facts -> "case " + facts.record().hex()).orElse("case");
    text.append(head(name, report, digest));
    String work = "";
    for (Check check : report.checks()) {
      String of = check.work().map(one -> "work " + one.hex()).orElse("");
      if (!of.equals(work) && !of.isEmpty()) {
        text.append(style.bold(of)).append('\n');
      }
      work = of;
      text.append(verdict(check.verdict()))
          .append("  ")
          .append(words(check.kind()))
          .append('\n')
          .append(findings(check));
    }
    text.append(style.dim("assists the court, does not bind it")).append('\n');
    return text.toString();
  }

  /** A finding of many records is told once, with the first of them. */
  private String findings(Check check) {
    Map<Check.What, List<Check.Finding>> found = new LinkedHashMap<>();
    check
        .findings()
        .forEach(one -> found.computeIfAbsent(one.what(), what -> new ArrayList<>()).add(one));
    StringBuilder text = new StringBuilder();
    found.forEach((what, findings) -> {
      text.append("    ").append(words(what));
      findings
          .getFirst()
          .record()
          .ifPresent(record -> text.append(style.dim("  record " + record.hex())));
      text.append(findings.size() > 1 ? " and " + (findings.size() - 1) + " more" : "")
          .append('\n');
    });
    return text.toString();
  }

  private String verdict(Check.Verdict verdict) {
    return switch (verdict) {
      case SOUND -> style.good("✓ SOUND");
      case NOT_ON_CHAIN -> style.dim("○ NOT_ON_CHAIN");
      case NOT_JUDGED_HERE -> style.dim("○ NOT_JUDGED_HERE");
      case CONTRADICTED -> style.warn("! CONTRADICTED");
    };
  }

  private String head(String name, Report report, Hash digest) {
    return style.good("✓")
        + " "
        + Style.plain(name)
        + ", as of block "
        + report.block().height()
        + " of "
        + Style.time(report.block().time().value())
        + "\n  "
        + report.records().size()
        + " records, each proven"
        + "\n  SHA-256 "
        + digest.hex()
        + '\n';
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
