package org.colophon.client.monitor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.evidence.MembershipTrail;
import org.colophon.core.evidence.Parts;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKey;

/**
 * Judges notes by the genesis that the user trusts, and by the memberships that follow from it as
 * {@link MembershipTrail} says. A seal is judged strictly, as everywhere. What convicts a validator
 * is judged by each line alone: nobody escapes by spoiling his own note. Safe for many threads.
 */
public final class TreeJudge {
  private static final int TRAILS_MAX = 16;

  private final Genesis genesis;

  /** Trails that were followed before: one with many changes has many signatures to check. */
  private final Map<List<ChangePart>, MembershipTrail> trails =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<List<ChangePart>, MembershipTrail> old) {
              return size() > TRAILS_MAX;
            }
          });

  /** A judge by this genesis. */
  public TreeJudge(Genesis genesis) {
    this.genesis = genesis;
  }

  /** The chain whose trees this judges. */
  public Genesis genesis() {
    return genesis;
  }

  /**
   * The tree of a note.
   *
   * @param changes of the membership, in their order from the genesis on
   * @throws IllegalArgumentException when a change does not hold, it is no note on a checkpoint of
   *     this chain, or no validator signed it
   */
  public SignedTree judge(String text, List<ChangePart> changes) {
    MembershipTrail trail = trail(changes);
    Note note = Note.parse(text);
    Checkpoint checkpoint = note.checkpoint();
    if (!checkpoint.origin().equals(genesis.chain().text())) {
      throw new IllegalArgumentException(
          "checkpoint: of " + checkpoint.origin() + " (expected: " + genesis.chain() + ")");
    }
    if (checkpoint.size() < 1) {
      throw new IllegalArgumentException("checkpoint: of an empty tree");
    }
    NoteJudge seals = trail.judging(checkpoint.size(), text).judge();
    SortedSet<OrgId> signers = signers(seals, note, checkpoint);
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("checkpoint: signed by no validator of this chain");
    }
    Optional<Timestamp> attested =
        seals
            .signers(text)
            .filter(times -> times.size() >= seals.quorum())
            .map(times -> Attestation.of(times.values()).median());
    return new SignedTree(text, checkpoint, signers, attested, changes);
  }

  private MembershipTrail trail(List<ChangePart> changes) {
    MembershipTrail known = trails.get(changes);
    if (known != null) {
      return known;
    }
    try {
      MembershipTrail trail = MembershipTrail.follow(genesis, changes);
      trails.put(List.copyOf(changes), trail);
      return trail;
    } catch (RefusedException e) {
      throw new IllegalArgumentException("membership: " + e.getMessage(), e);
    }
  }

  /**
   * The tree of a note that a node shows as its newest. Whoever leaves out changes that are known
   * already gains nothing by it: members that left cannot sign what came after them.
   *
   * @param shown the changes that the node shows with it
   * @param known the changes that were followed before
   * @throws IllegalArgumentException as {@link #judge}
   */
  SignedTree judgeShown(String note, List<ChangePart> shown, List<ChangePart> known) {
    boolean isKnown = shown.size() <= known.size() && known.subList(0, shown.size()).equals(shown);
    return judge(note, isKnown ? known : shown);
  }

  /**
   * The seals with which memberships gave way to others, as trees: a chain that was led elsewhere
   * by a change of its own is caught by them.
   *
   * @throws IllegalArgumentException as {@link #judge}
   */
  List<SignedTree> handovers(List<ChangePart> changes) {
    List<SignedTree> trees = new ArrayList<>();
    for (ChangePart change : changes) {
      trees.add(judge(change.note(), changes));
    }
    return trees;
  }

  /** Reads what {@link SignedTree#json} gave, and judges it. */
  SignedTree read(Members members) throws RefusedException {
    List<ChangePart> changes = members.objects("changes", 0, Parts.CHANGES_MAX, ChangePart::of);
    return judge(members.text("note", Note.BYTES_MAX), changes);
  }

  private static SortedSet<OrgId> signers(NoteJudge seals, Note note, Checkpoint checkpoint) {
    SortedSet<OrgId> signers = new TreeSet<>();
    for (ValidatorKeys keys : seals.validators()) {
      for (NoteKey key : keys.all()) {
        if (note.signatures().stream().anyMatch(line -> key.verifies(checkpoint, line))) {
          signers.add(keys.organisation());
        }
      }
    }
    return signers;
  }
}
