package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.content.Duty;
import org.colophon.core.content.Right;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.rpc.proto.GetLicenceRequest;
import org.colophon.rpc.proto.LicenceView;
import org.colophon.rpc.proto.ListLicencesRequest;
import org.colophon.rpc.proto.ListLicencesResponse;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.RightSource;
import org.colophon.rpc.proto.RightsView;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about rights, over gRPC and over HTTP. */
class LicenceMethodsTest {
  @TempDir Path directory;
  private TestPort port;
  private LedgerClient client;
  private TestRecord work;
  private TestRecord grant;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    client = port.client(TestPort.member());
    work = port.records().declare(port.creator, port.consortium.hash("song"));
    grant =
        port.records()
            .grant(
                port.creator,
                port.other,
                work.work(),
                TestTerms.of(Right.REPRODUCTION, Right.TRANSLATION)
                    .exclusive()
                    .territory("CN", "FR-75")
                    .count(7)
                    .sublicensing()
                    .duties(Duty.ATTRIBUTE));
    submit(work);
    submit(grant);
  }

  @AfterEach
  void stop() {
    client.close();
    port.close();
  }

  private long submit(TestRecord record) throws Exception {
    Outcome outcome = client.submit(List.of(record.bytes())).getFirst();
    assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
    return outcome.getReceipt().getHeight();
  }

  private static <B extends Message.Builder> B json(HttpResponse<byte[]> response, B into)
      throws Exception {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(text).isEqualTo(200);
    JsonFormat.parser().merge(text, into);
    return into;
  }

  private CheckRightsRequest asking(String subject) {
    return CheckRightsRequest.newBuilder().setWork(work.work().hex()).setSubject(subject).build();
  }

  private static RightAnswer answer(RightsView view, Right right) {
    return view.getAnswersList().stream()
        .filter(answer -> answer.getRight().equals(right.name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysWhereEachRightComesFrom() throws Exception {
    RightsView licensee = client.rights(asking("creator-two"));
    assertThat(licensee.getAnswersCount()).isEqualTo(Right.values().length);
    RightSource source = answer(licensee, Right.TRANSLATION).getSources(0);
    assertThat(source.getBasis()).isEqualTo("LICENSEE");
    assertThat(source.getChainList()).containsExactly(work.id().hex(), grant.id().hex());
    assertThat(source.getLicence().getTerms().getTerritoryList()).containsExactly("CN", "FR-75");
    assertThat(source.getLicence().getTerms().getCount()).isEqualTo(7);
    assertThat(answer(licensee, Right.RENTAL).getGranted()).isFalse();
    assertThat(answer(licensee, Right.RENTAL).getDenial().getReason()).isEqualTo("NOT_COVERED");
    assertThat(answer(licensee, Right.RENTAL).getDenial().getRecord()).isEqualTo(grant.id().hex());
    assertThat(answer(licensee, Right.INTEGRITY).getDenial().getReason()).isEqualTo("NOT_AUTHOR");

    RightsView owner = client.rights(asking("creator-one"));
    assertThat(answer(owner, Right.AUTHORSHIP).getSources(0).getBasis()).isEqualTo("AUTHOR");
    assertThat(answer(owner, Right.RENTAL).getSources(0).getShare()).isEqualTo(10_000);
    assertThat(answer(owner, Right.REPRODUCTION).getGranted()).isTrue();
    assertThat(answer(owner, Right.REPRODUCTION).getSources(0).getExcept(0).getLicensee())
        .isEqualTo("creator-two");

    RightsView nobody = client.rights(asking("notary-east"));
    assertThat(answer(nobody, Right.RENTAL).getDenial().getReason()).isEqualTo("NO_LICENCE");
    assertThat(
            json(
                    port.get("/v1/works/" + work.work() + "/rights/creator-two"),
                    RightsView.newBuilder())
                .build())
        .isEqualTo(licensee);
  }

  @Test
  void answersAsOfABlockAndAsOfATime() throws Exception {
    LicenceView before = client.licence(grant.id().hex(), 0, 0);
    submit(port.records().terminate(port.creator, grant.id()));
    RightsView now = client.rights(asking("creator-two"));
    assertThat(answer(now, Right.TRANSLATION).getDenial().getReason()).isEqualTo("TERMINATED");
    CheckRightsRequest then =
        asking("creator-two").toBuilder().setHeight(before.getReceipt().getHeight()).build();
    assertThat(answer(client.rights(then), Right.TRANSLATION).getGranted()).isTrue();
    RightsView byTime =
        client.rights(
            asking("creator-two").toBuilder().setTime(before.getReceipt().getTime()).build());
    assertThat(byTime).isEqualTo(client.rights(then));
    GetLicenceRequest licence = GetLicenceRequest.newBuilder().setId(grant.id().hex()).build();
    GetLicenceRequest atBlock =
        licence.toBuilder().setHeight(before.getReceipt().getHeight()).build();
    assertThat(client.licence(licence).getStanding()).isEqualTo("TERMINATED");
    assertThat(client.licence(atBlock).getStanding()).isEqualTo("IN_FORCE");
    ListLicencesRequest listed =
        ListLicencesRequest.newBuilder()
            .setWork(work.work().hex())
            .setHeight(before.getReceipt().getHeight())
            .build();
    assertThat(client.licences(listed).getLicences(0).getStanding()).isEqualTo("IN_FORCE");
    assertThat(client.licences(listed.toBuilder().setHeight(1).build()).getLicencesList())
        .isEmpty();
    assertRefused(
        Reason.MALFORMED,
        () -> client.licences(listed.toBuilder().setTime(before.getReceipt().getTime()).build()));
    assertRefused(
        Reason.NOT_FOUND, () -> client.licence(licence.toBuilder().setHeight(1_000).build()));
    CheckRightsRequest future =
        asking("creator-one").toBuilder().setTime(TestTerms.YEAR_2100.value()).build();
    assertThat(answer(client.rights(future), Right.TRANSLATION).getSources(0).getExceptList())
        .isEmpty();
  }

  @Test
  void listsAndShowsLicences() throws Exception {
    TestRecord sub =
        port.records()
            .sublicense(
                port.other,
                port.creator,
                grant.id(),
                TestTerms.of(Right.REPRODUCTION).territory("CN-31").count(1));
    submit(sub);
    for (ListLicencesRequest request :
        List.of(
            ListLicencesRequest.newBuilder().setWork(work.work().hex()).build(),
            ListLicencesRequest.newBuilder().setSubject("creator-two").build())) {
      ListLicencesResponse all = client.licences(request);
      assertThat(all.getLicencesList())
          .extracting(licence -> licence.getReceipt().getId())
          .containsExactly(grant.id().hex(), sub.id().hex());
      ListLicencesResponse first = client.licences(request.toBuilder().setPageSize(1).build());
      assertThat(first.getLicencesList()).containsExactly(all.getLicences(0));
      ListLicencesResponse second =
          client.licences(
              request.toBuilder().setPageSize(1).setCursor(first.getNextCursor()).build());
      assertThat(second.getLicencesList()).containsExactly(all.getLicences(1));
      assertThat(second.getNextCursor()).isEmpty();
    }
    LicenceView view = client.licence(sub.id().hex(), 0, 0);
    assertThat(view.getLineList()).containsExactly(grant.id().hex(), sub.id().hex());
    assertThat(view.getStanding()).isEqualTo("IN_FORCE");
    assertThat(json(port.get("/v1/licences/" + sub.id()), LicenceView.newBuilder()).build())
        .isEqualTo(view);
    String odrl =
        new String(
            port.get("/v1/licences/" + grant.id() + "/odrl.jsonld").body(), StandardCharsets.UTF_8);
    assertThat(odrl).contains("\"profile\":\"urn:colophon:odrl:1\"", "\"grantUse\"");
  }

  @Test
  void aTransferTellsWhichLicencesGoOn() throws Exception {
    TestRecord transfer = port.records().transfer(port.creator, port.other, work.work(), 10_000);
    submit(transfer);
    TraceEvent event = client.trace(work.work().hex(), 0, 0).next().getEventsList().getLast();
    assertThat(event.getSurvivingLicencesList()).containsExactly(grant.id().hex());
    assertThat(event.getSummary())
        .endsWith("It breaks no licence: " + grant.id().hex().substring(0, 12) + "… goes on.");
  }

  @Test
  void refusesWhatIsNoQuestion() {
    assertRefused(Reason.NOT_FOUND, () -> client.licence(work.id().hex(), 0, 0));
    assertRefused(
        Reason.NOT_FOUND,
        () -> client.rights(asking("creator-one").toBuilder().setTime(1).build()));
    assertRefused(
        Reason.NOT_FOUND,
        () -> client.rights(asking("creator-one").toBuilder().setHeight(1_000).build()));
    assertRefused(
        Reason.MALFORMED,
        () -> client.rights(asking("creator-one").toBuilder().setHeight(1).setTime(1).build()));
    assertRefused(Reason.MALFORMED, () -> client.rights(asking("Nobody!")));
    assertRefused(
        Reason.MALFORMED, () -> client.licences(ListLicencesRequest.getDefaultInstance()));
  }

  private static void assertRefused(
      Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
