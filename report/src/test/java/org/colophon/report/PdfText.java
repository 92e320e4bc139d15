package org.colophon.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.text.PDFTextStripper;

/** What a program finds in a document. */
public final class PdfText {
  private PdfText() {}

  /** Its text, page by page, as one line of words. */
  public static String of(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(false);
      return stripper.getText(document).replaceAll("\\s+", " ");
    }
  }

  /** Its text without any white space: where lines end does not matter. */
  public static String dense(byte[] pdf) throws IOException {
    return dense(of(pdf));
  }

  /** A text without any white space. */
  public static String dense(String text) {
    return text.replaceAll("[\\s\u3000]+", "");
  }

  /** How many pages it has. */
  public static int pages(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return document.getNumberOfPages();
    }
  }

  /** The files that it carries. */
  public static SortedMap<String, byte[]> files(byte[] pdf) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      var names = new PDDocumentNameDictionary(document.getDocumentCatalog()).getEmbeddedFiles();
      if (names == null) {
        return files;
      }
      for (var file : names.getNames().entrySet()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var in = file.getValue().getEmbeddedFile().createInputStream()) {
          in.transferTo(bytes);
        }
        files.put(file.getKey(), bytes.toByteArray());
      }
    }
    return files;
  }
}
