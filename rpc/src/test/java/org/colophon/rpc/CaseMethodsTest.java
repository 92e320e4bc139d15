package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.core.Reason;
import org.colophon.core.Timestamp;
import org.colophon.core.record.Role;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.CaseView;
import org.colophon.rpc.proto.GrantView;
import org.colophon.rpc.proto.LeaseView;
import org.colophon.rpc.proto.ListCasesRequest;
import org.colophon.rpc.proto.ListCasesResponse;
import org.colophon.rpc.proto.ListGrantsRequest;
import org.colophon.rpc.proto.ListGrantsResponse;
import org.colophon.rpc.proto.ListLeasesRequest;
import org.colophon.rpc.proto.ListLeasesResponse;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.Receipt;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCases;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases, grants to read and leases over gRPC and over HTTP. */
class CaseMethodsTest {
  private static final String COURT = TestConsortium.COURT_NORTH.text();

  @TempDir Path directory;
  private TestPort port;
  private LedgerClient client;
  private TestCases cases;
  private Actor court;
  private Actor node;
  private Actor other;
  private TestRecord opened;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    client = port.client(TestPort.member());
    cases = port.records().cases();
    court = port.consortium.actor(TestConsortium.COURT_NORTH);
    node = port.consortium.actor(TestConsortium.node(TestConsortium.COURT_NORTH).text());
    other = port.consortium.actor("clerk-chen");
    opened = cases.open(court);
    submit(port.records().register(court, node));
    submit(port.records().register(court, other));
    submit(opened);
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

  private TestScope scope(Receipt at) {
    return TestScope.at(new Timestamp(at.getTime()));
  }

  private Receipt caseReceipt() throws Exception {
    return client.caseOpened(opened.id().hex(), 0, 0).getReceipt();
  }

  private TestRecord granted() throws Exception {
    TestRecord grant =
        cases.grant(
            opened.id(), port.creator.subject(), scope(caseReceipt()).depth(1).scope(), court);
    submit(grant);
    return grant;
  }

  private TestRecord passedOn(TestRecord grant) throws Exception {
    TestScope part = scope(caseReceipt()).parties("x").lasting(Duration.ofDays(1));
    TestRecord passed =
        cases.delegate(port.creator, opened.id(), grant.id(), other.subject(), part.scope());
    submit(passed);
    return passed;
  }

  private <B extends Message.Builder> B get(String path, B into) throws Exception {
    HttpResponse<byte[]> response = port.get(path);
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(text).isEqualTo(200);
    JsonFormat.parser().merge(text, into);
    return into;
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void showsACaseByItsCommitments() throws Exception {
    CaseView open = client.caseOpened(opened.id().hex(), 0, 0);
    assertThat(open.getOrgan()).isEqualTo(COURT);
    assertThat(open.getKind()).isEqualTo("CIVIL");
    assertThat(open.getStatus()).isEqualTo("OPEN");
    assertThat(open.getNumber()).isEqualTo(port.records().hash("number").hex());
    assertThat(open.getWorksCount()).isEqualTo(1);
    assertThat(open.getPartiesCount()).isEqualTo(2);
    assertThat(open.getSealUntil()).isZero();
    assertThat(open.getSealLifted()).isFalse();
    assertThat(open.getTimes().getOrdered()).isEqualTo(open.getReceipt().getTime());
    assertThat(open.getStatement().toStringUtf8()).contains("\"type\":\"case.open\"");
    Timestamp lifts = new Timestamp(open.getReceipt().getTime() + 1_000_000);
    submit(cases.close(court, opened.id(), lifts));
    CaseView closed = client.caseOpened(opened.id().hex(), 0, 0);
    assertThat(closed.getStatus()).isEqualTo("JUDGMENT");
    assertThat(closed.getSealUntil()).isEqualTo(lifts.value());
    assertThat(closed.getSealLifted()).isFalse();
    assertThat(closed.getStepsList())
        .extracting(step -> step.getStatus() + " " + step.getBy())
        .containsExactly("OPEN " + COURT, "JUDGMENT " + COURT);
    assertThat(closed.getSteps(1).getReason()).isEqualTo(port.records().hash("judgment").hex());
    assertThat(get("/v1/cases/" + opened.id(), CaseView.newBuilder()).build()).isEqualTo(closed);
    CaseView later = client.caseOpened(opened.id().hex(), lifts.value(), 0);
    assertThat(later.getSealLifted()).isTrue();
    assertThat(client.caseOpened(opened.id().hex(), open.getReceipt().getTime(), 0).getStatus())
        .isEqualTo("OPEN");
    assertRefused(Reason.NOT_FOUND, () -> client.caseOpened(port.records().hash("no").hex(), 0, 0));
    assertRefused(Reason.MALFORMED, () -> client.caseOpened("no", 0, 0));
  }

  @Test
  void listsTheCasesOfAnOrgan() throws Exception {
    TestRecord second = cases.open(court);
    submit(second);
    ListCasesRequest request = ListCasesRequest.newBuilder().setOrgan(COURT).setPageSize(1).build();
    ListCasesResponse first = client.cases(request);
    assertThat(first.getCasesList())
        .extracting(view -> view.getReceipt().getId())
        .containsExactly(opened.id().hex());
    ListCasesResponse next =
        client.cases(request.toBuilder().setCursor(first.getNextCursor()).build());
    assertThat(next.getCasesList())
        .extracting(view -> view.getReceipt().getId())
        .containsExactly(second.id().hex());
    assertThat(next.getNextCursor()).isEmpty();
    assertThat(get("/v1/cases?organ=" + COURT, ListCasesResponse.newBuilder()).getCasesCount())
        .isEqualTo(2);
    assertRefused(Reason.MALFORMED, () -> client.cases(ListCasesRequest.getDefaultInstance()));
  }

  @Test
  void showsAGrantItsLineAndWhatEndsIt() throws Exception {
    TestRecord grant = granted();
    TestRecord passed = passedOn(grant);
    GrantView view = client.grant(passed.id().hex(), 0, 0);
    assertThat(view.getCase()).isEqualTo(opened.id().hex());
    assertThat(view.getGrantee()).isEqualTo("clerk-chen");
    assertThat(view.getGrantorsList()).containsExactly(port.creator.subject().text());
    assertThat(view.getBasis()).isEqualTo("CN-CPL-67");
    assertThat(view.getLineList()).containsExactly(grant.id().hex(), passed.id().hex());
    assertThat(view.getScope().getWorksList()).containsExactly(TestScope.commitment("work").hex());
    assertThat(view.getScope().getPartiesList()).containsExactly(TestScope.commitment("x").hex());
    assertThat(view.getScope().getTypesList()).containsExactly("*");
    assertThat(view.getScope().getReaders()).isEqualTo("CASE");
    assertThat(view.getScope().getVerbsList()).containsExactly("READ");
    assertThat(view.getScope().getReads()).isEqualTo(1_000);
    assertThat(view.getScope().getReadsADay()).isEqualTo(100);
    assertThat(view.getEffective()).isTrue();
    assertThat(view.hasEnded()).isFalse();
    assertThat(view.getReads().getLeftToday()).isEqualTo(100);
    TestRecord revocation = cases.revoke(court, Role.MEMBER, grant.id());
    Receipt revoked = submit(revocation);
    GrantView ended = client.grant(passed.id().hex(), 0, 0);
    assertThat(ended.getEffective()).isFalse();
    assertThat(ended.getEnded().getCause()).isEqualTo("REVOKED");
    assertThat(ended.getEnded().getRecord()).isEqualTo(revocation.id().hex());
    assertThat(ended.getEnded().getSince()).isEqualTo(revoked.getTime());
    assertThat(get("/v1/grants/" + passed.id(), GrantView.newBuilder()).build()).isEqualTo(ended);
    GrantView then = client.grant(passed.id().hex(), view.getReceipt().getTime(), 0);
    assertThat(then.getEffective()).isTrue();
    assertThat(then.hasReads()).isFalse();
    assertRefused(Reason.NOT_FOUND, () -> client.grant(opened.id().hex(), 0, 0));
    assertRefused(Reason.MALFORMED, () -> client.grant("no", 0, 0));
  }

  @Test
  void listsGrantsOfACaseAndOfAGrantee() throws Exception {
    TestRecord grant = granted();
    TestRecord passed = passedOn(grant);
    ListGrantsRequest ofCase = ListGrantsRequest.newBuilder().setCase(opened.id().hex()).build();
    assertThat(client.grants(ofCase).getGrantsList())
        .extracting(view -> view.getReceipt().getId())
        .containsExactly(grant.id().hex(), passed.id().hex());
    ListGrantsResponse ofGrantee =
        get("/v1/grants?grantee=clerk-chen", ListGrantsResponse.newBuilder()).build();
    assertThat(ofGrantee.getGrantsList())
        .extracting(view -> view.getReceipt().getId())
        .containsExactly(passed.id().hex());
    assertRefused(Reason.MALFORMED, () -> client.grants(ListGrantsRequest.getDefaultInstance()));
    assertRefused(
        Reason.MALFORMED, () -> client.grants(ofCase.toBuilder().setGrantee("clerk-chen").build()));
  }

  @Test
  void listsLeasesOfAGrantAndOfThoseBelowIt() throws Exception {
    TestRecord grant = granted();
    TestRecord passed = passedOn(grant);
    Timestamp until = new Timestamp(caseReceipt().getTime() + 3_600_000);
    TestRecord lease = cases.lease(node, passed.id(), 10, until);
    submit(lease);
    TestRecord settlement = cases.settle(node, lease.id(), 7);
    submit(settlement);
    TestRecord open = cases.lease(node, passed.id(), 5, until);
    submit(open);
    ListLeasesResponse listed =
        client.leases(ListLeasesRequest.newBuilder().setGrant(grant.id().hex()).build());
    assertThat(listed.getLeasesList())
        .extracting(view -> view.getReceipt().getId())
        .containsExactly(lease.id().hex(), open.id().hex());
    LeaseView settled = listed.getLeases(0);
    assertThat(settled.getGrant()).isEqualTo(passed.id().hex());
    assertThat(settled.getNode()).isEqualTo(node.subject().text());
    assertThat(settled.getReads()).isEqualTo(10);
    assertThat(settled.getUntil()).isEqualTo(until.value());
    assertThat(settled.getSettlement().getId()).isEqualTo(settlement.id().hex());
    assertThat(settled.getUsed()).isEqualTo(7);
    assertThat(settled.getRoot()).isEqualTo(port.records().hash("journal").hex());
    assertThat(listed.getLeases(1).hasSettlement()).isFalse();
    GrantView view = client.grant(grant.id().hex(), 0, 0);
    assertThat(view.getReads().getLeased()).isEqualTo(5);
    assertThat(view.getReads().getUsed()).isEqualTo(7);
    assertThat(view.getReads().getLeft()).isEqualTo(988);
    assertThat(view.getReads().getLeftToday()).isEqualTo(85);
    assertThat(
            get("/v1/grants/" + passed.id() + "/leases", ListLeasesResponse.newBuilder()).build())
        .isEqualTo(
            client.leases(ListLeasesRequest.newBuilder().setGrant(passed.id().hex()).build()));
    assertRefused(Reason.MALFORMED, () -> client.leases(ListLeasesRequest.getDefaultInstance()));
  }
}
