package org.colophon.report.pdf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/** Files that a document carries, associated with it as a whole (ISO 19005-3, 6.8 and annex E). */
public final class Attachments {
  /** Most files of a document. */
  public static final int FILES_MAX = 256;

  /** Most bytes of all files together. */
  public static final int BYTES_MAX = 12 << 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");

  private static final Map<String, String> MEDIA_TYPES =
      Map.ofEntries(
          Map.entry("json", "application/json"),
          Map.entry("txt", "text/plain"),
          Map.entry("note", "text/plain"),
          Map.entry("tlog-proof", "text/plain"),
          Map.entry("pem", "application/pem-certificate-chain"),
          Map.entry("tsr", "application/timestamp-reply"),
          Map.entry("crl", "application/pkix-crl"),
          Map.entry("cose", "application/cose"),
          Map.entry("asice", "application/vnd.etsi.asic-e+zip"),
          Map.entry("zip", "application/zip"));

  private final SortedMap<String, byte[]> files;

  private Attachments(SortedMap<String, byte[]> files) {
    this.files = files;
  }

  /**
   * The files of these names.
   *
   * @throws IllegalArgumentException when a name is not 1 to 64 of letters, digits, point and
   *     hyphen, or there are too many or too large ones
   */
  public static Attachments of(Map<String, byte[]> files) {
    long bytes = files.values().stream().mapToLong(file -> file.length).sum();
    if (files.size() > FILES_MAX || bytes > BYTES_MAX) {
      throw new IllegalArgumentException(
          "attachments: "
              + files.size()
              + " files of "
              + bytes
              + " bytes (expected: at most "
              + FILES_MAX
              + " of "
              + BYTES_MAX
              + ")");
    }
    for (String name : files.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("attachment: name \"" + name + "\" is refused");
      }
    }
    return new Attachments(new TreeMap<>(files));
  }

  /** The files by name; the bytes are not copied. */
  public SortedMap<String, byte[]> files() {
    return java.util.Collections.unmodifiableSortedMap(files);
  }

  /** The media type of a file of that name. */
  public static String mediaType(String name) {
    return MEDIA_TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }

  void addTo(PDDocument document, Instant at) throws IOException {
    SortedMap<String, PDComplexFileSpecification> named = new TreeMap<>();
    COSArray associated = new COSArray();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      PDComplexFileSpecification specification =
          specification(document, file.getKey(), file.getValue(), at);
      named.put(file.getKey(), specification);
      associated.add(specification.getCOSObject());
    }
    if (named.isEmpty()) {
      return;
    }
    PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
    tree.setNames(named);
    PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
    names.setEmbeddedFiles(tree);
    document.getDocumentCatalog().setNames(names);
    document.getDocumentCatalog().getCOSObject().setItem(COSName.AF, associated);
  }

  private static PDComplexFileSpecification specification(
      PDDocument document, String name, byte[] bytes, Instant at) throws IOException {
    PDEmbeddedFile embedded =
        new PDEmbeddedFile(document, new ByteArrayInputStream(bytes), COSName.FLATE_DECODE);
    embedded.setSubtype(mediaType(name));
    embedded.setSize(bytes.length);
    GregorianCalendar time = GregorianCalendar.from(at.atZone(ZoneOffset.UTC));
    embedded.setCreationDate(time);
    embedded.setModDate(time);
    PDComplexFileSpecification specification = new PDComplexFileSpecification();
    specification.setFile(name);
    specification.setFileUnicode(name);
    specification.setFileDescription(name);
    specification.setEmbeddedFile(embedded);
    specification.setEmbeddedFileUnicode(embedded);
    // Guides are there for the reader; all else is what the pages were made from.
    specification
        .getCOSObject()
        .setName("AFRelationship", name.endsWith(".txt") ? "Supplement" : "Data");
    return specification;
  }
}
