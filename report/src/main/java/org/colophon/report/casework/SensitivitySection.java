package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.report.AssessmentFacts;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Reckoning;
import org.colophon.core.standard.Sensitivity;
import org.colophon.core.standard.Step;
import org.colophon.core.standard.StepResult;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;

/** What the total would be if a contested figure were another one. */
final class SensitivitySection {
  private SensitivitySection() {}

  static List<Strip> of(Writing writing, AssessmentFacts facts) {
    List<Strip> strips = new ArrayList<>();
    if (facts.reckoning().isEmpty() || facts.agreement().standard().total().isEmpty()) {
      return strips;
    }
    AssessmentWords words = new AssessmentWords(writing, facts);
    Reckoning reckoning = facts.reckoning().get();
    strips.addAll(writing.section("sensitivity.heading"));
    strips.addAll(writing.lead("sensitivity.lead"));
    for (List<Reckoning.Reading> group : AssessmentWords.sideBySide(reckoning)) {
      strips.addAll(table(writing, facts, words, group).strips());
      strips.add(Strip.gap(6));
    }
    return strips;
  }

  private static Table table(
      Writing writing,
      AssessmentFacts facts,
      AssessmentWords words,
      List<Reckoning.Reading> group) {
    Reckoning reckoning = facts.reckoning().orElseThrow();
    String total = words.standard().total().orElseThrow().step();
    Step step = words.standard().step(total).orElseThrow();
    double[] weights = new double[group.size() + 1];
    java.util.Arrays.fill(weights, 28);
    weights[0] = 44;
    List<Phrase> heads = new ArrayList<>(List.of(writing.say("sensitivity.change")));
    group.forEach(reading -> heads.add(words.reading(reading)));
    Table table = writing.blocks().table(weights).head(heads.toArray(Phrase[]::new));
    List<Cell> now = new ArrayList<>(List.of(Cell.of(writing.say("sensitivity.now")).inBold()));
    for (Reckoning.Reading reading : group) {
      StepResult result = reckoning.result(reading.parameters(), total).orElseThrow();
      now.add(Cell.of(words.result(step, result)).inBold());
    }
    table.row(now.toArray(Cell[]::new));
    for (Sensitivity.Variant variant : facts.sensitivity().orElseThrow().variants()) {
      List<Cell> cells = new ArrayList<>(List.of(Cell.of(changed(writing, words, variant))));
      for (Reckoning.Reading reading : group) {
        int at = reckoning.readings().indexOf(reading);
        cells.add(Cell.of(words.result(step, variant.totals().get(at))));
      }
      table.row(cells.toArray(Cell[]::new));
    }
    return table;
  }

  private static Phrase changed(
      Writing writing, AssessmentWords words, Sensitivity.Variant variant) {
    Input input = words.standard().input(variant.input()).orElseThrow();
    Phrase label = words.label(variant.input());
    return variant
        .value()
        .map(value -> writing.say("sensitivity.other", label, words.value(input, value)))
        .orElseGet(() -> writing.say("sensitivity.without", label));
  }
}
