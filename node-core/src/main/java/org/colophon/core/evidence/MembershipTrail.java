package org.colophon.core.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Membership;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;

/**
 * The memberships of a chain one after another, from the founders' on, each proven by a quorum of
 * the one before. A change is in force from the seal on that first covers the block which decided
 * it; that seal itself is still the old quorum's.
 */
public final class MembershipTrail {
  private final List<MembershipInForce> memberships = new ArrayList<>();
  private final List<Handover> handovers = new ArrayList<>();

  /** The seal with which a membership gave way to the next: its size and its note. */
  private record Handover(long size, String note) {}

  private MembershipTrail(Genesis genesis) {
    memberships.add(MembershipInForce.founding(genesis));
  }

  /** In words: what a release that knows that level made. */
  static String laterRelease(long level) {
    return "made by a later release: level "
        + level
        + " (expected: at most "
        + Level.NEWEST
        + ", the newest that is known here)";
  }

  /** Follows the changes in their order, and refuses the first one that does not hold. */
  public static MembershipTrail follow(Genesis genesis, List<ChangePart> changes)
      throws RefusedException {
    requireKnown(genesis.membership(), "genesis: ");
    MembershipTrail trail = new MembershipTrail(genesis);
    for (ChangePart change : changes) {
      trail.take(genesis, change);
    }
    return trail;
  }

  private void take(Genesis genesis, ChangePart change) throws RefusedException {
    String name = Parts.change(handovers.size()) + ": ";
    requireHeader(genesis, change, name);
    requireNote(genesis, change, name);
    Membership next = DecidedChange.next(change.state());
    if (next.equals(newest().membership())) {
      throw EvidenceVerifier.refused(name + "changes nothing");
    }
    if (next.suite() != genesis.suite()) {
      throw EvidenceVerifier.refused(name + "its validators have no keys for the chain's suite");
    }
    requireKnown(next, name);
    memberships.add(newest().next(genesis.chain(), next));
    handovers.add(new Handover(change.proof().treeSize(), change.note()));
  }

  private static void requireKnown(Membership membership, String name) throws RefusedException {
    if (membership.level().isAbove(Level.NEWEST)) {
      throw new RefusedException(
          Reason.LEVEL_UNKNOWN, name + laterRelease(membership.level().number()));
    }
  }

  /** The header is this chain's, made under the newest membership, and has that state text. */
  private void requireHeader(Genesis genesis, ChangePart change, String name)
      throws RefusedException {
    if (!change.header().chain().equals(genesis.chain())) {
      throw EvidenceVerifier.refused(name + "its block is another chain's");
    }
    if (change.header().suite() != genesis.suite()) {
      throw EvidenceVerifier.refused(name + "its block is of another suite");
    }
    if (!change.header().membership().equals(newest().hash())) {
      throw EvidenceVerifier.refused(name + "its block was made under another membership");
    }
    if (!change.header().version().equals(newest().membership().level())) {
      throw EvidenceVerifier.refused(name + "its block was made at another level");
    }
    if (change.header().leafIndex().value() != change.proof().leafIndex()) {
      throw EvidenceVerifier.refused(name + "its block says that it is another leaf");
    }
    if (change.proof().leafIndex() < lastHandover().map(Handover::size).orElse(0L)) {
      throw EvidenceVerifier.refused(name + "its block came before the change before it");
    }
    if (!change.state().hash().equals(change.header().state())) {
      throw EvidenceVerifier.refused(name + "its changes are not those of its block");
    }
  }

  /** The note is the newest membership's quorum's, and the header stands in its tree. */
  private void requireNote(Genesis genesis, ChangePart change, String name)
      throws RefusedException {
    Optional<SortedMap<OrgId, Long>> signers = newest().judge().signers(change.note());
    if (signers.isEmpty()) {
      throw EvidenceVerifier.refused(
          name + "a signature on its seal is missing, foreign, doubled or wrong");
    }
    if (signers.get().size() < newest().judge().quorum()) {
      throw EvidenceVerifier.refused(
          name
              + signers.get().size()
              + " validators sealed it (expected: "
              + newest().judge().quorum()
              + ")");
    }
    Note note = Note.parse(change.note());
    if (!note.sorted().text().equals(change.note())) {
      throw EvidenceVerifier.refused(name + "the signature lines of its seal are not sorted");
    }
    Checkpoint checkpoint = note.checkpoint();
    if (!checkpoint.origin().equals(genesis.chain().text())) {
      throw EvidenceVerifier.refused(name + "its seal is another chain's");
    }
    boolean stands =
        checkpoint.size() == change.proof().treeSize()
            && change.proof().verifies(MerkleHash.leaf(change.header().bytes()), checkpoint.root());
    if (!stands) {
      throw EvidenceVerifier.refused(name + "its block does not stand in the sealed tree");
    }
  }

  private Optional<Handover> lastHandover() {
    return handovers.isEmpty() ? Optional.empty() : Optional.of(handovers.getLast());
  }

  /** The membership that all changes together lead to. */
  public MembershipInForce newest() {
    return memberships.getLast();
  }

  /** All memberships up to one of them, the founders' first. */
  List<Membership> upTo(MembershipInForce last) {
    return memberships.subList(0, last.number() + 1).stream()
        .map(MembershipInForce::membership)
        .toList();
  }

  /** Whether a membership of that hash and level was in force. */
  boolean knows(Hash hash, Level level) {
    return memberships.stream()
        .filter(inForce -> inForce.hash().equals(hash))
        .anyMatch(inForce -> inForce.membership().level().equals(level));
  }

  /** What a seal of that size and note was judged by: it came behind the handovers before it. */
  public MembershipInForce judging(long size, String note) {
    long before =
        handovers.stream()
            .filter(h -> h.size < size || (h.size == size && !h.note.equals(note)))
            .count();
    return memberships.get((int) before);
  }

  /** In force for a block behind a newest seal of that size; 0 when there was no seal yet. */
  MembershipInForce behind(long sealedSize) {
    return memberships.get((int) handovers.stream().filter(h -> h.size <= sealedSize).count());
  }
}
