package org.colophon.report.certificate;

import java.io.IOException;
import java.util.Map;
import org.colophon.core.RecordId;
import org.colophon.core.evidence.CertificatePart;
import org.colophon.crypto.Hash;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.report.layout.Blocks;
import org.colophon.report.layout.Flow;
import org.colophon.report.layout.PageStyle;
import org.colophon.report.pdf.ArchiveFile;
import org.colophon.report.pdf.Attachments;
import org.colophon.report.pdf.DocumentFacts;
import org.colophon.report.words.Language;
import org.colophon.report.words.Messages;

/**
 * Makes certificates of evidence: PDF/A-3b with the machine-readable parts attached, signed by the
 * issuing node (PAdES baseline B). Equal input gives equal bytes.
 */
public final class CertificateReport {
  private CertificateReport() {}

  /** The reason that a certificate's signature gives. */
  public static String reason(RecordId record) {
    return CertificatePart.reason(record);
  }

  /**
   * The certificate.
   *
   * @param model what it says
   * @param attachments files to attach, by name, see {@link Attachments#of}
   * @param signer key and certificate of the issuing node, for signing documents
   * @return the PDF file
   * @throws IOException when a part of it cannot be written
   * @throws IllegalArgumentException when an attachment, the signer or the page for verification is
   *     refused
   */
  public static byte[] pdf(
      CertificateModel model,
      Language language,
      Map<String, byte[]> attachments,
      TlsIdentity signer)
      throws IOException {
    Attachments files = Attachments.of(attachments);
    try (ArchiveFile file = new ArchiveFile()) {
      PageStyle page = PageStyle.A4;
      Setting setting =
          new Setting(
              model,
              files.files(),
              Hash.sha256(Pem.der(signer.certificate())),
              new Messages(language, "certificate"),
              new Blocks(file.typeface(), page.textWidth()));
      RecordId record = model.statement().id();
      DocumentFacts facts =
          new DocumentFacts(
              "Certificate of evidence, record " + record.hex(),
              language.tag(),
              model.issuer().node().text() + ", " + model.issuer().organisation().text(),
              model.issuer().at());
      return file.write(
          facts,
          page,
          flow(setting, page),
          new RunningHead(setting),
          files,
          reason(record),
          signer);
    }
  }

  private static Flow flow(Setting setting, PageStyle page) {
    Flow flow = new Flow(page.textHeight());
    flow.add(OpeningSection.of(setting));
    flow.add(RecordSection.of(setting));
    flow.add(TimesSection.of(setting));
    flow.add(RightsSection.of(setting));
    flow.add(ValidatorsSection.of(setting));
    flow.add(ProofSection.of(setting));
    flow.add(VerifySection.of(setting));
    flow.newPage();
    flow.add(OnlineLitigationAnnex.of(setting));
    flow.newPage();
    flow.add(FreAnnex.of(setting));
    flow.newPage();
    flow.add(EidasAnnex.of(setting));
    return flow;
  }
}
