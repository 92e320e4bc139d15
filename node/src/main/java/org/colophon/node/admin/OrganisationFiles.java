package org.colophon.node.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.colophon.config.NodeConfig;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Suite;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.note.NoteKeyType;
import org.colophon.crypto.note.NoteSigner;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.PeerIdentity;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.node.sealing.ValidatorSigner;

/**
 * The keys and certificates of one organisation, in a directory of its own.
 *
 * @param directory the directory
 */
record OrganisationFiles(Path directory) {
  private static final Duration ROOT_VALIDITY = Duration.ofDays(20 * 365);
  private static final Duration NODE_VALIDITY = Duration.ofDays(2 * 365);
  private static final Duration TSA_VALIDITY = Duration.ofDays(10 * 365);
  private static final Duration CRL_VALIDITY = Duration.ofDays(365);
  private static final Duration SUBJECT_VALIDITY = Duration.ofDays(365);

  // Only the raw public key goes into the genesis; the name follows from it afterwards.
  private static final String NOT_NAMED_YET = "unnamed";

  Path caCertificate() {
    return directory.resolve("ca.pem");
  }

  Path caKey() {
    return directory.resolve("ca.key.pem");
  }

  Path tlsCertificate() {
    return directory.resolve("tls.pem");
  }

  Path tlsKey() {
    return directory.resolve("tls.key.pem");
  }

  Path logKey() {
    return directory.resolve("log.key.pem");
  }

  Path ed25519Key() {
    return directory.resolve("ed25519.key.pem");
  }

  Path mlDsa44Key() {
    return directory.resolve("ml-dsa-44.key.pem");
  }

  Path sm2Key() {
    return directory.resolve("sm2.key.pem");
  }

  Path recordKey() {
    return directory.resolve("record.key.pem");
  }

  Path tsaCertificate() {
    return directory.resolve("tsa.pem");
  }

  Path tsaKey() {
    return directory.resolve("tsa.key.pem");
  }

  Path crl() {
    return directory.resolve("ca.crl");
  }

  Path documentCertificate() {
    return directory.resolve("documents.pem");
  }

  Path documentKey() {
    return directory.resolve("documents.key.pem");
  }

  /** What the organisation hands to the other founders. */
  Path description() {
    return directory.resolve("organisation.json");
  }

  /**
   * Makes everything anew; refuses a directory that holds any of it.
   *
   * @param root what kind of key the root has
   * @param algorithm of the key that signs records
   * @param suite of the chain: a validator has keys for it
   */
  Organisation create(
      OrgId id,
      OrgKind kind,
      Tier tier,
      NodeId node,
      List<String> dnsNames,
      List<String> ipAddresses,
      KeyKind root,
      SignatureAlgorithm algorithm,
      Suite suite,
      Instant now)
      throws IOException {
    Files.createDirectories(directory);
    if (Files.exists(caKey()) || Files.exists(description())) {
      throw new IOException(directory + ": holds an organisation already (expected: none)");
    }
    CertificateAuthority ca = CertificateAuthority.create(id.text(), root, ROOT_VALIDITY, now);
    ca.save(caCertificate(), caKey());
    ca.issueNode(node.text(), dnsNames, ipAddresses, now, NODE_VALIDITY)
        .save(tlsCertificate(), tlsKey());
    // The rules of evidence know ECDSA and RSA only: what another root vouches for is worth
    // nothing.
    if (root != KeyKind.ED25519) {
      ca.issueTimeStamping(node.text(), now, TSA_VALIDITY).save(tsaCertificate(), tsaKey());
      ca.issueDocumentSigner(node.text(), now, NODE_VALIDITY)
          .save(documentCertificate(), documentKey());
      Files.write(crl(), ca.issueCrl(List.of(), now, now.plus(CRL_VALIDITY)).der());
    }
    SigningKey record = SigningKey.generate(algorithm);
    KeyFiles.write(recordKey(), record);
    Organisation organisation =
        new Organisation(
            id,
            kind,
            tier,
            Pem.base64Der(ca.certificate()),
            List.of(record.name()),
            List.of(node),
            tier == Tier.VALIDATOR
                ? Optional.of(createCheckpointKeys(suite).publicKeys())
                : Optional.empty());
    Files.write(description(), organisation.json().bytes());
    return organisation;
  }

  private ValidatorSigner createCheckpointKeys(Suite suite) throws IOException {
    ValidatorSigner signer =
        new ValidatorSigner(
            NoteSigner.generate(NoteKeyType.LOG_ED25519, NOT_NAMED_YET),
            NoteSigner.generate(NoteKeyType.COSIGNER_ED25519, NOT_NAMED_YET),
            NoteSigner.generate(NoteKeyType.COSIGNER_ML_DSA_44, NOT_NAMED_YET),
            suite == Suite.SM
                ? Optional.of(NoteSigner.generate(NoteKeyType.COSIGNER_SM2, NOT_NAMED_YET))
                : Optional.empty());
    signer.log().write(logKey());
    signer.ed25519().write(ed25519Key());
    signer.mlDsa44().write(mlDsa44Key());
    if (signer.sm2().isPresent()) {
      signer.sm2().get().write(sm2Key());
    }
    return signer;
  }

  /** The checkpoint keys that {@link #create} made, for a node's settings. */
  NodeConfig.CheckpointKeys checkpointKeys(Suite suite) {
    return new NodeConfig.CheckpointKeys(
        logKey().toAbsolutePath(),
        ed25519Key().toAbsolutePath(),
        mlDsa44Key().toAbsolutePath(),
        suite == Suite.SM ? Optional.of(sm2Key().toAbsolutePath()) : Optional.empty());
  }

  /** Reads what {@link #create} handed out. */
  static Organisation readDescription(Path file) throws IOException {
    try {
      return Organisation.parse(Files.readAllBytes(file));
    } catch (RefusedException e) {
      throw new IOException(file + ": not an organisation: " + e.refusal().detail(), e);
    }
  }

  /**
   * Puts a new TLS certificate of the node's, with a new key, into the place of the old one.
   *
   * @return until when it is valid
   */
  Instant renewNode(Instant now) throws IOException {
    X509Certificate old = Pem.certificates(Files.readString(tlsCertificate())).getFirst();
    PeerIdentity node =
        PeerIdentity.of(old)
            .filter(identity -> identity.kind() == PeerIdentity.Kind.NODE)
            .orElseThrow(
                () -> new IOException(tlsCertificate() + ": not a node's (expected: a node's)"));
    TlsIdentity renewed =
        CertificateAuthority.load(caCertificate(), caKey())
            .issueNode(
                node.name(),
                PeerIdentity.dnsNames(old),
                PeerIdentity.ipAddresses(old),
                now,
                NODE_VALIDITY);
    Path certificate = beside(tlsCertificate(), ".new");
    Path key = beside(tlsKey(), ".new");
    Files.deleteIfExists(certificate);
    Files.deleteIfExists(key);
    renewed.save(certificate, key);
    // A stop between the two moves leaves no pair; the same command makes the next one.
    replace(tlsKey(), key);
    replace(tlsCertificate(), certificate);
    return renewed.certificate().getNotAfter().toInstant();
  }

  private static void replace(Path old, Path renewed) throws IOException {
    Files.copy(
        old,
        beside(old, ".old"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(renewed, old, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /** A TLS certificate with which a subject of this organisation may call nodes. */
  void issueSubject(String subject, Path certificate, Path key, Instant now) throws IOException {
    CertificateAuthority.load(caCertificate(), caKey())
        .issueSubject(subject, now, SUBJECT_VALIDITY)
        .save(certificate, key);
  }
}
