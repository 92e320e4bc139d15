package org.colophon.crypto.tsp;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.tsp.TimeStampException.Reason;

/**
 * A question to an authority, with which its answer can be told from other answers: TimeStampReq
 * (RFC 3161, section 2.4.1), always for a token with its certificates. Immutable.
 */
public final class TimeStampQuery {
  /** Fewest bytes of a nonce. */
  public static final int NONCE_LENGTH_MIN = 8;

  /** Most bytes of a nonce. */
  public static final int NONCE_LENGTH_MAX = 32;

  private final Sha2 hash;
  private final byte[] digest;
  private final BigInteger nonce;
  private final Optional<String> policy;

  private TimeStampQuery(Sha2 hash, byte[] digest, BigInteger nonce, Optional<String> policy) {
    this.hash = hash;
    this.digest = digest;
    this.nonce = nonce;
    this.policy = policy;
  }

  /**
   * Asks for a time-stamp over these bytes with SHA-256 and under whatever policy.
   *
   * @param nonce 8 to 32 random bytes, never used before
   * @throws IllegalArgumentException when the nonce has another length
   */
  public static TimeStampQuery of(byte[] data, byte[] nonce) {
    return of(data, Sha2.SHA_256, nonce, Optional.empty());
  }

  /**
   * Asks for a time-stamp over these bytes.
   *
   * @param policy the policy that the authority must answer under, in dotted form
   * @throws IllegalArgumentException when the nonce is too short or long, or the policy no OID
   */
  public static TimeStampQuery of(byte[] data, Sha2 hash, byte[] nonce, Optional<String> policy) {
    return ofDigest(hash, hash.digest(data), nonce, policy);
  }

  /**
   * Asks for a time-stamp over bytes with this digest, as for the root of a tree of hashes.
   *
   * @throws IllegalArgumentException as {@link #of}, or when the digest has the wrong length
   */
  public static TimeStampQuery ofDigest(
      Sha2 hash, byte[] digest, byte[] nonce, Optional<String> policy) {
    if (digest.length != hash.length()) {
      throw new IllegalArgumentException(
          "digest: " + digest.length + " bytes (expected: " + hash.length() + ")");
    }
    if (nonce.length < NONCE_LENGTH_MIN || nonce.length > NONCE_LENGTH_MAX) {
      throw new IllegalArgumentException("nonce: " + nonce.length + " bytes (expected: 8 to 32)");
    }
    policy.ifPresent(ASN1ObjectIdentifier::new);
    return new TimeStampQuery(hash, digest.clone(), new BigInteger(1, nonce), policy);
  }

  /** The bytes to send. */
  public byte[] der() {
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(new ASN1ObjectIdentifier(hash.oid()), DERNull.INSTANCE);
    return StrictDer.encode(
        new TimeStampReq(
            new MessageImprint(algorithm, digest),
            policy.map(ASN1ObjectIdentifier::new).orElse(null),
            new ASN1Integer(nonce),
            ASN1Boolean.TRUE,
            null));
  }

  /**
   * Takes the answer: its time-stamp is for this question, and its signature is that of the
   * certificate inside. Whether that one leads to a trusted root is for {@link TimeStamp#verify}.
   *
   * @param response a TimeStampResp as it came
   * @throws TimeStampException with TOO_LARGE, MALFORMED, REJECTED, NO_CERTIFICATE, WRONG_IMPRINT,
   *     WRONG_NONCE, WRONG_POLICY, BAD_CERTIFICATE, EXPIRED or BAD_SIGNATURE
   */
  public TimeStamp accept(byte[] response) throws TimeStampException {
    TimeStamp stamp = TimeStamp.ofReply(response);
    if (!stamp.coversDigest(hash, digest)) {
      throw new TimeStampException(Reason.WRONG_IMPRINT, "time-stamp: over other bytes");
    }
    if (!stamp.nonce().equals(Optional.of(nonce))) {
      throw new TimeStampException(Reason.WRONG_NONCE, "time-stamp: answers another query");
    }
    if (policy.isPresent() && !policy.get().equals(stamp.policy())) {
      throw new TimeStampException(
          Reason.WRONG_POLICY,
          "time-stamp: policy " + stamp.policy() + " (expected: " + policy.get() + ")");
    }
    stamp.checkSigner();
    return stamp;
  }
}
