package org.colophon.core.contract;

import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.content.GivenInput;
import org.colophon.core.custody.CommittedMembers;
import org.colophon.core.json.Json;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Kind;

/** A figure that stays secret is an amount that a record of the chain commits to. */
final class CommittedRules {
  private CommittedRules() {}

  static void require(Input input, GivenInput.Secret secret, World world) throws RefusedException {
    boolean isList = input.kind() == Kind.MONEY_LIST;
    if (input.source() == Input.Source.FINDING || (!isList && input.kind() != Kind.MONEY)) {
      throw new RefusedException(
          Reason.MALFORMED, "inputs: only amounts that nobody has to find are committed to");
    }
    if (!isList && secret.parts().size() > 1) {
      throw new RefusedException(Reason.MALFORMED, "inputs: (expected: one commitment)");
    }
    for (GivenInput.Part part : secret.parts()) {
      Json.Obj members =
          world.requireRecord("inputs", part.record()).statement().content().members();
      if (!CommittedMembers.of(members).containsValue(part.commitment())) {
        throw new RefusedException(
            Reason.COMMITMENT_MISMATCH, "inputs: the record makes no such commitment");
      }
    }
  }
}
