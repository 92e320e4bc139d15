package org.colophon.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.colophon.report.layout.PageStyle;

/** Looks where every character stands: nothing may be clipped or run into the margins. */
public final class VisiblePages {
  private VisiblePages() {}

  /** Fails when a character stands outside the text and the room for running heads. */
  public static void requireAllWithinMargins(byte[] pdf) throws IOException {
    PageStyle page = PageStyle.A4;
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDFTextStripper stripper =
          new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition text) {
              double left = text.getXDirAdj();
              double right = left + text.getWidthDirAdj();
              String where = "page " + getCurrentPageNo() + ": " + text;
              assertThat(left).as(where).isGreaterThan(page.left() - 0.5);
              assertThat(right).as(where).isLessThan(page.width() - page.right() + 0.5);
              assertThat(text.getYDirAdj())
                  .as(where)
                  .isBetween(
                      (float) (page.top() - 24), (float) (page.height() - page.bottom() + 28));
              super.processTextPosition(text);
            }
          };
      stripper.getText(document);
    }
  }
}
