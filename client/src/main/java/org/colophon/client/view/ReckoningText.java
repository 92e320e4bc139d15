package org.colophon.client.view;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Kind;
import org.colophon.core.standard.Reckoning;
import org.colophon.core.standard.Step;
import org.colophon.core.standard.StepResult;
import org.colophon.formula.Value;
import org.colophon.verifier.Style;
import org.jspecify.annotations.Nullable;

/** What a standard comes to, for a person: every figure with what it rests on. */
public final class ReckoningText {
  private final Style style;

  /** Text in this style. */
  public ReckoningText(Style style) {
    this.style = style;
  }

  /** Inputs, and then the steps under each reading, the one that is taken first. */
  public String of(Reckoning reckoning, Map<String, String> taken) {
    StringBuilder text = new StringBuilder();
    Fields.line(
        text,
        "standard",
        reckoning.standard().id() + ", version " + reckoning.standard().version());
    for (Input input : reckoning.standard().inputs()) {
      @Nullable Figure figure = reckoning.figures().get(input.name());
      Fields.line(text, "input", input.name() + " = " + shown(reckoning, input, figure));
      text.append(Fields.INDENT)
          .append(style.dim(Style.plain(input.label().zh() + " / " + input.label().en())))
          .append('\n');
      if (figure != null) {
        figure
            .records()
            .forEach(record ->
                text.append(Fields.INDENT)
                    .append(style.dim("record " + record.hex()))
                    .append('\n'));
      }
    }
    for (Reckoning.Reading reading : reckoning.readings()) {
      appendReading(text, reckoning, reading, taken);
    }
    Fields.line(text, "result", reckoning.digest().hex());
    text.append(style.dim("It assists the court and does not bind it.")).append('\n');
    return text.toString();
  }

  /** What all of it comes to, a line for each reading. */
  public String totals(Reckoning reckoning, AssessmentMade made) {
    StringBuilder text = new StringBuilder();
    Optional<Step> total =
        reckoning.standard().total().flatMap(result -> reckoning.standard().step(result.step()));
    for (Reckoning.Reading reading : reckoning.readings()) {
      total.ifPresent(step -> {
        boolean isTaken = reading.parameters().equals(made.parameters());
        StepResult result = reckoning.result(reading.parameters(), step.id()).orElseThrow();
        String line =
            said(reckoning, step.kind(), result)
                + "  "
                + String.join(", ", reading.parameters().values());
        text.append("  ").append(isTaken ? style.bold(Style.plain(line)) : Style.plain(line));
        text.append(isTaken && reckoning.readings().size() > 1 ? " (taken)\n" : "\n");
      });
    }
    return text.toString();
  }

  private void appendReading(
      StringBuilder text,
      Reckoning reckoning,
      Reckoning.Reading reading,
      Map<String, String> taken) {
    if (!reading.parameters().isEmpty()) {
      String names =
          reading.parameters().entrySet().stream()
              .map(one -> one.getKey() + " = " + one.getValue())
              .collect(Collectors.joining(", "));
      text.append(style.bold(Style.plain(names)))
          .append(reading.parameters().equals(taken) ? " (taken)\n" : "\n");
    }
    for (int i = 0; i < reading.results().size(); i++) {
      Step step = reckoning.standard().steps().get(i);
      text.append(
          String.format(
              Locale.ROOT,
              "  %-18s%s%n",
              step.id(),
              Style.plain(said(reckoning, step.kind(), reading.results().get(i)))));
      text.append("    ")
          .append(style.dim(Style.plain(step.label().zh() + " / " + step.label().en())))
          .append("\n    ")
          .append(style.dim(Style.plain(step.citation().zh())))
          .append("\n    ")
          .append(style.dim(Style.plain(step.formula())))
          .append('\n');
    }
  }

  private static String shown(Reckoning reckoning, Input input, @Nullable Figure figure) {
    if (figure == null) {
      return "missing";
    }
    String value = value(reckoning, input.kind(), figure.value());
    return switch (figure.basis()) {
      case ASSUMED -> value + " (ASSUMED)";
      case BROUGHT -> value + " (from evidence, not counted by the chain)";
      case RECORDED, OPENED -> value;
    };
  }

  private static String said(Reckoning reckoning, Kind kind, StepResult result) {
    return switch (result) {
      case StepResult.Known(Value value) -> value(reckoning, kind, value);
      case StepResult.NotComputable(List<String> names) ->
          "not computable without " + String.join(", ", names);
      case StepResult.Failed(StepResult.Obstacle obstacle) ->
          "not computable: " + Fields.words(obstacle.name());
    };
  }

  private static String value(Reckoning reckoning, Kind kind, Value value) {
    return switch (value) {
      case Value.Int(long number) when kind == Kind.MONEY -> money(reckoning, number);
      case Value.Int(long number) when kind == Kind.BASIS_POINTS ->
          BigDecimal.valueOf(number, 4).stripTrailingZeros().toPlainString();
      case Value.Int(long number) -> Long.toString(number);
      case Value.Bool(boolean is) -> is ? "yes" : "no";
      case Value.Text(String word) -> word;
      case Value.Ints(List<Long> numbers) ->
          numbers.stream()
              .map(number -> money(reckoning, number))
              .collect(Collectors.joining(", "));
    };
  }

  private static String money(Reckoning reckoning, long minorUnits) {
    return reckoning.standard().currency().amount(minorUnits);
  }
}
