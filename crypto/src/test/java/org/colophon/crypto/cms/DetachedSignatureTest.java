package org.colophon.crypto.cms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.TlsIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DetachedSignatureTest {
  private static final long SEED = 4711;
  private static final byte[] FIRST = "what was ".getBytes(US_ASCII);
  private static final byte[] SECOND = "signed".getBytes(US_ASCII);
  private static final List<X509Certificate> ROOTS =
      List.of(SignedFixtures.COURT.certificate(), SignedFixtures.OFFICE.certificate());

  private final byte[] cms = DetachedSignature.sign(SignedFixtures.NODE, FIRST, SECOND);

  @Test
  void verifiesWhatItSigned() throws RefusedSignatureException {
    DetachedSignature.Signer signer =
        DetachedSignature.verify(cms, ROOTS, SignedFixtures.NOW, FIRST, SECOND);
    assertThat(signer.certificate()).isEqualTo(SignedFixtures.NODE.certificate());
    assertThat(signer.roots()).containsExactly(SignedFixtures.COURT.certificate());
    DetachedSignature.verify(cms, ROOTS, SignedFixtures.NOW, "what was signed".getBytes(US_ASCII));
  }

  @Test
  void verifiesWithoutTheRootInside() throws RefusedSignatureException {
    TlsIdentity alone =
        TlsIdentity.of(
            SignedFixtures.NODE.privateKey(), List.of(SignedFixtures.NODE.certificate()));
    byte[] signature = DetachedSignature.sign(alone, FIRST);
    assertThat(DetachedSignature.verify(signature, ROOTS, SignedFixtures.NOW, FIRST).roots())
        .containsExactly(SignedFixtures.COURT.certificate());
  }

  @Test
  void findsEachRootOfTheSameNameAndKeyThatWasValid() throws Exception {
    X509Certificate court = SignedFixtures.COURT.certificate();
    X509Certificate longer = SignedFixtures.twin(court, SignedFixtures.YEAR.multipliedBy(2));
    X509Certificate bygone = SignedFixtures.twin(court, Duration.ofDays(-1));
    byte[] alone =
        DetachedSignature.sign(
            TlsIdentity.of(
                SignedFixtures.NODE.privateKey(), List.of(SignedFixtures.NODE.certificate())),
            FIRST);
    assertThat(rootsAmong(alone, bygone, longer, court)).containsExactly(longer, court);
    assertThat(rootsAmong(alone, court, bygone)).containsExactly(court);
    assertThatThrownBy(() -> rootsAmong(alone, bygone))
        .isInstanceOfSatisfying(
            RefusedSignatureException.class,
            e -> assertThat(e.fault()).isEqualTo(SignatureFault.EXPIRED));
  }

  @Test
  void aRootInsideIsTheOneThatCounts() throws Exception {
    X509Certificate court = SignedFixtures.COURT.certificate();
    X509Certificate longer = SignedFixtures.twin(court, SignedFixtures.YEAR.multipliedBy(2));
    byte[] withRoot = DetachedSignature.sign(SignedFixtures.NODE, FIRST);
    assertThat(rootsAmong(withRoot, longer, court)).containsExactly(court);
    assertThatThrownBy(() -> rootsAmong(withRoot, longer))
        .isInstanceOfSatisfying(
            RefusedSignatureException.class,
            e -> assertThat(e.fault()).isEqualTo(SignatureFault.FORM));
  }

  private static List<X509Certificate> rootsAmong(byte[] signature, X509Certificate... roots)
      throws RefusedSignatureException {
    return DetachedSignature.verify(signature, List.of(roots), SignedFixtures.NOW, FIRST).roots();
  }

  @Test
  void isAcceptedByAnotherReaderOfCms() throws Exception {
    CMSSignedData data =
        new CMSSignedData(
            new CMSProcessableByteArray("what was signed".getBytes(US_ASCII)),
            new ByteArrayInputStream(cms));
    SignerInformation signer = data.getSignerInfos().getSigners().iterator().next();
    assertThat(
            signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder().build(SignedFixtures.NODE.certificate())))
        .isTrue();
    assertThat(data.getVersion()).isEqualTo(1);
    assertThat(signer.getSignedAttributes().size()).isEqualTo(3);
    assertThat(signer.getUnsignedAttributes()).isNull();
  }

  @Test
  void isAcceptedByOpenssl(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("signature"), cms);
    Files.write(folder.resolve("content"), "what was signed".getBytes(US_ASCII));
    Files.writeString(folder.resolve("roots.pem"), Pem.encode(SignedFixtures.COURT.certificate()));
    Process process =
        new ProcessBuilder(
                "openssl",
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "signature",
                "-content",
                "content",
                "-CAfile",
                "roots.pem",
                "-purpose",
                "any",
                "-attime",
                Long.toString(SignedFixtures.NOW.getEpochSecond()),
                "-out",
                "out")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(folder.resolve("out")).hasContent("what was signed");
  }

  @Test
  void refusesOtherContent() {
    assertRefused(SignatureFault.CONTENT, cms, SignedFixtures.NOW, SECOND, FIRST);
    assertRefused(SignatureFault.CONTENT, cms, SignedFixtures.NOW);
  }

  @Test
  void refusesEveryChangedBit() {
    Random random = new Random(SEED);
    for (int position = 0; position < cms.length; position++) {
      byte[] changed = cms.clone();
      changed[position] ^= (byte) (1 << random.nextInt(8));
      int at = position;
      assertThatThrownBy(
              () -> DetachedSignature.verify(changed, ROOTS, SignedFixtures.NOW, FIRST, SECOND))
          .as("seed %d, position %d", SEED, at)
          .isInstanceOf(RefusedSignatureException.class);
    }
  }

  @Test
  void refusesEveryShorterAndLongerSignature() {
    for (int length = 0; length < cms.length; length++) {
      assertRefused(
          SignatureFault.FORM, Arrays.copyOf(cms, length), SignedFixtures.NOW, FIRST, SECOND);
    }
    assertRefused(
        SignatureFault.FORM, Arrays.copyOf(cms, cms.length + 1), SignedFixtures.NOW, FIRST, SECOND);
    assertRefused(SignatureFault.TOO_LARGE, new byte[32_769], SignedFixtures.NOW);
  }

  /** The other of the two values of s that ECDSA accepts. */
  @Test
  void refusesTheTwinOfTheSignature() throws IOException {
    CmsForm form = CmsForm.parse(cms);
    ASN1Sequence numbers = ASN1Sequence.getInstance(form.signature().der());
    BigInteger n =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
    byte[] twin =
        new DERSequence(
                new org.bouncycastle.asn1.ASN1Encodable[] {
                  numbers.getObjectAt(0), new ASN1Integer(n.subtract(s))
                })
            .getEncoded();
    CmsForm changed =
        new CmsForm(
            form.certificates(), form.signer(), form.contentDigest(), new CmsForm.Signature(twin));
    assertRefused(
        SignatureFault.SIGNATURE,
        changed.der(SignedFixtures.NODE.certificate()),
        SignedFixtures.NOW,
        FIRST,
        SECOND);
  }

  @Test
  void refusesACertificateThatDoesNotBelongThere() {
    CmsForm form = CmsForm.parse(cms);
    CmsForm changed =
        new CmsForm(
            List.of(SignedFixtures.NODE.certificate(), SignedFixtures.OFFICE.certificate()),
            form.signer(),
            form.contentDigest(),
            form.signature());
    assertRefused(
        SignatureFault.FORM,
        changed.der(SignedFixtures.NODE.certificate()),
        SignedFixtures.NOW,
        FIRST,
        SECOND);
  }

  @Test
  void refusesAnotherSignersCertificate() {
    TlsIdentity other =
        SignedFixtures.COURT.issueDocumentSigner(
            "court-2", SignedFixtures.NOW, SignedFixtures.YEAR);
    CmsForm form = CmsForm.parse(cms);
    CmsForm changed =
        new CmsForm(
            List.of(other.certificate()),
            CmsForm.nameOf(other.certificate()),
            form.contentDigest(),
            form.signature());
    assertRefused(
        SignatureFault.SIGNATURE,
        changed.der(other.certificate()),
        SignedFixtures.NOW,
        FIRST,
        SECOND);
  }

  @Test
  void refusesKeysThatAreNotForDocuments() {
    TlsIdentity tls =
        SignedFixtures.COURT.issueNode(
            "court-1", List.of(), List.of(), SignedFixtures.NOW, SignedFixtures.YEAR);
    assertThatThrownBy(() -> DetachedSignature.sign(tls, FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not for signing documents");
    CmsForm form = CmsForm.parse(cms);
    CmsForm changed =
        new CmsForm(
            List.of(tls.certificate()),
            CmsForm.nameOf(tls.certificate()),
            form.contentDigest(),
            form.signature());
    assertRefused(
        SignatureFault.CERTIFICATE, changed.der(tls.certificate()), SignedFixtures.NOW, FIRST);
  }

  @Test
  void refusesUntrustedAndExpired() {
    RefusedSignatureException foreign =
        catchThrowableOfType(
            RefusedSignatureException.class,
            () ->
                DetachedSignature.verify(
                    cms,
                    List.of(SignedFixtures.OFFICE.certificate()),
                    SignedFixtures.NOW,
                    FIRST,
                    SECOND));
    assertThat(foreign.fault()).isEqualTo(SignatureFault.UNTRUSTED);
    Instant later = SignedFixtures.NOW.plus(java.time.Duration.ofDays(400));
    assertRefused(SignatureFault.EXPIRED, cms, later, FIRST, SECOND);
    assertRefused(SignatureFault.EXPIRED, cms, Instant.EPOCH, FIRST, SECOND);
  }

  /** An impostor's root of the same name: the name alone must not do. */
  @Test
  void refusesARootOfTheSameName() {
    var impostor =
        org.colophon.crypto.x509.CertificateAuthority.create(
            "court", SignedFixtures.YEAR, SignedFixtures.NOW);
    byte[] forged =
        DetachedSignature.sign(
            impostor.issueDocumentSigner("court-1", SignedFixtures.NOW, SignedFixtures.YEAR),
            FIRST);
    assertRefused(SignatureFault.UNTRUSTED, forged, SignedFixtures.NOW, FIRST);
  }

  @Test
  void refusesDeeplyNestedBytes() {
    byte[] nested = new byte[DetachedSignature.BYTES_MAX];
    int length = nested.length;
    for (int at = 0; length > 8; at += 4, length -= 4) {
      nested[at] = 0x30;
      nested[at + 1] = (byte) 0x82;
      nested[at + 2] = (byte) ((length - 4) >> 8);
      nested[at + 3] = (byte) (length - 4);
    }
    assertRefused(SignatureFault.FORM, nested, SignedFixtures.NOW, FIRST);
  }

  private static void assertRefused(
      SignatureFault fault, byte[] cms, Instant at, byte[]... content) {
    RefusedSignatureException refusal =
        catchThrowableOfType(
            RefusedSignatureException.class,
            () -> DetachedSignature.verify(cms, ROOTS, at, content));
    assertThat(refusal).as("refused").isNotNull();
    assertThat(refusal.fault()).as(refusal.getMessage()).isEqualTo(fault);
  }
}
