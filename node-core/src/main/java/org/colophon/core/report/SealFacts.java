package org.colophon.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Seal;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.core.query.LedgerQuery;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKey;

/**
 * The first seal that covers something, and who signed it. Later seals cover it too, and change
 * nothing of this one. Whoever signed had executed all that it covers.
 *
 * @param note the signed note, whole
 * @param signers validators that signed it, by name
 * @param quorum how many had to
 * @param validators how many there were
 */
public record SealFacts(String note, List<Signer> signers, long quorum, long validators) {
  private static final int KEY_CHARS_MAX = 512;

  /**
   * A validator signed the note.
   *
   * @param validator which
   * @param time when, by its own clock
   * @param keys the lines of its keys in the note: {@code <name>+<id, 8 hex digits>}, of its log
   *     key, its Ed25519 and its ML-DSA-44 witness key, and on a chain of the suite {@code sm} of
   *     its SM2 one
   */
  public record Signer(OrgId validator, Timestamp time, List<String> keys) {
    private static final int KEYS_MIN = 3;
    private static final int KEYS_MAX = 4;

    /** Copies the keys. */
    public Signer {
      keys = List.copyOf(keys);
    }

    private static Signer read(Members members) throws RefusedException {
      return new Signer(
          members.parsed("validator", 63, OrgId::new),
          new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)),
          members.texts("keys", KEYS_MIN, KEYS_MAX, KEY_CHARS_MAX));
    }

    private Json.Obj json() {
      return Json.object()
          .put("validator", validator.text())
          .put("time", time.value())
          .put("keys", Json.strings(keys))
          .build();
    }
  }

  /** Copies the signers. */
  public SealFacts {
    signers = List.copyOf(signers);
  }

  /** The first seal that covers so many leaves, of those that the ledger has ordered. */
  static SealFacts covering(LedgerQuery ledger, TreeSize size) {
    Genesis genesis = ledger.genesis();
    Seal seal = ledger.reader().firstSealCovering(size).orElseThrow();
    NoteJudge judge =
        new NoteJudge(genesis.chain(), DecidedChange.sealing(genesis, ledger.reader(), seal));
    return judged(seal.note(), judge).orElseThrow();
  }

  /** What a note says by the keys of a membership; empty when a line of it is not right. */
  public static Optional<SealFacts> judged(String note, NoteJudge judge) {
    return judge.signers(note).map(times -> of(note, judge, times));
  }

  private static SealFacts of(String note, NoteJudge judge, SortedMap<OrgId, Long> times) {
    List<Signer> signers = new ArrayList<>();
    for (ValidatorKeys keys : judge.validators()) {
      Optional.ofNullable(times.get(keys.organisation()))
          .ifPresent(seconds ->
              signers.add(
                  new Signer(
                      keys.organisation(),
                      Timestamp.ofSeconds(seconds),
                      keys.all().stream().map(SealFacts::line).toList())));
    }
    return new SealFacts(note, signers, judge.quorum(), judge.validators().size());
  }

  private static String line(NoteKey key) {
    return key.name() + "+" + String.format(Locale.ROOT, "%08x", key.id());
  }

  static SealFacts read(Members members) throws RefusedException {
    SealFacts seal =
        new SealFacts(
            members.text("note", Note.BYTES_MAX),
            members.objects("signers", 1, Membership.VALIDATORS_MAX, Signer::read),
            members.integer("quorum", 1, Membership.VALIDATORS_MAX),
            members.integer("validators", 1, Membership.VALIDATORS_MAX));
    members.end();
    return seal;
  }

  Json json() {
    return Json.object()
        .put("note", note)
        .put("signers", Json.array(signers.stream().map(Signer::json).toList()))
        .put("quorum", quorum)
        .put("validators", validators)
        .build();
  }
}
