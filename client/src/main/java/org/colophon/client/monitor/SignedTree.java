package org.colophon.client.monitor;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.crypto.note.Checkpoint;

/**
 * A tree that at least one validator has signed.
 *
 * @param note the signed note, as it came
 * @param checkpoint what was signed
 * @param signers validators of which at least one line verifies
 * @param attested the quorum's time; empty when no quorum sealed it
 */
public record SignedTree(
    String note, Checkpoint checkpoint, SortedSet<OrgId> signers, Optional<Timestamp> attested) {
  /** Copies the signers. */
  public SignedTree {
    signers = new TreeSet<>(signers);
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
