package org.colophon.client;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.colophon.client.net.NetworkException;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Outcome;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.LookupMatch;
import org.colophon.core.query.ProposalView;
import org.colophon.core.query.RecordAt;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.report.About;
import org.colophon.core.report.Window;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.rpc.proto.AssessmentView;
import org.colophon.rpc.proto.BlockView;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.MakeReportRequest;
import org.colophon.rpc.proto.MembershipView;
import org.colophon.rpc.proto.Proof;
import org.colophon.rpc.proto.ProofView;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.RecordView;
import org.colophon.testkit.TestCasework;

/** A true ledger with seals behind the command, and nodes that may lie about it. */
final class SealedChain extends FakeNetwork {
  final TestCasework casework;

  /** Changes the bytes of a report that nodes make. */
  UnaryOperator<String> onReport = UnaryOperator.identity();

  /** Changes the bytes of a report that this node makes. */
  URI liar = URI.create("https://localhost:9");

  /** Changes the bytes of a record that nodes show. */
  UnaryOperator<byte[]> onRecord = UnaryOperator.identity();

  /** Shows a proof of another leaf. */
  long shifted;

  /** Nodes that do not answer. */
  final Set<URI> silent = new HashSet<>();

  SealedChain(TestCasework casework) {
    super(casework.consortium.genesis());
    this.casework = casework;
  }

  @Override
  public MembershipView membership(long atLeastHeight) throws NetworkException {
    return ask(query -> {
      MembershipView.Builder views = MembershipView.newBuilder();
      ChangePart.inForce(query.reader())
          .forEach(change -> views.addChanges(ByteString.copyFrom(change.bytes())));
      for (ProposalView view : ProposalView.all(query, AsOf.newest(query))) {
        views
            .addProposalsBuilder()
            .setReceipt(receipt(view.record().receipt()))
            .setProposer(view.proposer().text())
            .addAllVotes(view.votes().stream().map(Object::toString).toList())
            .setStatus(view.status().name())
            .setNotAfter(view.record().statement().notAfter().orElseThrow().value());
      }
      return views.build();
    });
  }

  private interface Question<T> {
    T ask(LedgerQuery query) throws RefusedException;
  }

  private <T> T ask(Question<T> question) throws NetworkException {
    try (LedgerReader reader = casework.ledger.read()) {
      return question.ask(new LedgerQuery(reader, casework.consortium.genesis()));
    } catch (RefusedException e) {
      throw new NetworkException(e.refusal(), null);
    }
  }

  private static RefusedException none() {
    return new RefusedException(new Refusal(Reason.NOT_FOUND, "not on this chain"));
  }

  @Override
  public synchronized List<AssessmentView> assessments(String about, long atLeastHeight)
      throws NetworkException {
    return ask(query -> {
      List<AssessmentView> views = new ArrayList<>();
      Link link = Link.assessment(RecordId.ofHex(about));
      for (LeafIndex leaf : query.reader().linked(link, new LeafIndex(0), 100)) {
        RecordAt record = query.recordAt(leaf);
        views.add(
            AssessmentView.newBuilder()
                .setReceipt(receipt(record.receipt()))
                .setStatus("FINAL")
                .build());
      }
      return views;
    });
  }

  @Override
  public byte[] report(MakeReportRequest request) throws NetworkException {
    byte[] made =
        ask(query -> {
          Optional<Height> height =
              request.getHeight() != 0
                  ? Optional.of(new Height(request.getHeight()))
                  : request.getTime() == 0
                      ? Optional.empty()
                      : Optional.of(AsOf.time(query, new Timestamp(request.getTime())).height());
          return casework.report(about(request), window(request), height).bytes();
        });
    return onReport
        .apply(new String(made, java.nio.charset.StandardCharsets.UTF_8))
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static About about(MakeReportRequest request) {
    if (!request.getWork().isEmpty()) {
      return new About.Work(WorkId.ofHex(request.getWork()));
    }
    if (!request.getSubject().isEmpty()) {
      return new About.Subject(new SubjectId(request.getSubject()));
    }
    List<Opened> openings =
        request.getOpeningsList().stream()
            .map(one ->
                new Opened(new SubjectId(one.getBy()), Hash.ofHex(one.getSalt()), one.getText()))
            .toList();
    return request.getCase().isEmpty()
        ? new About.Assessment(RecordId.ofHex(request.getAssessment()), openings)
        : new About.Case(RecordId.ofHex(request.getCase()), openings);
  }

  private static Window window(MakeReportRequest request) {
    return new Window(time(request.getFrom()), time(request.getUntil()));
  }

  private static Optional<Timestamp> time(long value) {
    return value == 0 ? Optional.empty() : Optional.of(new Timestamp(value));
  }

  @Override
  public byte[] report(URI node, MakeReportRequest request) throws NetworkException {
    if (silent.contains(node)) {
      throw new NetworkException("connection refused", null);
    }
    byte[] made = report(request);
    if (node.equals(liar)) {
      made[made.length / 2] ^= 1;
    }
    return made;
  }

  @Override
  public synchronized List<org.colophon.rpc.proto.Outcome> submit(List<byte[]> records)
      throws NetworkException {
    List<org.colophon.rpc.proto.Outcome> outcomes = new ArrayList<>();
    try {
      for (Outcome outcome : casework.ledger.orderAll(casework.ledger.nextStamp(), records)) {
        var answer = org.colophon.rpc.proto.Outcome.newBuilder();
        switch (outcome) {
          case Outcome.Accepted(var receipt) ->
              answer.setId(receipt.id().hex()).setReceipt(receipt(receipt));
          case Outcome.Refused(var refusal, _) ->
              answer.setRefusal(
                  org.colophon.rpc.proto.Refusal.newBuilder()
                      .setReason(refusal.reason().name())
                      .setDetail(refusal.detail()));
        }
        outcomes.add(answer.build());
      }
      return outcomes;
    } catch (java.io.IOException | RefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Receipt receipt(org.colophon.core.chain.Receipt receipt) {
    return Receipt.newBuilder()
        .setId(receipt.id().hex())
        .setHeight(receipt.height().value())
        .setIndex(receipt.index().value())
        .setTime(receipt.time().value())
        .build();
  }

  @Override
  public synchronized RecordView receipt(String id, long atLeastHeight) throws NetworkException {
    return ask(query -> {
      RecordAt record = query.record(RecordId.ofHex(id)).orElseThrow(SealedChain::unfound);
      return RecordView.newBuilder()
          .setReceipt(receipt(record.receipt()))
          .setRecord(ByteString.copyFrom(onRecord.apply(record.record().bytes())))
          .setSealed(true)
          .build();
    });
  }

  private static IllegalStateException unfound() {
    return new IllegalStateException(none());
  }

  @Override
  public BlockView block(long height, String cursor) throws NetworkException {
    return ask(query ->
        BlockView.newBuilder()
            .setHeight(height)
            .setHeader(
                ByteString.copyFrom(
                    query
                        .reader()
                        .header(new Height(height))
                        .orElseThrow(SealedChain::unfound)
                        .bytes()))
            .build());
  }

  @Override
  public CheckpointView checkpoint(long coveringSize) throws NetworkException {
    return ask(query -> {
      var seal =
          query
              .reader()
              .firstSealCovering(new TreeSize(coveringSize))
              .orElseThrow(SealedChain::unfound);
      CheckpointView.Builder view = CheckpointView.newBuilder();
      view.getSealBuilder().setNote(seal.note());
      ChangePart.before(query.reader(), seal)
          .forEach(change -> view.addChanges(ByteString.copyFrom(change.bytes())));
      return view.build();
    });
  }

  @Override
  public ProofView inclusionProof(long index, long size) throws NetworkException {
    return ask(query -> {
      Proof.Builder proof = Proof.newBuilder().setIndex(index).setSize(size);
      Proofs.inclusion((index + shifted) % size, size, query.reader().nodes())
          .path()
          .forEach(hash -> proof.addPath(hash.hex()));
      return ProofView.newBuilder().setProof(proof).build();
    });
  }

  @Override
  public synchronized List<org.colophon.rpc.proto.LookupMatch> lookup(
      List<String> digests, int limit, long atLeastHeight) throws NetworkException {
    return ask(query ->
        digests.stream()
            .flatMap(digest -> LookupMatch.of(query, Hash.ofHex(digest), limit).stream())
            .map(match ->
                org.colophon.rpc.proto.LookupMatch.newBuilder()
                    .setReceipt(receipt(match.record().receipt()))
                    .setType(match.record().statement().content().type().label())
                    .setSubject(match.record().statement().author().text())
                    .setWork(match.work().map(WorkId::hex).orElse(""))
                    .setPriority(match.priority())
                    .build())
            .toList());
  }
}
