package org.colophon.core.reading;

import org.colophon.core.ChainId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.contract.KeyState;
import org.colophon.core.json.Members;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.crypto.signature.KeyName;
import org.colophon.crypto.signature.Signatures;

/** A question that somebody signed, since its answer is not for everybody. */
public interface Asked {
  /** How far the clock of who asks may be from the node's. */
  long CLOCK_MS_MAX = 300_000;

  /** Of which chain it is asked. */
  ChainId chain();

  /** Who asks. */
  SubjectId subject();

  /** With which key it is signed. */
  KeyName key();

  /** When it was asked, by the clock of who asks. */
  Timestamp issuedAt();

  /**
   * Checks who asks: chain, clock, signature, and that the key is the subject's and in force.
   *
   * @param bytes of the question, as they were signed
   * @param now the node's clock
   */
  default void requireAuthentic(
      LedgerQuery ledger, ChainId expected, byte[] bytes, byte[] signature, Timestamp now)
      throws RefusedException {
    if (!chain().equals(expected)) {
      throw new RefusedException(Reason.WRONG_CHAIN, "chain: (expected: " + expected + ")");
    }
    if (Math.abs(issuedAt().value() - now.value()) > CLOCK_MS_MAX) {
      throw new RefusedException(
          Reason.EXPIRED, "issuedAt: " + issuedAt() + " (expected: about " + now + ")");
    }
    if (!Signatures.verify(key(), bytes, signature)) {
      throw new RefusedException(Reason.BAD_SIGNATURE, "signature: not of the request's bytes");
    }
    KeyState state =
        ledger
            .state(KeyState.stateKey(key()), KeyState::read)
            .orElseThrow(() -> new RefusedException(Reason.UNKNOWN_KEY, "key: not registered"));
    if (!state.subject().equals(subject()) || !state.hasBegun(now)) {
      throw new RefusedException(Reason.UNKNOWN_KEY, "key: not one of the subject's");
    }
    if (state.hasEnded(AsOf.now(ledger, now).time())) {
      throw new RefusedException(Reason.KEY_REVOKED, "key: has ended");
    }
  }

  /** Takes the member {@code nonce}: 16 random bytes in hex. */
  static String nonce(Members members) throws RefusedException {
    String nonce = members.text("nonce", 32);
    if (!nonce.matches("[0-9a-f]{32}")) {
      throw members.malformed("nonce", "(expected: 32 hex digits)");
    }
    return nonce;
  }
}
