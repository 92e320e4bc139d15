package org.colophon.core.chain;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKey;
import org.colophon.crypto.note.NoteKeyType;
import org.colophon.crypto.note.NoteSignature;

/**
 * Judges the signatures on a checkpoint. A validator counts when the signatures of all its keys are
 * there and verify: its log key's, and those of its witness keys with one and the same time. On a
 * chain of the suite {@code sm} all of them name one root of the tree with SM3. A line that belongs
 * to no validator, does not verify, or names another such root than the others, spoils the whole
 * note: a note is either right or not.
 */
public final class NoteJudge {
  /** Beyond this a time in milliseconds would not be exact in every JSON reader. */
  private static final long SECONDS_MAX = Json.INTEGER_MAX / 1000;

  private final List<ValidatorKeys> validators;
  private final int quorum;

  /** A judge by the validators and the quorum of a membership. */
  public NoteJudge(ChainId chain, Membership membership) {
    this.validators = ValidatorKeys.all(chain, membership);
    this.quorum = membership.quorum();
  }

  /** The validators by whose keys this judges, sorted by organisation. */
  public List<ValidatorKeys> validators() {
    return validators;
  }

  /** Validators that must have signed. */
  public int quorum() {
    return quorum;
  }

  /**
   * Which validators signed this note, each with its time in seconds.
   *
   * @return empty when the text is not a note on a checkpoint, or any line is not right
   */
  public Optional<SortedMap<OrgId, Long>> signers(String text) {
    try {
      Note note = Note.parse(text);
      return signers(note, note.checkpoint());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The checkpoint of a note that is right, on a chain of the suite {@code sm} with the root of the
   * tree with SM3 that its lines name.
   *
   * @throws IllegalArgumentException when the text is not a note on a checkpoint
   */
  public Checkpoint checkpoint(String text) {
    Note note = Note.parse(text);
    Checkpoint checkpoint = note.checkpoint();
    for (NoteSignature line : note.signatures()) {
      Optional<Owned> owner = ownerOf(line);
      if (owner.isPresent() && owner.get().key().type() == NoteKeyType.COSIGNER_SM2) {
        return checkpoint.withSm3Root(owner.get().key().sm3Root(line));
      }
    }
    return checkpoint;
  }

  private Optional<SortedMap<OrgId, Long>> signers(Note note, Checkpoint checkpoint) {
    Map<OrgId, EnumMap<NoteKeyType, NoteSignature>> lines = new TreeMap<>();
    for (NoteSignature line : note.signatures()) {
      Optional<Owned> owner = ownerOf(line);
      if (owner.isEmpty() || !owner.get().key().verifies(checkpoint, line)) {
        return Optional.empty();
      }
      NoteSignature second =
          lines
              .computeIfAbsent(owner.get().organisation(), o -> new EnumMap<>(NoteKeyType.class))
              .put(owner.get().key().type(), line);
      if (second != null) {
        return Optional.empty();
      }
    }
    return namesOneSm3Root(lines) ? timesOf(lines) : Optional.empty();
  }

  private boolean namesOneSm3Root(Map<OrgId, EnumMap<NoteKeyType, NoteSignature>> lines) {
    Set<Hash> roots = new HashSet<>();
    for (ValidatorKeys validator : validators) {
      EnumMap<NoteKeyType, NoteSignature> own = lines.get(validator.organisation());
      if (own != null && own.containsKey(NoteKeyType.COSIGNER_SM2)) {
        NoteKey key = validator.sm2().orElseThrow();
        roots.add(key.sm3Root(own.get(NoteKeyType.COSIGNER_SM2)));
      }
    }
    return roots.size() <= 1;
  }

  private Optional<SortedMap<OrgId, Long>> timesOf(
      Map<OrgId, EnumMap<NoteKeyType, NoteSignature>> lines) {
    SortedMap<OrgId, Long> times = new TreeMap<>();
    for (ValidatorKeys validator : validators) {
      EnumMap<NoteKeyType, NoteSignature> own = lines.get(validator.organisation());
      if (own == null) {
        continue;
      }
      if (own.size() != validator.all().size()) {
        return Optional.empty();
      }
      Set<Long> given = new HashSet<>();
      for (NoteKey witness : validator.witnesses()) {
        given.add(witness.timestampSeconds(Objects.requireNonNull(own.get(witness.type()))));
      }
      long seconds = given.iterator().next();
      // Zero says nothing of the time (tlog-cosignature), and here the time is half of the word.
      boolean saysWhen = seconds > 0 && seconds <= SECONDS_MAX;
      if (!saysWhen || given.size() != 1) {
        return Optional.empty();
      }
      times.put(validator.organisation(), seconds);
    }
    return times.isEmpty() ? Optional.empty() : Optional.of(times);
  }

  private record Owned(OrgId organisation, NoteKey key) {}

  private Optional<Owned> ownerOf(NoteSignature line) {
    for (ValidatorKeys validator : validators) {
      for (NoteKey key : validator.all()) {
        if (key.isNamedBy(line)) {
          return Optional.of(new Owned(validator.organisation(), key));
        }
      }
    }
    return Optional.empty();
  }
}
