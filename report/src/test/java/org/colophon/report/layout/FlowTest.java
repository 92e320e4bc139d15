package org.colophon.report.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FlowTest {
  private final PDDocument document = new PDDocument();
  private final Typeface typeface;

  FlowTest() throws IOException {
    typeface = new Typeface(document);
  }

  @AfterEach
  void close() throws IOException {
    document.close();
  }

  private static Strip strip(double height) {
    return Strip.of(height, (canvas, left, top) -> {});
  }

  private static List<List<Double>> heights(Flow flow) {
    List<List<Double>> pages = new ArrayList<>();
    for (List<Flow.Placed> page : flow.pages()) {
      pages.add(page.stream().map(placed -> placed.strip().height()).toList());
    }
    return pages;
  }

  @Test
  void turnsThePageWhenAStripHasNoRoom() {
    Flow flow = new Flow(100);
    flow.add(List.of(strip(60), strip(40), strip(1)));
    assertThat(heights(flow)).containsExactly(List.of(60.0, 40.0), List.of(1.0));
  }

  @Test
  void keepsAHeadWithWhatFollows() {
    Flow flow = new Flow(100);
    flow.add(List.of(strip(70), strip(20).withNext(), strip(30)));
    assertThat(heights(flow)).containsExactly(List.of(70.0), List.of(20.0, 30.0));
  }

  @Test
  void placesAHeadThatNothingFollows() {
    Flow flow = new Flow(100);
    flow.add(List.of(strip(20).withNext()));
    assertThat(heights(flow)).containsExactly(List.of(20.0));
  }

  @Test
  void goesOnWhenWhatBelongsTogetherIsLongerThanAPage() {
    Flow flow = new Flow(100);
    flow.add(List.of(strip(60).withNext(), strip(60).withNext(), strip(60)));
    assertThat(heights(flow)).hasSize(3);
  }

  @Test
  void dropsGapsAtTheTopOfAPage() {
    Flow flow = new Flow(100);
    flow.add(List.of(Strip.gap(10), strip(95), Strip.gap(10), strip(50)));
    assertThat(heights(flow)).containsExactly(List.of(95.0), List.of(50.0));
  }

  @Test
  void repeatsTheHeadOfATable() {
    Flow flow = new Flow(100);
    Strip head = strip(10);
    flow.add(List.of(head.withNext(), strip(80).under(head), strip(80).under(head)));
    assertThat(heights(flow)).containsExactly(List.of(10.0, 80.0), List.of(10.0, 80.0));
  }

  @Test
  void beginsANewPageOnlyWhenThereIsSomethingOnTheOldOne() {
    Flow flow = new Flow(100);
    flow.newPage();
    flow.add(List.of(strip(5)));
    flow.newPage();
    flow.newPage();
    flow.add(List.of(strip(6)));
    flow.newPage();
    assertThat(heights(flow)).containsExactly(List.of(5.0), List.of(6.0));
  }

  @Test
  void cutsARowThatIsHigherThanAPage() {
    Table table = new Blocks(typeface, 400).table(1, 3);
    table.row(Cell.of("a"), Cell.of("一".repeat(5_000)));
    List<Strip> strips = table.strips();
    assertThat(strips).hasSizeGreaterThan(3);
    assertThat(strips).allMatch(strip -> strip.height() < 300);
  }

  @Test
  void refusesRowsOfAnotherWidth() {
    Table table = new Blocks(typeface, 400).table(1, 1);
    assertThatThrownBy(() -> table.row(Cell.of("a"))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFigureStandsBesideWhatIsShortAndAboveWhatIsLong() {
    Blocks blocks = new Blocks(typeface, 400);
    QrFigure code = new QrFigure("colophon:x", 100);
    assertThat(blocks.beside(List.of(strip(50), strip(90)), code, 100))
        .extracting(Strip::height)
        .containsExactly(140.0);
    assertThat(blocks.beside(List.of(strip(500)), code, 100))
        .extracting(Strip::height)
        .containsExactly(100.0, 500.0);
  }

  @Test
  void refusesATextThatNoCodeHolds() {
    assertThatThrownBy(() -> new QrFigure("x".repeat(5_000), 100))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
