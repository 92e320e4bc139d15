package org.colophon.report.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineBreakerTest {
  private static final long SEED = 99;
  private static final Style TEN = Style.of(10, 14);

  private final PDDocument document = new PDDocument();
  private final Typeface typeface;

  LineBreakerTest() throws java.io.IOException {
    typeface = new Typeface(document);
  }

  @AfterEach
  void close() throws java.io.IOException {
    document.close();
  }

  private List<String> broken(String text, double width) {
    return LineBreaker.lines(Pieces.of(text, TEN, typeface), width).stream()
        .map(line -> line.stream().map(Piece::text).collect(Collectors.joining()))
        .toList();
  }

  @Test
  void breaksChineseBetweenCharacters() {
    assertThat(broken("一二三四五六七", 30)).containsExactly("一二三", "四五六", "七");
  }

  @Test
  void breaksEnglishBetweenWords() {
    assertThat(broken("one two three", 50)).containsExactly("one two", "three");
  }

  @ParameterizedTest
  @ValueSource(strings = {"，", "。", "、", "；", "：", "？", "！", "）", "》", "」", "”", "’"})
  void neverBeginsALineWithAClosingMark(String mark) {
    assertThat(broken("一二三" + mark + "四五", 30)).containsExactly("一二", "三" + mark + "四", "五");
  }

  @ParameterizedTest
  @ValueSource(strings = {"（", "《", "「", "“", "‘", "【"})
  void neverEndsALineInAnOpeningMark(String mark) {
    assertThat(broken("一二" + mark + "三四", 30)).containsExactly("一二", mark + "三四");
  }

  @Test
  void doesNotDivideADashOrAnEllipsis() {
    assertThat(broken("一二——三", 31)).containsExactly("一", "二——", "三");
    assertThat(broken("一二……三", 31)).containsExactly("一", "二……", "三");
  }

  @Test
  void dividesAWordThatIsLongerThanALine() {
    List<String> lines = broken("x".repeat(100), 50);
    assertThat(String.join("", lines)).isEqualTo("x".repeat(100));
    assertThat(lines).hasSizeGreaterThan(5);
  }

  @Test
  void neverDividesBehindAHyphen() {
    assertThat(broken("an ed25519-key", 60)).containsExactly("an", "ed25519-key");
  }

  @Test
  void anEmptyTextIsOneLine() {
    assertThat(broken("", 50)).containsExactly("");
    assertThat(broken("   ", 50)).containsExactly("");
  }

  @Test
  void losesNothingButSpacesAtTheEndsOfLines() {
    Random random = new Random(SEED);
    String alphabet = "一二，。（）“”—…ab c.d-e/ 　\u202E\u0301龘";
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      double width = random.nextInt(5, 120);
      List<List<Piece>> lines = LineBreaker.lines(Pieces.of(text.toString(), TEN, typeface), width);
      String all = joined(lines.stream().flatMap(List::stream).toList());
      String expected = joined(Pieces.of(text.toString(), TEN, typeface));
      assertThat(all.replace(" ", ""))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(expected.replace(" ", ""));
      for (List<Piece> line : lines) {
        double used = line.stream().mapToDouble(Piece::width).sum();
        assertThat(line.size() <= 1 || used <= width + 1e-6)
            .as("seed %d, round %d: %s", SEED, round, line)
            .isTrue();
      }
    }
  }

  private static String joined(List<Piece> pieces) {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }
}
