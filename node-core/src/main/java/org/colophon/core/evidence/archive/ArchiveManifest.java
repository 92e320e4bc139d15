package org.colophon.core.evidence.archive;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.colophon.crypto.Hash;

/**
 * The text of an ASiCEvidenceRecordManifest (ETSI EN 319 162-1, clause A.4): which documents the
 * evidence record covers. It is Canonical XML 1.0 and follows from the documents alone, so that
 * nobody ever needs to parse one: a reader writes it anew and compares.
 */
final class ArchiveManifest {
  private ArchiveManifest() {}

  static byte[] text(ArchiveDocuments documents, String evidenceRecordName) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        <asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" \
        xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
          <asic:SigReference URI="%s"></asic:SigReference>
        """
            .formatted(evidenceRecordName));
    documents.byName().forEach((name, document) -> text.append(reference(name, document)));
    // Canonical XML has no newline behind the root element.
    return text.append("</asic:ASiCManifest>").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String reference(String name, byte[] document) {
    String digest = Base64.getEncoder().encodeToString(Hash.sha256(document).bytes());
    return """
      <asic:DataObjectReference MimeType="%s" URI="%s">
        <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>
        <ds:DigestValue>%s</ds:DigestValue>
      </asic:DataObjectReference>
    """
        .formatted(mediaType(name), name, digest);
  }

  private static String mediaType(String name) {
    return name.endsWith(".json") ? "application/json" : "text/plain";
  }
}
