package org.colophon.core.chain;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKey;
import org.colophon.crypto.note.NoteKeyType;
import org.colophon.crypto.note.NoteSignature;

/**
 * Judges the signatures on a checkpoint. A validator counts when all three of its signatures are
 * there and verify (its log key's, and the witness pair with one and the same time). A line that
 * belongs to no validator, or does not verify, spoils the whole note: a note is either right or
 * not.
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
    return timesOf(lines);
  }

  private Optional<SortedMap<OrgId, Long>> timesOf(
      Map<OrgId, EnumMap<NoteKeyType, NoteSignature>> lines) {
    SortedMap<OrgId, Long> times = new TreeMap<>();
    for (ValidatorKeys validator : validators) {
      EnumMap<NoteKeyType, NoteSignature> own = lines.get(validator.organisation());
      if (own == null) {
        continue;
      }
      NoteSignature ed25519 = own.get(NoteKeyType.COSIGNER_ED25519);
      NoteSignature mlDsa44 = own.get(NoteKeyType.COSIGNER_ML_DSA_44);
      if (ed25519 == null || mlDsa44 == null || !own.containsKey(NoteKeyType.LOG_ED25519)) {
        return Optional.empty();
      }
      long seconds = validator.ed25519().timestampSeconds(ed25519);
      // Zero says nothing of the time (tlog-cosignature), and here the time is half of the word.
      boolean saysWhen = seconds > 0 && seconds <= SECONDS_MAX;
      if (!saysWhen || seconds != validator.mlDsa44().timestampSeconds(mlDsa44)) {
        return Optional.empty();
      }
      times.put(validator.organisation(), seconds);
    }
    return times.isEmpty() ? Optional.empty() : Optional.of(times);
  }

  private record Owned(OrgId organisation, NoteKey key) {}

  private Optional<Owned> ownerOf(NoteSignature line) {
    for (ValidatorKeys validator : validators) {
      for (NoteKey key : List.of(validator.log(), validator.ed25519(), validator.mlDsa44())) {
        if (key.isNamedBy(line)) {
          return Optional.of(new Owned(validator.organisation(), key));
        }
      }
    }
    return Optional.empty();
  }
}
