package org.colophon.client.monitor;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.json.Json;
import org.colophon.crypto.note.Checkpoint;

/**
 * A tree that at least one validator has signed.
 *
 * @param note the signed note, as it came
 * @param checkpoint what was signed
 * @param signers validators of which at least one line verifies
 * @param attested the quorum's time; empty when no quorum sealed it
 * @param changes of the membership, from the genesis to the one that it was judged by
 */
public record SignedTree(
    String note,
    Checkpoint checkpoint,
    SortedSet<OrgId> signers,
    Optional<Timestamp> attested,
    List<ChangePart> changes) {
  /** Copies the signers and the changes. */
  public SignedTree {
    signers = new TreeSet<>(signers);
    changes = List.copyOf(changes);
  }

  /** The note and what it was judged by, as they are kept. */
  Json.Obj json() {
    return Json.object()
        .put("changes", Json.array(changes.stream().map(ChangePart::json).toList()))
        .put("note", note)
        .build();
  }

  /** Whether a quorum sealed it: only such a tree is ever kept as the newest. */
  public boolean isSealed() {
    return attested.isPresent();
  }

  /** Leaves of the tree. */
  public long size() {
    return checkpoint.size();
  }

  /** Names of the signers, for a person. */
  public String signerNames() {
    return String.join(", ", signers.stream().map(OrgId::text).toList());
  }
}
