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
import org.colophon.core.Reason;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.CheckTitleRequest;
import org.colophon.rpc.proto.ConflictView;
import org.colophon.rpc.proto.GetWorkRequest;
import org.colophon.rpc.proto.Holding;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.SubjectView;
import org.colophon.rpc.proto.TitleView;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.TraceResponse;
import org.colophon.rpc.proto.WorkView;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about titles and subjects over time, over gRPC and over HTTP. */
class HistoryMethodsTest {
  @TempDir Path directory;
  private TestPort port;
  private LedgerClient client;
  private TestRecord work;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    client = port.client(TestPort.member());
    work = port.records().declare(port.creator, port.consortium.hash("song"));
    submit(work);
  }

  @AfterEach
  void stop() {
    client.close();
    port.close();
  }

  private Receipt submit(TestRecord record) throws Exception {
    Outcome outcome = client.submit(List.of(record.bytes())).getFirst();
    assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
    return outcome.getReceipt();
  }

  private static <B extends Message.Builder> B json(HttpResponse<byte[]> response, B into)
      throws Exception {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(text).isEqualTo(200);
    JsonFormat.parser().merge(text, into);
    return into;
  }

  private static void assertRefused(
      Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.refusal().reason()).isEqualTo(reason));
  }

  private CheckTitleRequest.Builder asking() {
    return CheckTitleRequest.newBuilder().setWork(work.work().hex());
  }

  @Test
  void tellsTheChainOfATitleAndWhatSpeaksAgainstIt() throws Exception {
    Receipt passed = submit(port.records().transfer(port.creator, port.other, work.work(), 10_000));
    TitleView sound = client.title(asking().build());
    assertThat(sound.getVerdict()).isEqualTo("SOUND");
    assertThat(sound.getChainList())
        .extracting(TraceEvent::getType)
        .containsExactly("work.declare", "transfer");
    TestRecord objection =
        port.records().object(port.creator, work.work(), ObjectionRaise.Ground.OWNERSHIP);
    submit(objection);
    TitleView doubtful = client.title(asking().build());
    assertThat(doubtful.getVerdict()).isEqualTo("DOUBTFUL");
    assertThat(doubtful.getFindings(0).getKind()).isEqualTo("DISPUTED");
    assertThat(doubtful.getFindings(0).getRecord()).isEqualTo(objection.id().hex());
    assertThat(
            json(port.get("/v1/works/" + work.work().hex() + "/title"), TitleView.newBuilder())
                .build())
        .isEqualTo(doubtful);
    assertThat(client.title(asking().setHeight(passed.getHeight()).build()).getVerdict())
        .as("as of then")
        .isEqualTo("SOUND");
  }

  @Test
  void showsAWorkAsItStood() throws Exception {
    Receipt declared = client.receipt(work.id().hex(), 0).getReceipt();
    Receipt passed = submit(port.records().transfer(port.creator, port.other, work.work(), 10_000));
    submit(port.records().correct(port.creator, work.id()));
    submit(port.records().object(port.creator, work.work(), ObjectionRaise.Ground.OWNERSHIP));
    GetWorkRequest now = GetWorkRequest.newBuilder().setWork(work.work().hex()).build();
    GetWorkRequest asDeclared = now.toBuilder().setHeight(declared.getHeight()).build();
    WorkView then = client.work(asDeclared);
    assertThat(then.getHoldingsList()).extracting(Holding::getSubject).containsOnly("creator-one");
    assertThat(then.getCorrectionsList()).isEmpty();
    assertThat(then.getObjectionsList()).isEmpty();
    assertThat(then.getStatus()).isEqualTo("DECLARED");
    assertThat(then.getAsOfHeight()).isEqualTo(declared.getHeight());
    assertThat(client.work(now.toBuilder().setTime(declared.getTime()).build())).isEqualTo(then);
    WorkView later = client.work(now.toBuilder().setHeight(passed.getHeight()).build());
    assertThat(later.getHoldingsList()).extracting(Holding::getSubject).containsOnly("creator-two");
    assertThat(later.getCorrectionsList()).isEmpty();
    assertThat(client.work(now).getCorrectionsList()).hasSize(1);
    assertThat(client.work(now).getObjectionsList()).hasSize(1);
    assertThat(
            json(
                    port.get("/v1/works/" + work.work().hex() + "?height=" + declared.getHeight()),
                    WorkView.newBuilder())
                .build())
        .isEqualTo(then);
    assertRefused(Reason.NOT_FOUND, () -> client.work(now.toBuilder().setHeight(1).build()));
    assertRefused(Reason.MALFORMED, () -> client.work(asDeclared.toBuilder().setTime(1).build()));
  }

  @Test
  void aWorkThatHadDraftsAloneWasNotDeclared() throws Exception {
    TestRecord draft =
        port.records()
            .draft(
                port.creator,
                port.records().commitment(port.creator, port.consortium.hash("poem")));
    Receipt drafted = submit(draft);
    submit(port.records().declareDrafted(port.creator, draft.work(), port.consortium.hash("poem")));
    WorkView then =
        client.work(
            GetWorkRequest.newBuilder()
                .setWork(draft.work().hex())
                .setHeight(drafted.getHeight())
                .build());
    assertThat(then.getStatus()).isEqualTo("DRAFT");
    assertThat(then.getDeclared()).isEmpty();
    assertThat(then.getTitle()).isEmpty();
    assertThat(then.getHoldingsList()).isEmpty();
    assertThat(then.getContentsList()).isEmpty();
  }

  @Test
  void refusesWhatIsNoQuestionAboutATitle() {
    assertRefused(Reason.NOT_FOUND, () -> client.title(asking().setTime(1).build()));
    assertRefused(Reason.NOT_FOUND, () -> client.title(asking().setHeight(1_000).build()));
    assertRefused(Reason.MALFORMED, () -> client.title(asking().setHeight(1).setTime(1).build()));
    assertRefused(Reason.NOT_FOUND, () -> client.title(asking().setWork("ab".repeat(32)).build()));
    assertRefused(Reason.MALFORMED, () -> client.title(asking().setWork("x").build()));
  }

  @Test
  void followsASubjectPageByPage() throws Exception {
    submit(port.records().transfer(port.creator, port.other, work.work(), 1_000));
    SubjectView view = client.subject("creator-one", 0);
    assertThat(view.getKind()).isEqualTo("PERSON");
    assertThat(view.getRegistrar()).isEqualTo(TestConsortium.NOTARY.text());
    assertThat(view.getTimes().getOrdered()).isEqualTo(view.getReceipt().getTime());
    assertThat(json(port.get("/v1/subjects/creator-one"), SubjectView.newBuilder()).build())
        .isEqualTo(view);
    List<String> types = new ArrayList<>();
    var pages = client.traceSubject("creator-one", 1, 0);
    while (pages.hasNext()) {
      TraceResponse page = pages.next();
      assertThat(page.getEventsCount()).isEqualTo(1);
      types.add(page.getEvents(0).getType());
    }
    assertThat(types).containsExactly("subject.register", "work.declare", "transfer");
    assertThat(
            json(port.get("/v1/subjects/creator-one/trace?pageSize=2"), TraceResponse.newBuilder())
                .getEventsCount())
        .isEqualTo(2);
    SubjectView member = client.subject(TestConsortium.OFFICE.text(), 0);
    assertThat(member.getKind()).isEqualTo("MEMBER");
    assertThat(member.hasReceipt()).isFalse();
    assertRefused(Reason.NOT_FOUND, () -> client.subject("nobody", 0));
    assertRefused(Reason.MALFORMED, () -> client.subject("No Body", 0));
    assertThatThrownBy(() -> client.traceSubject("nobody", 0, 0).next())
        .hasCauseInstanceOf(RpcException.class);
  }

  @Test
  void namesAConflictWithBothReceipts() throws Exception {
    TestRecord copy = port.records().declare(port.other, port.consortium.hash("song"));
    Receipt later = submit(copy);
    ConflictView conflict = client.work(copy.work().hex(), 0).getConflicts(0);
    assertThat(conflict.getEarlierReceipt().getId()).isEqualTo(work.id().hex());
    assertThat(conflict.getLaterReceipt()).isEqualTo(later);
    assertThat(conflict.getEarlierTimes().getOrdered())
        .isEqualTo(conflict.getEarlierReceipt().getTime())
        .isLessThan(conflict.getLaterTimes().getOrdered());
  }
}
