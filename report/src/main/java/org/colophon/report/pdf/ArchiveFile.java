package org.colophon.report.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.colophon.crypto.Hash;
import org.colophon.crypto.cms.PdfSignature;
import org.colophon.crypto.cms.RefusedSignatureException;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.report.layout.Flow;
import org.colophon.report.layout.Furniture;
import org.colophon.report.layout.PageStyle;
import org.colophon.report.layout.Pages;
import org.colophon.report.layout.Typeface;

/** Writes documents, and signs those that are signed. Equal input gives equal bytes. */
public final class ArchiveFile implements AutoCloseable {
  private final PDDocument document = new PDDocument();
  private final Typeface typeface;

  /**
   * A new document.
   *
   * @throws IOException when the fonts of this program cannot be read
   */
  public ArchiveFile() throws IOException {
    this.typeface = new Typeface(document);
  }

  /** The document's typeface: blocks are made with it. */
  public Typeface typeface() {
    return typeface;
  }

  /**
   * Draws the pages, attaches the files and writes it all, signed by nobody.
   *
   * @return the file
   * @throws IOException when a part of it cannot be written
   */
  public byte[] write(
      DocumentFacts facts, PageStyle style, Flow flow, Furniture furniture, Attachments attachments)
      throws IOException {
    draw(facts, style, flow, furniture, attachments);
    return save(facts.title());
  }

  /**
   * Draws the pages, attaches the files, writes and signs it all.
   *
   * @param reason why it is signed, see {@link PdfSignature#placeFor}
   * @return the file
   * @throws IOException when a part of it cannot be written
   * @throws IllegalStateException when the signed file is not one that a verifier reads
   */
  public byte[] write(
      DocumentFacts facts,
      PageStyle style,
      Flow flow,
      Furniture furniture,
      Attachments attachments,
      String reason,
      TlsIdentity signer)
      throws IOException {
    Instant at = draw(facts, style, flow, furniture, attachments);
    String place = PdfSignature.placeFor(reason, at);
    SignaturePlace.addTo(document, reason, at);
    byte[] unsigned = save(reason + at);
    if (!new String(unsigned, StandardCharsets.ISO_8859_1).contains(place)) {
      throw new IllegalStateException("document: the place of the signature has another form");
    }
    try {
      byte[] signed = PdfSignature.sign(unsigned, signer);
      PdfSignature.read(signed);
      return signed;
    } catch (RefusedSignatureException e) {
      throw new IllegalStateException("document: cannot be signed", e);
    }
  }

  private Instant draw(
      DocumentFacts facts, PageStyle style, Flow flow, Furniture furniture, Attachments attachments)
      throws IOException {
    Instant at = facts.at().truncatedTo(ChronoUnit.SECONDS);
    Pages.draw(document, typeface, style, flow, furniture);
    ArchiveForm.apply(document, facts);
    attachments.addTo(document, at);
    return at;
  }

  /** The file's identifier follows from what it is, not from when it was written. */
  private byte[] save(String identity) throws IOException {
    Hash hash = Hash.sha256(identity.getBytes(StandardCharsets.UTF_8));
    document.setDocumentId(ByteBuffer.wrap(hash.bytes()).getLong());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out, CompressParameters.NO_COMPRESSION);
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
