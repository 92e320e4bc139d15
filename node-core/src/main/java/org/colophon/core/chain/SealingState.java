package org.colophon.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.port.LedgerReader;

/**
 * What sealing keeps outside the blocks: open candidates, the cosignatures that have arrived for
 * them, and when each validator last cosigned.
 */
public final class SealingState {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 4, 64);
  private static final int NOTE_CHARS_MAX = 64 << 10;

  private final LedgerReader reader;

  /** The sealing state that a reader sees. */
  public SealingState(LedgerReader reader) {
    this.reader = reader;
  }

  /** Candidates that may still be sealed, oldest first. */
  public List<Candidate> candidates() {
    try {
      Optional<byte[]> stored = reader.control(Candidate.CONTROL_KEY);
      return stored.isEmpty()
          ? List.of()
          : Candidate.readList(JsonParser.parse(stored.get(), LIMITS));
    } catch (RefusedException e) {
      throw new IllegalStateException("stored candidates are not well formed", e);
    }
  }

  /** The open candidate of that round. */
  public Optional<Candidate> candidate(long round) {
    return candidates().stream().filter(c -> c.round() == round).findFirst();
  }

  /** The note with one validator's signatures on a candidate. */
  public Optional<String> cosignature(long round, OrgId organisation) {
    return reader.control(cosignatureKey(round, organisation)).map(SealingState::parseNote);
  }

  /** The notes with the signatures of all given validators that have arrived for a candidate. */
  public List<String> cosignatures(long round, List<OrgId> validators) {
    List<String> notes = new ArrayList<>();
    for (OrgId validator : validators) {
      cosignature(round, validator).ifPresent(notes::add);
    }
    return notes;
  }

  /** The time in a validator's newest cosignature, in seconds; −1 before its first one. */
  public long lastCosigned(OrgId organisation) {
    Optional<byte[]> stored = reader.control(lastCosignedKey(organisation));
    if (stored.isEmpty()) {
      return -1;
    }
    try {
      Members members = Members.of("", JsonParser.parseObject(stored.get(), LIMITS));
      return members.integer("seconds", 0, Json.INTEGER_MAX);
    } catch (RefusedException e) {
      throw new IllegalStateException("a stored cosignature time is not well formed", e);
    }
  }

  static ControlChange keepCosignature(long round, OrgId organisation, String note) {
    return ControlChange.put(
        cosignatureKey(round, organisation), Json.object().put("note", note).build());
  }

  static ControlChange dropCosignature(long round, OrgId organisation) {
    return ControlChange.remove(cosignatureKey(round, organisation));
  }

  static ControlChange keepLastCosigned(OrgId organisation, long seconds) {
    return ControlChange.put(
        lastCosignedKey(organisation), Json.object().put("seconds", seconds).build());
  }

  static ControlChange keepCandidates(List<Candidate> candidates) {
    return ControlChange.put(Candidate.CONTROL_KEY, Candidate.listJson(candidates));
  }

  private static String cosignatureKey(long round, OrgId organisation) {
    return String.format(Locale.ROOT, "cosignature/%016x/%s", round, organisation.text());
  }

  private static String lastCosignedKey(OrgId organisation) {
    return "cosigned/" + organisation.text();
  }

  private static String parseNote(byte[] stored) {
    try {
      return Members.of("", JsonParser.parseObject(stored, LIMITS)).text("note", NOTE_CHARS_MAX);
    } catch (RefusedException e) {
      throw new IllegalStateException("a stored cosignature is not well formed", e);
    }
  }
}
