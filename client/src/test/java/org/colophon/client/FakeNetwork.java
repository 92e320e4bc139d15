package org.colophon.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.Content;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.Licence;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.rpc.proto.ApplicationView;
import org.colophon.rpc.proto.AssessmentView;
import org.colophon.rpc.proto.BlockView;
import org.colophon.rpc.proto.CaseView;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.rpc.proto.CheckTitleRequest;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.CustodyReceiptView;
import org.colophon.rpc.proto.CustodyView;
import org.colophon.rpc.proto.DeliveryProgress;
import org.colophon.rpc.proto.FoundWork;
import org.colophon.rpc.proto.GatherRequest;
import org.colophon.rpc.proto.GatherView;
import org.colophon.rpc.proto.GetWorkRequest;
import org.colophon.rpc.proto.GrantView;
import org.colophon.rpc.proto.InfringementView;
import org.colophon.rpc.proto.LeaseView;
import org.colophon.rpc.proto.LicenceView;
import org.colophon.rpc.proto.ListApplicationsRequest;
import org.colophon.rpc.proto.ListCasesRequest;
import org.colophon.rpc.proto.ListGrantsRequest;
import org.colophon.rpc.proto.ListInfringementsRequest;
import org.colophon.rpc.proto.ListLeasesRequest;
import org.colophon.rpc.proto.ListLicencesRequest;
import org.colophon.rpc.proto.ListObjectionsRequest;
import org.colophon.rpc.proto.ListPricesRequest;
import org.colophon.rpc.proto.ListReadsResponse;
import org.colophon.rpc.proto.ListSubmissionsRequest;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.rpc.proto.MakeReportRequest;
import org.colophon.rpc.proto.MembershipView;
import org.colophon.rpc.proto.NoticeView;
import org.colophon.rpc.proto.ObjectionView;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.PriceView;
import org.colophon.rpc.proto.Proof;
import org.colophon.rpc.proto.ProofView;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.RecordView;
import org.colophon.rpc.proto.RightsView;
import org.colophon.rpc.proto.ScopedTraceView;
import org.colophon.rpc.proto.SearchWorksRequest;
import org.colophon.rpc.proto.SearchWorksResponse;
import org.colophon.rpc.proto.SignedDeliveryRequest;
import org.colophon.rpc.proto.SignedFetch;
import org.colophon.rpc.proto.SignedRead;
import org.colophon.rpc.proto.StandardView;
import org.colophon.rpc.proto.StatusView;
import org.colophon.rpc.proto.SubjectView;
import org.colophon.rpc.proto.SubmissionView;
import org.colophon.rpc.proto.TitleView;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.ValidityView;
import org.colophon.rpc.proto.WorkIdentifier;
import org.colophon.rpc.proto.WorkView;

/**
 * A chain in memory: it checks form and signatures as a node does, takes each record once, and
 * finds works by digest. It knows no rules of contracts.
 */
class FakeNetwork implements Network {
  /** What was asked of works. */
  final List<GetWorkRequest> workAsked = new ArrayList<>();

  /** What was asked of licences. */
  final List<ListLicencesRequest> licencesAsked = new ArrayList<>();

  final FakeChain chain;
  final FakeClaims claims;
  final FakeStandards standards;
  final FakeCustody custody;
  private final FakeOffices offices;
  private final FakeCases cases;

  /** How many records came in each call that was answered or not. */
  final List<Integer> calls = new ArrayList<>();

  /** What the next calls of submit meet instead of an answer: before or after the records stand. */
  final List<Trouble> troubles = new ArrayList<>();

  /** What it gives out under a grant. */
  Function<SignedRead, ScopedTraceView> onRead = request -> ScopedTraceView.getDefaultInstance();

  /** Changes what it says of a record. */
  UnaryOperator<RecordView> onReceipt = UnaryOperator.identity();

  /** Who it says has read. */
  Function<SignedRead, ListReadsResponse> onReads =
      request -> ListReadsResponse.getDefaultInstance();

  /** What it says of its certificates. */
  final List<ValidityView> validities = new ArrayList<>();

  /** What it answers when it is asked about a title. */
  TitleView title = TitleView.newBuilder().setVerdict("SOUND").build();

  /** The lists that were asked for. */
  final List<Message> asked = new ArrayList<>();

  /** Objections of which it says that they stand against every title. */
  final List<String> disputes = new ArrayList<>();

  /** Looks at a submission before it is taken. */
  Consumer<List<byte[]>> onSubmit = sent -> {};

  enum Trouble {
    LOST_REQUEST,
    LOST_ANSWER,
    OVERLOADED
  }

  FakeNetwork(Genesis genesis) {
    chain = new FakeChain(genesis);
    claims = new FakeClaims(chain);
    standards = new FakeStandards(chain);
    custody = new FakeCustody(chain);
    offices = new FakeOffices(chain);
    cases = new FakeCases(chain);
  }

  /** How many records stand. */
  int size() {
    return chain.size();
  }

  /** A chain on which nothing stands yet. */
  synchronized void forgetAll() {
    chain.forgetAll();
    troubles.clear();
  }

  /** The statements that stand, in their order. */
  List<Statement> statements() {
    return chain.statements();
  }

  @Override
  public synchronized List<Outcome> submit(List<byte[]> sent) throws NetworkException {
    calls.add(sent.size());
    onSubmit.accept(sent);
    Optional<Trouble> trouble =
        troubles.isEmpty() ? Optional.empty() : Optional.of(troubles.removeFirst());
    if (trouble.equals(Optional.of(Trouble.LOST_REQUEST))) {
      throw new NetworkException("connection refused", null);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (byte[] record : sent) {
      outcomes.add(
          trouble.equals(Optional.of(Trouble.OVERLOADED))
              ? FakeChain.refused("", new Refusal(Reason.OVERLOADED, "come again"))
              : chain.take(record));
    }
    if (trouble.equals(Optional.of(Trouble.LOST_ANSWER))) {
      throw new NetworkException("connection reset", null);
    }
    return outcomes;
  }

  @Override
  public synchronized RecordView receipt(String id, long atLeastHeight) throws NetworkException {
    VerifiedRecord record = chain.record(id);
    if (record == null) {
      throw FakeChain.notFound();
    }
    return onReceipt.apply(
        RecordView.newBuilder()
            .setReceipt(chain.receiptOf(id))
            .setTimes(chain.times(id, record))
            .setRecord(ByteString.copyFrom(record.bytes()))
            .setSealed(true)
            .build());
  }

  @Override
  public synchronized WorkView work(GetWorkRequest request) throws NetworkException {
    workAsked.add(request);
    String work = request.getWork();
    WorkView.Builder view = WorkView.newBuilder().setWork(work).setAsOfHeight(chain.size());
    int found = 0;
    for (VerifiedRecord record : chain.records().values()) {
      if (!chain.workOf(record).equals(work)) {
        continue;
      }
      found++;
      view.setOpener(record.statement().author().text());
      switch (record.statement().content()) {
        case DraftAdd draft -> view.setStatus("DRAFT").setDrafts(view.getDrafts() + 1);
        case WorkDeclare declare -> view.setStatus("DECLARED").setTitle(declare.title());
        default -> {
          // Changes nothing that is shown here.
        }
      }
    }
    if (found == 0) {
      throw FakeChain.notFound();
    }
    for (Map.Entry<String, VerifiedRecord> entry : chain.records().entrySet()) {
      Statement statement = entry.getValue().statement();
      switch (statement.content()) {
        case ApplicationFile file when file.work().hex().equals(work) ->
            view.addApplications(offices.application(entry.getKey()));
        case ObjectionRaise raised when raised.work().hex().equals(work) ->
            view.addObjections(offices.objection(statement, raised));
        default -> {
          // Nothing that is shown beside a work.
        }
      }
    }
    return view.build();
  }

  @Override
  public synchronized List<TraceEvent> trace(String work, long atLeastHeight) {
    List<TraceEvent> events = new ArrayList<>();
    chain
        .records()
        .forEach((id, record) -> {
          if (chain.workOf(record).equals(work)) {
            events.add(chain.event(id, record));
          }
        });
    return events;
  }

  @Override
  public byte[] report(MakeReportRequest request) throws NetworkException {
    throw FakeChain.notFound();
  }

  @Override
  public byte[] report(URI node, MakeReportRequest request) throws NetworkException {
    throw FakeChain.notFound();
  }

  @Override
  public ProofView inclusionProof(long index, long size) throws NetworkException {
    throw FakeChain.notFound();
  }

  @Override
  public ScopedTraceView readInScope(SignedRead request) {
    return onRead.apply(request);
  }

  @Override
  public CustodyReceiptView storePrivate(URI node, byte[] envelope) throws NetworkException {
    return custody.storePrivate(node, envelope);
  }

  @Override
  public byte[] fetchPrivate(URI node, SignedFetch request) throws NetworkException {
    return custody.fetchPrivate(node, request);
  }

  private static NetworkException noCourt() {
    return new NetworkException(
        new Refusal(Reason.NOT_FOUND, "deliveries: this node is no court's"), null);
  }

  @Override
  public DeliveryProgress beginDelivery(URI node, byte[] index, SignedDeliveryRequest signed)
      throws NetworkException {
    throw noCourt();
  }

  @Override
  public DeliveryProgress deliveryProgress(URI node, SignedDeliveryRequest request)
      throws NetworkException {
    throw noCourt();
  }

  @Override
  public void storeDeliveryChunk(URI node, Hash delivery, int number, byte[] ciphertext)
      throws NetworkException {
    throw noCourt();
  }

  @Override
  public byte[] fetchDelivery(URI node, SignedDeliveryRequest request) throws NetworkException {
    throw noCourt();
  }

  @Override
  public ListReadsResponse reads(URI node, SignedRead request) throws NetworkException {
    if (node.getPort() == 1) {
      throw new NetworkException("connection refused", null);
    }
    return onReads.apply(request);
  }

  @Override
  public TitleView title(CheckTitleRequest request) {
    asked.add(request);
    return title.toBuilder().setWork(request.getWork()).build();
  }

  /** By whole words; a page begins at the declaration that its cursor counts to. */
  @Override
  public SearchWorksResponse search(SearchWorksRequest request) {
    asked.add(request);
    List<FoundWork> found =
        statements().stream()
            .filter(statement ->
                statement.content() instanceof WorkDeclare declared
                    && declared.title().contains(request.getText()))
            .map(FakeNetwork::found)
            .toList();
    int from = request.getCursor().isEmpty() ? 0 : Integer.parseInt(request.getCursor());
    int to = Math.min(found.size(), from + request.getPageSize());
    return SearchWorksResponse.newBuilder()
        .addAllWorks(found.subList(from, to))
        .setNextCursor(to < found.size() ? Integer.toString(to) : "")
        .setIndexedHeight(7)
        .setAsOfHeight(9)
        .build();
  }

  private static FoundWork found(Statement statement) {
    WorkDeclare declared = (WorkDeclare) statement.content();
    FoundWork.Builder view =
        FoundWork.newBuilder()
            .setWork(statement.id().hex())
            .setTitle(declared.title())
            .setIpKind(declared.ipKind().name())
            .setCategory(declared.category())
            .addDeclaredBy(statement.author().text())
            .setReceipt(Receipt.newBuilder().setId(statement.id().hex()));
    declared
        .identifiers()
        .forEach(identifier ->
            view.addIdentifiers(
                WorkIdentifier.newBuilder()
                    .setScheme(identifier.scheme().name())
                    .setValue(identifier.value())));
    return view.build();
  }

  @Override
  public SubjectView subject(String subject, long atLeastHeight) throws NetworkException {
    if (statements().stream().noneMatch(s -> s.author().text().equals(subject))) {
      throw FakeChain.notFound();
    }
    return SubjectView.newBuilder()
        .setSubject(subject)
        .setKind("PERSON")
        .setRegistrar(World.OFFICE)
        .build();
  }

  @Override
  public synchronized void traceSubject(
      String subject, long atLeastHeight, Consumer<List<TraceEvent>> consumer) {
    chain
        .records()
        .forEach((id, record) -> {
          if (record.statement().author().text().equals(subject)) {
            consumer.accept(List.of(chain.event(id, record)));
          }
        });
  }

  @Override
  public RightsView rights(CheckRightsRequest request) {
    return RightsView.newBuilder()
        .setWork(request.getWork())
        .setSubject(request.getSubject())
        .setAsOfHeight(request.getHeight())
        .setAsOfTime(request.getTime())
        .addAllAnswers(claims.answers)
        .addAllDisputedBy(disputes)
        .build();
  }

  @Override
  public List<LicenceView> licences(ListLicencesRequest request) throws NetworkException {
    licencesAsked.add(request);
    List<LicenceView> found = new ArrayList<>();
    for (Statement statement : statements()) {
      if (statement.content() instanceof Licence) {
        found.add(licence(statement.id().hex(), request.getTime(), request.getAtLeastHeight()));
      }
    }
    return found;
  }

  @Override
  public synchronized LicenceView licence(String id, long time, long atLeastHeight)
      throws NetworkException {
    VerifiedRecord record = chain.record(id);
    if (record == null || !(record.statement().content() instanceof Licence licence)) {
      throw FakeChain.notFound();
    }
    return LicenceView.newBuilder()
        .setReceipt(chain.receiptOf(id))
        .setTimes(chain.times(id, record))
        .setType(licence.type().label())
        .setWork(licence instanceof LicenceGrant grant ? grant.work().hex() : "0".repeat(64))
        .addLicensors(record.statement().signers().getFirst().subject().text())
        .setLicensee(record.statement().signers().getLast().subject().text())
        .setStanding("IN_FORCE")
        .addAllDisputedBy(disputes)
        .setStatement(ByteString.copyFrom(FakeChain.statementBytes(record)))
        .build();
  }

  @Override
  public List<ApplicationView> applications(ListApplicationsRequest request)
      throws NetworkException {
    asked.add(request);
    return offices.applications();
  }

  @Override
  public ApplicationView application(String id, long time, long atLeastHeight)
      throws NetworkException {
    return offices.application(id);
  }

  @Override
  public List<ObjectionView> objections(ListObjectionsRequest request) {
    asked.add(request);
    return offices.objections();
  }

  @Override
  public List<CaseView> cases(ListCasesRequest request) {
    asked.add(request);
    return cases.cases();
  }

  @Override
  public CaseView caseOpened(String id, long time, long atLeastHeight) throws NetworkException {
    return cases.caseOpened(id);
  }

  @Override
  public List<GrantView> grants(ListGrantsRequest request) {
    asked.add(request);
    return cases.grants();
  }

  @Override
  public GrantView grant(String id, long time, long atLeastHeight) throws NetworkException {
    return cases.grant(id);
  }

  @Override
  public List<LeaseView> leases(ListLeasesRequest request) {
    asked.add(request);
    return cases.leases(request.getGrant());
  }

  @Override
  public synchronized List<TraceEvent> recommendations(
      String work, String digest, long atLeastHeight) {
    List<TraceEvent> events = new ArrayList<>();
    chain
        .records()
        .forEach((id, record) -> {
          if (record.statement().content() instanceof Recommendation recommendation
              && (recommendation.showing().sha256().hex().equals(digest)
                  || recommendation.work().map(w -> w.hex().equals(work)).orElse(false))) {
            events.add(chain.event(id, record));
          }
        });
    return events;
  }

  @Override
  public NoticeView notice(String id, long atLeastHeight) throws NetworkException {
    return claims.notice(id);
  }

  @Override
  public List<InfringementView> infringements(ListInfringementsRequest request)
      throws NetworkException {
    asked.add(request);
    return claims.infringements();
  }

  @Override
  public InfringementView infringement(String id, long time, long atLeastHeight)
      throws NetworkException {
    return claims.infringement(id);
  }

  @Override
  public List<PriceView> prices(ListPricesRequest request) throws NetworkException {
    asked.add(request);
    return claims.prices();
  }

  @Override
  public PriceView price(String id, long atLeastHeight) throws NetworkException {
    return claims.price(id);
  }

  @Override
  public MembershipView membership(long atLeastHeight) throws NetworkException {
    return MembershipView.getDefaultInstance();
  }

  @Override
  public List<StandardView> standards(String id, long atLeastHeight) throws NetworkException {
    return standards.standards(id);
  }

  @Override
  public StandardView standard(String hash, long atLeastHeight) throws NetworkException {
    return standards.standard(hash);
  }

  @Override
  public GatherView gather(GatherRequest request) {
    asked.add(request);
    return standards.gather(request);
  }

  @Override
  public List<AssessmentView> assessments(String about, long atLeastHeight)
      throws NetworkException {
    return standards.assessments(about);
  }

  @Override
  public AssessmentView assessment(String id, long atLeastHeight) throws NetworkException {
    return standards.assessment(id);
  }

  @Override
  public List<SubmissionView> submissions(ListSubmissionsRequest request) throws NetworkException {
    asked.add(request);
    return claims.submissions();
  }

  @Override
  public SubmissionView submission(String id, long time, long atLeastHeight)
      throws NetworkException {
    return claims.submission(id);
  }

  @Override
  public synchronized List<LookupMatch> lookup(List<String> digests, int limit, long atLeastHeight)
      throws NetworkException {
    if (digests.size() > LOOKUP_DIGESTS_MAX) {
      throw new NetworkException(new Refusal(Reason.TOO_LARGE, "digests"), null);
    }
    List<LookupMatch> matches = new ArrayList<>();
    for (String digest : digests) {
      boolean first = true;
      for (Map.Entry<String, VerifiedRecord> entry : chain.records().entrySet()) {
        if (carries(entry.getValue(), digest)) {
          matches.add(
              LookupMatch.newBuilder()
                  .setDigest(digest)
                  .setReceipt(chain.receiptOf(entry.getKey()))
                  .setType(entry.getValue().statement().content().type().label())
                  .setWork(chain.workOf(entry.getValue()))
                  .setSubject(entry.getValue().statement().author().text())
                  .setPriority(first)
                  .setTimes(chain.times(entry.getKey(), entry.getValue()))
                  .build());
          first = false;
        }
      }
    }
    return matches;
  }

  private static boolean carries(VerifiedRecord record, String digest) {
    return switch (record.statement().content()) {
      case WorkReveal reveal -> reveal.digest().hex().equals(digest);
      case Content content ->
          content.contentDigests().stream().anyMatch(carried -> carried.hex().equals(digest));
    };
  }

  @Override
  public BlockView block(long height, String cursor) throws NetworkException {
    throw FakeChain.notFound();
  }

  @Override
  public BlockView newestBlock() throws NetworkException {
    throw FakeChain.notFound();
  }

  @Override
  public CheckpointView checkpoint(long coveringSize) throws NetworkException {
    throw FakeChain.notFound();
  }

  @Override
  public CheckpointView seal(long number) throws NetworkException {
    throw FakeChain.notFound();
  }

  @Override
  public CheckpointView checkpoint(URI node) throws NetworkException {
    throw FakeChain.notFound();
  }

  @Override
  public ProofView consistencyProof(URI node, long oldSize, long newSize) throws NetworkException {
    return consistencyProof(oldSize, newSize);
  }

  @Override
  public synchronized ProofView consistencyProof(long oldSize, long newSize)
      throws NetworkException {
    MemoryTree old = new MemoryTree();
    chain.records().values().stream()
        .limit(oldSize)
        .forEach(record -> old.append(MerkleHash.leaf(record.bytes())));
    Proof.Builder proof =
        Proof.newBuilder().setIndex(oldSize).setSize(newSize).setRoot(chain.root().hex());
    Proofs.consistency(oldSize, newSize, chain.tree())
        .path()
        .forEach(hash -> proof.addPath(hash.hex()));
    return ProofView.newBuilder().setProof(proof).setOldRoot(old.root().hex()).build();
  }

  @Override
  public StatusView status(URI node) throws NetworkException {
    if (node.getPort() == 1) {
      throw new NetworkException("connection refused", null);
    }
    return StatusView.newBuilder()
        .setChain(chain.genesis().chain().text())
        .setNode("node-" + node.getPort())
        .setLevel(1)
        .setLevelKnown(1)
        .setRole("LEADER")
        .setSize(size())
        .addAllValidities(validities)
        .setCustody(CustodyView.newBuilder().setCustodian(true).setNamed(3).setErased(1))
        .build();
  }

  @Override
  public synchronized void stream(long from, long limit, Consumer<RecordView> consumer) {
    chain.records().keySet().stream()
        .skip(from)
        .limit(limit)
        .forEach(id -> {
          try {
            consumer.accept(receipt(id, 0));
          } catch (NetworkException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Override
  public byte[] certificate(String id, String language, long atLeastHeight) {
    return ("%PDF in " + language).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] evidence(String id, long atLeastHeight) {
    return new byte[] {1, 2, 3};
  }

  @Override
  public byte[] coseReceipt(String id, long atLeastHeight) throws NetworkException {
    throw FakeChain.notFound();
  }

  @Override
  public void close() {}
}
