package org.colophon.report.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.GregorianCalendar;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * Makes a document one of PDF/A-3, level B (ISO 19005-3): what it says of itself, and its colours.
 */
final class ArchiveForm {
  private static final String PROFILE = "/org/colophon/report/colour/sRGB.icc";
  private static final String PRODUCER = "Colophon";
  private static final DateTimeFormatter XMP_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);

  private ArchiveForm() {}

  static void apply(PDDocument document, DocumentFacts facts) throws IOException {
    PDDocumentCatalog catalog = document.getDocumentCatalog();
    document.setVersion(1.7f);
    catalog.setLanguage(facts.language());
    PDViewerPreferences preferences =
        new PDViewerPreferences(new org.apache.pdfbox.cos.COSDictionary());
    preferences.setDisplayDocTitle(true);
    catalog.setViewerPreferences(preferences);
    PDDocumentInformation information = document.getDocumentInformation();
    GregorianCalendar at = GregorianCalendar.from(facts.at().atZone(ZoneOffset.UTC));
    information.setTitle(facts.title());
    information.setAuthor(facts.issuer());
    information.setProducer(PRODUCER);
    information.setCreationDate(at);
    information.setModificationDate(at);
    PDMetadata metadata = new PDMetadata(document);
    metadata.importXMPMetadata(xmp(facts).getBytes(StandardCharsets.UTF_8));
    catalog.setMetadata(metadata);
    try (InputStream profile = ArchiveForm.class.getResourceAsStream(PROFILE)) {
      if (profile == null) {
        throw new IllegalStateException(PROFILE + ": missing from the jar");
      }
      PDOutputIntent intent = new PDOutputIntent(document, profile);
      intent.setInfo("sRGB IEC61966-2.1");
      intent.setOutputCondition("sRGB IEC61966-2.1");
      intent.setOutputConditionIdentifier("sRGB IEC61966-2.1");
      intent.setRegistryName("http://www.color.org");
      catalog.addOutputIntent(intent);
    }
  }

  /** ISO 16684-1, with the identification of ISO 19005-3, 6.6.4. */
  private static String xmp(DocumentFacts facts) {
    String at = XMP_TIME.format(facts.at().atOffset(ZoneOffset.UTC));
    return """
    <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/">
     <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about=""
        xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
        xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
        xmlns:xmp="http://ns.adobe.com/xap/1.0/">
       <pdfaid:part>3</pdfaid:part>
       <pdfaid:conformance>B</pdfaid:conformance>
       <dc:format>application/pdf</dc:format>
       <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
       <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
       <dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
       <pdf:Producer>%s</pdf:Producer>
       <xmp:CreateDate>%s</xmp:CreateDate>
       <xmp:ModifyDate>%s</xmp:ModifyDate>
       <xmp:MetadataDate>%s</xmp:MetadataDate>
      </rdf:Description>
     </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end="w"?>
    """
        .formatted(
            escaped(facts.title()),
            escaped(facts.issuer()),
            escaped(facts.language()),
            PRODUCER,
            at,
            at,
            at);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
