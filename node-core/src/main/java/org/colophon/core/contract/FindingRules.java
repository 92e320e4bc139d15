package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Standard;
import org.colophon.formula.Value;
import org.jspecify.annotations.Nullable;

/** What only a court may find is taken from the finding that stands, and as it says. */
final class FindingRules {
  private FindingRules() {}

  /**
   * Once a court has found, nobody reckons around it: what its finding states is taken from it, and
   * acts count within the time that it found alone.
   */
  static void requireTaken(
      AssessmentMade made, Standard standard, InfringementState infringement, World world)
      throws RefusedException {
    RecordId newest = infringement.course().newest().record();
    if (!(world.requireRecord("allegation", newest).statement().content()
        instanceof InfringementFind find)) {
      return;
    }
    if (find.window().isPresent() && !find.window().get().covers(made.window())) {
      throw new RefusedException(
          Reason.BAD_INTERVAL, "from: " + made.window() + " (expected: within what was found)");
    }
    for (Input input : standard.inputs()) {
      if (isStated(input, find) && !isShown(input.name(), made)) {
        throw new RefusedException(
            Reason.RESULT_DIFFERS,
            "inputs: " + input.name() + ": a finding states it (expected: taken from there)");
      }
    }
  }

  private static boolean isShown(String name, AssessmentMade made) {
    return made.inputs().stream()
        .anyMatch(input -> input.name().equals(name) && input.given() instanceof GivenInput.Shown);
  }

  private static boolean isStated(Input input, InfringementFind find) {
    if (input.source() != Input.Source.FINDING) {
      return false;
    }
    if (input.finds().isPresent()) {
      return isSaid(input.finds().get(), find);
    }
    @Nullable Long stated = find.figures().get(input.name());
    return stated != null && input.stated(stated).isPresent();
  }

  /**
   * A court need not say with which mind something was done; of what was not done, there is none.
   */
  private static boolean isSaid(Input.Found found, InfringementFind find) {
    return switch (found) {
      case INFRINGED, SERIOUS -> true;
      case INTENTIONAL, INNOCENT ->
          find.intent() != InfringementFind.Intent.NOT_STATED
              || find.outcome() == InfringementFind.Outcome.NOT_INFRINGED;
    };
  }

  static void require(
      Input input, Figure figure, RecordId allegation, InfringementState infringement, World world)
      throws RefusedException {
    for (RecordId record : figure.records()) {
      boolean finds =
          world.requireRecord("inputs", record).statement().content()
                  instanceof InfringementFind find
              && find.allegation().equals(allegation);
      if (!finds) {
        throw new RefusedException(
            Reason.UNKNOWN_RECORD, "inputs: the record finds nothing on the allegation");
      }
      if (!infringement.course().newest().record().equals(record)) {
        throw new RefusedException(
            Reason.BAD_TRANSITION, "inputs: a later finding stands over that one");
      }
      InfringementFind find =
          (InfringementFind) world.requireRecord("inputs", record).statement().content();
      if (input.finds().isPresent()) {
        requireAsFound(input, input.finds().get(), figure.value(), find);
      } else {
        requireAsStated(input, figure.value(), find);
      }
    }
  }

  /** What the finding does not state in clear may be supposed, and is then said to be. */
  private static void requireAsStated(Input input, Value value, InfringementFind find)
      throws RefusedException {
    @Nullable Long stated = find.figures().get(input.name());
    if (stated == null) {
      throw unstated(input);
    }
    if (!input.stated(stated).equals(Optional.of(value))) {
      throw new RefusedException(
          Reason.RESULT_DIFFERS, "inputs: " + input.name() + " (expected: as the court found)");
    }
  }

  private static void requireAsFound(
      Input input, Input.Found found, Value value, InfringementFind find) throws RefusedException {
    if (!isSaid(found, find)) {
      throw unstated(input);
    }
    if (!value.equals(new Value.Bool(isFound(found, find)))) {
      throw new RefusedException(
          Reason.RESULT_DIFFERS, "inputs: " + found + " (expected: as the court found)");
    }
  }

  private static boolean isFound(Input.Found found, InfringementFind find) {
    return switch (found) {
      case INFRINGED -> find.outcome() != InfringementFind.Outcome.NOT_INFRINGED;
      case INTENTIONAL -> find.intent() == InfringementFind.Intent.INTENTIONAL;
      case INNOCENT -> find.intent() == InfringementFind.Intent.INNOCENT;
      case SERIOUS -> find.serious();
    };
  }

  private static RefusedException unstated(Input input) {
    return new RefusedException(
        Reason.UNKNOWN_RECORD,
        "inputs: " + input.name() + ": the finding does not state it (expected: assumed)");
  }
}
