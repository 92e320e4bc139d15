package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.formula.Value;
import org.jspecify.annotations.Nullable;

/** What only a court may find is taken from the finding that stands, and as it says. */
final class FindingRules {
  private FindingRules() {}

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
        requireAsFound(input.finds().get(), figure.value(), find);
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
      throw new RefusedException(
          Reason.UNKNOWN_RECORD,
          "inputs: " + input.name() + ": the finding does not state it (expected: assumed)");
    }
    if (!input.stated(stated).equals(Optional.of(value))) {
      throw new RefusedException(
          Reason.RESULT_DIFFERS, "inputs: " + input.name() + " (expected: as the court found)");
    }
  }

  private static void requireAsFound(Input.Found found, Value value, InfringementFind find)
      throws RefusedException {
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
}
