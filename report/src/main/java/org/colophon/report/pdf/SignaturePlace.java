package org.colophon.report.pdf;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.colophon.crypto.cms.PdfSignature;

/**
 * The field of a document's one signature, with a dictionary that {@link PdfSignature} fills once
 * the file is written. The file is written once and signed in place, so it has one revision.
 */
final class SignaturePlace {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("'D:'uuuuMMddHHmmss'Z'", Locale.ROOT);
  private static final long NUMBER_TO_COME = 9_999_999_999L;

  private SignaturePlace() {}

  static void addTo(PDDocument document, String reason, Instant at) throws java.io.IOException {
    PDAcroForm form = new PDAcroForm(document);
    document.getDocumentCatalog().setAcroForm(form);
    form.setSignaturesExist(true);
    form.setAppendOnly(true);
    PDSignatureField field = new PDSignatureField(form);
    field.setPartialName("signature");
    field.getCOSObject().setItem(COSName.V, dictionary(reason, at));
    PDPage page = document.getPage(0);
    PDAnnotationWidget widget = field.getWidgets().getFirst();
    widget.setRectangle(new PDRectangle());
    widget.setPage(page);
    widget.setPrinted(true);
    page.setAnnotations(List.of(widget));
    form.setFields(List.of(field));
  }

  private static COSDictionary dictionary(String reason, Instant at) {
    COSArray range = new COSArray();
    range.add(COSInteger.ZERO);
    for (int i = 0; i < 3; i++) {
      range.add(COSInteger.get(NUMBER_TO_COME));
    }
    COSDictionary signature = new COSDictionary();
    signature.setItem(COSName.TYPE, COSName.SIG);
    signature.setName(COSName.FILTER, "Adobe.PPKLite");
    signature.setName(COSName.SUB_FILTER, "ETSI.CAdES.detached");
    signature.setItem(COSName.BYTERANGE, range);
    signature.setString(COSName.M, TIME.format(at.atOffset(ZoneOffset.UTC)));
    signature.setString(COSName.REASON, reason);
    signature.setItem(COSName.CONTENTS, new COSString(new byte[PdfSignature.PLACE_BYTES], true));
    return signature;
  }
}
