package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.query.WorkView;
import org.colophon.core.report.TitleFacts;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** Each work: who holds what in it, and what speaks against that. */
final class TitlesSection {
  private TitlesSection() {}

  static List<Strip> of(Writing writing) {
    List<Strip> strips = new ArrayList<>(writing.section("titles.heading"));
    if (writing.report().titles().isEmpty()) {
      strips.addAll(writing.paragraph("titles.none"));
    }
    for (TitleFacts title : writing.report().titles()) {
      strips.addAll(
          title.declared().isPresent()
              ? writing.blocks().subheading(Phrase.of(title.declared().get().title()))
              : writing.subheading("titles.draft"));
      strips.addAll(facts(title, writing).strips());
      title
          .declared()
          .ifPresent(declared -> {
            strips.add(Strip.gap(6));
            strips.addAll(writing.lead("titles.holders"));
            strips.addAll(holders(declared, writing).strips());
            strips.add(Strip.gap(6));
          });
    }
    if (writing.report().otherWorks() > 0) {
      strips.addAll(writing.paragraph("titles.others", Show.number(writing.report().otherWorks())));
    }
    return strips;
  }

  private static Table facts(TitleFacts title, Writing writing) {
    Table table = writing.pairs();
    table.row(writing.name("report.work"), Cell.of(Show.hexLines(title.work().hex(), 4)));
    table.row(writing.name("titles.opener"), Cell.of(writing.ref(title.opener())));
    title
        .declared()
        .ifPresent(declared -> {
          table.row(writing.name("titles.declared"), Cell.of(writing.ref(declared.record())));
          declared
              .completedOn()
              .ifPresent(day -> table.row(writing.name("titles.completed"), Cell.of(day)));
        });
    table.row(writing.name("titles.check"), Cell.of(check(title, writing)));
    title
        .applications()
        .forEach(application ->
            table.row(
                writing.name("titles.office"),
                Cell.of(
                    writing.say(
                        "titles.office.value",
                        application.office().text(),
                        writing.say("application." + application.status()),
                        writing.ref(application.record())))));
    title
        .conflicts()
        .forEach(conflict ->
            table.row(
                writing.name("titles.conflict"),
                Cell.of(
                        writing.say(
                            conflict.isEarlier()
                                ? "titles.conflict.later"
                                : "titles.conflict.earlier",
                            writing.ref(
                                conflict.isEarlier() ? conflict.later() : conflict.earlier())))
                    .inBold()));
    if (title.moreConflicts()) {
      table.row(writing.name("titles.conflict"), Cell.of(writing.say("titles.conflict.more")));
    }
    return table;
  }

  private static List<Phrase> check(TitleFacts title, Writing writing) {
    if (title.declared().isEmpty()) {
      return List.of(writing.say("titles.draft"));
    }
    List<Phrase> phrases = new ArrayList<>();
    phrases.add(writing.say("title." + title.verdict()));
    title
        .findings()
        .forEach(finding ->
            phrases.add(
                writing.say(
                    "titles.finding.value",
                    writing.say("titleFinding." + finding.kind()),
                    writing.ref(finding.record()))));
    return phrases;
  }

  private static Table holders(TitleFacts.Declared declared, Writing writing) {
    Table table =
        writing.table(new double[] {46, 34, 20}, "rights.right", "rights.holder", "rights.share");
    for (WorkView.Holding holding : declared.holdings()) {
      table.row(
          Cell.of(writing.say("right." + holding.right())),
          Cell.of(holding.subject().text()).inBold(),
          Cell.of(Show.share(holding.share())));
    }
    return table;
  }
}
