package org.colophon.rpc.client;

import com.google.protobuf.ByteString;
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
    return parse(view.getChangesList());
  }

  static List<ChangePart> parse(List<ByteString> parts) throws RefusedException {
    if (parts.size() > Parts.CHANGES_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "changes: " + parts.size() + " (expected: at most " + Parts.CHANGES_MAX + ")");
    }
    List<ChangePart> changes = new ArrayList<>();
    for (ByteString bytes : parts) {
      changes.add(ChangePart.parse(bytes.toByteArray()));
    }
    return List.copyOf(changes);
  }
}
