package org.colophon.report.layout;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The typeface of one document, Noto Sans SC: its characters and their widths, and the fonts of
 * which the document will carry what it uses. For one thread.
 */
public final class Typeface {
  private static final double UNITS_PER_EM = 1000;

  private static final Map<Face, byte[]> FILES = load();

  private final Map<Face, FaceMetrics> metrics = new EnumMap<>(Face.class);
  private final Map<Face, PDType0Font> fonts = new EnumMap<>(Face.class);

  private record FaceMetrics(
      TrueTypeFont font, CmapLookup glyphs, double scale, Map<Integer, Double> widths) {}

  /**
   * The typeface for a document.
   *
   * @throws IOException when the fonts of this program cannot be read
   */
  public Typeface(PDDocument document) throws IOException {
    for (Face face : Face.values()) {
      TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(FILES.get(face)));
      metrics.put(
          face,
          new FaceMetrics(
              font,
              font.getUnicodeCmapLookup(),
              UNITS_PER_EM / font.getUnitsPerEm(),
              new HashMap<>()));
      fonts.put(face, PDType0Font.load(document, font, true));
    }
  }

  /** Whether a face has a glyph for a character. */
  boolean has(Face face, int codePoint) {
    return metrics(face).glyphs.getGlyphId(codePoint) != 0;
  }

  /** Width of a character that the face has, in points. */
  double width(Face face, int codePoint, double size) {
    FaceMetrics known = metrics(face);
    double advance = known.widths.computeIfAbsent(codePoint, point -> advance(known, point));
    return advance * size / UNITS_PER_EM;
  }

  PDType0Font font(Face face) {
    PDType0Font font = fonts.get(face);
    if (font == null) {
      throw new IllegalStateException(face + ": was not loaded");
    }
    return font;
  }

  private FaceMetrics metrics(Face face) {
    FaceMetrics found = metrics.get(face);
    if (found == null) {
      throw new IllegalStateException(face + ": was not loaded");
    }
    return found;
  }

  private static double advance(FaceMetrics face, int codePoint) {
    try {
      return face.font.getAdvanceWidth(face.glyphs.getGlyphId(codePoint)) * face.scale;
    } catch (IOException e) {
      throw new IllegalStateException("a font in memory cannot be read", e);
    }
  }

  private static Map<Face, byte[]> load() {
    Map<Face, byte[]> files = new EnumMap<>(Face.class);
    for (Face face : Face.values()) {
      String path = "/org/colophon/report/fonts/" + face.file();
      try (InputStream in = Typeface.class.getResourceAsStream(path)) {
        if (in == null) {
          throw new IllegalStateException(path + ": missing from the jar");
        }
        files.put(face, in.readAllBytes());
      } catch (IOException e) {
        throw new IllegalStateException(path + ": unreadable", e);
      }
    }
    return files;
  }
}
