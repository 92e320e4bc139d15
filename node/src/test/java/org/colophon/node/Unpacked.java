package org.colophon.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.text.PDFTextStripper;
import org.colophon.storage.StoreAudit;

/** All that files hold, as it was before it was packed. */
final class Unpacked {
  /** Is shown bytes. */
  interface Visitor {
    void visit(String where, byte[] bytes);
  }

  private Unpacked() {}

  /**
   * Shows the bytes, and what is packed in them: parts of zips, what gzip holds, streams and text
   * of PDFs; and what is packed in those.
   */
  static void within(String where, byte[] bytes, Visitor visitor) throws IOException {
    visitor.visit(where, bytes);
    String start = new String(bytes, 0, Math.min(4, bytes.length), ISO_8859_1);
    if (start.startsWith("PK")) {
      zip(where, bytes, visitor);
    } else if (start.startsWith("\u001f\u008b")) {
      try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        within(where + "!", plain.readAllBytes(), visitor);
      }
    } else if (start.equals("%PDF")) {
      pdf(where, bytes, visitor);
    }
  }

  private static void zip(String where, byte[] bytes, Visitor visitor) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
        visitor.visit("the names in " + where, part.getName().getBytes(UTF_8));
        within(where + "!" + part.getName(), zip.readAllBytes(), visitor);
      }
    }
  }

  private static void pdf(String where, byte[] bytes, Visitor visitor) throws IOException {
    try (var document = Loader.loadPDF(bytes)) {
      visitor.visit(
          "the text of " + where, new PDFTextStripper().getText(document).getBytes(UTF_8));
      COSDocument objects = document.getDocument();
      for (COSObjectKey key : objects.getXrefTable().keySet()) {
        if (objects.getObjectFromPool(key).getObject() instanceof COSStream stream) {
          try (InputStream plain = stream.createInputStream()) {
            within(where + "!" + key, plain.readAllBytes(), visitor);
          }
        }
      }
    }
  }

  /** Every file below a folder, and its name. */
  static void below(Path folder, Visitor visitor) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        visitor.visit("a name below " + folder, folder.relativize(file).toString().getBytes(UTF_8));
        within(file.toString(), Files.readAllBytes(file), visitor);
      }
    }
  }

  /** Every file of a node that is stopped, and what its compressed store holds. */
  static void in(DataLayout layout, Visitor visitor) throws IOException {
    below(layout.root(), visitor);
    try (StoreAudit audit = StoreAudit.open(layout.store())) {
      for (String family : StoreAudit.families()) {
        audit.scan(
            family,
            entry -> {
              visitor.visit(family + " " + entry.describe(), entry.key());
              visitor.visit(family + " " + entry.describe(), entry.value());
            },
            unreadable -> assertThat(unreadable).isNull());
      }
      for (String family : StoreAudit.localFamilies()) {
        audit.scan(
            family,
            entry -> visitor.visit(family, entry.value()),
            unreadable -> assertThat(unreadable).isNull());
      }
    }
  }
}
