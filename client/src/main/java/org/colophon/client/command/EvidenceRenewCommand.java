package org.colophon.client.command;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.AtomicFiles;
import org.colophon.client.file.BundleFile;
import org.colophon.config.NodeConfig;
import org.colophon.config.Profile;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceRenewal;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Organisation;
import org.colophon.crypto.Hash;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.ers.AlgorithmPolicy;
import org.colophon.crypto.ers.Imprint;
import org.colophon.crypto.tsp.TimeStampClient;
import org.colophon.crypto.tsp.TimeStampException;
import org.colophon.crypto.tsp.TimeStampQuery;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.crypto.x509.TlsIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Renews the evidence record of a bundle. */
@Command(
    name = "renew",
    header = "Renews a bundle's long-term evidence before it runs out; needs no node of the chain.",
    description =
        "%nA bundle's evidence record (RFC 4998) holds as long as the certificate of its newest"
            + " time-stamp; `evidence verify` says until when. Renewing adds a time-stamp by any"
            + " authority. When a hash function weakens, hash anew with --rehash before it is"
            + " broken.%n",
    footer = {
      "%nExamples:",
      "  colophon evidence renew photo.zip --tsa https://127.0.0.1:7406/tsa --out photo-2033.zip",
      "  colophon evidence renew photo.zip --tsa http://tsa.example --tsa-ca tsa-root.pem \\",
      "    --rehash SHA_512 --out photo-2041.zip",
      "%nWith --json: {\"out\",\"sha256\",\"bytes\",\"stampedAt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class EvidenceRenewCommand extends JsonCommand {
  private static final int NONCE_BYTES = 16;
  private static final Duration ANSWER = Duration.ofSeconds(30);

  @Parameters(paramLabel = "ZIP", description = "The bundle.")
  private Path zip;

  @Option(names = "--tsa", required = true, paramLabel = "URL", description = "The authority.")
  private URI authority;

  @Option(
      names = "--tsa-ca",
      paramLabel = "PEM",
      description = "Roots of authorities that you trust beside the chain's organisations.")
  private Optional<Path> roots = Optional.empty();

  @Option(
      names = "--rehash",
      paramLabel = "HASH",
      description = "Hash the documents anew: ${COMPLETION-CANDIDATES}.")
  private Optional<Sha2> rehash = Optional.empty();

  @Option(names = "--out", required = true, paramLabel = "ZIP", description = "File to write.")
  private Path out;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    if (Files.exists(out) && !force) {
      throw Failure.local(out + ": there is such a file already (use --force to replace it)");
    }
    if (!"http".equals(authority.getScheme()) && !"https".equals(authority.getScheme())) {
      throw Failure.usage("--tsa: (expected: an http or https address)");
    }
    long nowMs = context().clock().millis();
    List<X509Certificate> trusted = trusted();
    EvidenceVerifier.Options verifying =
        new EvidenceVerifier.Options(
            Optional.empty(),
            Optional.empty(),
            trusted,
            AlgorithmPolicy.standard(),
            new Timestamp(nowMs));
    byte[] renewed;
    try (TimeStampClient client = new TimeStampClient(tls(), ANSWER, ANSWER)) {
      renewed =
          EvidenceRenewal.renew(
              BundleFile.read(zip),
              verifying,
              rehash,
              List.of(),
              imprint -> stamp(client, imprint));
    } catch (TimeStampException e) {
      throw new Failure(
          3, e.reason().name(), "the authority gave no time-stamp: " + e.getMessage());
    }
    AtomicFiles.write(out, renewed);
    if (json) {
      print(
          Json.object()
              .put("out", out.toString())
              .put("sha256", Hash.sha256(renewed).hex())
              .put("bytes", renewed.length)
              .put("stampedAt", nowMs)
              .build());
    } else {
      print(style().good("✓") + " " + out + ", renewed, " + renewed.length + " bytes");
    }
    return 0;
  }

  private byte[] stamp(TimeStampClient client, Imprint imprint) throws TimeStampException {
    byte[] nonce = new byte[NONCE_BYTES];
    context().random().nextBytes(nonce);
    TimeStampQuery query =
        TimeStampQuery.ofDigest(imprint.algorithm(), imprint.bytes(), nonce, Optional.empty());
    try {
      return client.stamp(authority, query).der();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeStampException(TimeStampException.Reason.DOWN, "stopped while waiting", e);
    }
  }

  private List<X509Certificate> trusted() throws IOException, Failure {
    if (roots.isEmpty()) {
      return List.of();
    }
    try {
      return Pem.certificates(Files.readString(roots.get(), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw Failure.local(roots.get() + ": not certificates in PEM: " + e.getMessage());
    }
  }

  /** A node of the profile's chain stamps for members; another authority is asked as by anybody. */
  private Optional<SSLContext> tls() throws Exception {
    Path folder = options.profile.orElseGet(context()::defaultProfile);
    if (!Files.isDirectory(folder) || !"https".equals(authority.getScheme())) {
      return Optional.empty();
    }
    Profile profile = Profile.load(folder);
    boolean isNode =
        profile.nodes().stream()
            .anyMatch(node -> node.getAuthority().equals(authority.getAuthority()));
    Optional<NodeConfig.Tls> own = profile.tls();
    if (!isNode || own.isEmpty()) {
      return Optional.empty();
    }
    TlsIdentity identity = TlsIdentity.load(own.get().certificate(), own.get().key());
    return Optional.of(
        Tls.context(
            new ReloadableKeyManager(identity), trust(Session.readGenesis(profile.genesis()))));
  }

  private static OrganisationTrust trust(Genesis genesis) {
    Map<String, X509Certificate> certificates = new HashMap<>();
    for (Organisation organisation : genesis.membership().organisations()) {
      certificates.put(organisation.id().text(), Pem.ofBase64Der(organisation.certificate()));
    }
    return OrganisationTrust.of(certificates);
  }
}
