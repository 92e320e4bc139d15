package org.colophon.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.port.WorkSearch;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkIndexTest {
  private static final WorkIndex.Progress SEVENTH =
      new WorkIndex.Progress(new Height(7), Hash.sha256(new byte[] {7}));

  @TempDir private Path folder;
  private WorkIndex index;

  @BeforeEach
  void open() throws Exception {
    index = WorkIndex.open(folder);
  }

  @AfterEach
  void close() throws Exception {
    index.close();
  }

  private void add(long leaf, String title, String... identifiers) throws Exception {
    index.add(new WorkIndex.Entry(new LeafIndex(leaf), title, List.of(identifiers)));
  }

  private List<Long> found(String text) throws Exception {
    return values(index.find(text, new LeafIndex(0), 10));
  }

  private static List<Long> values(WorkSearch.Found found) {
    return found.declarations().stream().map(LeafIndex::value).toList();
  }

  private Reason refusal(String text) {
    return catchThrowableOfType(
            RefusedException.class, () -> index.find(text, new LeafIndex(0), 10))
        .refusal()
        .reason();
  }

  @Test
  void findsByAllWordsOldestFirst() throws Exception {
    add(30, "Harbour at dawn");
    add(10, "The harbour, at night");
    add(20, "Dawn over the hills");
    index.reached(SEVENTH);

    assertThat(found("harbour")).containsExactly(10L, 30L);
    assertThat(found("DAWN harbour")).containsExactly(30L);
    assertThat(found("harbour noon")).isEmpty();
    assertThat(index.find("dawn", new LeafIndex(0), 10).indexed()).isEqualTo(new Height(7));
  }

  @Test
  void theLastWordMayBeUnfinished() throws Exception {
    add(1, "Harbour at dawn");
    index.reached(SEVENTH);

    assertThat(found("dawn harb")).containsExactly(1L);
    assertThat(found("harb dawn")).isEmpty();
    assertThat(found("harb ")).isEmpty();
    assertThat(found("ha")).isEmpty();
  }

  @Test
  void findsAnyPartOfAChineseTitle() throws Exception {
    add(1, "春江花月夜");
    add(2, "月夜忆舍弟");
    index.reached(SEVENTH);

    assertThat(found("月夜")).containsExactly(1L, 2L);
    assertThat(found("江花月")).containsExactly(1L);
    assertThat(found("夜")).containsExactly(1L, 2L);
    assertThat(found("花春")).isEmpty();
  }

  @Test
  void findsByIdentifiersHoweverWritten() throws Exception {
    add(1, "A book", "9787020002207");
    add(2, "A paper", "10.1000/Xyz-1");
    index.reached(SEVENTH);

    assertThat(found("ISBN 978-7-02-000220-7")).containsExactly(1L);
    assertThat(found("doi:10.1000/xyz-1")).containsExactly(2L);
    assertThat(found("9787020002208")).isEmpty();
  }

  @Test
  void eachDeclarationIsFoundOnceThoughItsTitleWasCorrected() throws Exception {
    add(1, "春江花月夜 (a reading)");
    add(1, "春江花月夜");
    add(2, "春江");
    add(1, "春江花月夜, read again");
    index.reached(SEVENTH);

    assertThat(found("春江")).containsExactly(1L, 2L);
    assertThat(found("again")).containsExactly(1L);
  }

  @Test
  void pagesHangTogether() throws Exception {
    for (int leaf = 1; leaf <= 25; leaf++) {
      add(leaf, "Photo " + leaf);
    }
    index.reached(SEVENTH);

    WorkSearch.Found first = index.find("photo", new LeafIndex(0), 10);
    WorkSearch.Found second = index.find("photo", first.next().orElseThrow(), 10);
    add(26, "Photo 26");
    index.reached(SEVENTH);
    WorkSearch.Found third = index.find("photo", second.next().orElseThrow(), 10);

    assertThat(values(first)).startsWith(1L).hasSize(10);
    assertThat(values(second)).startsWith(11L).hasSize(10);
    assertThat(values(third)).containsExactly(21L, 22L, 23L, 24L, 25L, 26L);
    assertThat(third.next()).isEmpty();
  }

  @Test
  void refusesWhatHasNoWordOrTooMany() {
    assertThat(refusal("")).isEqualTo(Reason.MALFORMED);
    assertThat(refusal("…")).isEqualTo(Reason.MALFORMED);
    assertThat(refusal("a ".repeat(129))).isEqualTo(Reason.MALFORMED);
  }

  /** Nothing of a text is a command of the library's own language. */
  @Test
  void readsNoLanguageOfQueries() throws Exception {
    add(1, "Harbour");
    index.reached(SEVENTH);

    for (String text : List.of("title:*", "*", "harbour OR night", "[a TO z]", "harb*our~2")) {
      assertThat(text.equals("*") ? List.of() : found(text)).as(text).isEmpty();
    }
    assertThat(refusal("*")).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void goesOnWhereItWasKept() throws Exception {
    add(1, "kept");
    index.reached(SEVENTH);
    index.keep();
    add(2, "lost");
    index.reached(new WorkIndex.Progress(new Height(8), Hash.sha256(new byte[] {8})));
    index.close();
    index = WorkIndex.open(folder);

    assertThat(index.progress()).isEqualTo(SEVENTH);
    assertThat(found("kept")).containsExactly(1L);
    assertThat(found("lost")).isEmpty();
  }

  @Test
  void aDamagedIndexIsBegunAgain() throws Exception {
    add(1, "kept");
    index.reached(SEVENTH);
    index.keep();
    index.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("seg")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
    index = WorkIndex.open(folder);

    assertThat(index.progress()).isEqualTo(WorkIndex.Progress.NONE);
    assertThat(found("kept")).isEmpty();
  }
}
