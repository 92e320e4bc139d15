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
import org.colophon.core.content.ApplicationDecide.Decision;
import org.colophon.core.content.ApplicationDecide.Ground;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.Right;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.ApplicationView;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.rpc.proto.ListApplicationsRequest;
import org.colophon.rpc.proto.ListApplicationsResponse;
import org.colophon.rpc.proto.ListLicencesRequest;
import org.colophon.rpc.proto.ListObjectionsRequest;
import org.colophon.rpc.proto.ListObjectionsResponse;
import org.colophon.rpc.proto.ObjectionView;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.WorkView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about applications and objections, over gRPC and over HTTP. */
class OfficeMethodsTest {
  private static final String OFFICE = TestConsortium.OFFICE.text();

  @TempDir Path directory;
  private TestPort port;
  private LedgerClient client;
  private Actor office;
  private TestRecord work;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    client = port.client(TestPort.member());
    office = port.consortium.actor(TestConsortium.OFFICE);
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

  private TestRecord filed(TestRecord declared) throws Exception {
    TestRecord application =
        port.records().apply(port.creator, declared.work(), TestConsortium.OFFICE);
    submit(application);
    return application;
  }

  @Test
  void showsAnApplicationWithItsClockAndItsSteps() throws Exception {
    TestRecord application = filed(work);
    TestRecord question =
        port.records()
            .decide(
                office,
                application.id(),
                Decision.SUPPLEMENT,
                Ground.TITLE_UNPROVEN,
                Ground.FORMALITIES);
    Receipt asked = submit(question);
    Receipt answered =
        submit(
            port.records().answer(port.creator, work.work(), TestConsortium.OFFICE, question.id()));
    Receipt granted = submit(port.records().confirm(office, application.id(), "国作登字-2026-F-7"));
    ApplicationView view = client.application(application.id().hex(), 0, 0);
    long filedAt = view.getReceipt().getTime();
    assertThat(view.getStatus()).isEqualTo("CONFIRMED");
    assertThat(view.getRegistration()).isEqualTo("国作登字-2026-F-7");
    assertThat(view.getOffice()).isEqualTo(OFFICE);
    assertThat(view.getApplicant()).isEqualTo("creator-one");
    assertThat(view.getIpKind()).isEqualTo("COPYRIGHT");
    assertThat(view.getDecided()).isEqualTo(granted.getTime());
    assertThat(view.getSupplementMs()).isEqualTo(answered.getTime() - asked.getTime());
    assertThat(view.getPendingMs()).isEqualTo(granted.getTime() - filedAt - view.getSupplementMs());
    assertThat(view.getStepsList())
        .extracting(step -> step.getStatus() + " " + step.getBy() + " " + step.getGroundsList())
        .containsExactly(
            "PENDING creator-one []",
            "SUPPLEMENT " + OFFICE + " [FORMALITIES, TITLE_UNPROVEN]",
            "PENDING creator-one []",
            "CONFIRMED " + OFFICE + " []");
    assertThat(view.getSteps(1).getReason()).hasSize(64);
    assertThat(
            json(port.get("/v1/applications/" + application.id()), ApplicationView.newBuilder())
                .build())
        .isEqualTo(view);
    ApplicationView then = client.application(application.id().hex(), asked.getTime(), 0);
    assertThat(then.getStatus()).isEqualTo("SUPPLEMENT");
    assertThat(then.getRegistration()).isEmpty();
    assertThat(client.work(work.work().hex(), 0).getApplicationsList()).containsExactly(view);
  }

  @Test
  void listsApplicationsAndLeadsThroughAQueue() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      TestRecord declared = port.records().declare(port.creator, port.consortium.hash("work " + i));
      submit(declared);
      ids.add(filed(declared).id().hex());
    }
    submit(
        port.records().confirm(office, org.colophon.core.RecordId.ofHex(ids.get(1)), "2026-F-1"));
    assertThat(all(ListApplicationsRequest.newBuilder().setOffice(OFFICE))).isEqualTo(ids);
    assertThat(all(ListApplicationsRequest.newBuilder().setSubject("creator-one"))).isEqualTo(ids);
    List<String> open = new ArrayList<>(ids);
    open.remove(1);
    assertThat(all(ListApplicationsRequest.newBuilder().setOffice(OFFICE).setOpen(true)))
        .isEqualTo(open);
    assertThat(
            json(
                    port.get("/v1/applications?office=" + OFFICE + "&open=true&pageSize=1"),
                    ListApplicationsResponse.newBuilder())
                .getApplications(0)
                .getReceipt()
                .getId())
        .isEqualTo(open.getFirst());
  }

  private List<String> all(ListApplicationsRequest.Builder request) throws Exception {
    List<String> found = new ArrayList<>();
    do {
      ListApplicationsResponse page = client.applications(request.setPageSize(2).build());
      page.getApplicationsList().forEach(view -> found.add(view.getReceipt().getId()));
      request.setCursor(page.getNextCursor());
    } while (!request.getCursor().isEmpty());
    return found;
  }

  @Test
  void aDisputeShowsWhereverTheTitleDoes() throws Exception {
    TestRecord licence =
        port.records()
            .grant(port.creator, port.other, work.work(), TestTerms.of(Right.REPRODUCTION));
    submit(licence);
    TestRecord objection =
        port.records().object(port.other, work.work(), ObjectionRaise.Ground.COPYING);
    Receipt raised = submit(objection);
    String id = objection.id().hex();

    ObjectionView view = client.objection(id, 0, 0);
    assertThat(view.getStanding()).isTrue();
    assertThat(view.getGround()).isEqualTo("COPYING");
    assertThat(view.getObjector()).isEqualTo("creator-two");
    assertThat(json(port.get("/v1/objections/" + id), ObjectionView.newBuilder()).build())
        .isEqualTo(view);
    WorkView shown = client.work(work.work().hex(), 0);
    assertThat(shown.getObjectionsList()).containsExactly(view);
    assertThat(client.licence(licence.id().hex(), 0, 0).getDisputedByList()).containsExactly(id);
    assertThat(
            client
                .licences(ListLicencesRequest.newBuilder().setSubject("creator-two").build())
                .getLicences(0)
                .getDisputedByList())
        .containsExactly(id);
    CheckRightsRequest check =
        CheckRightsRequest.newBuilder()
            .setWork(work.work().hex())
            .setSubject("creator-two")
            .build();
    assertThat(client.rights(check).getDisputedByList()).containsExactly(id);
    assertThat(client.rights(check).getAnswersList())
        .filteredOn(answer -> answer.getRight().equals("REPRODUCTION"))
        .allMatch(answer -> answer.getSources(0).getLicence().getDisputedByList().contains(id));

    submit(port.records().resolve(office, objection.id(), ObjectionResolve.Outcome.DISMISSED));
    assertThat(client.work(work.work().hex(), 0).getObjectionsList()).isEmpty();
    assertThat(client.rights(check).getDisputedByList()).isEmpty();
    assertThat(
            client
                .rights(check.toBuilder().setHeight(raised.getHeight()).build())
                .getDisputedByList())
        .containsExactly(id);
    assertThat(client.licence(licence.id().hex(), raised.getTime(), 0).getDisputedByList())
        .containsExactly(id);
    for (ListObjectionsRequest request :
        List.of(
            ListObjectionsRequest.newBuilder().setWork(work.work().hex()).build(),
            ListObjectionsRequest.newBuilder().setSubject("creator-two").build())) {
      assertThat(client.objections(request).getObjectionsList())
          .extracting(ObjectionView::getStatus)
          .containsExactly("DISMISSED");
    }
    assertThat(
            json(
                    port.get("/v1/objections?work=" + work.work()),
                    ListObjectionsResponse.newBuilder())
                .getObjectionsCount())
        .isEqualTo(1);
  }

  @Test
  void theTraceTellsItInSentences() throws Exception {
    TestRecord application = filed(work);
    TestRecord question =
        port.records().decide(office, application.id(), Decision.SUPPLEMENT, Ground.FORMALITIES);
    submit(question);
    submit(port.records().answer(port.creator, work.work(), TestConsortium.OFFICE, question.id()));
    submit(port.records().confirm(office, application.id(), "2026-F-7"));
    TestRecord objection =
        port.records().object(port.other, work.work(), ObjectionRaise.Ground.PRIOR_RIGHT);
    submit(objection);
    submit(port.records().resolve(office, objection.id(), ObjectionResolve.Outcome.UPHELD));
    submit(port.records().withdraw(port.other, objection.id()));
    String filedBrief = application.id().hex().substring(0, 12) + "…";
    String raisedBrief = objection.id().hex().substring(0, 12) + "…";
    assertThat(client.trace(work.work().hex(), 0, 0).next().getEventsList())
        .extracting(TraceEvent::getSummary)
        .endsWith(
            "creator-one asked office-capital to confirm the work.",
            "office-capital asked the applicant for more (formalities), on application "
                + filedBrief
                + ".",
            "creator-one answered what office-capital asked in record "
                + question.id().hex().substring(0, 12)
                + "….",
            "office-capital confirmed the work under the number 2026-F-7, on application "
                + filedBrief
                + ".",
            "creator-two objected to the title in the work (prior right).",
            "office-capital upheld objection " + raisedBrief + ".",
            "creator-two withdrew objection " + raisedBrief + ".");
    String prov =
        new String(
            port.get("/v1/works/" + work.work() + "/prov.json").body(), StandardCharsets.UTF_8);
    assertThat(prov)
        .contains("_:usage-" + application.id() + "-work-" + work.work())
        .contains("_:influence-record-" + application.id() + "-act-")
        .contains("_:influence-record-" + objection.id() + "-act-");
  }

  @Test
  void refusesWhatIsNoQuestion() {
    assertRefused(Reason.NOT_FOUND, () -> client.application(work.id().hex(), 0, 0));
    assertRefused(Reason.NOT_FOUND, () -> client.objection(work.id().hex(), 0, 0));
    assertRefused(Reason.MALFORMED, () -> client.application("mine", 0, 0));
    ListApplicationsRequest office =
        ListApplicationsRequest.newBuilder().setOffice(OFFICE).setOpen(true).build();
    for (ListApplicationsRequest request :
        List.of(
            ListApplicationsRequest.getDefaultInstance(),
            office.toBuilder().setSubject("creator-one").build(),
            office.toBuilder().setTime(1).build(),
            office.toBuilder().setOffice("").setSubject("creator-one").build(),
            office.toBuilder().setOffice("The Office").build(),
            office.toBuilder().setCursor("mine").build())) {
      assertRefused(Reason.MALFORMED, () -> client.applications(request));
    }
    assertRefused(
        Reason.MALFORMED, () -> client.objections(ListObjectionsRequest.getDefaultInstance()));
  }

  private static void assertRefused(
      Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
