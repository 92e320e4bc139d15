package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.report.Check;
import org.colophon.core.report.TitleFacts;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** What was looked at for a case, and what was found of each. */
final class ChecksSection {
  /** Most records that stand behind one finding in the table; the others are counted. */
  private static final int NAMED_MAX = 40;

  private ChecksSection() {}

  static List<Strip> of(Writing writing) {
    List<Strip> strips = new ArrayList<>(writing.section("checks.heading"));
    strips.addAll(writing.lead("checks.lead"));
    Map<Optional<WorkId>, List<Check>> byWork = new LinkedHashMap<>();
    writing
        .report()
        .checks()
        .forEach(
            check -> byWork.computeIfAbsent(check.work(), work -> new ArrayList<>()).add(check));
    byWork.forEach((work, checks) -> {
      strips.addAll(
          work.isPresent()
              ? writing.subheading("checks.work", name(work.get(), writing))
              : writing.subheading("checks.case"));
      strips.addAll(table(checks, writing).strips());
    });
    return strips;
  }

  /** By its title, or else by the beginning of its id. */
  private static String name(WorkId work, Writing writing) {
    return writing.report().titles().stream()
        .filter(title -> title.work().equals(work))
        .flatMap(title -> title.declared().stream())
        .map(TitleFacts.Declared::title)
        .findFirst()
        .orElseGet(() -> Show.hex(work.hex().substring(0, 16)));
  }

  private static Table table(List<Check> checks, Writing writing) {
    Table table =
        writing.table(new double[] {26, 20, 54}, "checks.what", "checks.verdict", "checks.found");
    for (Check check : checks) {
      table.row(
          Cell.of(writing.say("check." + check.kind())),
          Cell.of(writing.say("verdict." + check.verdict())).inBold(),
          Cell.of(findings(check, writing)));
    }
    return table;
  }

  /** The same finding of many records is told once. */
  private static List<Phrase> findings(Check check, Writing writing) {
    Map<Check.What, List<RecordId>> found = new LinkedHashMap<>();
    check
        .findings()
        .forEach(finding ->
            found
                .computeIfAbsent(finding.what(), what -> new ArrayList<>())
                .addAll(finding.record().stream().toList()));
    List<Phrase> phrases = new ArrayList<>();
    found.forEach((what, records) -> {
      phrases.add(writing.say("found." + what));
      if (!records.isEmpty()) {
        phrases.add(Phrase.of(named(records, writing)));
      }
    });
    return phrases;
  }

  private static String named(List<RecordId> records, Writing writing) {
    String first = writing.refs(records.stream().limit(NAMED_MAX).toList());
    int more = records.size() - NAMED_MAX;
    return more <= 0 ? first : first + " … + " + Show.number(more);
  }
}
