package org.colophon.client.net;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.evidence.Parts;
import org.colophon.rpc.proto.CheckpointView;

/** The changes of the membership that go with a seal. */
public final class Changes {
  private Changes() {}

  /**
   * Reads them; what they say is not judged.
   *
   * @throws RefusedException when they are too many, or one has no form
   */
  public static List<ChangePart> parse(CheckpointView view) throws RefusedException {
    if (view.getChangesCount() > Parts.CHANGES_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "changes: " + view.getChangesCount() + " (expected: at most " + Parts.CHANGES_MAX + ")");
    }
    List<ChangePart> changes = new ArrayList<>();
    for (var bytes : view.getChangesList()) {
      changes.add(ChangePart.parse(bytes.toByteArray()));
    }
    return List.copyOf(changes);
  }
}
