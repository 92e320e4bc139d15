package org.colophon.report.layout;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Draws what has flown onto pages. */
public final class Pages {
  private Pages() {}

  /**
   * Adds the pages to a document.
   *
   * @throws IOException when they cannot be written
   */
  public static void draw(
      PDDocument document, Typeface typeface, PageStyle style, Flow flow, Furniture furniture)
      throws IOException {
    List<List<Flow.Placed>> pages = flow.pages();
    for (int i = 0; i < pages.size(); i++) {
      PDPage page = new PDPage(new PDRectangle((float) style.width(), (float) style.height()));
      document.addPage(page);
      try (PDPageContentStream stream = new PDPageContentStream(document, page)) {
        Canvas canvas = new Canvas(stream, typeface, style.height());
        furniture.draw(canvas, style, i + 1, pages.size());
        for (Flow.Placed placed : pages.get(i)) {
          placed.strip().drawing().draw(canvas, style.left(), style.top() + placed.top());
        }
      }
    }
  }
}
