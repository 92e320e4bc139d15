package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.content.GivenInput;
import org.colophon.core.gather.Gathered;
import org.colophon.core.report.AssessmentFacts;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Kind;
import org.colophon.core.standard.LeftOut;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** What the chain shows for each figure: what counts, what does not and why. */
final class GatheredSection {
  private final Writing writing;
  private final AssessmentFacts facts;
  private final AssessmentWords words;

  private GatheredSection(Writing writing, AssessmentFacts facts) {
    this.writing = writing;
    this.facts = facts;
    this.words = new AssessmentWords(writing, facts);
  }

  static List<Strip> of(Writing writing, AssessmentFacts facts) {
    GatheredSection section = new GatheredSection(writing, facts);
    List<Strip> strips = new ArrayList<>(writing.section("gathered.heading"));
    strips.addAll(writing.lead("gathered.lead"));
    facts.gathering().figures().forEach(figure -> strips.addAll(section.figure(figure)));
    strips.addAll(writing.subheading("gathered.beside"));
    strips.addAll(writing.paragraph("gathered.notices", section.refs(facts.gathering().notices())));
    strips.addAll(
        writing.paragraph("gathered.findings", section.refs(facts.gathering().findings())));
    return strips;
  }

  private Phrase refs(List<RecordId> ids) {
    return ids.isEmpty() ? writing.say("none") : Phrase.of(writing.refs(ids));
  }

  private List<Strip> figure(Gathered figure) {
    List<Strip> strips = new ArrayList<>(writing.blocks().subheading(words.label(figure.input())));
    if (figure.counted().isEmpty() && figure.leftOut().isEmpty()) {
      strips.addAll(writing.paragraph("gathered.none"));
      return strips;
    }
    Table table =
        writing.table(
            new double[] {14, 36, 50}, "gathered.record", "gathered.number", "gathered.verdict");
    Set<RecordId> named = named(figure.input());
    Kind kind = words.standard().input(figure.input()).map(Input::kind).orElse(Kind.INTEGER);
    for (Gathered.Counted counted : figure.counted()) {
      table.row(
          Cell.of(writing.ref(counted.record())),
          Cell.of(
              counted
                  .number()
                  .map(number -> words.value(kind, new org.colophon.formula.Value.Int(number)))
                  .orElseGet(() -> opened(counted))),
          Cell.of(
              writing.say(
                  named.contains(counted.record()) ? "gathered.counts" : "gathered.notNamed")));
    }
    for (LeftOut out : figure.leftOut()) {
      table.row(
          Cell.of(writing.ref(out.record())),
          Cell.of("–"),
          Cell.of(writing.say("why." + out.why())));
    }
    strips.addAll(table.strips());
    if (figure.more() > 0) {
      strips.addAll(writing.paragraph("gathered.more", Show.number(figure.more())));
    }
    return strips;
  }

  /** The amount behind a commitment, when the report opens it. */
  private Phrase opened(Gathered.Counted counted) {
    Optional<String> text =
        writing.openings().stream()
            .filter(one -> counted.commitment().equals(Optional.of(one.commitment())))
            .map(one -> one.text())
            .findFirst();
    return text.map(Phrase::of).orElseGet(() -> writing.say("gathered.sealed"));
  }

  private Set<RecordId> named(String input) {
    Set<RecordId> named = new HashSet<>();
    facts.made().inputs().stream()
        .filter(given -> given.name().equals(input))
        .forEach(given -> {
          switch (given.given()) {
            case GivenInput.Shown shown -> named.addAll(shown.records());
            case GivenInput.Brought brought -> named.addAll(brought.records());
            case GivenInput.Secret secret ->
                secret.parts().forEach(part -> named.add(part.record()));
            case GivenInput.Supposed _ -> {
              // Rests on no record.
            }
          }
        });
    return named;
  }
}
