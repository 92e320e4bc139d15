package org.colophon.client.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.client.Failure;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.evidence.MembershipTrail;
import org.colophon.core.membership.Genesis;
import org.colophon.core.report.SealFacts;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.rpc.client.Changes;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.Proof;

/**
 * Trees that a quorum of validators signed, by the genesis that the user trusts. What a node says
 * of a leaf is believed once it is proven to lie in one of them.
 */
final class SealedTrees {
  private final Network network;
  private final Genesis genesis;
  private Optional<Trail> trail = Optional.empty();

  /** A trail that was followed before: one with many changes has many signatures to check. */
  private record Trail(List<ChangePart> changes, MembershipTrail followed) {}

  /**
   * A signed tree.
   *
   * @param tree its size and root
   * @param attested the times of its signatures
   */
  record Signed(Checkpoint tree, Attestation attested) {}

  /**
   * A note that was shown, and verifies.
   *
   * @param signed the tree that it signs
   * @param facts who signed it
   */
  record Shown(Signed signed, SealFacts facts) {}

  SealedTrees(Network network, Genesis genesis) {
    this.network = network;
    this.genesis = genesis;
  }

  /**
   * The first signed tree for each of some sizes, by the size that it covers. One seal mostly
   * covers many blocks, and is asked for once.
   *
   * @param sizes in ascending order
   */
  Map<Long, Signed> covering(List<Long> sizes) throws NetworkException, Failure {
    Map<Long, Signed> trees = new TreeMap<>();
    Optional<Signed> newest = Optional.empty();
    for (long size : sizes) {
      if (newest.isEmpty() || newest.get().tree().size() < size) {
        newest = Optional.of(judge(network.checkpoint(size), size));
      }
      trees.put(size, newest.get());
    }
    return trees;
  }

  /**
   * A note that somebody shows, and who signed it.
   *
   * @param size leaves that it has to cover
   */
  Shown shown(String note, long size) throws NetworkException, Failure {
    List<ChangePart> changes = changes(network.checkpoint(size));
    Signed signed = judge(note, changes, size);
    try {
      NoteJudge judge = trail(changes).judging(signed.tree().size(), note).judge();
      return new Shown(signed, SealFacts.judged(note, judge).orElseThrow());
    } catch (RefusedException e) {
      throw failure("SEAL", "a seal that does not verify: " + e.getMessage());
    }
  }

  private Signed judge(CheckpointView view, long size) throws Failure {
    return judge(view.getSeal().getNote(), changes(view), size);
  }

  private static List<ChangePart> changes(CheckpointView view) throws Failure {
    try {
      return Changes.parse(view);
    } catch (RefusedException e) {
      throw failure("SEAL", "changes of the membership that do not verify: " + e.getMessage());
    }
  }

  private Signed judge(String text, List<ChangePart> changes, long size) throws Failure {
    try {
      Checkpoint checkpoint = Note.parse(text).checkpoint();
      if (!checkpoint.origin().equals(genesis.chain().text()) || checkpoint.size() < size) {
        throw failure("SEAL", "a seal of another chain, or of too small a tree");
      }
      NoteJudge judge = trail(changes).judging(checkpoint.size(), text).judge();
      return judge
          .signers(text)
          .filter(times -> times.size() >= judge.quorum())
          .map(times -> new Signed(checkpoint, Attestation.of(times.values())))
          .orElseThrow(() -> failure("SEAL", "a seal without a quorum"));
    } catch (RefusedException | IllegalArgumentException e) {
      throw failure("SEAL", "a seal that does not verify: " + e.getMessage());
    }
  }

  private MembershipTrail trail(List<ChangePart> changes) throws RefusedException {
    if (trail.isEmpty() || !trail.get().changes().equals(changes)) {
      trail = Optional.of(new Trail(changes, MembershipTrail.follow(genesis, changes)));
    }
    return trail.get().followed();
  }

  /** Refuses a leaf that is not proven to stand there in a signed tree. */
  void require(Hash leaf, long index, Signed signed) throws NetworkException, Failure {
    Proof proof = network.inclusionProof(index, signed.tree().size()).getProof();
    List<Hash> path = new ArrayList<>();
    try {
      for (String hash : proof.getPathList()) {
        path.add(Hash.ofHex(hash));
      }
      InclusionProof inclusion = new InclusionProof(index, signed.tree().size(), path);
      if (inclusion.verifies(leaf, signed.tree().root())) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Told as any other proof that does not prove it.
    }
    throw failure("PROOF", "leaf " + index + " is not proven to stand in the sealed tree");
  }

  static Failure failure(String check, String detail) {
    return new Failure(org.colophon.client.ExitCodes.REFUSED, check, detail);
  }
}
