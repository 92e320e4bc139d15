package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.report.Deals;
import org.colophon.core.report.TitleFacts;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** What was made public, and how often works were recommended and acquired. */
final class UsesSection {
  private UsesSection() {}

  static List<Strip> of(Writing writing) {
    List<Strip> strips = new ArrayList<>(writing.section("uses.heading"));
    List<Deals.Published> published = writing.report().deals().publications();
    strips.addAll(
        published.isEmpty()
            ? writing.paragraph("uses.publications.none")
            : publications(published, writing).strips());
    strips.add(Strip.gap(6));
    strips.addAll(writing.lead("uses.counted"));
    for (TitleFacts title : writing.report().titles()) {
      strips.addAll(counts(title, writing).strips());
      strips.add(Strip.gap(5));
    }
    return strips;
  }

  private static Table publications(List<Deals.Published> published, Writing writing) {
    Table table =
        writing.table(
            new double[] {12, 22, 22, 44},
            "column.record",
            "uses.shown",
            "column.ordered",
            "uses.place");
    for (Deals.Published one : published) {
      table.row(
          Cell.of(writing.ref(one.record())),
          Cell.of(Writing.minute(one.at())),
          Cell.of(Writing.minute(writing.ordered(one.record()))),
          Cell.of(one.place()));
    }
    return table;
  }

  private static Table counts(TitleFacts title, Writing writing) {
    Table table = writing.pairs();
    table.row(
        writing.name("report.work"),
        Cell.of(
            title
                .declared()
                .map(declared -> Phrase.of(declared.title()))
                .orElseGet(() -> Phrase.of(Show.hex(title.work().hex().substring(0, 16))))));
    table.row(
        writing.name("uses.recommendations"), Cell.of(Show.number(title.uses().recommendations())));
    for (TitleFacts.Accesses accesses : title.uses().accesses()) {
      table.row(
          writing.name("uses.mode." + accesses.mode()),
          Cell.of(
              writing.say(
                  "uses.accesses",
                  Show.number(accesses.total()),
                  Show.number(accesses.licensed()))));
    }
    if (title.uses().accesses().isEmpty()) {
      table.row(writing.name("uses.accesses.name"), Cell.of("0"));
    }
    if (title.uses().more()) {
      table.row(writing.name("uses.more.name"), Cell.of(writing.say("uses.more")).inBold());
    }
    return table;
  }
}
