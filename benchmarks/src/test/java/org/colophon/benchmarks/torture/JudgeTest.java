package org.colophon.benchmarks.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.colophon.benchmarks.torture.History.Told;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.rpc.proto.Receipt;
import org.junit.jupiter.api.Test;

/** The judge finds each way in which a network may break its word. */
class JudgeTest {
  private static final Hash ROOT = Hash.sha256(new byte[] {1});
  private static final Hash OTHER = Hash.sha256(new byte[] {2});
  private static final Told A = new Told("a", 1, 2, 10);
  private static final Told B = new Told("b", 1, 3, 10);
  private static final Told C = new Told("c", 2, 5, 11);

  private static Copy copy(String node, Hash root, Told... entries) {
    return new Copy(
        node, List.of(entries), 7, root, new Checkpoint("chain", 7, ROOT), Map.of(4L, ROOT));
  }

  private static List<String> judge(List<Told> told, Told... entries) {
    return Judge.judge(told, Map.of(), List.of(copy("node", ROOT, entries)));
  }

  @Test
  void whatIsAsItWasToldIsRight() {
    assertThat(judge(List.of(C, A), A, B, C)).isEmpty();
  }

  @Test
  void findsWhatIsLost() {
    assertThat(judge(List.of(A, B), A, C)).singleElement().asString().contains("lost", "id=b");
  }

  @Test
  void findsWhatStandsElsewhere() {
    assertThat(judge(List.of(new Told("a", 1, 4, 10)), A))
        .singleElement()
        .asString()
        .contains("elsewhere");
  }

  @Test
  void findsWhatStandsTwice() {
    assertThat(judge(List.of(A), A, new Told("a", 2, 5, 11))).anyMatch(f -> f.contains("twice"));
  }

  @Test
  void findsAnOrderOrATimeThatGoesBack() {
    assertThat(judge(List.of(), B, A)).anyMatch(f -> f.contains("comes after"));
    assertThat(judge(List.of(), A, new Told("c", 2, 5, 10))).anyMatch(f -> f.contains("after"));
  }

  @Test
  void findsARootThatItsSealDoesNotGive() {
    assertThat(Judge.judge(List.of(), Map.of(), List.of(copy("node", OTHER, A))))
        .anyMatch(f -> f.contains("as its seal says"));
  }

  @Test
  void findsASealThatWasShownAndOnWhichTheChainDoesNotStand() {
    List<Copy> copies = List.of(copy("node", ROOT, A));
    assertThat(Judge.judge(List.of(), Map.of(4L, ROOT), copies)).isEmpty();
    assertThat(Judge.judge(List.of(), Map.of(4L, OTHER), copies))
        .singleElement()
        .asString()
        .contains("under a seal that was shown");
    assertThat(Judge.judge(List.of(), Map.of(5L, ROOT), copies)).hasSize(1);
    History history = new History();
    history.sealed("one", 4, ROOT);
    history.sealed("two", 4, ROOT);
    assertThat(history.findings()).isEmpty();
    history.sealed("two", 4, OTHER);
    assertThat(history.findings()).singleElement().asString().contains("another one was on");
  }

  @Test
  void findsNodesThatDiffer() {
    List<Copy> copies = List.of(copy("one", ROOT, A, B), copy("two", ROOT, B, A));
    assertThat(Judge.judge(List.of(), Map.of(), copies))
        .anyMatch(f -> f.contains("another order than one"));
  }

  @Test
  void aClientToldTwoPlacesIsFound() {
    History history = new History();
    history.acknowledged(receipt(5), -1);
    history.acknowledged(receipt(5), -1);
    assertThat(history.findings()).isEmpty();
    history.acknowledged(receipt(6), -1);
    assertThat(history.findings()).singleElement().asString().contains("two places");
  }

  @Test
  void aRecordThatOvertakesAnAcknowledgedOneIsFound() {
    History history = new History();
    history.acknowledged(receipt(5), 7);
    assertThat(history.findings()).singleElement().asString().contains("stands before it");
  }

  private static Receipt receipt(long index) {
    return Receipt.newBuilder().setId("a").setHeight(1).setIndex(index).setTime(10).build();
  }
}
