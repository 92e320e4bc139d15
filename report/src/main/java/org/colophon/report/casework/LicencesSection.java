package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.report.Deals;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** Who was licensed what, and when: on a line of time, and as a table. */
final class LicencesSection {
  private LicencesSection() {}

  static List<Strip> of(Writing writing) {
    List<Strip> strips = new ArrayList<>(writing.section("licences.heading"));
    List<Deals.Licensed> licences = writing.report().deals().licences();
    if (licences.isEmpty()) {
      strips.addAll(writing.paragraph("licences.none"));
      if (!writing.report().disputes().allegations().isEmpty()) {
        strips.addAll(writing.lead("licences.windows"));
        strips.addAll(LicenceFigure.of(writing));
      }
      return strips;
    }
    strips.addAll(writing.lead("licences.figure"));
    if (licences.size() > LicenceFigure.BARS_MAX) {
      strips.addAll(
          writing.lead(
              "licences.newest",
              Show.number(LicenceFigure.BARS_MAX),
              Show.number(licences.size())));
    }
    strips.addAll(LicenceFigure.of(writing));
    strips.addAll(writing.lead("licences.all", Show.number(licences.size())));
    strips.addAll(table(licences, writing).strips());
    return strips;
  }

  private static Table table(List<Deals.Licensed> licences, Writing writing) {
    Table table =
        writing.table(
            new double[] {11, 26, 24, 20, 19},
            "column.record",
            "licences.parties",
            "licences.rights",
            "licences.term",
            "licences.standing");
    for (Deals.Licensed licence : licences) {
      table.row(
          Cell.of(writing.ref(licence.record())),
          Cell.of(parties(licence, writing)),
          Cell.of(rights(licence, writing)),
          Cell.of(
              Phrase.of(Writing.minute(licence.begin())), Phrase.of(Writing.minute(licence.end()))),
          Cell.of(standing(licence, writing)));
    }
    return table;
  }

  private static List<Phrase> parties(Deals.Licensed licence, Writing writing) {
    List<Phrase> phrases = new ArrayList<>();
    licence.licensors().forEach(licensor -> phrases.add(Phrase.of(licensor.text())));
    phrases.add(
        licence
            .licensee()
            .map(to -> Phrase.of("→ " + to.text()))
            .orElseGet(() -> writing.say("licences.everybody")));
    licence
        .parent()
        .ifPresent(above -> phrases.add(writing.say("licences.under", writing.ref(above))));
    return phrases;
  }

  private static List<Phrase> rights(Deals.Licensed licence, Writing writing) {
    List<Phrase> phrases = new ArrayList<>(writing.rights(licence.rights(), false));
    phrases.add(
        writing.say(
            licence.exclusive() ? "licences.exclusive" : "licences.simple",
            writing.territory(licence.territory())));
    phrases.add(
        writing.say("licences.recreation", writing.say("recreation." + licence.recreation())));
    return phrases;
  }

  private static List<Phrase> standing(Deals.Licensed licence, Writing writing) {
    List<Phrase> phrases = new ArrayList<>();
    phrases.add(writing.say("standing." + licence.standing()));
    licence
        .endedBy()
        .ifPresent(by -> phrases.add(writing.say("licences.endedBy", writing.ref(by))));
    return phrases;
  }
}
