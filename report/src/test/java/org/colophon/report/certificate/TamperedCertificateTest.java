package org.colophon.report.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.colophon.core.RecordId;
import org.colophon.crypto.cms.DetachedSignature;
import org.colophon.crypto.cms.PdfSignature;
import org.colophon.crypto.cms.RefusedSignatureException;
import org.colophon.crypto.cms.SignatureFault;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.report.words.Language;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the other party could do to a certificate, with the tools that everybody has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TamperedCertificateTest {
  private static final long SEED = 20260304;
  private static final List<X509Certificate> ROOTS =
      List.of(TestConsortium.authority(TestConsortium.COURT_NORTH).certificate());

  private byte[] pdf = {};

  @BeforeAll
  void issue() throws Exception {
    CertificateWorld world = new CertificateWorld();
    RecordId id = world.accept(world.work("春江花月夜"));
    world.seal();
    pdf =
        CertificateReport.pdf(
            world.model(id), Language.ZH_EN, world.parts(id), CertificateWorld.SIGNER);
    PdfSignature.read(pdf).verify(ROOTS);
  }

  private static RefusedSignatureException refusal(byte[] file) {
    RefusedSignatureException refusal =
        catchThrowableOfType(
            RefusedSignatureException.class, () -> PdfSignature.read(file).verify(ROOTS));
    assertThat(refusal).as("refused").isNotNull();
    return refusal;
  }

  @Test
  void refusesAChangedByteAnywhere() {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      byte[] changed = pdf.clone();
      int position = random.nextInt(changed.length);
      changed[position] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> PdfSignature.read(changed).verify(ROOTS))
          .as("seed %d, position %d", SEED, position)
          .isInstanceOf(RefusedSignatureException.class);
    }
  }

  @Test
  void refusesATruncatedFile() {
    for (int cut : List.of(1, 2, 100, 10_000, pdf.length / 2, pdf.length)) {
      refusal(Arrays.copyOf(pdf, pdf.length - cut));
    }
  }

  @Test
  void refusesAnAppendedRevision() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      document.getDocumentCatalog().setLanguage("en");
      document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
      document.saveIncremental(out);
    }
    assertThat(out.toByteArray()).startsWith(pdf).hasSizeGreaterThan(pdf.length);
    assertThat(refusal(out.toByteArray()).fault()).isEqualTo(SignatureFault.BYTE_RANGE);
  }

  @Test
  void refusesASecondSignature() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDSignature second = new PDSignature();
      second.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      second.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
      document.addSignature(
          second,
          content -> DetachedSignature.sign(CertificateWorld.SIGNER, content.readAllBytes()));
      document.saveIncremental(out);
    }
    assertThat(refusal(out.toByteArray()).fault()).isEqualTo(SignatureFault.NOT_ONE_SIGNATURE);
  }

  @Test
  void refusesAFileThatAnotherProgramWroteAnew() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      document.save(out);
    }
    refusal(out.toByteArray());
  }

  @Test
  void refusesAnotherRecordsSignatureInItsPlace() throws Exception {
    CertificateWorld other = new CertificateWorld();
    RecordId id = other.accept(other.work("another"));
    other.seal();
    String stranger =
        text(
            CertificateReport.pdf(
                other.model(id), Language.EN, other.parts(id), CertificateWorld.SIGNER));
    String own = text(pdf);
    String swapped =
        own.substring(0, own.indexOf("/Contents <3082"))
            + stranger.substring(
                stranger.indexOf("/Contents <3082"),
                stranger.indexOf('>', stranger.indexOf("/Contents <3082")))
            + own.substring(own.indexOf('>', own.indexOf("/Contents <3082")));
    assertThat(refusal(swapped.getBytes(StandardCharsets.ISO_8859_1)).fault())
        .isEqualTo(SignatureFault.CONTENT);
  }

  @Test
  void refusesAnotherOrganisationsSigner() throws Exception {
    TlsIdentity foreign =
        TestConsortium.authority(TestConsortium.COURT_SOUTH)
            .issueDocumentSigner("court-north-1", CertificateWorld.SIGNED_AT, Duration.ofDays(1));
    CertificateWorld world = new CertificateWorld();
    RecordId id = world.accept(world.work("a work"));
    world.seal();
    byte[] signed = CertificateReport.pdf(world.model(id), Language.EN, world.parts(id), foreign);
    assertThat(refusal(signed).fault()).isEqualTo(SignatureFault.UNTRUSTED);
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }
}
