package org.colophon.core.content;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A court says whether it takes what was submitted to it.
 *
 * @param submission the record of the submission
 * @param outcome whether it does
 * @param ground why not; exactly of what is refused
 * @param sha256 SHA-256 that it computed itself of what it got; of what is refused only if it got
 *     something
 * @param caseOf the record that opened the case in which it takes it
 */
public record CourtReceive(
    RecordId submission,
    Outcome outcome,
    Optional<Ground> ground,
    Optional<Hash> sha256,
    Optional<RecordId> caseOf)
    implements Content {
  /** Whether a court takes material. */
  public enum Outcome {
    /** It does. */
    RECEIVED,
    /** It does not. */
    REFUSED
  }

  /** Why a court does not take material. */
  public enum Ground {
    /** It does not verify, or it is not what was submitted. */
    NOT_VERIFIED,
    /** The matter is another court's. */
    NOT_COMPETENT,
    /** Something is missing, or nothing came. */
    INCOMPLETE,
    /** Another ground. */
    OTHER
  }

  static CourtReceive read(Members members) throws RefusedException {
    CourtReceive receive =
        new CourtReceive(
            members.parsed("submission", 64, RecordId::ofHex),
            members.oneOf("outcome", Outcome.class),
            members.has("ground")
                ? Optional.of(members.oneOf("ground", Ground.class))
                : Optional.empty(),
            members.hashIf("sha256"),
            members.parsedIf("case", 64, RecordId::ofHex));
    boolean refused = receive.outcome == Outcome.REFUSED;
    if (receive.ground.isPresent() != refused) {
      throw members.malformed("ground", "(expected: exactly of what is refused)");
    }
    if (receive.sha256.isEmpty() && !refused) {
      throw members.malformed("sha256", "missing (expected: the digest of what was received)");
    }
    return receive;
  }

  @Override
  public RecordType type() {
    return RecordType.COURT_RECEIVE;
  }

  @Override
  public List<Hash> contentDigests() {
    return sha256.stream().toList();
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(submission);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("submission", submission.hex())
        .put("outcome", outcome.name())
        .putText("ground", ground.map(Ground::name))
        .putText("sha256", sha256.map(Hash::hex))
        .putText("case", caseOf.map(RecordId::hex))
        .build();
  }
}
