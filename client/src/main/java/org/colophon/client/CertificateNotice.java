package org.colophon.client;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.colophon.config.Profile;
import org.colophon.crypto.signature.KeyFileException;
import org.colophon.crypto.x509.TlsIdentity;

/** Tells somebody weeks ahead that nodes will not listen any more. */
final class CertificateNotice {
  private static final Duration AHEAD = Duration.ofDays(30);

  private CertificateNotice() {}

  /** What is to be said of a profile's certificate now; empty when it lasts. */
  static Optional<String> of(Profile profile, Instant now) throws KeyFileException {
    if (profile.tls().isEmpty()) {
      return Optional.empty();
    }
    Path file = profile.tls().get().certificate();
    Instant end =
        TlsIdentity.load(file, profile.tls().get().key()).certificate().getNotAfter().toInstant();
    String remedy = "ask " + profile.organisation() + " for a new one";
    if (!now.isBefore(end)) {
      return Optional.of(
          "the certificate in " + file + " has ended: you may read, not submit; " + remedy);
    }
    return now.plus(AHEAD).isBefore(end)
        ? Optional.empty()
        : Optional.of("the certificate in " + file + " ends at " + end + "; " + remedy);
  }
}
