package org.colophon.rpc.server;

import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.port.NodePort;
import org.colophon.core.provenance.Trace;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.SubjectView;
import org.colophon.core.query.TitleCheck;
import org.colophon.rpc.proto.CheckTitleRequest;
import org.colophon.rpc.proto.GetSubjectRequest;
import org.colophon.rpc.proto.TitleFinding;
import org.colophon.rpc.proto.TitleView;
import org.colophon.rpc.proto.TraceResponse;
import org.colophon.rpc.proto.TraceSubjectRequest;

/** The answers about titles and subjects over time, the same for every transport. */
final class HistoryApi {
  private final LedgerApi ledger;
  private final HeightGate heights;
  private final NodePort node;

  HistoryApi(LedgerApi ledger, HeightGate heights, NodePort node) {
    this.ledger = ledger;
    this.heights = heights;
    this.node = node;
  }

  TitleView title(CheckTitleRequest request) throws RefusedException, InterruptedException {
    WorkId work = LedgerApi.parse("work", request.getWork(), WorkId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime(), request.getHeight());
      return view(
          query, TitleCheck.of(query, work, asOf).orElseThrow(() -> LedgerApi.notFound("work")));
    });
  }

  private static TitleView view(LedgerQuery query, TitleCheck check) throws RefusedException {
    TitleView.Builder view =
        TitleView.newBuilder()
            .setWork(check.work().hex())
            .setVerdict(check.verdict().name())
            .setAsOfHeight(check.asOf().height().value())
            .setAsOfTime(check.asOf().time().value());
    for (RecordAt record : check.chain()) {
      view.addChain(Views.event(Trace.event(query, record)));
    }
    for (TitleCheck.Finding finding : check.findings()) {
      view.addFindings(
          TitleFinding.newBuilder()
              .setKind(finding.kind().name())
              .setVerdict(finding.kind().verdict().name())
              .setWork(finding.work().hex())
              .setRecord(finding.record().hex()));
    }
    return view.build();
  }

  org.colophon.rpc.proto.SubjectView subject(GetSubjectRequest request)
      throws RefusedException, InterruptedException {
    SubjectId subject = LedgerApi.parse("subject", request.getSubject(), SubjectId::new);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      SubjectView found = require(query, subject);
      org.colophon.rpc.proto.SubjectView.Builder view =
          org.colophon.rpc.proto.SubjectView.newBuilder()
              .setSubject(subject.text())
              .setKind(found.kind().name())
              .setRegistrar(found.registrar().text());
      found.recipient().ifPresent(record -> view.setRecipientRecord(record.hex()));
      found
          .registered()
          .ifPresent(record ->
              view.setReceipt(Views.receipt(record.receipt()))
                  .setTimes(Views.times(record, query)));
      return view.build();
    });
  }

  TraceResponse trace(TraceSubjectRequest request) throws RefusedException, InterruptedException {
    SubjectId subject = LedgerApi.parse("subject", request.getSubject(), SubjectId::new);
    int size = ledger.pageSize(request.getPageSize(), Trace.PAGE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      require(query, subject);
      return Views.trace(Trace.ofSubject(query, subject, size, request.getCursor()));
    });
  }

  private SubjectView require(LedgerQuery query, SubjectId subject) throws RefusedException {
    boolean isMember = node.membership().organisation(new OrgId(subject.text())).isPresent();
    return SubjectView.of(query, subject, isMember)
        .orElseThrow(() -> LedgerApi.notFound("subject"));
  }
}
