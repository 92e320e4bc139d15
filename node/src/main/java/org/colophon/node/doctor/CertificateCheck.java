package org.colophon.node.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.config.NodeConfig;
import org.colophon.core.membership.Membership;
import org.colophon.crypto.x509.Pem;
import org.colophon.node.MemberRoots;
import org.colophon.node.stamping.OwnAuthority;
import org.colophon.rpc.server.Examination.Finding;
import org.jspecify.annotations.Nullable;

/** Looks at certificates and lists: who signed them, and how many days they have left. */
final class CertificateCheck {
  private static final long DUE_DAYS = 60;
  private static final String RENEWED_BY_HAND =
      "renew it as docs/operations-first-steps.md says, then restart the node";

  private final long nowMs;
  private final List<Finding> findings = new ArrayList<>();

  private CertificateCheck(long nowMs) {
    this.nowMs = nowMs;
  }

  static List<Finding> of(NodeConfig config, Membership members, long nowMs) {
    CertificateCheck check = new CertificateCheck(nowMs);
    @Nullable X509Certificate root = MemberRoots.of(members).get(config.node().organisation());
    check.certificate("tls", config.tls(), root, "colophon-node renew, where the CA key is");
    if (root != null) {
      check.ends(
          "ca",
          root.getNotAfter().toInstant(),
          "make a new root, and have the members vote for it: organisation admit --replaces");
    }
    config.documents().ifPresent(own -> check.certificate("documents", own, root, RENEWED_BY_HAND));
    config
        .tsa()
        .ifPresent(own -> {
          check.certificate(
              "tsa", new NodeConfig.Tls(own.certificate(), own.key()), root, RENEWED_BY_HAND);
          check.list(own);
        });
    return check.findings;
  }

  private void certificate(
      String topic, NodeConfig.Tls files, @Nullable X509Certificate root, String remedy) {
    try {
      List<X509Certificate> chain = Pem.certificates(Files.readString(files.certificate()));
      if (chain.isEmpty()) {
        throw new IOException(files.certificate() + ": holds no certificate");
      }
      X509Certificate own = chain.getFirst();
      ends(topic, own.getNotAfter().toInstant(), remedy);
      if (own.getNotBefore().toInstant().toEpochMilli() > nowMs) {
        findings.add(
            Finding.error(
                topic, "valid only from " + own.getNotBefore().toInstant(), "look at the clock"));
      }
      if (root != null) {
        own.verify(root.getPublicKey());
      }
    } catch (IOException | IllegalArgumentException e) {
      findings.add(Finding.error(topic, String.valueOf(e.getMessage()), remedy));
    } catch (GeneralSecurityException e) {
      findings.add(
          Finding.error(
              topic,
              "not signed by the root that the chain has for this organisation",
              "have it issued by that root"));
    }
  }

  private void list(NodeConfig.Tsa own) {
    try {
      Optional<Instant> next = OwnAuthority.load(own, () -> nowMs).nextRevocations();
      next.ifPresent(
          end -> ends("crl", end, "issue a new list as docs/operations-first-steps.md says"));
    } catch (IOException e) {
      findings.add(
          Finding.error(
              "crl", String.valueOf(e.getMessage()), "put the organisation's list there"));
    }
  }

  private void ends(String topic, Instant end, String remedy) {
    long days = Math.floorDiv(end.toEpochMilli() - nowMs, Duration.ofDays(1).toMillis());
    String date = end.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    if (days < 0) {
      findings.add(Finding.error(topic, "ended on " + date, remedy));
    } else if (days < DUE_DAYS) {
      findings.add(Finding.warning(topic, "ends in " + days + " days, on " + date, remedy));
    } else {
      findings.add(Finding.ok(topic, days + " days left, until " + date));
    }
  }
}
