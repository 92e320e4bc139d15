package org.colophon.node.stamping;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.colophon.config.NodeConfig;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.port.NodePort;
import org.colophon.crypto.Hash;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.tsp.TimeStamp;
import org.colophon.crypto.tsp.TimeStampClient;
import org.colophon.crypto.tsp.TimeStampException;
import org.colophon.crypto.tsp.TimeStampQuery;
import org.colophon.crypto.x509.RevocationList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One authority as this node finds it. What it answers is taken only when it leads to a trusted
 * root; an authority that fails is left alone for a while, so that it does not slow every seal.
 */
final class AuthorityLink {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorityLink.class);
  private static final int NONCE_BYTES = 16;
  private static final long PAUSE_MS_MIN = 2_000;
  private static final long PAUSE_MS_MAX = 60_000;
  private static final long CRL_AGE_MS_MAX = 600_000;
  private static final int CRL_BYTES_MAX = SealDocument.DER_CHARS_MAX / 4 * 3;

  private final NodeConfig.Authority settings;
  private final TimeStampClient client;
  private final Supplier<List<X509Certificate>> roots;
  private final SecureRandom random = new SecureRandom();

  private @Nullable Timestamp lastStamp;
  private @Nullable String failure;
  private long pauseMs;
  private long failedAtNs;
  private byte @Nullable [] crl;
  private long crlAtNs;

  AuthorityLink(
      NodeConfig.Authority settings,
      TimeStampClient client,
      Supplier<List<X509Certificate>> roots) {
    this.settings = settings;
    this.client = client;
    this.roots = roots;
  }

  /** What an authority gave for one seal, in DER. */
  record Stamps(DerToken note, Optional<DerToken> archive, Optional<DerToken> crl) {}

  /** DER bytes that are compared nowhere. */
  @SuppressWarnings("ArrayRecordComponent")
  record DerToken(byte[] der) {}

  /** Whether it may be asked now. No pause depends on a clock that somebody sets. */
  synchronized boolean isReady() {
    return pauseMs == 0 || msSince(failedAtNs) >= pauseMs;
  }

  private static long msSince(long sinceNs) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
  }

  /** Asks for tokens over a note and, when there is one, over the root of its archive tree. */
  Optional<Stamps> stamp(byte[] note, Optional<Hash> archiveRoot) throws InterruptedException {
    try {
      TimeStamp overNote = ask(query(Sha2.SHA_256.digest(note)));
      Optional<DerToken> overArchive = Optional.empty();
      if (archiveRoot.isPresent()) {
        overArchive = Optional.of(new DerToken(ask(query(archiveRoot.get().bytes())).der()));
      }
      succeeded(overNote);
      return Optional.of(
          new Stamps(new DerToken(overNote.der()), overArchive, currentCrl().map(DerToken::new)));
    } catch (TimeStampException e) {
      failed(e.reason() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private TimeStampQuery query(byte[] digest) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return TimeStampQuery.ofDigest(Sha2.SHA_256, digest, nonce, settings.policy());
  }

  private TimeStamp ask(TimeStampQuery query) throws TimeStampException, InterruptedException {
    List<X509Certificate> trusted = roots.get();
    TimeStamp answered = client.stamp(settings.url(), query).towards(trusted);
    answered.verify(trusted, List.of());
    return answered;
  }

  /** The newest list that could be had; an older one is better than none. */
  private Optional<byte[]> currentCrl() throws InterruptedException {
    boolean due = crl == null || msSince(crlAtNs) >= CRL_AGE_MS_MAX;
    if (settings.crl().isPresent() && due) {
      fetchCrl();
    }
    return Optional.ofNullable(crl);
  }

  private void fetchCrl() throws InterruptedException {
    try {
      RevocationList fetched = client.fetchCrl(settings.crl().orElseThrow());
      if (roots.get().stream().noneMatch(fetched::isIssuedBy)) {
        throw new TimeStampException(
            TimeStampException.Reason.UNTRUSTED, "its revocation list is of no trusted root");
      }
      byte[] der = fetched.der();
      if (der.length > CRL_BYTES_MAX) {
        throw new TimeStampException(
            TimeStampException.Reason.TOO_LARGE,
            "its revocation list: "
                + der.length
                + " bytes (expected: at most "
                + CRL_BYTES_MAX
                + ")");
      }
      crl = der;
      crlAtNs = System.nanoTime();
    } catch (TimeStampException e) {
      LOG.warn("{}: {}: {}", settings.name(), e.reason(), e.getMessage());
    }
  }

  private synchronized void succeeded(TimeStamp stamp) {
    if (failure != null) {
      LOG.info("{} stamps again", settings.name());
    }
    lastStamp = new Timestamp(stamp.timeMs());
    failure = null;
    pauseMs = 0;
  }

  /** Notes a failure; each one in a row doubles the time for which it is left alone. */
  synchronized void failed(String reason) {
    LOG.warn("{} does not stamp: {}", settings.name(), reason);
    failure = reason;
    pauseMs = Math.clamp(2 * pauseMs, PAUSE_MS_MIN, PAUSE_MS_MAX);
    failedAtNs = System.nanoTime();
  }

  /** How it is. */
  synchronized NodePort.Authority status() {
    return new NodePort.Authority(
        settings.name(), Optional.ofNullable(lastStamp), Optional.ofNullable(failure));
  }
}
