package org.colophon.client;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.net.NetworkException;
import org.colophon.core.RecordId;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.CaseView;
import org.colophon.rpc.proto.GrantEnding;
import org.colophon.rpc.proto.GrantView;
import org.colophon.rpc.proto.LeaseView;
import org.colophon.rpc.proto.ReadsView;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.ScopeView;
import org.colophon.rpc.proto.StepView;
import org.colophon.rpc.proto.Times;

/** Cases of a {@link FakeChain}, and grants to read in them. */
final class FakeCases {
  private final FakeChain chain;

  FakeCases(FakeChain chain) {
    this.chain = chain;
  }

  List<CaseView> cases() {
    List<CaseView> found = new ArrayList<>();
    chain
        .records()
        .forEach((id, record) -> {
          if (record.statement().content() instanceof CaseOpen opened) {
            found.add(caseView(id, record, opened));
          }
        });
    return found;
  }

  CaseView caseOpened(String id) throws NetworkException {
    VerifiedRecord record = chain.record(id);
    if (record == null || !(record.statement().content() instanceof CaseOpen opened)) {
      throw FakeChain.notFound();
    }
    return caseView(id, record, opened);
  }

  private CaseView caseView(String id, VerifiedRecord record, CaseOpen opened) {
    return CaseView.newBuilder()
        .setReceipt(chain.receiptOf(id))
        .setTimes(chain.times(id, record))
        .setOrgan(record.statement().author().text())
        .setKind(opened.kind().name())
        .setNumber(opened.number().hex())
        .addAllWorks(opened.works().stream().map(Hash::hex).toList())
        .addAllParties(opened.parties().stream().map(Hash::hex).toList())
        .setStatus("JUDGMENT")
        .setSealUntil(FakeChain.TIME + 86_400_000)
        .addSteps(
            StepView.newBuilder()
                .setReceipt(chain.receiptOf(id))
                .setTimes(chain.times(id, record))
                .setStatus("OPEN")
                .setBy(record.statement().author().text()))
        .build();
  }

  List<GrantView> grants() {
    List<GrantView> found = new ArrayList<>();
    chain
        .records()
        .forEach((id, record) -> {
          if (record.statement().content() instanceof ScopeGrant grant) {
            found.add(grantView(id, record, grant));
          }
        });
    return found;
  }

  GrantView grant(String id) throws NetworkException {
    VerifiedRecord record = chain.record(id);
    if (record == null || !(record.statement().content() instanceof ScopeGrant grant)) {
      throw FakeChain.notFound();
    }
    return grantView(id, record, grant);
  }

  /** A grant that counts unless it was revoked; ten reads of it are leased. */
  private GrantView grantView(String id, VerifiedRecord record, ScopeGrant grant) {
    Scope scope = grant.scope();
    GrantView.Builder view =
        GrantView.newBuilder()
            .setReceipt(chain.receiptOf(id))
            .setTimes(chain.times(id, record))
            .setCase(grant.caseOpened().hex())
            .setGrantee(grant.grantee().text())
            .addAllGrantors(
                record.statement().signers().stream().map(s -> s.subject().text()).toList())
            .setBasis(grant.basis())
            .addAllLine(grant.parent().stream().map(RecordId::hex).toList())
            .addLine(id)
            .setScope(
                ScopeView.newBuilder()
                    .addAllWorks(scope.works().stream().map(Hash::hex).toList())
                    .addAllParties(scope.parties().stream().map(Hash::hex).toList())
                    .addAllTypes(scope.typeLabels())
                    .setReaders(scope.readers().name())
                    .setRecordsFrom(scope.recordsFrom().value())
                    .setRecordsUntil(scope.recordsUntil().value())
                    .addAllVerbs(scope.verbs().stream().map(Enum::name).toList())
                    .setUntil(scope.until().value())
                    .setReads(scope.reads())
                    .setReadsADay(scope.readsADay())
                    .setDepth(scope.depth())
                    .setUrgent(scope.urgent()))
            .setStatement(ByteString.copyFrom(FakeChain.statementBytes(record)));
    Optional<Statement> revocation =
        chain.statements().stream()
            .filter(one ->
                one.content() instanceof ScopeRevoke revoke && revoke.grant().hex().equals(id))
            .findFirst();
    if (revocation.isPresent()) {
      return view.setEnded(
              GrantEnding.newBuilder()
                  .setCause("REVOKED")
                  .setRecord(revocation.get().id().hex())
                  .setSince(FakeChain.TIME))
          .build();
    }
    return view.setEffective(true)
        .setReads(ReadsView.newBuilder().setLeased(10).setUsed(7).setLeft(3).setLeftToday(2))
        .build();
  }

  List<LeaseView> leases(String grant) {
    Receipt receipt = chain.receiptOf(grant);
    Times times = Times.newBuilder().setClaimed(FakeChain.TIME).setOrdered(FakeChain.TIME).build();
    LeaseView open =
        LeaseView.newBuilder()
            .setReceipt(receipt)
            .setTimes(times)
            .setGrant(grant)
            .setNode("court-1")
            .setReads(10)
            .setUntil(FakeChain.TIME)
            .build();
    return List.of(
        open.toBuilder()
            .setSettlement(receipt)
            .setSettlementTimes(times)
            .setUsed(7)
            .setRoot("ab".repeat(32))
            .build(),
        open);
  }
}
