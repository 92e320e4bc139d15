package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.report.AssessmentFacts;
import org.colophon.core.standard.Reckoning;
import org.colophon.core.standard.Sensitivity;
import org.colophon.core.standard.Step;
import org.colophon.core.standard.StepResult;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;

/** What an assessment comes to, reading beside reading, and which way to the total was taken. */
final class AmountSection {
  private final Writing writing;
  private final AssessmentFacts facts;
  private final AssessmentWords words;

  private AmountSection(Writing writing, AssessmentFacts facts) {
    this.writing = writing;
    this.facts = facts;
    this.words = new AssessmentWords(writing, facts);
  }

  static List<Strip> of(Writing writing, AssessmentFacts facts) {
    List<Strip> strips = new ArrayList<>(writing.section("amount.heading"));
    Optional<Reckoning> reckoning = facts.reckoning();
    if (reckoning.isEmpty()) {
      strips.addAll(writing.paragraph("amount.closed"));
      return strips;
    }
    AmountSection section = new AmountSection(writing, facts);
    strips.addAll(writing.lead("amount.lead"));
    AssessmentWords.sideBySide(reckoning.get())
        .forEach(group -> {
          strips.addAll(section.table(group).strips());
          strips.add(Strip.gap(6));
        });
    strips.addAll(writing.subheading("amount.paths"));
    strips.addAll(writing.lead("amount.paths.lead"));
    strips.addAll(section.paths(reckoning.get()).strips());
    return strips;
  }

  private Table table(List<Reckoning.Reading> group) {
    double[] weights = new double[group.size() + 1];
    java.util.Arrays.fill(weights, 28);
    List<Phrase> heads = new ArrayList<>(List.of(writing.say("amount.step")));
    group.forEach(reading -> heads.add(words.reading(reading)));
    Table table = writing.blocks().table(weights).head(heads.toArray(Phrase[]::new));
    Optional<String> total = words.standard().total().map(result -> result.step());
    for (int i = 0; i < words.standard().steps().size(); i++) {
      Step step = words.standard().steps().get(i);
      boolean isTotal = total.equals(Optional.of(step.id()));
      List<Cell> cells = new ArrayList<>(List.of(bold(words.label(step.id()), isTotal)));
      for (Reckoning.Reading reading : group) {
        cells.add(bold(words.result(step, reading.results().get(i)), isTotal));
      }
      table.row(cells.toArray(Cell[]::new));
    }
    return table;
  }

  private static Cell bold(Phrase phrase, boolean isBold) {
    return isBold ? Cell.of(phrase).inBold() : Cell.of(phrase);
  }

  private Table paths(Reckoning reckoning) {
    Table table =
        writing.table(
            new double[] {30, 20, 18, 32},
            "amount.path",
            "amount.path.value",
            "amount.path.counts",
            "amount.path.why");
    for (Sensitivity.Path path : facts.sensitivity().orElseThrow().paths()) {
      Step step = words.standard().step(path.result().step()).orElseThrow();
      StepResult result = reckoning.result(facts.made().parameters(), step.id()).orElseThrow();
      String counts =
          path.counts()
              ? "amount.path.yes"
              : result instanceof StepResult.Known ? "amount.path.no" : "amount.path.unknown";
      table.row(
          Cell.of(
              writing.say("resultRole." + path.result().role()),
              Writing.wording(step.citation(), writing)),
          Cell.of(words.result(step, result)),
          bold(writing.say(counts), path.counts()),
          Cell.of(why(path)));
    }
    return table;
  }

  /** By which step it was taken or left, and by which article. */
  private List<Phrase> why(Sensitivity.Path path) {
    return path.decidedBy()
        .flatMap(words.standard()::step)
        .map(step -> List.of(words.label(step.id()), Writing.wording(step.citation(), writing)))
        .orElseGet(() -> List.of(writing.say("amount.path.beside")));
  }
}
