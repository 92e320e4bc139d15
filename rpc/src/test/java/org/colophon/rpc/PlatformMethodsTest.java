package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.content.Access;
import org.colophon.core.content.Right;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.ListRecommendationsRequest;
import org.colophon.rpc.proto.NoticeView;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.TraceResponse;
import org.colophon.rpc.proto.WorkView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What platforms recorded and were told, and corrections, over gRPC and over HTTP. */
class PlatformMethodsTest {
  @TempDir Path directory;
  private TestPort port;
  private LedgerClient client;
  private Actor platform;
  private Hash song;
  private TestRecord work;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    client = port.client(TestPort.member());
    platform = port.consortium.actor("platform");
    song = port.consortium.hash("song");
    work = port.records().declare(port.creator, song);
    submit(
        port.records()
            .registerOrganisation(port.consortium.actor(TestConsortium.NOTARY), platform));
    submit(work);
  }

  @AfterEach
  void stop() {
    client.close();
    port.close();
  }

  private void submit(TestRecord record) throws Exception {
    Outcome outcome = client.submit(List.of(record.bytes())).getFirst();
    assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
  }

  private <B extends Message.Builder> B get(String path, B into) throws Exception {
    HttpResponse<byte[]> response = port.get(path);
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(text).isEqualTo(200);
    JsonFormat.parser().merge(text, into);
    return into;
  }

  @Test
  void aWorkShowsItsReleaseAndItsUses() throws Exception {
    assertThat(client.work(work.work().hex(), 0).hasRelease()).isFalse();
    TestRecord published = port.records().publish(platform, work.work(), song);
    submit(published);
    submit(port.records().access(platform, work.work(), Access.Mode.VIEW, Optional.empty()));
    submit(port.records().accesses(platform, work.work(), Access.Mode.BUY, 500));
    submit(port.records().recommend(platform, Optional.of(work.work()), song));
    WorkView view = client.work(work.work().hex(), 0);
    assertThat(view.getRelease().getPublications()).isEqualTo(1);
    assertThat(view.getRelease().getFirst().getReceipt().getId()).isEqualTo(published.id().hex());
    assertThat(view.getRelease().getFirst().getAt()).isEqualTo(TestRecords.SHOWN_AT.value());
    assertThat(view.getRelease().getFirst().getTimes().getOrdered())
        .isGreaterThan(view.getRelease().getFirst().getAt());
    assertThat(view.getRelease().getEarliest()).isEqualTo(view.getRelease().getFirst());
    assertThat(view.getUses().getRecommendations()).isEqualTo(1);
    assertThat(view.getUses().getAccessesList())
        .extracting(count -> count.getMode() + " " + count.getTotal() + " " + count.getLicensed())
        .containsExactly("VIEW 1 0", "BUY 500 0");
    assertThat(get("/v1/works/" + work.work().hex(), WorkView.newBuilder()).build())
        .isEqualTo(view);
  }

  @Test
  void recommendationsAreListedByWorkAndByContent() throws Exception {
    TestRecord known = port.records().recommend(platform, Optional.of(work.work()), song);
    TestRecord unknown = port.records().recommend(platform, Optional.empty(), song);
    submit(known);
    submit(unknown);
    ListRecommendationsRequest ofWork =
        ListRecommendationsRequest.newBuilder().setWork(work.work().hex()).build();
    assertThat(client.recommendations(ofWork).getEventsList())
        .extracting(event -> event.getReceipt().getId())
        .containsExactly(known.id().hex());
    ListRecommendationsRequest ofDigest =
        ListRecommendationsRequest.newBuilder().setDigest(song.hex()).setPageSize(1).build();
    TraceResponse first = client.recommendations(ofDigest);
    assertThat(first.getEventsList())
        .extracting(event -> event.getReceipt().getId())
        .containsExactly(known.id().hex());
    assertThat(
            client
                .recommendations(ofDigest.toBuilder().setCursor(first.getNextCursor()).build())
                .getEventsList())
        .extracting(event -> event.getReceipt().getId())
        .containsExactly(unknown.id().hex());
    assertThat(
            get("/v1/recommendations?digest=" + song.hex(), TraceResponse.newBuilder())
                .getEventsList())
        .hasSize(2);
    for (ListRecommendationsRequest wrong :
        List.of(
            ListRecommendationsRequest.getDefaultInstance(),
            ofWork.toBuilder().setDigest(song.hex()).build(),
            ofWork.toBuilder().setWork("x").build(),
            ofWork.toBuilder().setCursor(first.getNextCursor()).build())) {
      assertRefused(Reason.MALFORMED, () -> client.recommendations(wrong));
    }
  }

  private interface Call {
    Object run() throws RpcException;
  }

  private static void assertRefused(Reason reason, Call call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void aNoticeNamesTheLicenceThatSpeaksAgainstIt() throws Exception {
    TestRecord licence =
        port.records().grant(port.creator, platform, work.work(), TestTerms.of(Right.REPRODUCTION));
    submit(licence);
    TestRecord notice =
        port.records()
            .notice(port.creator, platform, work.work(), Right.REPRODUCTION, Right.RENTAL);
    submit(notice);
    TestRecord counter = port.records().counter(platform, notice.id());
    submit(counter);
    NoticeView view = client.notice(notice.id().hex(), 0);
    assertThat(view.getRespondent()).isEqualTo("platform");
    assertThat(view.getRightsList()).containsExactly("REPRODUCTION", "RENTAL");
    assertThat(view.getWarningsList()).hasSize(1);
    assertThat(view.getWarnings(0).getRight()).isEqualTo("REPRODUCTION");
    assertThat(view.getWarnings(0).getSources(0).getChainList()).endsWith(licence.id().hex());
    assertThat(view.getCounter().getId()).isEqualTo(counter.id().hex());
    assertThat(view.hasTakedown()).isFalse();
    assertThat(get("/v1/notices/" + notice.id().hex(), NoticeView.newBuilder()).build())
        .isEqualTo(view);
    TraceEvent event = client.trace(work.work().hex(), 0, 0).next().getEvents(2);
    assertThat(event.getType()).isEqualTo("notice.send");
    assertThat(event.getWarningsList()).containsExactly(licence.id().hex());
    assertRefused(Reason.NOT_FOUND, () -> client.notice(work.id().hex(), 0));
    assertRefused(Reason.NOT_FOUND, () -> client.notice("0".repeat(64), 0));
    assertRefused(Reason.MALFORMED, () -> client.notice("x", 0));
    assertThat(port.get("/v1/notices/" + work.id().hex()).statusCode()).isEqualTo(404);
  }

  @Test
  void whichUserAcquiredAWorkIsTheMembersToSee() throws Exception {
    TestRecord access =
        port.records().access(platform, work.work(), Access.Mode.VIEW, Optional.empty());
    submit(access);
    TestRecord correction = port.records().correct(platform, Role.PLATFORM, access.id());
    submit(correction);
    port.node.seal();
    for (TestRecord ofUsers : List.of(access, correction)) {
      String id = ofUsers.id().hex();
      assertThat(client.receipt(id, 0).getRecord().toByteArray()).isEqualTo(ofUsers.bytes());
      for (String file : List.of("", "/record.json", "/evidence.zip", "/certificate.pdf")) {
        assertThat(port.get("/v1/records/" + id + file).statusCode()).as(file).isEqualTo(403);
      }
      assertThat(port.get("/v1/records/" + id + "/receipt.cose").statusCode()).isEqualTo(403);
    }
    assertThat(streamed(client, 6)).contains(access.id().hex(), correction.id().hex());
    submit(port.records().publish(platform, work.work(), song));
    try (LedgerClient anonymous = port.client(Optional.empty())) {
      assertThat(streamed(anonymous, 5))
          .doesNotContain(access.id().hex(), correction.id().hex())
          .contains(work.id().hex());
      assertRefused(Reason.NOT_AUTHORISED, () -> anonymous.receipt(access.id().hex(), 0));
      assertThat(anonymous.work(work.work().hex(), 0).getUses().toString()).contains("VIEW");
      assertThat(anonymous.traceSubject("platform", 0, 0).next().getEventsList())
          .extracting(TraceEvent::getType)
          .containsExactly("subject.register", "publication");
      assertThat(anonymous.trace(work.work().hex(), 0, 0).next().getEventsList())
          .extracting(TraceEvent::getType)
          .containsExactly("work.declare", "publication");
    }
  }

  private static List<String> streamed(LedgerClient client, int records) throws Exception {
    List<String> ids = new ArrayList<>();
    client.stream(
        0,
        record -> {
          ids.add(record.getReceipt().getId());
          return ids.size() < records;
        });
    return ids;
  }

  @Test
  void aCorrectionStandsBesideWhatItCorrects() throws Exception {
    TestRecord correction = port.records().correct(port.creator, work.id());
    submit(correction);
    String corrects = correction.id().hex();
    assertThat(client.receipt(work.id().hex(), 0).getCorrectionsList()).containsExactly(corrects);
    assertThat(client.work(work.work().hex(), 0).getCorrectionsList()).containsExactly(corrects);
    assertThat(client.trace(work.work().hex(), 0, 0).next().getEvents(0).getCorrectionsList())
        .containsExactly(corrects);
    assertThat(client.receipt(corrects, 0).getCorrectionsList()).isEmpty();
  }
}
