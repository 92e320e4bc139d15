package org.colophon.report.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PiecesTest {
  private static final Style STYLE = Style.of(10, 14);

  private final PDDocument document = new PDDocument();
  private final Typeface typeface;

  PiecesTest() throws IOException {
    typeface = new Typeface(document);
  }

  @AfterEach
  void close() throws IOException {
    document.close();
  }

  private List<String> texts(String text) {
    return Pieces.of(text, STYLE, typeface).stream().map(Piece::text).toList();
  }

  @Test
  void showsPlainCharactersAsTheyAre() {
    assertThat(texts("aé一，　體")).containsExactly("a", "é", "一", "，", "　", "體");
  }

  @Test
  void showsTheRestByItsCode() {
    assertThat(texts("\u202E\u0301\u00A0\u0000\uE000\ud83d\ude00\ud83d"))
        .containsExactly("U+202E", "U+0301", "U+00A0", "U+0000", "U+E000", "U+1F600", "U+D83D");
    assertThat(Pieces.of("\u202E", STYLE, typeface).getFirst().isCode()).isTrue();
  }

  @Test
  void shownCodesDifferFromWrittenOnes() {
    assertThat(Pieces.of("U+202E", STYLE, typeface)).hasSize(6).noneMatch(Piece::isCode);
  }

  @Test
  void takesTheRegularFaceForWhatTheBoldOneLacks() {
    List<Piece> pieces = Pieces.of("国體", STYLE.inBold(), typeface);
    assertThat(pieces).extracting(Piece::face).containsExactly(Face.BOLD, Face.REGULAR);
  }

  @Test
  void hasTheCharactersOfTheStandards() {
    Charset simplified = Charset.forName("GB2312");
    for (int row = 0xB0; row <= 0xF7; row++) {
      for (int cell = 0xA1; cell <= 0xFE; cell++) {
        String text = new String(new byte[] {(byte) row, (byte) cell}, simplified);
        if (!text.equals("\uFFFD")) {
          assertThat(typeface.has(Face.REGULAR, text.codePointAt(0))).as(text).isTrue();
        }
      }
    }
    // Characters of names and places that GB/T 2312 lacks and the standard table of 2013 has.
    "镕堃喆祎翀犇玥琤"
        .codePoints()
        .forEach(character ->
            assertThat(typeface.has(Face.REGULAR, character))
                .as(Character.toString(character))
                .isTrue());
  }
}
