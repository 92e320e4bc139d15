package org.colophon.node.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.colophon.crypto.Hash;
import org.colophon.crypto.cms.DetachedSignature;
import org.colophon.crypto.cose.CoseSigner;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.NoteKeyType;
import org.colophon.crypto.note.NoteSigner;
import org.colophon.crypto.signature.KeyFileException;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.Signatures;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.tsp.TimeStampAuthority;
import org.colophon.crypto.tsp.TimeStampQuery;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.testkit.SoftHsm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key in a token does, beside the same key in a file. */
class TokenKeysTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path folder;
  private SoftHsm token;

  @BeforeEach
  void create() throws Exception {
    assumeTrue(SoftHsm.isInstalled(), "no SoftHSM2 here (Debian package softhsm2)");
    token = SoftHsm.shared();
  }

  private Path file(SigningKey key) throws Exception {
    Path file = folder.resolve(key.name().algorithm().label() + ".pem");
    KeyFiles.write(file, key);
    return file;
  }

  private static byte[] message(int number) {
    return ("message " + number).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void anEd25519KeySignsTheSame() throws Exception {
    SigningKey plain = SigningKey.generate(SignatureAlgorithm.ED25519);
    Path file = file(plain);
    token.take(file);
    SigningKey kept = KeyFiles.read(file);
    assertThat(kept.name()).isEqualTo(plain.name());
    for (int i = 0; i < 20; i++) {
      assertThat(kept.sign(message(i))).isEqualTo(plain.sign(message(i)));
    }
  }

  @Test
  void aP256KeySignsAsRecordsDemand() throws Exception {
    SigningKey plain = SigningKey.generate(SignatureAlgorithm.P256);
    Path file = file(plain);
    token.take(file);
    SigningKey kept = KeyFiles.read(file);
    assertThat(kept.name()).isEqualTo(plain.name());
    // Half of what a token makes has a high S, which no record may have.
    for (int i = 0; i < 20; i++) {
      assertThat(Signatures.verify(kept.name(), message(i), kept.sign(message(i)))).isTrue();
    }
  }

  @Test
  void cosignsCheckpoints() throws Exception {
    for (NoteKeyType type : List.of(NoteKeyType.LOG_ED25519, NoteKeyType.COSIGNER_ED25519)) {
      Path file = folder.resolve(type + ".pem");
      NoteSigner plain = NoteSigner.generate(type, "chain.example");
      plain.write(file);
      token.take(file);
      NoteSigner kept = NoteSigner.read(file, type, "chain.example");
      Checkpoint checkpoint = new Checkpoint("chain.example", 7, Hash.sha256(message(7)));
      assertThat(kept.verifierKey()).isEqualTo(plain.verifierKey());
      assertThat(kept.sign(checkpoint, 9)).isEqualTo(plain.sign(checkpoint, 9));
    }
  }

  @Test
  void refusesKeysThatTokensDoNotKeep() throws Exception {
    Path file = file(SigningKey.generate(SignatureAlgorithm.ED25519));
    token.take(file);
    assertThatThrownBy(() -> NoteSigner.read(file, NoteKeyType.COSIGNER_ML_DSA_44, "a.example"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("names a key in a token (expected: the key itself");
    Path certificate = folder.resolve("tls.pem");
    Path key = folder.resolve("tls.key.pem");
    CertificateAuthority.create("court", Duration.ofDays(1), Instant.now())
        .issueNode("court-1", List.of("localhost"), List.of(), Instant.now(), Duration.ofDays(1))
        .save(certificate, key);
    token.take(key);
    assertThatThrownBy(() -> TlsIdentity.load(certificate, key))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("names a key in a token");
  }

  private TlsIdentity inToken(TlsIdentity identity) throws Exception {
    Path certificate = folder.resolve("own.pem");
    Path key = folder.resolve("own.key.pem");
    identity.save(certificate, key);
    token.take(key);
    return TlsIdentity.loadSigner(certificate, key, Set.of(KeyKind.P256));
  }

  @Test
  void signsTimeStamps() throws Exception {
    CertificateAuthority court = CertificateAuthority.create("court", Duration.ofDays(9), NOW);
    TlsIdentity own = inToken(court.issueTimeStamping("clock", NOW, Duration.ofDays(8)));
    TimeStampQuery query = TimeStampQuery.of(message(1), new byte[8]);
    byte[] answer = TimeStampAuthority.of(own).answer(query.der(), NOW.toEpochMilli());
    assertThat(query.accept(answer).verify(List.of(court.certificate()), List.of()))
        .isEqualTo(court.certificate());
  }

  @Test
  void signsDocumentsAndReceipts() throws Exception {
    CertificateAuthority court = CertificateAuthority.create("court", Duration.ofDays(9), NOW);
    TlsIdentity own = inToken(court.issueDocumentSigner("court-1", NOW, Duration.ofDays(8)));
    byte[] signature = DetachedSignature.sign(own, message(1));
    assertThat(DetachedSignature.verify(signature, List.of(court.certificate()), NOW, message(1)))
        .isNotNull();
    Signature es256 = Signature.getInstance("SHA256withECDSAinP1363Format");
    es256.initVerify(own.certificate().getPublicKey());
    es256.update(message(2));
    assertThat(es256.verify(CoseSigner.of(own).sign(message(2)))).isTrue();
    assertThatThrownBy(own::privateKey).hasMessageContaining("does not leave it");
  }

  @Test
  void refusesAKeyOfAnotherCertificate() throws Exception {
    CertificateAuthority court = CertificateAuthority.create("court", Duration.ofDays(9), NOW);
    Path certificate = folder.resolve("other.pem");
    court
        .issueDocumentSigner("court-1", NOW, Duration.ofDays(8))
        .save(certificate, folder.resolve("other.key.pem"));
    Path p256 = file(SigningKey.generate(SignatureAlgorithm.P256));
    token.take(p256);
    assertThatThrownBy(() -> TlsIdentity.loadSigner(certificate, p256, Set.of(KeyKind.P256)))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("for another key");
    Path ed25519 = file(SigningKey.generate(SignatureAlgorithm.ED25519));
    token.take(ed25519);
    assertThatThrownBy(() -> TlsIdentity.loadSigner(certificate, ed25519, Set.of(KeyKind.P256)))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("a key of ED25519 (expected: P256)");
  }

  @Test
  void saysWhyAKeyIsNotFound() throws Exception {
    Path file = folder.resolve("key.uri");
    SoftHsm.name(file, token.uri("nothing"));
    assertRefused(file, "0 private keys (expected: one)");
    SoftHsm.name(file, token.uri("x").replace("token=", "token=another-"));
    assertRefused(file, "0 such tokens (expected: one)");
    SoftHsm.name(file, token.uri("x").replace(".so", ".none"));
    assertRefused(file, "cannot be loaded");
    SoftHsm.name(file, token.uri("x") + "&pin-value=1234");
    assertRefused(file, "a PIN stands in no setting");
  }

  private static void assertRefused(Path file, String because) {
    assertThatThrownBy(() -> KeyFiles.read(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining(because);
  }

  @Test
  void takesThePinFromAFile() throws Exception {
    SigningKey plain = SigningKey.generate(SignatureAlgorithm.ED25519);
    Path file = file(plain);
    token.take(file);
    Path pin = folder.resolve("pin");
    SoftHsm.name(pin, SoftHsm.pin());
    String uri = Files.readString(file).strip() + "&pin-source=file:" + pin;
    SoftHsm.name(file, uri);
    assertThat(KeyFiles.read(file).name()).isEqualTo(plain.name());
  }

  @Test
  void tellsThatAPinIsWrong() throws Exception {
    Path file = file(SigningKey.generate(SignatureAlgorithm.ED25519));
    SoftHsm.closed().take(file);
    Path pin = folder.resolve("pin");
    SoftHsm.name(pin, "0000");
    String uri = Files.readString(file).strip() + "&pin-source=file:" + pin;
    SoftHsm.name(file, uri);
    assertRefused(file, "CKR_PIN_INCORRECT");
  }
}
