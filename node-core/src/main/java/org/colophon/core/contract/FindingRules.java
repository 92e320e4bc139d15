package org.colophon.core.contract;

import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.formula.Value;

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
      if (input.finds().isPresent()) {
        InfringementFind find =
            (InfringementFind) world.requireRecord("inputs", record).statement().content();
        requireAsFound(input.finds().get(), figure.value(), find);
      }
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
