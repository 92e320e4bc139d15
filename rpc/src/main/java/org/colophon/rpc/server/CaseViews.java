package org.colophon.rpc.server;

import java.util.List;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.CaseView;
import org.colophon.core.query.GrantView;
import org.colophon.core.query.LeaseView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.GrantEnding;
import org.colophon.rpc.proto.ReadsView;
import org.colophon.rpc.proto.ScopeView;

/** Puts cases, grants to read and leases into messages of the protocol. */
final class CaseViews {
  private final LedgerQuery ledger;
  private final AsOf asOf;

  /** Steps and times are read from this ledger; what is shown is shown as of then. */
  CaseViews(LedgerQuery ledger, AsOf asOf) {
    this.ledger = ledger;
    this.asOf = asOf;
  }

  org.colophon.rpc.proto.CaseView caseOpened(CaseView view) {
    return org.colophon.rpc.proto.CaseView.newBuilder()
        .setReceipt(Views.receipt(view.record().receipt()))
        .setTimes(Views.times(view.record(), ledger))
        .setOrgan(view.organ().text())
        .setKind(view.opened().kind().name())
        .setNumber(view.opened().number().hex())
        .addAllWorks(hex(view.opened().works()))
        .addAllParties(hex(view.opened().parties()))
        .setStatus(view.course().status().name())
        .addAllSteps(new OfficeViews(ledger).steps(view.course()))
        .setSealUntil(view.sealUntil().map(Timestamp::value).orElse(0L))
        .setSealLifted(view.isSealLifted(asOf.time()))
        .setStatement(Views.bytes(view.record().record().statementBytes()))
        .build();
  }

  org.colophon.rpc.proto.GrantView grant(GrantView view) {
    ScopeGrant content = view.line().grant().content();
    org.colophon.rpc.proto.GrantView.Builder grant =
        org.colophon.rpc.proto.GrantView.newBuilder()
            .setReceipt(Views.receipt(view.record().receipt()))
            .setTimes(Views.times(view.record(), ledger))
            .setCase(content.caseOpened().hex())
            .setGrantee(content.grantee().text())
            .addAllGrantors(view.line().grant().grantors().stream().map(SubjectId::text).toList())
            .setBasis(content.basis())
            .addAllLine(Views.hex(view.ids()))
            .setScope(scope(view.line().scope()))
            .setEffective(view.isEffective())
            .setStatement(Views.bytes(view.record().record().statementBytes()));
    view.ended()
        .ifPresent(ended ->
            grant.setEnded(
                GrantEnding.newBuilder()
                    .setCause(ended.cause().name())
                    .setRecord(ended.record().hex())
                    .setSince(ended.since().value())));
    view.reads()
        .ifPresent(reads ->
            grant.setReads(
                ReadsView.newBuilder()
                    .setLeased(reads.leased())
                    .setUsed(reads.used())
                    .setLeft(reads.left())
                    .setLeftToday(reads.leftToday())));
    return grant.build();
  }

  private static ScopeView scope(Scope scope) {
    return ScopeView.newBuilder()
        .addAllWorks(hex(scope.works()))
        .addAllParties(hex(scope.parties()))
        .addAllTypes(scope.typeLabels())
        .setReaders(scope.readers().name())
        .setRecordsFrom(scope.recordsFrom().value())
        .setRecordsUntil(scope.recordsUntil().value())
        .addAllVerbs(scope.verbs().stream().map(Scope.Verb::name).toList())
        .setUntil(scope.until().value())
        .setReads(scope.reads())
        .setReadsADay(scope.readsADay())
        .setDepth(scope.depth())
        .setUrgent(scope.urgent())
        .build();
  }

  org.colophon.rpc.proto.LeaseView lease(LeaseView view) {
    org.colophon.rpc.proto.LeaseView.Builder lease =
        org.colophon.rpc.proto.LeaseView.newBuilder()
            .setReceipt(Views.receipt(view.record().receipt()))
            .setTimes(Views.times(view.record(), ledger))
            .setGrant(view.lease().grant().hex())
            .setNode(view.node().text())
            .setReads(view.lease().reads())
            .setUntil(view.lease().until().value());
    view.settled()
        .ifPresent(settled ->
            lease
                .setSettlement(Views.receipt(settled.record().receipt()))
                .setSettlementTimes(Views.times(settled.record(), ledger))
                .setUsed(settled.settle().count())
                .setRoot(settled.settle().root().hex()));
    return lease.build();
  }

  private static List<String> hex(List<Hash> commitments) {
    return commitments.stream().map(Hash::hex).toList();
  }
}
