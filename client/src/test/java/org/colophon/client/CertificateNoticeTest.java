package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.colophon.config.NodeConfig;
import org.colophon.config.Profile;
import org.colophon.crypto.x509.CertificateAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When somebody is told that a certificate ends. */
class CertificateNoticeTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private Profile profile(Optional<NodeConfig.Tls> tls) {
    return new Profile(
        folder,
        List.of(URI.create("https://localhost:1")),
        folder.resolve("genesis.json"),
        "ip-office",
        "li-wei",
        Optional.empty(),
        folder.resolve("key.pem"),
        tls,
        List.of());
  }

  private Profile withCertificateOfAYear() throws Exception {
    NodeConfig.Tls tls =
        new NodeConfig.Tls(folder.resolve("tls.pem"), folder.resolve("tls.key.pem"));
    CertificateAuthority.create("ip-office", Duration.ofDays(3650), MADE)
        .issueSubject("li-wei", MADE, Duration.ofDays(365))
        .save(tls.certificate(), tls.key());
    return profile(Optional.of(tls));
  }

  @Test
  void nothingIsSaidWhileItLasts() throws Exception {
    assertThat(CertificateNotice.of(profile(Optional.empty()), MADE)).isEmpty();
    Profile profile = withCertificateOfAYear();
    assertThat(CertificateNotice.of(profile, MADE)).isEmpty();
    assertThat(CertificateNotice.of(profile, MADE.plus(Duration.ofDays(334)))).isEmpty();
  }

  @Test
  void itsEndIsToldAMonthAheadAndOnceItHasCome() throws Exception {
    Profile profile = withCertificateOfAYear();
    assertThat(CertificateNotice.of(profile, MADE.plus(Duration.ofDays(336))))
        .hasValueSatisfying(
            notice -> assertThat(notice).contains("ends at 2027-01-01", "ask ip-office"));
    assertThat(CertificateNotice.of(profile, MADE.plus(Duration.ofDays(365))))
        .hasValueSatisfying(
            notice -> assertThat(notice).contains("has ended", "you may read, not submit"));
  }
}
