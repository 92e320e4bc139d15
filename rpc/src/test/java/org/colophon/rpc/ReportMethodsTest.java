package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.record.Role;
import org.colophon.core.report.About;
import org.colophon.core.report.Report;
import org.colophon.crypto.Hash;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.MakeReportRequest;
import org.colophon.rpc.proto.OpenedName;
import org.colophon.rpc.proto.ReportView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports, over gRPC and over HTTP. */
class ReportMethodsTest {
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

  private void submit(TestRecord record) throws Exception {
    assertThat(client.submit(List.of(record.bytes())).getFirst().hasReceipt()).isTrue();
  }

  private MakeReportRequest.Builder ofTheWork() {
    return MakeReportRequest.newBuilder().setWork(work.work().hex());
  }

  private void assertRefused(Reason reason, MakeReportRequest.Builder request) throws Exception {
    assertThatThrownBy(() -> client.report(request.build()))
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    HttpResponse<byte[]> answer = post(request.build());
    assertThat(answer.statusCode()).isNotEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(reason.name());
  }

  private HttpResponse<byte[]> post(MakeReportRequest request) throws Exception {
    byte[] body = JsonFormat.printer().print(request).getBytes(StandardCharsets.UTF_8);
    return port.post("/v1/reports", body, TestPort.member());
  }

  @Test
  void theSameBytesComeOverBothTransportsAndAtAnyLaterTime() throws Exception {
    port.node.ledger().seal();
    byte[] first = client.report(ofTheWork().build());
    Report report = Report.read(first);
    assertThat(report.about()).isEqualTo(new About.Work(work.work()));
    assertThat(report.events()).containsExactly(work.id());
    submit(port.records().correct(port.creator, work.id()));
    port.node.ledger().seal();
    MakeReportRequest again = ofTheWork().setHeight(report.block().height().value()).build();
    assertThat(client.report(again)).isEqualTo(first);
    ReportView.Builder view = ReportView.newBuilder();
    HttpResponse<byte[]> answer = post(again);
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonFormat.parser().merge(new String(answer.body(), StandardCharsets.UTF_8), view);
    assertThat(view.getReport().toByteArray()).isEqualTo(first);
    assertThat(client.report(ofTheWork().build())).isNotEqualTo(first);
    MakeReportRequest then = ofTheWork().setTime(report.block().time().value()).build();
    assertThat(client.report(then)).isEqualTo(first);
  }

  @Test
  void aCaseIsToldOfAsFarAsItIsOpened() throws Exception {
    Actor court = port.consortium.actor(TestConsortium.COURT_NORTH);
    Hash salt = port.consortium.hash("salt");
    Opened opened = new Opened(court.subject(), salt, work.work().hex());
    TestRecord opening =
        port.records()
            .record(
                new CaseOpen(
                    CaseOpen.Kind.CIVIL,
                    port.consortium.hash("number"),
                    List.of(opened.commitment()),
                    List.of(port.consortium.hash("somebody"))))
            .by(court, Role.MEMBER);
    submit(opening);
    port.node.ledger().seal();
    MakeReportRequest.Builder closed = MakeReportRequest.newBuilder().setCase(opening.id().hex());
    assertThat(Report.read(client.report(closed.build())).titles()).isEmpty();
    OpenedName name =
        OpenedName.newBuilder()
            .setBy(court.subject().text())
            .setSalt(salt.hex())
            .setText(work.work().hex())
            .build();
    Report report = Report.read(client.report(closed.clone().addOpenings(name).build()));
    assertThat(report.titles()).hasSize(1);
    assertThat(report.checks()).isNotEmpty();
    OpenedName wrong = name.toBuilder().setText(opening.id().hex()).build();
    assertRefused(Reason.COMMITMENT_MISMATCH, closed.clone().addOpenings(wrong));
    assertRefused(Reason.MALFORMED, closed.clone().addOpenings(name.toBuilder().setSalt("salt")));
    MakeReportRequest.Builder many = closed.clone();
    for (int i = 0; i <= About.OPENINGS_MAX; i++) {
      many.addOpenings(name);
    }
    assertRefused(Reason.TOO_LARGE, many);
  }

  @Test
  void refusesByNameWhatIsNoQuestion() throws Exception {
    assertRefused(Reason.NOT_FOUND, ofTheWork());
    port.node.ledger().seal();
    assertRefused(Reason.MALFORMED, MakeReportRequest.newBuilder());
    assertRefused(Reason.MALFORMED, ofTheWork().setSubject("creator-one"));
    assertRefused(Reason.MALFORMED, ofTheWork().addOpenings(OpenedName.getDefaultInstance()));
    assertRefused(Reason.MALFORMED, MakeReportRequest.newBuilder().setWork("41d2"));
    assertRefused(Reason.MALFORMED, MakeReportRequest.newBuilder().setSubject("Not A Name"));
    assertRefused(Reason.BAD_INTERVAL, ofTheWork().setFrom(9).setUntil(9));
    assertRefused(Reason.MALFORMED, ofTheWork().setFrom(Long.MAX_VALUE));
    assertRefused(Reason.MALFORMED, ofTheWork().setHeight(1).setTime(1));
    assertRefused(Reason.NOT_FOUND, ofTheWork().setHeight(99));
    assertRefused(Reason.NOT_FOUND, MakeReportRequest.newBuilder().setSubject("nobody"));
    assertRefused(Reason.NOT_FOUND, MakeReportRequest.newBuilder().setCase(work.id().hex()));
  }
}
