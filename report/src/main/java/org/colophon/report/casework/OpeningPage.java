package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.core.content.RecordType;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.report.About;
import org.colophon.core.report.AssessmentFacts;
import org.colophon.core.report.RecordFacts;
import org.colophon.core.report.Report;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** What the report is about, as of when, and what it is and is not. */
final class OpeningPage {
  private OpeningPage() {}

  static List<Strip> of(Writing writing, Hash digest) {
    Report report = writing.report();
    List<Strip> strips =
        new ArrayList<>(writing.blocks().title(writing.say(title(report.about()))));
    strips.add(Strip.gap(8));
    strips.addAll(facts(writing, digest).strips());
    strips.addAll(writing.section("report.what"));
    strips.addAll(writing.paragraph("report.what.made"));
    strips.addAll(writing.paragraph("report.what.records"));
    strips.addAll(writing.paragraph("report.what.court"));
    strips.addAll(writing.paragraph("report.what.chain"));
    strips.addAll(writing.subheading("report.counts"));
    strips.addAll(counts(writing).strips());
    return strips;
  }

  private static String title(About about) {
    return switch (about) {
      case About.Work _, About.Subject _ -> "report.title";
      case About.Case _ -> "report.title.case";
      case About.Assessment _ -> "report.title.assessment";
    };
  }

  private static Table facts(Writing writing, Hash digest) {
    Report report = writing.report();
    Table table = writing.pairs();
    switch (report.about()) {
      case About.Work(var work) ->
          table.row(writing.name("report.work"), Cell.of(Show.hexLines(work.hex(), 4)));
      case About.Subject(var subject) ->
          table.row(writing.name("report.subject"), Cell.of(subject.text()).inBold());
      case About.Case(var opened, List<Opened> openings) -> {
        table.row(writing.name("report.case"), Cell.of(Show.hexLines(opened.hex(), 4)));
        report.caseFacts().ifPresent(facts -> tell(facts, openings, table, writing));
      }
      case About.Assessment(var made, _) -> {
        table.row(writing.name("report.assessment"), Cell.of(Show.hexLines(made.hex(), 4)));
        report.assessment().ifPresent(facts -> tell(facts, table, writing));
      }
    }
    report
        .titles()
        .forEach(title ->
            title
                .declared()
                .ifPresent(declared ->
                    table.row(
                        writing.name("report.workTitle"), Cell.of(declared.title()).inBold())));
    table.row(writing.name("report.chain"), Cell.of(report.chain().text()));
    table.row(
        writing.name("report.block"),
        Cell.of(
            writing.say(
                "report.block.value",
                Show.number(report.block().height().value()),
                Show.utcSeconds(report.block().time()))));
    table.row(writing.name("report.window"), Cell.of(window(writing)));
    table.row(writing.name("report.digest"), Cell.of(Show.hexLines(digest.hex(), 4)));
    return table;
  }

  private static void tell(
      Report.CaseFacts facts, List<Opened> openings, Table table, Writing writing) {
    table.row(
        writing.name("report.organ"),
        Cell.of(
            writing.say(
                "report.organ.value",
                facts.organ().text(),
                writing.say("caseStatus." + facts.status()),
                writing.ref(facts.newest()))));
    long works = openings.stream().filter(one -> Hash.isHex(one.text())).count();
    table.row(
        writing.name("report.opened"),
        Cell.of(
            writing.say(
                "report.opened.value",
                works,
                facts.works(),
                openings.size() - works,
                facts.parties())));
    List<Phrase> parties =
        openings.stream()
            .filter(one -> !Hash.isHex(one.text()))
            .map(one -> Phrase.of(one.text()))
            .toList();
    if (!parties.isEmpty()) {
      table.row(writing.name("report.parties"), Cell.of(parties));
    }
  }

  private static void tell(AssessmentFacts facts, Table table, Writing writing) {
    table.row(
        writing.name("report.assessor"),
        Cell.of(
            writing.say(
                "report.assessor.value",
                facts.assessor().text(),
                writing.say("assessmentStatus." + facts.status()),
                writing.ref(facts.record()))));
    writing
        .report()
        .caseFacts()
        .ifPresent(of ->
            table.row(
                writing.name("report.case"),
                Cell.of(
                    writing.say(
                        "report.case.value",
                        writing.ref(of.record()),
                        of.organ().text(),
                        writing.say("caseStatus." + of.status())))));
    writing.report().disputes().allegations().stream()
        .filter(one -> one.record().equals(facts.made().allegation()))
        .forEach(one ->
            table.row(
                writing.name("report.parties.alleged"),
                Cell.of(
                    Phrase.of(one.claimant().text()),
                    one.respondent()
                        .map(who -> Phrase.of("→ " + who.text()))
                        .orElseGet(() -> writing.say("disputes.unknown")))));
    Standard standard = facts.agreement().standard();
    table.row(
        writing.name("report.standard"),
        Cell.of(
            Writing.wording(standard.title(), writing),
            Writing.wording(standard.law(), writing),
            Phrase.of(standard.id() + ", " + standard.version())));
    table.row(
        writing.name("report.standardHash"), Cell.of(Show.hexLines(standard.hash().hex(), 4)));
    table.row(
        writing.name("report.acts"),
        Cell.of(
            Phrase.of(
                Writing.minute(facts.made().window().from())
                    + " – "
                    + Writing.minute(facts.made().window().until()))));
    table.row(
        writing.name("report.result"), Cell.of(Show.hexLines(facts.made().result().hex(), 4)));
  }

  private static Phrase window(Writing writing) {
    var window = writing.report().window();
    if (window.from().isEmpty() && window.until().isEmpty()) {
      return writing.say("report.window.all");
    }
    return writing.say(
        "report.window.value",
        window.from().map(Show::utcSeconds).orElse("…"),
        window.until().map(Show::utcSeconds).orElse("…"));
  }

  /** How many records of which type it rests on: nothing is left out of the last section. */
  private static Table counts(Writing writing) {
    Map<RecordType, Integer> counts = new TreeMap<>();
    for (RecordFacts facts : writing.report().records()) {
      counts.merge(facts.type(), 1, Integer::sum);
    }
    Table table = writing.table(new double[] {80, 20}, "report.counts.type", "report.counts.many");
    counts.forEach((type, count) ->
        table.row(Cell.of(writing.say("type." + type.label())), Cell.of(Show.number(count))));
    table.row(
        Cell.of(writing.say("report.counts.all")).inBold(),
        Cell.of(Show.number(writing.report().records().size())).inBold());
    return table;
  }
}
