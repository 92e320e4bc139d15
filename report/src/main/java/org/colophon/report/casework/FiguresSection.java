package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.content.GivenInput;
import org.colophon.core.report.AssessmentFacts;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Step;
import org.colophon.core.standard.StepResult;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;

/** Each figure with what it rests on, and each step from there to the total. */
final class FiguresSection {
  private final Writing writing;
  private final AssessmentFacts facts;
  private final AssessmentWords words;

  private FiguresSection(Writing writing, AssessmentFacts facts) {
    this.writing = writing;
    this.facts = facts;
    this.words = new AssessmentWords(writing, facts);
  }

  static List<Strip> of(Writing writing, AssessmentFacts facts) {
    FiguresSection section = new FiguresSection(writing, facts);
    List<Strip> strips = new ArrayList<>(writing.section("figures.heading"));
    strips.addAll(writing.lead("figures.lead"));
    strips.addAll(section.figures().strips());
    strips.addAll(writing.section("steps.heading"));
    strips.addAll(writing.lead("steps.lead"));
    strips.addAll(section.steps().strips());
    return strips;
  }

  private Table figures() {
    Table table =
        writing.table(
            new double[] {42, 26, 32}, "figures.figure", "figures.value", "figures.basis");
    for (Input input : words.standard().inputs()) {
      Optional<GivenInput.Given> given =
          facts.made().inputs().stream()
              .filter(one -> one.name().equals(input.name()))
              .map(GivenInput::given)
              .findFirst();
      table.row(
          Cell.of(words.label(input.name()), Phrase.of(input.name())),
          Cell.of(value(input)),
          Cell.of(basis(input, given)));
    }
    return table;
  }

  private Phrase value(Input input) {
    return facts
        .reckoning()
        .flatMap(reckoning -> Optional.ofNullable(reckoning.figures().get(input.name())))
        .map(figure -> words.value(input, figure.value()))
        .orElseGet(() -> Phrase.of("–"));
  }

  private Phrase basis(Input input, Optional<GivenInput.Given> given) {
    if (given.isEmpty()) {
      return input
          .assumed()
          .map(assumed ->
              writing.say("figures.basis.ASSUMED", Writing.wording(assumed.label(), writing)))
          .orElseGet(() -> writing.say("figures.basis.MISSING"));
    }
    boolean isFound = input.source() == Input.Source.FINDING;
    return switch (given.get()) {
      case GivenInput.Shown shown ->
          writing.say(
              isFound ? "figures.basis.FOUND" : "figures.basis.SHOWN",
              writing.refs(shown.records()));
      case GivenInput.Brought brought ->
          writing.say("figures.basis.BROUGHT", writing.refs(brought.records()));
      case GivenInput.Supposed _ ->
          writing.say("figures.basis.ASSUMED", writing.say("figures.basis.supposed"));
      case GivenInput.Secret(List<GivenInput.Part> parts) -> {
        List<RecordId> records = parts.stream().map(GivenInput.Part::record).toList();
        yield writing.say(
            facts.reckoning().isPresent() ? "figures.basis.OPENED" : "figures.basis.SECRET",
            writing.refs(records));
      }
    };
  }

  private Table steps() {
    Table table =
        writing.table(new double[] {36, 40, 24}, "steps.step", "steps.formula", "steps.value");
    for (Step step : words.standard().steps()) {
      List<Phrase> value = new ArrayList<>();
      facts
          .reckoning()
          .ifPresentOrElse(
              reckoning -> {
                StepResult result =
                    reckoning.result(facts.made().parameters(), step.id()).orElseThrow();
                value.add(words.result(step, result));
                List<String> assumed = reckoning.assumedFor(step.id());
                if (!assumed.isEmpty()) {
                  value.add(writing.say("steps.assumed", String.join(", ", assumed)));
                }
              },
              () -> value.add(Phrase.of("–")));
      table.row(
          Cell.of(words.label(step.id()), Writing.wording(step.citation(), writing)),
          Cell.of(Phrase.of(step.id() + " = " + step.formula())),
          Cell.of(value));
    }
    return table;
  }
}
