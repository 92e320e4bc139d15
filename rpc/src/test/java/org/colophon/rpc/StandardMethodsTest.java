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
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.Right;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Tier;
import org.colophon.core.standard.Standard;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.AssessmentView;
import org.colophon.rpc.proto.GatherRequest;
import org.colophon.rpc.proto.ListAssessmentsRequest;
import org.colophon.rpc.proto.ListAssessmentsResponse;
import org.colophon.rpc.proto.ListStandardsRequest;
import org.colophon.rpc.proto.ListStandardsResponse;
import org.colophon.rpc.proto.MembershipView;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.ProposalView;
import org.colophon.rpc.proto.StandardView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestChanges;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestStandards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standards of damages and assessments, over gRPC and over HTTP. */
class StandardMethodsTest {
  private static final Standard COPYRIGHT = TestStandards.COPYRIGHT;

  @TempDir Path directory;
  private TestPort port;
  private LedgerClient client;
  private TestRecords records;
  private TestStandards standards;
  private Actor court;
  private TestRecord proposal;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    client = port.client(TestPort.member());
    records = port.records();
    standards = port.consortium.standards();
    court = port.consortium.actor(TestConsortium.COURT_NORTH);
    proposal = standards.propose(court, COPYRIGHT);
    submit(proposal);
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

  private void putIntoForce() throws Exception {
    submit(standards.vote(port.consortium.actor(TestConsortium.NOTARY), proposal));
    submit(standards.vote(port.consortium.actor(TestConsortium.OFFICE), proposal));
    submit(standards.activate(court, proposal));
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

  @Test
  void aStandardIsShownWithItsDocumentAndItsVotes() throws Exception {
    String hash = COPYRIGHT.hash().hex();
    assertThat(client.standard(hash, 0).getStatus()).isEqualTo("PROPOSED");
    putIntoForce();
    StandardView view = client.standard(hash, 0);
    assertThat(view.getReceipt().getId()).isEqualTo(proposal.id().hex());
    assertThat(view.getProposer()).isEqualTo("court-north");
    assertThat(view.getId()).isEqualTo("cn.copyright.54");
    assertThat(view.getVersion()).isEqualTo(1);
    assertThat(view.getStatus()).isEqualTo("ACTIVE");
    assertThat(view.getVotesList()).hasSize(3).startsWith("court-north");
    assertThat(view.getResults()).isEqualTo(TestStandards.compiled(COPYRIGHT).testResults().hex());
    assertThat(view.getNotAfter()).isEqualTo(standards.until().value());
    assertThat(view.getStepsList()).hasSize(2);
    assertThat(Standard.parse(view.getDocument().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(COPYRIGHT);
    assertThat(get("/v1/standards/" + hash, StandardView.newBuilder()).build()).isEqualTo(view);
    assertRefused(Reason.NOT_FOUND, () -> client.standard("0".repeat(64), 0));
    assertRefused(Reason.MALFORMED, () -> client.standard("x", 0));
    assertThat(port.get("/v1/standards/" + "0".repeat(64)).statusCode()).isEqualTo(404);
  }

  @Test
  void proposalsOfMembersAreListedWithTheirVotes() throws Exception {
    assertThat(client.membership(0).getProposalsList()).isEmpty();
    TestChanges changes = port.consortium.changes(port.consortium.genesis().membership());
    TestRecord admission =
        changes.admit(court, port.consortium.newcomer("court-new", Tier.OBSERVER));
    submit(admission);
    submit(changes.vote(port.consortium.actor(TestConsortium.NOTARY), admission));
    MembershipView listed = client.membership(0);
    assertThat(listed.getHash()).isEqualTo(port.consortium.genesis().membership().hash().hex());
    assertThat(listed.getQuorum()).isEqualTo(TestConsortium.QUORUM);
    ProposalView view = listed.getProposals(0);
    assertThat(listed.getProposalsCount()).isOne();
    assertThat(view.getReceipt().getId()).isEqualTo(admission.id().hex());
    assertThat(view.getProposer()).isEqualTo("court-north");
    assertThat(view.getVotesList()).containsExactly("court-north", "notary-east");
    assertThat(view.getStatus()).isEqualTo("OPEN");
    assertThat(view.getNotAfter()).isEqualTo(changes.until().value());
    assertThat(get("/v1/membership", MembershipView.newBuilder()).build()).isEqualTo(listed);
  }

  @Test
  void standardsAreListedByTheirIdOrAll() throws Exception {
    submit(standards.propose(court, TestStandards.named("another.standard")));
    ListStandardsResponse all = client.standards(ListStandardsRequest.getDefaultInstance());
    assertThat(all.getStandardsList())
        .extracting(StandardView::getId)
        .containsExactly("cn.copyright.54", "another.standard");
    ListStandardsResponse first =
        client.standards(ListStandardsRequest.newBuilder().setPageSize(1).build());
    assertThat(first.getStandardsList()).hasSize(1);
    assertThat(
            client
                .standards(
                    ListStandardsRequest.newBuilder().setCursor(first.getNextCursor()).build())
                .getStandardsList())
        .extracting(StandardView::getId)
        .containsExactly("another.standard");
    assertThat(
            get("/v1/standards?id=another.standard", ListStandardsResponse.newBuilder())
                .getStandardsList())
        .hasSize(1);
    assertRefused(
        Reason.MALFORMED,
        () -> client.standards(ListStandardsRequest.newBuilder().setId("two words").build()));
    assertRefused(
        Reason.MALFORMED,
        () -> client.standards(ListStandardsRequest.newBuilder().setCursor("x").build()));
  }

  @Test
  void anAssessmentIsShownAndFoundByItsAllegation() throws Exception {
    putIntoForce();
    TestRecord work = records.declare(port.creator, port.consortium.hash("song"));
    Actor platform = port.consortium.actor("platform");
    submit(records.registerOrganisation(port.consortium.actor(TestConsortium.NOTARY), platform));
    submit(work);
    TestRecord allegation =
        records.allege(
            port.creator,
            platform,
            work.work(),
            new RecordId(work.work().hash()),
            Right.REPRODUCTION);
    submit(allegation);
    List<GivenInput> inputs =
        List.of(
            TestStandards.shown("days", Json.of(168), allegation.id()),
            TestStandards.supposed("expenses", Json.of(5)));
    TestRecord assessment = standards.assess(court, allegation.id(), inputs);
    submit(assessment);
    AssessmentView view = client.assessment(assessment.id().hex(), 0);
    assertThat(view.getAssessor()).isEqualTo("court-north");
    assertThat(view.getStandard()).isEqualTo(COPYRIGHT.hash().hex());
    assertThat(view.getAllegation()).isEqualTo(allegation.id().hex());
    assertThat(view.getStatus()).isEqualTo("FINAL");
    assertThat(view.getPanelList()).isEmpty();
    assertThat(view.getInputsList())
        .containsExactly(
            "{\"name\":\"days\",\"records\":[\"" + allegation.id().hex() + "\"],\"value\":168}",
            "{\"assumed\":true,\"name\":\"expenses\",\"value\":5}");
    assertThat(view.getParameters()).isEqualTo("{\"punitive_reading\":\"BASE_TIMES_ONE_PLUS_M\"}");
    assertThat(view.getResult()).isEqualTo(TestStandards.result(COPYRIGHT, inputs).hex());
    assertThat(get("/v1/assessments/" + assessment.id().hex(), AssessmentView.newBuilder()).build())
        .isEqualTo(view);
    assertThat(
            get(
                    "/v1/assessments?allegation=" + allegation.id().hex(),
                    ListAssessmentsResponse.newBuilder())
                .getAssessmentsList())
        .containsExactly(view);
    GatherRequest.Builder gather =
        GatherRequest.newBuilder()
            .setAllegation(allegation.id().hex())
            .setStandard(COPYRIGHT.hash().hex())
            .setFrom(TestStandards.WINDOW.from().value())
            .setUntil(TestStandards.WINDOW.until().value());
    assertThat(client.gather(gather.build()).getGathered())
        .contains("\"query\":\"WINDOW_DAYS\",\"value\":168")
        .contains("{\"counted\":[],\"input\":\"paid_copies\",\"leftOut\":[]");
    assertRefused(Reason.BAD_INTERVAL, () -> client.gather(gather.clone().setUntil(1).build()));
    assertRefused(
        Reason.NOT_FOUND,
        () -> client.gather(gather.clone().setAllegation(assessment.id().hex()).build()));
    assertRefused(
        Reason.MALFORMED, () -> client.gather(gather.clone().setWork(work.work().hex()).build()));
    assertRefused(
        Reason.NOT_FOUND,
        () -> client.gather(gather.clone().addComparables("0".repeat(64)).build()));
    assertRefused(Reason.NOT_FOUND, () -> client.assessment(work.id().hex(), 0));
    assertRefused(Reason.MALFORMED, () -> client.assessment("x", 0));
    assertRefused(
        Reason.MALFORMED, () -> client.assessments(ListAssessmentsRequest.getDefaultInstance()));
  }
}
