package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.query.PermittedPart;
import org.colophon.core.report.Disputes;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;

/** Objections, notices and allegations, each with what came of it and what speaks against it. */
final class DisputesSection {
  private DisputesSection() {}

  static List<Strip> of(Writing writing) {
    Disputes disputes = writing.report().disputes();
    List<Strip> strips = new ArrayList<>(writing.section("disputes.heading"));
    strips.addAll(writing.subheading("disputes.objections"));
    strips.addAll(
        disputes.objections().isEmpty()
            ? writing.paragraph("disputes.objections.none")
            : objections(writing).strips());
    strips.addAll(writing.subheading("disputes.notices"));
    strips.addAll(
        disputes.notices().isEmpty()
            ? writing.paragraph("disputes.notices.none")
            : notices(writing).strips());
    strips.addAll(writing.subheading("disputes.allegations"));
    strips.addAll(
        disputes.allegations().isEmpty()
            ? writing.paragraph("disputes.allegations.none")
            : allegations(writing).strips());
    return strips;
  }

  private static Table objections(Writing writing) {
    Table table =
        writing.table(
            new double[] {11, 19, 24, 28, 18},
            "column.record",
            "column.ordered",
            "disputes.objector",
            "disputes.ground",
            "disputes.status");
    for (Disputes.Objected one : writing.report().disputes().objections()) {
      table.row(
          Cell.of(writing.ref(one.record())),
          Cell.of(Writing.minute(writing.ordered(one.record()))),
          Cell.of(one.objector().text()),
          Cell.of(writing.say("objection." + one.ground())),
          Cell.of(
              writing.say("objectionStatus." + one.status()),
              Phrase.of(writing.ref(one.newest()))));
    }
    return table;
  }

  private static Table notices(Writing writing) {
    Table table =
        writing.table(
            new double[] {11, 19, 30, 20, 20},
            "column.record",
            "column.ordered",
            "disputes.parties",
            "disputes.answer",
            "disputes.allowedBy");
    for (Disputes.Noticed one : writing.report().disputes().notices()) {
      List<Phrase> answers = new ArrayList<>();
      one.counter()
          .ifPresent(id -> answers.add(writing.say("disputes.countered", writing.ref(id))));
      one.takedown()
          .ifPresent(id -> answers.add(writing.say("disputes.takenDown", writing.ref(id))));
      table.row(
          Cell.of(writing.ref(one.record())),
          Cell.of(Writing.minute(writing.ordered(one.record()))),
          Cell.of(Phrase.of(one.sender().text()), Phrase.of("→ " + one.respondent().text())),
          answers.isEmpty() ? Cell.of(writing.say("none")) : Cell.of(answers),
          Cell.of(allowed(one.allowedBy(), writing)));
    }
    return table;
  }

  private static Phrase allowed(List<org.colophon.core.RecordId> by, Writing writing) {
    return by.isEmpty() ? writing.say("disputes.nothingFound") : Phrase.of(writing.refs(by));
  }

  private static Table allegations(Writing writing) {
    Table table =
        writing.table(
            new double[] {11, 27, 19, 21, 22},
            "column.record",
            "disputes.parties",
            "disputes.window",
            "disputes.rights",
            "disputes.speaks");
    for (Disputes.Alleged one : writing.report().disputes().allegations()) {
      table.row(
          Cell.of(writing.ref(one.record())),
          Cell.of(
              Phrase.of(one.claimant().text()),
              one.respondent()
                  .map(who -> Phrase.of("→ " + who.text()))
                  .orElseGet(() -> writing.say("disputes.unknown"))),
          Cell.of(Phrase.of(Writing.minute(one.from())), Phrase.of(Writing.minute(one.until()))),
          Cell.of(writing.rights(one.rights(), false)),
          Cell.of(speaks(one, writing)));
    }
    return table;
  }

  private static List<Phrase> speaks(Disputes.Alleged one, Writing writing) {
    List<Phrase> phrases = new ArrayList<>();
    phrases.add(
        one.allowedBy().isEmpty()
            ? writing.say("disputes.nothingFound")
            : writing.say("disputes.allowed", writing.refs(one.allowedBy())));
    for (PermittedPart part : one.permittedParts()) {
      phrases.add(
          writing.say(
              "disputes.allowedDuring",
              Writing.minute(part.interval().from()),
              Writing.minute(part.interval().until())));
      if (!part.rights().equals(one.rights())) {
        phrases.addAll(writing.rights(part.rights(), false));
      }
    }
    phrases.add(writing.say("disputes.evidence", writing.refs(one.evidence())));
    phrases.add(
        one.findings().isEmpty()
            ? writing.say("disputes.noFinding")
            : writing.say(
                "disputes.finding",
                writing.say("infringementStatus." + one.status()),
                writing.refs(one.findings())));
    return phrases;
  }
}
