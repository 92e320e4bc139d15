package org.colophon.rpc.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Results;
import org.colophon.core.contract.Conflict;
import org.colophon.core.contract.Disputes;
import org.colophon.core.port.NodePort;
import org.colophon.core.port.Ordering;
import org.colophon.core.provenance.Trace;
import org.colophon.core.provenance.TraceEvent;
import org.colophon.core.query.CorrectionList;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.LookupMatch;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.RecordProof;
import org.colophon.core.query.Times;
import org.colophon.core.record.Signer;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.AuthorityView;
import org.colophon.rpc.proto.ConflictView;
import org.colophon.rpc.proto.ContentView;
import org.colophon.rpc.proto.Holding;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.PeerView;
import org.colophon.rpc.proto.Proof;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.RecordView;
import org.colophon.rpc.proto.Refusal;
import org.colophon.rpc.proto.RefusedRecord;
import org.colophon.rpc.proto.Seal;
import org.colophon.rpc.proto.SignerView;
import org.colophon.rpc.proto.StampingView;
import org.colophon.rpc.proto.TimeDisputeView;
import org.colophon.rpc.proto.TraceResponse;
import org.colophon.rpc.proto.ValidityView;
import org.colophon.rpc.proto.WorkView;

/** Puts values of the core into messages of the protocol. */
final class Views {
  private Views() {}

  static Receipt receipt(org.colophon.core.chain.Receipt receipt) {
    return Receipt.newBuilder()
        .setId(receipt.id().hex())
        .setHeight(receipt.height().value())
        .setIndex(receipt.index().value())
        .setTime(receipt.time().value())
        .build();
  }

  /**
   * The outcome of one submitted record.
   *
   * @param id its id, when its bytes were a record at all
   */
  static Outcome outcome(org.colophon.core.chain.Outcome outcome, Optional<RecordId> id) {
    Outcome.Builder view = Outcome.newBuilder();
    id.ifPresent(known -> view.setId(known.hex()));
    switch (outcome) {
      case org.colophon.core.chain.Outcome.Accepted(var receipt) ->
          view.setId(receipt.id().hex()).setReceipt(receipt(receipt));
      case org.colophon.core.chain.Outcome.Refused(var refusal, var first) -> {
        view.setRefusal(
            Refusal.newBuilder().setReason(refusal.reason().name()).setDetail(refusal.detail()));
        first.ifPresent(receipt -> view.setId(receipt.id().hex()).setReceipt(receipt(receipt)));
      }
    }
    return view.build();
  }

  static RecordView record(RecordAt record, LedgerQuery ledger) {
    RecordProof proof = RecordProof.of(record, ledger.reader());
    List<RecordId> corrections = CorrectionList.of(ledger, record.id());
    RecordView.Builder view =
        bare(record).toBuilder()
            .setTimes(times(record, ledger))
            .setProof(proof(proof))
            .setSealed(proof.seal().isPresent())
            .addAllCorrections(hex(corrections));
    proof.seal().ifPresent(seal -> view.setSeal(seal(seal)));
    return view.build();
  }

  static List<String> hex(List<RecordId> records) {
    return records.stream().map(RecordId::hex).toList();
  }

  /** Without proof, seal, corrections and times. */
  static RecordView bare(RecordAt record) {
    return RecordView.newBuilder()
        .setReceipt(receipt(record.receipt()))
        .setRecord(bytes(record.record().bytes()))
        .build();
  }

  private static Proof proof(RecordProof proof) {
    return Proof.newBuilder()
        .setIndex(proof.path().leafIndex())
        .setSize(proof.path().treeSize())
        .addAllPath(proof.path().path().stream().map(Hash::hex).toList())
        .setRoot(proof.root().hex())
        .build();
  }

  static Seal seal(org.colophon.core.chain.Seal seal) {
    return Seal.newBuilder()
        .setNumber(seal.number())
        .setSize(seal.size().value())
        .setAttested(seal.attested().value())
        .setAttestedEarliest(seal.attestation().earliest().value())
        .setAttestedLatest(seal.attestation().latest().value())
        .addAllTokens(seal.document().tokenBytes().stream().map(Views::bytes).toList())
        .setNote(seal.note())
        .build();
  }

  static TimeDisputeView dispute(Disputes.Dispute dispute) {
    return TimeDisputeView.newBuilder()
        .setOrganisation(dispute.organisation().text())
        .setRecord(dispute.record().hex())
        .setSeen(dispute.seen().value())
        .build();
  }

  static org.colophon.rpc.proto.Times times(RecordAt record, LedgerQuery ledger) {
    return times(Times.of(record, ledger.reader()));
  }

  static org.colophon.rpc.proto.Times times(Times times) {
    org.colophon.rpc.proto.Times.Builder view =
        org.colophon.rpc.proto.Times.newBuilder()
            .setClaimed(times.claimed().value())
            .setOrdered(times.ordered().value())
            .setNotBefore(times.notBefore().map(Timestamp::value).orElse(0L))
            .addAllDisputedBy(times.disputedBy().stream().map(OrgId::text).toList());
    times
        .attested()
        .ifPresent(attested ->
            view.setAttested(attested.median().value())
                .setAttestedEarliest(attested.earliest().value())
                .setAttestedLatest(attested.latest().value()));
    return view.build();
  }

  static WorkView work(org.colophon.core.query.WorkView work, LedgerQuery ledger) {
    WorkView.Builder view =
        WorkView.newBuilder()
            .setWork(work.work().hex())
            .setStatus(work.state().status().name())
            .setOpener(work.state().opener().text())
            .setDeclared(work.state().declared().map(RecordId::hex).orElse(""))
            .setDrafts(work.state().drafts())
            .setOpened(receipt(work.opened().receipt()))
            .setTimes(times(work.opened(), ledger))
            .setAsOfHeight(work.asOf().height().value())
            .setAsOfTime(work.asOf().time().value())
            .setMoreConflicts(work.conflicts().more())
            .setUses(PlatformViews.uses(work.uses()))
            .addAllCorrections(hex(work.corrections()));
    work.release().ifPresent(release -> view.setRelease(PlatformViews.release(release)));
    work.declaration()
        .ifPresent(declared ->
            view.setTitle(declared.title())
                .setIpKind(declared.ipKind().name())
                .setCategory(declared.category())
                .setDerivedFrom(declared.derivedFrom().map(WorkId::hex).orElse("")));
    for (org.colophon.core.query.WorkView.Holding holding : work.holdings()) {
      view.addHoldings(
          Holding.newBuilder()
              .setRight(holding.right())
              .setSubject(holding.subject().text())
              .setShare(Math.toIntExact(holding.share())));
    }
    work.contents().forEach(content -> view.addContents(content(content)));
    work.conflicts().conflicts().forEach(conflict -> view.addConflicts(conflict(conflict, ledger)));
    OfficeViews office = new OfficeViews(ledger);
    work.applications().forEach(one -> view.addApplications(office.application(one)));
    work.objections().forEach(one -> view.addObjections(office.objection(one)));
    return view.build();
  }

  private static ContentView content(org.colophon.core.query.WorkView.Content content) {
    ContentView.Builder view = ContentView.newBuilder().setSha256(content.digest().hex());
    content
        .described()
        .ifPresent(described -> view.setSize(described.size()).setMediaType(described.mediaType()));
    return view.build();
  }

  private static ConflictView conflict(Conflict conflict, LedgerQuery ledger) {
    RecordAt earlier = ledger.record(conflict.earlier()).orElseThrow();
    RecordAt later = ledger.record(conflict.later()).orElseThrow();
    return ConflictView.newBuilder()
        .setDigest(conflict.digest().hex())
        .setEarlier(conflict.earlier().hex())
        .setEarlierWork(conflict.earlierWork().map(WorkId::hex).orElse(""))
        .setLater(conflict.later().hex())
        .setLaterWork(conflict.laterWork().map(WorkId::hex).orElse(""))
        .setEarlierReceipt(receipt(earlier.receipt()))
        .setEarlierTimes(times(earlier, ledger))
        .setLaterReceipt(receipt(later.receipt()))
        .setLaterTimes(times(later, ledger))
        .build();
  }

  static TraceResponse trace(Trace trace) {
    return TraceResponse.newBuilder()
        .addAllEvents(trace.events().stream().map(Views::event).toList())
        .setNextCursor(trace.next().orElse(""))
        .setAsOfHeight(trace.asOf().value())
        .build();
  }

  static org.colophon.rpc.proto.TraceEvent event(TraceEvent event) {
    org.colophon.rpc.proto.TraceEvent.Builder view =
        org.colophon.rpc.proto.TraceEvent.newBuilder()
            .setReceipt(receipt(event.record().receipt()))
            .setType(event.record().statement().content().type().label())
            .setTimes(times(event.times()))
            .setSummary(event.summary())
            .setStatement(bytes(event.record().record().statementBytes()));
    view.addAllSurvivingLicences(hex(event.surviving().licences()));
    view.addAllCorrections(hex(event.corrections()));
    view.addAllWarnings(hex(event.warnings()));
    view.setMoreSurviving(event.surviving().more());
    for (Signer signer : event.record().statement().signers()) {
      view.addSigners(
          SignerView.newBuilder()
              .setKey(signer.key().text())
              .setRole(signer.role().label())
              .setSubject(signer.subject().text()));
    }
    return view.build();
  }

  static org.colophon.rpc.proto.LookupMatch match(LookupMatch match, LedgerQuery ledger) {
    return org.colophon.rpc.proto.LookupMatch.newBuilder()
        .setDigest(match.digest().hex())
        .setReceipt(receipt(match.record().receipt()))
        .setType(match.record().statement().content().type().label())
        .setWork(match.work().map(WorkId::hex).orElse(""))
        .setSubject(match.record().statement().author().text())
        .setPriority(match.priority())
        .setTimes(times(match.record(), ledger))
        .build();
  }

  static RefusedRecord refused(Results.Refused refused) {
    return RefusedRecord.newBuilder()
        .setId(refused.id().hex())
        .setReason(refused.reason().name())
        .build();
  }

  static PeerView peer(Ordering.Peer peer) {
    return PeerView.newBuilder()
        .setNode(peer.node().text())
        .setVotes(peer.votes())
        .setMatchIndex(peer.matchIndex())
        .build();
  }

  private static StampingView stamping(NodePort.Stamping stamping) {
    StampingView.Builder view =
        StampingView.newBuilder()
            .setNewestStamped(stamping.newestStamped().map(Timestamp::value).orElse(0L))
            .setUnstampedSeals(stamping.unstampedSeals());
    for (NodePort.Authority authority : stamping.authorities()) {
      view.addAuthorities(
          AuthorityView.newBuilder()
              .setName(authority.name())
              .setLastStamp(authority.lastStamp().map(Timestamp::value).orElse(0L))
              .setFailure(authority.failure().orElse("")));
    }
    return view.build();
  }

  private static ValidityView validity(NodePort.Validity validity) {
    return ValidityView.newBuilder()
        .setWhat(validity.what())
        .setUntil(validity.until().value())
        .setDue(validity.isDue())
        .build();
  }

  /** The status without what is read from the ledger itself. */
  static org.colophon.rpc.proto.StatusView.Builder status(NodePort.Status status) {
    return org.colophon.rpc.proto.StatusView.newBuilder()
        .setNode(status.node().text())
        .setOrganisation(status.organisation().text())
        .setRole(status.role().name())
        .setLeader(status.leader().map(org.colophon.core.NodeId::text).orElse(""))
        .setTerm(status.term())
        .addAllAlarms(status.alarms())
        .setStamping(stamping(status.stamping()))
        .addAllValidities(status.validities().stream().map(Views::validity).toList())
        .setCustody(CustodyApi.view(status.custody()))
        .setClock(status.clock().value())
        .setLevel(status.levels().inForce().number())
        .setLevelKnown(status.levels().known().number())
        .addAllPeers(status.peers().stream().map(Views::peer).toList());
  }

  /** Stored arrays never change, so they need no copy. */
  static ByteString bytes(byte[] array) {
    return UnsafeByteOperations.unsafeWrap(array);
  }
}
