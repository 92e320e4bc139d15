package org.colophon.report.casework;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.core.report.AssessmentFacts;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Kind;
import org.colophon.core.standard.Parameter;
import org.colophon.core.standard.Reckoning;
import org.colophon.core.standard.Standard;
import org.colophon.core.standard.Step;
import org.colophon.core.standard.StepResult;
import org.colophon.formula.Value;
import org.colophon.report.layout.Phrase;

/** Values of an assessment, and the names that its standard gives them. */
final class AssessmentWords {
  /** Most readings side by side; more of them stand in tables one under the other. */
  static final int COLUMNS_MAX = 3;

  private final Writing writing;
  private final AssessmentFacts facts;

  AssessmentWords(Writing writing, AssessmentFacts facts) {
    this.writing = writing;
    this.facts = facts;
  }

  Standard standard() {
    return facts.agreement().standard();
  }

  /** What people call an input or a step. */
  Phrase label(String name) {
    Optional<Phrase> input =
        standard().input(name).map(one -> Writing.wording(one.label(), writing));
    return input.orElseGet(() ->
        standard()
            .step(name)
            .map(one -> Writing.wording(one.label(), writing))
            .orElseGet(() -> Phrase.of(name)));
  }

  Phrase value(Kind kind, Value value) {
    return switch (value) {
      case Value.Int(long number) -> Phrase.of(number(kind, number));
      case Value.Bool(boolean is) -> writing.say(is ? "figures.yes" : "figures.no");
      case Value.Text(String word) -> Phrase.of(word);
      case Value.Ints(List<Long> numbers) ->
          Phrase.of(
              numbers.stream()
                  .map(standard().currency()::amount)
                  .collect(Collectors.joining(", ")));
    };
  }

  private String number(Kind kind, long number) {
    return switch (kind) {
      case MONEY, MONEY_LIST -> standard().currency().amount(number);
      case BASIS_POINTS -> BigDecimal.valueOf(number, 4).stripTrailingZeros().toPlainString();
      case INTEGER, BOOLEAN, CHOICE -> Long.toString(number);
    };
  }

  Phrase value(Input input, Value value) {
    return value(input.kind(), value);
  }

  /** What a step comes to; that nothing can be said is never a zero. */
  Phrase result(Step step, StepResult result) {
    return switch (result) {
      case StepResult.Known(Value value) -> value(step.kind(), value);
      case StepResult.NotComputable(List<String> names) ->
          writing.say("amount.missing", String.join(", ", names));
      case StepResult.Failed(StepResult.Obstacle obstacle) ->
          writing.say("amount.failed", writing.say("obstacle." + obstacle));
    };
  }

  /** A combination of readings, by their labels. */
  Phrase reading(Reckoning.Reading reading) {
    List<Phrase> labels = new ArrayList<>();
    for (Map.Entry<String, String> one : reading.parameters().entrySet()) {
      Parameter parameter = standard().parametersByName().get(one.getKey());
      if (parameter != null) {
        parameter.readings().stream()
            .filter(answer -> answer.name().equals(one.getValue()))
            .forEach(answer -> labels.add(Writing.wording(answer.label(), writing)));
      }
    }
    Phrase joined = labels.isEmpty() ? writing.say("amount.step") : joined(labels);
    boolean isTaken = reading.parameters().equals(facts.made().parameters());
    return isTaken && !labels.isEmpty() ? writing.say("amount.taken", joined) : joined;
  }

  private static Phrase joined(List<Phrase> labels) {
    String first = labels.stream().map(Phrase::first).collect(Collectors.joining("; "));
    boolean isOne = labels.stream().allMatch(label -> label.second().isEmpty());
    return isOne
        ? Phrase.of(first)
        : new Phrase(
            first,
            Optional.of(
                labels.stream()
                    .map(label -> label.second().orElse(label.first()))
                    .collect(Collectors.joining("; "))));
  }

  /** The readings, so many at a time as stand side by side. */
  static List<List<Reckoning.Reading>> sideBySide(Reckoning reckoning) {
    List<List<Reckoning.Reading>> groups = new ArrayList<>();
    List<Reckoning.Reading> all = reckoning.readings();
    for (int i = 0; i < all.size(); i += COLUMNS_MAX) {
      groups.add(all.subList(i, Math.min(all.size(), i + COLUMNS_MAX)));
    }
    return groups;
  }
}
