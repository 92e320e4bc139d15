package org.colophon.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.colophon.rpc.proto.ConflictView;
import org.colophon.rpc.proto.ContentView;
import org.colophon.rpc.proto.Holding;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.SignerView;
import org.colophon.rpc.proto.Times;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.WorkView;
import org.colophon.verifier.Style;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final String WORK = "a".repeat(64);
  private static final long TIME = 1_767_225_600_000L;

  @Test
  void tellsTheThreeTimesApart() throws Exception {
    assertThat(new Timeline(new Style(false)).of(work(), events())).isEqualTo(golden());
  }

  @Test
  void coloursChangeNothingButColours() throws Exception {
    String coloured = new Timeline(new Style(true)).of(work(), events());

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(golden());
  }

  @Test
  void whatComesFromOutsideCannotMoveTheCursor() {
    WorkView work = work().toBuilder().setTitle("a\u001b[2Jb\u202Ec\nd").build();

    assertThat(new Timeline(new Style(false)).head(work)).startsWith("a\uFFFD[2Jb\uFFFDc\uFFFDd\n");
  }

  private static WorkView work() {
    return WorkView.newBuilder()
        .setWork(WORK)
        .setStatus("DECLARED")
        .setOpener("li-wei")
        .setTitle("The Lamp")
        .setIpKind("COPYRIGHT")
        .setCategory("art3.1")
        .setDrafts(1)
        .addHoldings(
            Holding.newBuilder().setRight("ALL_ECONOMIC").setSubject("li-wei").setShare(6667))
        .addHoldings(
            Holding.newBuilder().setRight("ALL_ECONOMIC").setSubject("studio").setShare(3333))
        .addContents(
            ContentView.newBuilder()
                .setSha256("b".repeat(64))
                .setSize(120)
                .setMediaType("text/plain"))
        .addConflicts(
            ConflictView.newBuilder()
                .setEarlierWork(WORK)
                .setLaterWork("c".repeat(64))
                .setEarlierReceipt(
                    Receipt.newBuilder().setId("d".repeat(64)).setHeight(3).setIndex(6))
                .setEarlierTimes(
                    Times.newBuilder()
                        .setClaimed(TIME)
                        .setOrdered(TIME + 1500)
                        .setAttested(TIME + 3000)
                        .setNotBefore(TIME - 60_000))
                .setLaterReceipt(
                    Receipt.newBuilder().setId("f".repeat(64)).setHeight(9).setIndex(19))
                .setLaterTimes(Times.newBuilder().setClaimed(TIME).setOrdered(TIME + 9000))
                .setDigest("b".repeat(64)))
        .setAsOfHeight(9)
        .build();
  }

  private static List<TraceEvent> events() {
    return List.of(
        event("draft.add", "d", 3, "The first draft opens the work.")
            .setTimes(
                Times.newBuilder()
                    .setClaimed(TIME)
                    .setOrdered(TIME + 1500)
                    .setAttested(TIME + 3000)
                    .setAttestedEarliest(TIME + 2_000)
                    .setAttestedLatest(TIME + 4_000)
                    .setNotBefore(TIME - 60_000))
            .build(),
        event("transfer", "e", 8, "li-wei passes 33.33 % of all economic rights to studio.")
            .addSigners(
                SignerView.newBuilder().setKey("k").setRole("acquirer").setSubject("studio"))
            .setTimes(Times.newBuilder().setClaimed(TIME + 5000).setOrdered(TIME + 6000))
            .build());
  }

  private static TraceEvent.Builder event(String type, String id, long height, String summary) {
    return TraceEvent.newBuilder()
        .setType(type)
        .setSummary(summary)
        .setReceipt(
            Receipt.newBuilder().setId(id.repeat(64)).setHeight(height).setIndex(height * 2))
        .addSigners(SignerView.newBuilder().setKey("k").setRole("creator").setSubject("li-wei"));
  }

  private static String golden() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(TimelineTest.class.getResourceAsStream("/golden/timeline.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
