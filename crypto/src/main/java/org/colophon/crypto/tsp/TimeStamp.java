package org.colophon.crypto.tsp;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.tsp.TimeStampException.Reason;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.RevocationList;
import org.jspecify.annotations.Nullable;

/**
 * An authority's signed word that bytes with some digest existed at some time: a TimeStampToken
 * with its certificates, in DER (RFC 3161). Whether to believe it is for {@link #verify} to say.
 * Immutable.
 */
public final class TimeStamp {
  /** Largest token read, so that its base64 has at most 65,536 characters. */
  public static final int BYTES_MAX = 48 * 1024;

  /** Largest answer of an authority read. */
  public static final int RESPONSE_BYTES_MAX = 64 * 1024;

  private final byte[] der;
  private final SignedToken token;
  private final StampedInfo info;
  private final X509CertificateHolder signer;
  private final X509Certificate signerCertificate;

  private TimeStamp(byte[] der, SignedToken token, StampedInfo info, X509CertificateHolder signer) {
    this.der = der;
    this.token = token;
    this.info = info;
    this.signer = signer;
    this.signerCertificate = Pem.certificate(StrictDer.encode(signer.toASN1Structure()));
  }

  /**
   * Reads a TimeStampToken. Its form is checked, no signature.
   *
   * @throws TimeStampException with TOO_LARGE, MALFORMED (also for BER, trailing bytes, and parts
   *     outside the signature other than certificates) or NO_CERTIFICATE
   */
  public static TimeStamp parse(byte[] tokenDer) throws TimeStampException {
    checkSize(tokenDer, BYTES_MAX);
    try {
      SignedToken token = SignedToken.parse(tokenDer);
      StampedInfo info = StampedInfo.parse(token.content());
      return new TimeStamp(tokenDer.clone(), token, info, signerOf(token));
    } catch (RuntimeException e) {
      throw malformed(e);
    }
  }

  /**
   * Reads what {@link #response} writes, and nothing else.
   *
   * @throws TimeStampException as {@link #parse}
   */
  public static TimeStamp parseResponse(byte[] response) throws TimeStampException {
    checkSize(response, RESPONSE_BYTES_MAX);
    byte[] tokenDer;
    try {
      tokenDer = Replies.tokenOfGranted(response);
    } catch (RuntimeException e) {
      throw malformed(e);
    }
    return parse(tokenDer);
  }

  /**
   * Reads an authority's answer as it comes and takes the token out of it. Authorities differ in
   * how they encode the parts outside the signature, and some send more certificates than lead to
   * the signer: such parts are left out or put in order, so that the time-stamp kept has one form.
   */
  static TimeStamp ofReply(byte[] reply) throws TimeStampException {
    checkSize(reply, RESPONSE_BYTES_MAX);
    byte[] tokenDer;
    try {
      SignedToken token = SignedToken.of(Replies.token(reply));
      tokenDer = token.with(Issuers.above(signerOf(token), token.certificates())).der();
    } catch (RuntimeException e) {
      throw malformed(e);
    }
    return parse(tokenDer);
  }

  /** A copy of the token's DER. */
  public byte[] der() {
    return der.clone();
  }

  /** A TimeStampResp that grants this token and says nothing else, as OpenSSL reads it. */
  public byte[] response() {
    return Replies.granted(der);
  }

  /** The time that the authority states, in milliseconds since 1970 UTC, rounded down. */
  public long timeMs() {
    return info.time().toEpochMilli();
  }

  /** How far off the time may be either way, if the authority says so. */
  public Optional<Duration> accuracy() {
    return info.accuracy();
  }

  /** Under which policy, in dotted form. */
  public String policy() {
    return info.policy();
  }

  /** The token's number with its authority. */
  public BigInteger serial() {
    return info.serial();
  }

  /** What the authority copied from the query, if there was anything. */
  public Optional<BigInteger> nonce() {
    return info.nonce();
  }

  /** With what the stamped bytes were hashed. */
  public Sha2 hash() {
    return info.hash();
  }

  /** A copy of the digest of the stamped bytes. */
  public byte[] digest() {
    return info.digest();
  }

  /** The signer's certificate, as the token carries it. */
  public X509Certificate signerCertificate() {
    return signerCertificate;
  }

  /**
   * Who signed: the subject of the signer's certificate (RFC 2253), on one line and at most 200
   * characters.
   */
  public String authority() {
    return Printable.line(signerCertificate.getSubjectX500Principal().getName());
  }

  /** Whether the time-stamp is over exactly these bytes. */
  public boolean covers(byte[] data) {
    return MessageDigest.isEqual(hash().digest(data), info.digest());
  }

  /** Whether it is over bytes with this digest. */
  public boolean coversDigest(Sha2 hashFunction, byte[] digest) {
    return hashFunction == hash() && MessageDigest.isEqual(digest, info.digest());
  }

  /**
   * Checks everything but what it covers: the signature, that it names its certificate, the way
   * from there to a trusted root as of the stated time, and revocation. Reads no clock.
   *
   * @param roots certificates of the authorities that are trusted
   * @param crls revocation lists in DER; those of issuers that have no part in this are passed over
   * @return the root to which it led, out of {@code roots}; the first, if there are several
   * @throws TimeStampException with BAD_SIGNATURE, BAD_CERTIFICATE, EXPIRED, UNTRUSTED, BAD_CRL or
   *     REVOKED
   */
  public X509Certificate verify(List<X509Certificate> roots, List<byte[]> crls)
      throws TimeStampException {
    return rootsOf(roots, crls).getFirst();
  }

  /**
   * Checks the same as {@link #verify}.
   *
   * @return each of {@code roots} to which it led, in their order; at least one
   * @throws TimeStampException as {@link #verify}
   */
  public List<X509Certificate> rootsOf(List<X509Certificate> roots, List<byte[]> crls)
      throws TimeStampException {
    List<RevocationList> lists = parse(crls);
    checkSigner();
    return follow(
            roots,
            way -> {
              way.checkCertificates(info.time());
              way.checkNoOthers(token.certificates());
              way.checkRevocation(lists, info.time());
            })
        .stream()
        .map(AuthorityChain::root)
        .distinct()
        .toList();
  }

  /**
   * The same time-stamp with only the certificates between its signer and one of these roots, whose
   * own is left out. Some authorities send certificates for other roots along, which {@link
   * #verify} would refuse.
   *
   * @throws TimeStampException when it leads to none of them
   */
  public TimeStamp towards(List<X509Certificate> roots) throws TimeStampException {
    AuthorityChain way = follow(roots, found -> found.checkCertificates(info.time())).getFirst();
    return parse(token.with(way.belowRoot()).der());
  }

  /** What the token shows without any trust: its certificate is for this, and its key signed. */
  void checkSigner() throws TimeStampException {
    try {
      CertificateRules.checkSigner(signer);
      CertificateRules.checkValidAt(signer, info.time());
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
    checkSignature();
  }

  private void checkSignature() throws TimeStampException {
    try {
      if (!SignerBinding.holds(token, signer)) {
        throw new TimeStampException(
            Reason.BAD_SIGNATURE, "token: its signature does not name its certificate");
      }
      if (!token.isSignedWith(signer)) {
        throw new TimeStampException(
            Reason.BAD_SIGNATURE, "token: signature wrong, or of a scheme that is not allowed");
      }
    } catch (RuntimeException e) {
      throw new TimeStampException(Reason.BAD_SIGNATURE, "token: " + e.getMessage(), e);
    }
  }

  private List<AuthorityChain> follow(List<X509Certificate> roots, AuthorityChain.Rules rules)
      throws TimeStampException {
    try {
      return AuthorityChain.follow(signer, token.certificates(), roots, rules);
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  private static X509CertificateHolder signerOf(SignedToken token) throws TimeStampException {
    return token
        .signerCertificate()
        .orElseThrow(() ->
            new TimeStampException(
                Reason.NO_CERTIFICATE, "token: the signer's certificate is not in it"));
  }

  private static List<RevocationList> parse(List<byte[]> crls) throws TimeStampException {
    List<RevocationList> lists = new ArrayList<>();
    for (byte[] crl : crls) {
      try {
        lists.add(RevocationList.parse(crl));
      } catch (IllegalArgumentException e) {
        throw new TimeStampException(Reason.BAD_CRL, String.valueOf(e.getMessage()), e);
      }
    }
    return lists;
  }

  private static void checkSize(byte[] bytes, int bytesMax) throws TimeStampException {
    if (bytes.length > bytesMax) {
      throw new TimeStampException(
          Reason.TOO_LARGE,
          "time-stamp: " + bytes.length + " bytes (expected: at most " + bytesMax + ")");
    }
  }

  /** The library answers malformed structures with many kinds of exceptions. */
  private static TimeStampException malformed(RuntimeException e) {
    return new TimeStampException(Reason.MALFORMED, "time-stamp: " + e.getMessage(), e);
  }

  /** Extensions are read only when they are looked at. */
  private static TimeStampException unreadable(RuntimeException e) {
    return new TimeStampException(Reason.BAD_CERTIFICATE, "certificate: " + e.getMessage(), e);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimeStamp that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  @Override
  public String toString() {
    return "TimeStamp[" + Instant.ofEpochMilli(timeMs()) + " by " + authority() + "]";
  }
}
