package org.colophon.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.crypto.Hash;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.tsp.TimeStamp;
import org.colophon.crypto.tsp.TimeStampAuthority;
import org.colophon.crypto.tsp.TimeStampException;
import org.colophon.crypto.tsp.TimeStampQuery;
import org.colophon.crypto.x509.CertificateAuthority;

/** A time-stamping authority of an organisation, whose clock is what the test says. */
public final class TestAuthority {
  private static final byte[] NONCE = "a nonce of a test".getBytes(StandardCharsets.US_ASCII);
  private static final Instant FROM = Instant.ofEpochMilli(TestConsortium.START.value());

  private static final Duration VALIDITY = Duration.ofDays(3000);

  private final CertificateAuthority root;
  private final TimeStampAuthority authority;

  private TestAuthority(CertificateAuthority root, Instant from, Duration validity) {
    this.root = root;
    this.authority = TimeStampAuthority.of(root.issueTimeStamping("tsa", from, validity));
  }

  /** The authority of that organisation, under the root that its genesis names. */
  public static TestAuthority of(OrgId organisation) {
    return under(TestConsortium.authority(organisation));
  }

  /** An authority under a root that no genesis names. */
  public static TestAuthority under(CertificateAuthority root) {
    return under(root, FROM, VALIDITY);
  }

  /** An authority under a root of the test's own, for a time of its own. */
  public static TestAuthority under(CertificateAuthority root, Instant from, Duration validity) {
    return new TestAuthority(root, from, validity);
  }

  /** The response that carries a token. */
  public static byte[] response(byte[] token) {
    try {
      return TimeStamp.parse(token).response();
    } catch (TimeStampException e) {
      throw new AssertionError("a token of our own is none", e);
    }
  }

  /** A token over these bytes, in DER. */
  public byte[] stamp(byte[] data, Timestamp at) {
    return ask(TimeStampQuery.of(data, NONCE), at);
  }

  /** A token over that root of an archive tree, in DER. */
  public byte[] stamp(Hash archiveRoot, Timestamp at) {
    return ask(
        TimeStampQuery.ofDigest(
            Sha2.SHA_256, archiveRoot.bytes(), NONCE, java.util.Optional.empty()),
        at);
  }

  /** A token over bytes with that digest, in DER. */
  public byte[] stamp(Sha2 algorithm, byte[] digest, Timestamp at) {
    return ask(TimeStampQuery.ofDigest(algorithm, digest, NONCE, java.util.Optional.empty()), at);
  }

  /** Answers a query as it came: both in DER. */
  public byte[] answer(byte[] query, Timestamp at) {
    return authority.answer(query, at.value());
  }

  private byte[] ask(TimeStampQuery query, Timestamp at) {
    try {
      TimeStamp stamp = query.accept(authority.answer(query.der(), at.value()));
      return stamp.der();
    } catch (TimeStampException e) {
      throw new AssertionError("an authority of our own does not stamp", e);
    }
  }

  /** Its root's revocation list without entries, in DER. */
  public byte[] revocations(Timestamp at) {
    Instant made = Instant.ofEpochMilli(at.value());
    return root.issueCrl(List.of(), made, made.plus(Duration.ofDays(30))).der();
  }
}
