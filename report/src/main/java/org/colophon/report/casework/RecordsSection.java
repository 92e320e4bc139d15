package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.report.RecordFacts;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** Every record that the report names, with its three times, and where its proof is found. */
final class RecordsSection {
  private RecordsSection() {}

  static List<Strip> of(Writing writing) {
    List<RecordFacts> records = writing.report().records();
    List<Strip> strips = new ArrayList<>(writing.section("records.heading"));
    strips.addAll(writing.lead("records.lead", Show.number(records.size())));
    if (!writing.report().events().isEmpty()) {
      strips.addAll(writing.lead("records.events", Show.number(writing.report().events().size())));
    }
    Table table =
        writing.table(
            new double[] {9, 31, 30, 30},
            "column.record",
            "records.type",
            "records.id",
            "records.times");
    for (RecordFacts facts : records) {
      table.row(
          Cell.of(writing.ref(facts.id())),
          Cell.of(what(facts, writing)),
          Cell.of(where(facts, writing)),
          Cell.of(
              writing.say("records.claimed", Writing.minute(facts.claimed())),
              writing.say("records.ordered", Writing.minute(facts.ordered())),
              writing.say("records.attested", Writing.minute(facts.attested().median()))));
    }
    strips.addAll(table.strips());
    return strips;
  }

  private static List<Phrase> what(RecordFacts facts, Writing writing) {
    List<Phrase> phrases = new ArrayList<>();
    phrases.add(writing.say("type." + facts.type().label()));
    facts
        .signers()
        .forEach(signer ->
            phrases.add(
                writing.say(
                    "records.signer",
                    signer.subject().text(),
                    writing.say("role." + signer.role().label()))));
    return phrases;
  }

  private static List<Phrase> where(RecordFacts facts, Writing writing) {
    List<Phrase> phrases = new ArrayList<>(Show.hexLines(facts.id().hex(), 3));
    phrases.add(
        writing.say(
            "records.place",
            Show.number(facts.height().value()),
            Show.number(facts.index().value())));
    return phrases;
  }
}
