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
import org.colophon.core.RecordId;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Right;
import org.colophon.crypto.Hash;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.FindingView;
import org.colophon.rpc.proto.InfringementView;
import org.colophon.rpc.proto.ListInfringementsRequest;
import org.colophon.rpc.proto.ListInfringementsResponse;
import org.colophon.rpc.proto.ListPricesRequest;
import org.colophon.rpc.proto.ListPricesResponse;
import org.colophon.rpc.proto.ListSubmissionsRequest;
import org.colophon.rpc.proto.ListSubmissionsResponse;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.PriceView;
import org.colophon.rpc.proto.SubmissionView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestStandards;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Infringements, prices and submissions to courts, over gRPC and over HTTP. */
class ClaimMethodsTest {
  @TempDir Path directory;
  private TestPort port;
  private LedgerClient client;
  private TestRecords records;
  private Actor court;
  private Actor office;
  private Actor platform;
  private Hash song;
  private TestRecord work;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    client = port.client(TestPort.member());
    records = port.records();
    court = port.consortium.actor(TestConsortium.COURT_NORTH);
    office = port.consortium.actor(TestConsortium.OFFICE);
    platform = port.consortium.actor("platform");
    song = port.consortium.hash("song");
    work = records.declare(port.creator, song);
    submit(records.registerOrganisation(port.consortium.actor(TestConsortium.NOTARY), platform));
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

  private interface Call {
    Object run() throws RpcException;
  }

  private static void assertRefused(Reason reason, Call call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private TestRecord alleged(Right... rights) throws Exception {
    TestRecord allegation =
        records.allege(
            port.creator, platform, work.work(), new RecordId(work.work().hash()), rights);
    submit(allegation);
    return allegation;
  }

  @Test
  void aFindingShowsTheFiguresThatItStates() throws Exception {
    TestRecord allegation = alleged(Right.RENTAL);
    submit(records.find(court, allegation.id(), TestStandards.FOUND));
    FindingView finding = client.infringement(allegation.id().hex(), 0, 0).getFindings(0);
    assertThat(finding.getFiguresList())
        .extracting(figure -> figure.getName() + " " + figure.getValue())
        .containsExactly("contribution 4000", "multiple 20000");
  }

  @Test
  void anInfringementShowsFindingsAndTheLicenceThatSpeaksAgainstIt() throws Exception {
    TestRecord licence =
        records.grant(port.creator, platform, work.work(), TestTerms.of(Right.REPRODUCTION));
    submit(licence);
    TestRecord allegation = alleged(Right.REPRODUCTION, Right.RENTAL);
    long before = client.infringement(allegation.id().hex(), 0, 0).getTimes().getOrdered();
    TestRecord first =
        records.find(court, allegation.id(), InfringementFind.Outcome.PARTLY_INFRINGED);
    TestRecord appeal =
        records.find(
            port.consortium.actor(TestConsortium.COURT_SOUTH),
            allegation.id(),
            InfringementFind.Outcome.NOT_INFRINGED);
    submit(first);
    submit(appeal);
    InfringementView view = client.infringement(allegation.id().hex(), 0, 0);
    assertThat(view.getWork()).isEqualTo(work.work().hex());
    assertThat(view.getClaimant()).isEqualTo(port.creator.subject().text());
    assertThat(view.getRespondent()).isEqualTo("platform");
    assertThat(view.getTypologyList()).containsExactly("REDISTRIBUTION");
    assertThat(view.getRightsList()).containsExactly("REPRODUCTION", "RENTAL");
    assertThat(view.getFrom()).isEqualTo(TestRecords.WINDOW.from().value());
    assertThat(view.getUntil()).isEqualTo(TestRecords.WINDOW.until().value());
    assertThat(view.getStatus()).isEqualTo("NOT_INFRINGED");
    assertThat(view.getWarningsList()).hasSize(1);
    assertThat(view.getWarnings(0).getSources(0).getChainList()).endsWith(licence.id().hex());
    FindingView finding = view.getFindings(0);
    assertThat(finding.getReceipt().getId()).isEqualTo(first.id().hex());
    assertThat(finding.getCourt()).isEqualTo("court-north");
    assertThat(finding.getOutcome()).isEqualTo("PARTLY_INFRINGED");
    assertThat(finding.getIntent()).isEqualTo("INTENTIONAL");
    assertThat(finding.getSerious()).isTrue();
    assertThat(finding.getUntil()).isEqualTo(TestRecords.WINDOW.until().value());
    assertThat(view.getFindings(1).getReceipt().getId()).isEqualTo(appeal.id().hex());
    assertThat(view.getFindings(1).getUntil()).isZero();
    assertThat(client.infringement(allegation.id().hex(), before, 0).getStatus())
        .isEqualTo("ALLEGED");
    assertThat(
            get("/v1/infringements/" + allegation.id().hex(), InfringementView.newBuilder())
                .build())
        .isEqualTo(view);
    assertRefused(Reason.NOT_FOUND, () -> client.infringement(work.id().hex(), 0, 0));
    assertRefused(Reason.NOT_FOUND, () -> client.infringement("0".repeat(64), 0, 0));
    assertRefused(Reason.MALFORMED, () -> client.infringement("x", 0, 0));
    assertThat(port.get("/v1/infringements/" + work.id().hex()).statusCode()).isEqualTo(404);
  }

  @Test
  void infringementsAreListedByWorkAndByRespondentInPages() throws Exception {
    String first = alleged(Right.RENTAL).id().hex();
    String second = alleged(Right.REPRODUCTION).id().hex();
    ListInfringementsRequest ofWork =
        ListInfringementsRequest.newBuilder().setWork(work.work().hex()).setPageSize(1).build();
    ListInfringementsResponse page = client.infringements(ofWork);
    assertThat(page.getInfringementsList())
        .extracting(view -> view.getReceipt().getId())
        .containsExactly(first);
    ListInfringementsResponse next =
        client.infringements(ofWork.toBuilder().setCursor(page.getNextCursor()).build());
    assertThat(next.getInfringementsList())
        .extracting(view -> view.getReceipt().getId())
        .containsExactly(second);
    assertThat(next.getNextCursor()).isEmpty();
    assertThat(
            get("/v1/infringements?subject=platform", ListInfringementsResponse.newBuilder())
                .getInfringementsList())
        .hasSize(2);
    assertThat(
            get(
                    "/v1/infringements?subject=" + port.creator.subject(),
                    ListInfringementsResponse.newBuilder())
                .getInfringementsList())
        .isEmpty();
    for (ListInfringementsRequest wrong :
        List.of(
            ListInfringementsRequest.getDefaultInstance(),
            ofWork.toBuilder().setSubject("platform").build(),
            ofWork.toBuilder().setWork("x").build(),
            ofWork.toBuilder().setCursor("x").build())) {
      assertRefused(Reason.MALFORMED, () -> client.infringements(wrong));
    }
  }

  @Test
  void pricesAreShownAndListed() throws Exception {
    TestRecord licence =
        records.grant(port.creator, platform, work.work(), TestTerms.of(Right.REPRODUCTION));
    submit(licence);
    TestRecord fee = records.price(office, licence.id(), PriceReference.Basis.LICENCE_FEE);
    TestRecord statistic = records.price(office, "songs", 12_000);
    submit(fee);
    submit(statistic);
    PriceView ofDeal = client.price(fee.id().hex(), 0);
    assertThat(ofDeal.getComparable()).isEqualTo(licence.id().hex());
    assertThat(ofDeal.getWork()).isEqualTo(work.work().hex());
    assertThat(ofDeal.getCommitment()).isEqualTo(records.hash("price").hex());
    assertThat(ofDeal.getAmount()).isZero();
    PriceView ofMarket = get("/v1/prices/" + statistic.id().hex(), PriceView.newBuilder()).build();
    assertThat(ofMarket).isEqualTo(client.price(statistic.id().hex(), 0));
    assertThat(ofMarket.getMarket()).isEqualTo("songs");
    assertThat(ofMarket.getAmount()).isEqualTo(12_000);
    assertThat(ofMarket.getCurrency()).isEqualTo("CNY");
    assertThat(ofMarket.getExponent()).isEqualTo(2);
    assertThat(ofMarket.getTerritoryList()).containsExactly("CN");
    assertThat(
            client
                .prices(ListPricesRequest.newBuilder().setWork(work.work().hex()).build())
                .getPricesList())
        .containsExactly(ofDeal);
    assertThat(
            get("/v1/prices?appraiser=office-capital", ListPricesResponse.newBuilder())
                .getPricesList())
        .containsExactly(ofDeal, ofMarket);
    assertRefused(Reason.NOT_FOUND, () -> client.price(work.id().hex(), 0));
    for (ListPricesRequest wrong :
        List.of(
            ListPricesRequest.getDefaultInstance(),
            ListPricesRequest.newBuilder().setAppraiser("The Office").build(),
            ListPricesRequest.newBuilder().setWork("x").build())) {
      assertRefused(Reason.MALFORMED, () -> client.prices(wrong));
    }
  }

  @Test
  void aCourtSeesWhatWaitsAndASubjectWhatBecameOfIt() throws Exception {
    TestRecord taken = records.submit(port.creator, TestConsortium.COURT_NORTH, song, work.work());
    TestRecord refused = records.submit(port.creator, TestConsortium.COURT_NORTH, song);
    TestRecord waiting = records.submit(port.creator, TestConsortium.COURT_NORTH, song);
    submit(taken);
    submit(refused);
    submit(waiting);
    TestRecord received = records.receive(court, taken.id(), song);
    submit(received);
    submit(records.refuse(court, refused.id(), CourtReceive.Ground.NOT_COMPETENT));
    SubmissionView view = client.submission(taken.id().hex(), 0, 0);
    assertThat(view.getSubmitter()).isEqualTo(port.creator.subject().text());
    assertThat(view.getCourt()).isEqualTo("court-north");
    assertThat(view.getSha256()).isEqualTo(song.hex());
    assertThat(view.getSize()).isEqualTo(90_210);
    assertThat(view.getMediaType()).isEqualTo("application/zip");
    assertThat(view.getWorksList()).containsExactly(work.work().hex());
    assertThat(view.getStatus()).isEqualTo("RECEIVED");
    assertThat(view.getAnswer().getReceipt().getId()).isEqualTo(received.id().hex());
    assertThat(view.getAnswer().getSha256()).isEqualTo(song.hex());
    assertThat(client.submission(refused.id().hex(), 0, 0).getAnswer().getGround())
        .isEqualTo("NOT_COMPETENT");
    assertThat(get("/v1/submissions/" + taken.id().hex(), SubmissionView.newBuilder()).build())
        .isEqualTo(view);
    assertThat(client.submission(taken.id().hex(), view.getTimes().getOrdered(), 0).getStatus())
        .isEqualTo("WAITING");
    assertThat(
            get(
                    "/v1/submissions?court=court-north&waiting=true",
                    ListSubmissionsResponse.newBuilder())
                .getSubmissionsList())
        .extracting(one -> one.getReceipt().getId())
        .containsExactly(waiting.id().hex());
    ListSubmissionsRequest ofCourt =
        ListSubmissionsRequest.newBuilder().setCourt("court-north").build();
    assertThat(client.submissions(ofCourt).getSubmissionsList()).hasSize(3);
    assertThat(
            get(
                    "/v1/submissions?subject=" + port.creator.subject(),
                    ListSubmissionsResponse.newBuilder())
                .getSubmissionsList())
        .extracting(SubmissionView::getStatus)
        .containsExactly("RECEIVED", "REFUSED", "WAITING");
    assertRefused(Reason.NOT_FOUND, () -> client.submission(work.id().hex(), 0, 0));
    for (ListSubmissionsRequest wrong :
        List.of(
            ListSubmissionsRequest.getDefaultInstance(),
            ofCourt.toBuilder().setSubject("platform").build(),
            ofCourt.toBuilder().setWaiting(true).setTime(5).build(),
            ListSubmissionsRequest.newBuilder().setSubject("a-b").setWaiting(true).build(),
            ofCourt.toBuilder().setWaiting(true).setCursor("x").build())) {
      assertRefused(Reason.MALFORMED, () -> client.submissions(wrong));
    }
  }
}
