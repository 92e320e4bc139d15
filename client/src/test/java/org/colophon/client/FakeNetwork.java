package org.colophon.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.Content;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.Licence;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.content.StandardVote;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.custody.FetchRequest;
import org.colophon.core.gather.Gathered;
import org.colophon.core.gather.Gathering;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.core.standard.Choices;
import org.colophon.core.standard.Input;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.Signatures;
import org.colophon.crypto.signature.SigningKey;
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
import org.colophon.rpc.proto.FindingView;
import org.colophon.rpc.proto.FoundFigure;
import org.colophon.rpc.proto.GetWorkRequest;
import org.colophon.rpc.proto.GrantEnding;
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
import org.colophon.rpc.proto.ReadsView;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.ReceptionView;
import org.colophon.rpc.proto.RecordView;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.RightsView;
import org.colophon.rpc.proto.ScopeView;
import org.colophon.rpc.proto.ScopedTraceView;
import org.colophon.rpc.proto.SignedDeliveryRequest;
import org.colophon.rpc.proto.SignedFetch;
import org.colophon.rpc.proto.SignedRead;
import org.colophon.rpc.proto.SignerView;
import org.colophon.rpc.proto.StandardView;
import org.colophon.rpc.proto.StatusView;
import org.colophon.rpc.proto.StepView;
import org.colophon.rpc.proto.SubjectView;
import org.colophon.rpc.proto.SubmissionView;
import org.colophon.rpc.proto.Times;
import org.colophon.rpc.proto.TitleView;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.ValidityView;
import org.colophon.rpc.proto.WorkView;

/**
 * A chain in memory: it checks form and signatures as a node does, takes each record once, and
 * finds works by digest. It knows no rules of contracts.
 */
class FakeNetwork implements Network {
  private static final long TIME = 1_767_225_600_000L;

  /** What was asked of works. */
  final List<GetWorkRequest> workAsked = new ArrayList<>();

  /** What was asked of licences. */
  final List<ListLicencesRequest> licencesAsked = new ArrayList<>();

  private final RecordVerifier verifier;
  private final Genesis genesis;
  private final Map<String, VerifiedRecord> records = new LinkedHashMap<>();
  private final Map<String, Receipt> receipts = new LinkedHashMap<>();
  private final MemoryTree tree = new MemoryTree();

  /** How many records came in each call that was answered or not. */
  final List<Integer> calls = new ArrayList<>();

  /** What the next calls of submit meet instead of an answer: before or after the records stand. */
  final List<Trouble> troubles = new ArrayList<>();

  /** Refuses records for a reason of the test's. */
  Function<Statement, Optional<Refusal>> rule = statement -> Optional.empty();

  /** What it answers when it is asked who may do what. */
  final List<RightAnswer> answers = new ArrayList<>();

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
    this.genesis = genesis;
    this.verifier = new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
  }

  /** How many records stand. */
  synchronized int size() {
    return records.size();
  }

  /** A chain on which nothing stands yet. */
  synchronized void forgetAll() {
    records.clear();
    receipts.clear();
    troubles.clear();
  }

  /** The statements that stand, in their order. */
  synchronized List<Statement> statements() {
    return records.values().stream().map(VerifiedRecord::statement).toList();
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
              ? refused("", new Refusal(Reason.OVERLOADED, "come again"))
              : take(record));
    }
    if (trouble.equals(Optional.of(Trouble.LOST_ANSWER))) {
      throw new NetworkException("connection reset", null);
    }
    return outcomes;
  }

  private Outcome take(byte[] bytes) {
    VerifiedRecord record;
    try {
      record = verifier.verify(bytes);
    } catch (RefusedException e) {
      return refused("", e.refusal());
    }
    String id = record.id().hex();
    Receipt before = receipts.get(id);
    if (before != null) {
      return refused(id, new Refusal(Reason.DUPLICATE, "stands already")).toBuilder()
          .setReceipt(before)
          .build();
    }
    Optional<Refusal> refusal = rule.apply(record.statement());
    if (refusal.isPresent()) {
      return refused(id, refusal.get());
    }
    Receipt receipt =
        Receipt.newBuilder()
            .setId(id)
            .setHeight(records.size() + 1)
            .setIndex(records.size())
            .setTime(TIME + records.size())
            .build();
    records.put(id, record);
    receipts.put(id, receipt);
    tree.append(MerkleHash.leaf(record.bytes()));
    return Outcome.newBuilder().setId(id).setReceipt(receipt).build();
  }

  private static Outcome refused(String id, Refusal refusal) {
    return Outcome.newBuilder()
        .setId(id)
        .setRefusal(
            org.colophon.rpc.proto.Refusal.newBuilder()
                .setReason(refusal.reason().name())
                .setDetail(refusal.detail()))
        .build();
  }

  @Override
  public synchronized RecordView receipt(String id, long atLeastHeight) throws NetworkException {
    VerifiedRecord record = records.get(id);
    Receipt receipt = receipts.get(id);
    if (record == null || receipt == null) {
      throw notFound();
    }
    return onReceipt.apply(
        RecordView.newBuilder()
            .setReceipt(receipt)
            .setTimes(times(id, record))
            .setRecord(ByteString.copyFrom(record.bytes()))
            .setSealed(true)
            .build());
  }

  @Override
  public synchronized WorkView work(GetWorkRequest request) throws NetworkException {
    workAsked.add(request);
    String work = request.getWork();
    WorkView.Builder view = WorkView.newBuilder().setWork(work).setAsOfHeight(records.size());
    int found = 0;
    for (VerifiedRecord record : records.values()) {
      if (!workOf(record).equals(work)) {
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
      throw notFound();
    }
    for (Map.Entry<String, VerifiedRecord> entry : records.entrySet()) {
      Statement statement = entry.getValue().statement();
      switch (statement.content()) {
        case ApplicationFile file when file.work().hex().equals(work) ->
            view.addApplications(application(entry.getKey(), 0, 0));
        case ObjectionRaise raised when raised.work().hex().equals(work) ->
            view.addObjections(objection(statement, raised));
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
    records.forEach((id, record) -> {
      if (workOf(record).equals(work)) {
        events.add(event(id, record));
      }
    });
    return events;
  }

  private TraceEvent event(String id, VerifiedRecord record) {
    TraceEvent.Builder event =
        TraceEvent.newBuilder()
            .setReceipt(receiptOf(id))
            .setType(record.statement().content().type().label())
            .setSummary("It happened.")
            .setTimes(times(id, record))
            .setStatement(ByteString.copyFrom(statementBytes(record)));
    record
        .statement()
        .signers()
        .forEach(signer ->
            event.addSigners(
                SignerView.newBuilder()
                    .setKey(signer.key().text())
                    .setRole(signer.role().label())
                    .setSubject(signer.subject().text())));
    return event.build();
  }

  @Override
  public byte[] report(MakeReportRequest request) throws NetworkException {
    throw notFound();
  }

  @Override
  public byte[] report(URI node, MakeReportRequest request) throws NetworkException {
    throw notFound();
  }

  @Override
  public ProofView inclusionProof(long index, long size) throws NetworkException {
    throw notFound();
  }

  @Override
  public ScopedTraceView readInScope(SignedRead request) {
    return onRead.apply(request);
  }

  /** The ciphertexts that its validators keep, each for itself. */
  final Map<String, byte[]> ciphertexts = new TreeMap<>();

  /** Nodes that are down. */
  final Set<URI> down = new HashSet<>();

  /** A node is a validator of its host's name, with a key that follows from it. */
  @Override
  public CustodyReceiptView storePrivate(URI node, byte[] envelope) throws NetworkException {
    requireUp(node);
    Hash digest = Hash.sha256(envelope);
    ciphertexts.put(node + " " + digest.hex(), envelope);
    SigningKey key =
        SigningKey.ofSeed(
            SignatureAlgorithm.ED25519,
            Hash.sha256(node.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .bytes());
    OrgId custodian = new OrgId("validator-" + node.getPort());
    byte[] text =
        CustodyReceipt.signedText(
            genesis.chain(), custodian, digest, envelope.length, new Timestamp(TIME));
    return CustodyReceiptView.newBuilder()
        .setCustodian(custodian.text())
        .setKey(key.name().text())
        .setTime(TIME)
        .setSignature(StrictBase64.encode(key.sign(text)))
        .build();
  }

  @Override
  public byte[] fetchPrivate(URI node, SignedFetch request) throws NetworkException {
    requireUp(node);
    try {
      FetchRequest asked = FetchRequest.read(request.getRequest().toByteArray());
      boolean isSigned =
          Signatures.verify(
              asked.key(),
              request.getRequest().toByteArray(),
              request.getSignature().toByteArray());
      byte[] found = ciphertexts.get(node + " " + asked.digest().hex());
      if (!isSigned || found == null) {
        throw new NetworkException(
            new Refusal(Reason.NOT_FOUND, "ciphertext: not kept at " + node), null);
      }
      return found;
    } catch (RefusedException e) {
      throw new NetworkException(e.refusal(), null);
    }
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

  private void requireUp(URI node) throws NetworkException {
    if (down.contains(node)) {
      throw new NetworkException("connection refused", null);
    }
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

  @Override
  public SubjectView subject(String subject, long atLeastHeight) throws NetworkException {
    if (statements().stream().noneMatch(s -> s.author().text().equals(subject))) {
      throw notFound();
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
    records.forEach((id, record) -> {
      if (record.statement().author().text().equals(subject)) {
        consumer.accept(List.of(event(id, record)));
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
        .addAllAnswers(answers)
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
    VerifiedRecord record = records.get(id);
    if (record == null || !(record.statement().content() instanceof Licence licence)) {
      throw notFound();
    }
    return LicenceView.newBuilder()
        .setReceipt(receiptOf(id))
        .setTimes(times(id, record))
        .setType(licence.type().label())
        .setWork(licence instanceof LicenceGrant grant ? grant.work().hex() : "0".repeat(64))
        .addLicensors(record.statement().signers().getFirst().subject().text())
        .setLicensee(record.statement().signers().getLast().subject().text())
        .setStanding("IN_FORCE")
        .addAllDisputedBy(disputes)
        .setStatement(ByteString.copyFrom(statementBytes(record)))
        .build();
  }

  @Override
  public List<ApplicationView> applications(ListApplicationsRequest request)
      throws NetworkException {
    asked.add(request);
    List<ApplicationView> found = new ArrayList<>();
    for (Statement statement : statements()) {
      if (statement.content() instanceof ApplicationFile file && file.answers().isEmpty()) {
        found.add(application(statement.id().hex(), request.getTime(), 0));
      }
    }
    return found;
  }

  @Override
  public synchronized ApplicationView application(String id, long time, long atLeastHeight)
      throws NetworkException {
    VerifiedRecord record = records.get(id);
    if (record == null || !(record.statement().content() instanceof ApplicationFile file)) {
      throw notFound();
    }
    return ApplicationView.newBuilder()
        .setReceipt(receiptOf(id))
        .setTimes(times(id, record))
        .setWork(file.work().hex())
        .setTitle("A song")
        .setIpKind("COPYRIGHT")
        .setOffice(file.office().text())
        .setApplicant(record.statement().author().text())
        .setStatus("CONFIRMED")
        .setRegistration("2026-F-7")
        .setDecided(TIME + 1)
        .setPendingMs(3 * 86_400_000L + 5)
        .setSupplementMs(61_000)
        .addSteps(
            StepView.newBuilder()
                .setReceipt(receiptOf(id))
                .setTimes(times(id, record))
                .setStatus("PENDING")
                .setBy(record.statement().author().text()))
        .build();
  }

  @Override
  public List<ObjectionView> objections(ListObjectionsRequest request) {
    asked.add(request);
    List<ObjectionView> found = new ArrayList<>();
    for (Statement statement : statements()) {
      if (statement.content() instanceof ObjectionRaise raised) {
        found.add(objection(statement, raised));
      }
    }
    return found;
  }

  private synchronized ObjectionView objection(Statement statement, ObjectionRaise raised) {
    String id = statement.id().hex();
    Receipt receipt = receiptOf(id);
    Times times = times(id, java.util.Objects.requireNonNull(records.get(id)));
    return ObjectionView.newBuilder()
        .setReceipt(receipt)
        .setTimes(times)
        .setWork(raised.work().hex())
        .setObjector(statement.author().text())
        .setGround(raised.ground().name())
        .setClaim(raised.claim().map(claim -> claim.hex()).orElse(""))
        .setStatus("OPEN")
        .setStanding(true)
        .addSteps(
            StepView.newBuilder()
                .setReceipt(receipt)
                .setTimes(times)
                .setStatus("OPEN")
                .setBy(statement.author().text())
                .addGrounds(raised.ground().name())
                .setReason(raised.reason().hex()))
        .build();
  }

  @Override
  public synchronized List<CaseView> cases(ListCasesRequest request) {
    asked.add(request);
    List<CaseView> found = new ArrayList<>();
    records.forEach((id, record) -> {
      if (record.statement().content() instanceof CaseOpen opened) {
        found.add(caseView(id, record, opened));
      }
    });
    return found;
  }

  @Override
  public synchronized CaseView caseOpened(String id, long time, long atLeastHeight)
      throws NetworkException {
    VerifiedRecord record = records.get(id);
    if (record == null || !(record.statement().content() instanceof CaseOpen opened)) {
      throw notFound();
    }
    return caseView(id, record, opened);
  }

  private CaseView caseView(String id, VerifiedRecord record, CaseOpen opened) {
    return CaseView.newBuilder()
        .setReceipt(receiptOf(id))
        .setTimes(times(id, record))
        .setOrgan(record.statement().author().text())
        .setKind(opened.kind().name())
        .setNumber(opened.number().hex())
        .addAllWorks(opened.works().stream().map(Hash::hex).toList())
        .addAllParties(opened.parties().stream().map(Hash::hex).toList())
        .setStatus("JUDGMENT")
        .setSealUntil(TIME + 86_400_000)
        .addSteps(
            StepView.newBuilder()
                .setReceipt(receiptOf(id))
                .setTimes(times(id, record))
                .setStatus("OPEN")
                .setBy(record.statement().author().text()))
        .build();
  }

  @Override
  public synchronized List<GrantView> grants(ListGrantsRequest request) {
    asked.add(request);
    List<GrantView> found = new ArrayList<>();
    records.forEach((id, record) -> {
      if (record.statement().content() instanceof ScopeGrant grant) {
        found.add(grantView(id, record, grant));
      }
    });
    return found;
  }

  @Override
  public synchronized GrantView grant(String id, long time, long atLeastHeight)
      throws NetworkException {
    VerifiedRecord record = records.get(id);
    if (record == null || !(record.statement().content() instanceof ScopeGrant grant)) {
      throw notFound();
    }
    return grantView(id, record, grant);
  }

  /** A grant that counts unless it was revoked; ten reads of it are leased. */
  private GrantView grantView(String id, VerifiedRecord record, ScopeGrant grant) {
    Scope scope = grant.scope();
    GrantView.Builder view =
        GrantView.newBuilder()
            .setReceipt(receiptOf(id))
            .setTimes(times(id, record))
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
            .setStatement(ByteString.copyFrom(statementBytes(record)));
    Optional<Statement> revocation =
        statements().stream()
            .filter(one ->
                one.content() instanceof ScopeRevoke revoke && revoke.grant().hex().equals(id))
            .findFirst();
    if (revocation.isPresent()) {
      return view.setEnded(
              GrantEnding.newBuilder()
                  .setCause("REVOKED")
                  .setRecord(revocation.get().id().hex())
                  .setSince(TIME))
          .build();
    }
    return view.setEffective(true)
        .setReads(ReadsView.newBuilder().setLeased(10).setUsed(7).setLeft(3).setLeftToday(2))
        .build();
  }

  @Override
  public synchronized List<LeaseView> leases(ListLeasesRequest request) {
    asked.add(request);
    Receipt receipt = receiptOf(request.getGrant());
    Times times = Times.newBuilder().setClaimed(TIME).setOrdered(TIME).build();
    LeaseView open =
        LeaseView.newBuilder()
            .setReceipt(receipt)
            .setTimes(times)
            .setGrant(request.getGrant())
            .setNode("court-1")
            .setReads(10)
            .setUntil(TIME)
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

  @Override
  public synchronized List<TraceEvent> recommendations(
      String work, String digest, long atLeastHeight) {
    List<TraceEvent> events = new ArrayList<>();
    records.forEach((id, record) -> {
      if (record.statement().content() instanceof Recommendation recommendation
          && (recommendation.showing().sha256().hex().equals(digest)
              || recommendation.work().map(w -> w.hex().equals(work)).orElse(false))) {
        events.add(event(id, record));
      }
    });
    return events;
  }

  @Override
  public synchronized NoticeView notice(String id, long atLeastHeight) throws NetworkException {
    VerifiedRecord record = records.get(id);
    if (record == null || !(record.statement().content() instanceof NoticeSend notice)) {
      throw notFound();
    }
    return NoticeView.newBuilder()
        .setReceipt(receiptOf(id))
        .setTimes(times(id, record))
        .setWork(notice.work().hex())
        .setOwner(record.statement().author().text())
        .setRespondent(notice.respondent().text())
        .addAllRights(notice.rights().stream().map(Enum::name).toList())
        .addAllUrls(notice.urls())
        .addAllWarnings(answers)
        .build();
  }

  @Override
  public List<InfringementView> infringements(ListInfringementsRequest request)
      throws NetworkException {
    asked.add(request);
    List<InfringementView> found = new ArrayList<>();
    for (Statement statement : statements()) {
      if (statement.content() instanceof InfringementAllege) {
        found.add(infringement(statement.id().hex(), request.getTime(), 0));
      }
    }
    return found;
  }

  @Override
  public synchronized InfringementView infringement(String id, long time, long atLeastHeight)
      throws NetworkException {
    VerifiedRecord record = records.get(id);
    if (record == null || !(record.statement().content() instanceof InfringementAllege alleged)) {
      throw notFound();
    }
    InfringementView.Builder view =
        InfringementView.newBuilder()
            .setReceipt(receiptOf(id))
            .setTimes(times(id, record))
            .setWork(alleged.work().hex())
            .setClaimant(record.statement().author().text())
            .setRespondent(alleged.respondent().map(one -> one.text()).orElse(""))
            .addAllTypology(alleged.typology().stream().map(Enum::name).toList())
            .addAllRights(alleged.rights().stream().map(Enum::name).toList())
            .setFrom(alleged.window().from().value())
            .setUntil(alleged.window().until().value())
            .addAllUrls(alleged.urls())
            .addAllEvidence(alleged.evidence().stream().map(one -> one.hex()).toList())
            .setDetails(alleged.details().map(one -> one.hex()).orElse(""))
            .setStatus("ALLEGED")
            .addAllWarnings(answers);
    records.forEach((other, found) -> {
      if (found.statement().content() instanceof InfringementFind find
          && find.allegation().hex().equals(id)) {
        view.setStatus(find.outcome().name())
            .addFindings(
                FindingView.newBuilder()
                    .setReceipt(receiptOf(other))
                    .setTimes(times(other, found))
                    .setCourt(found.statement().author().text())
                    .setOutcome(find.outcome().name())
                    .setIntent(find.intent().name())
                    .setSerious(find.serious())
                    .setFrom(find.window().map(window -> window.from().value()).orElse(0L))
                    .setUntil(find.window().map(window -> window.until().value()).orElse(0L))
                    .setDecision(find.decision().hex())
                    .addAllFigures(
                        find.figures().entrySet().stream()
                            .map(figure ->
                                FoundFigure.newBuilder()
                                    .setName(figure.getKey())
                                    .setValue(figure.getValue())
                                    .build())
                            .toList()));
      }
    });
    return view.build();
  }

  @Override
  public List<PriceView> prices(ListPricesRequest request) throws NetworkException {
    asked.add(request);
    List<PriceView> found = new ArrayList<>();
    for (Statement statement : statements()) {
      if (statement.content() instanceof PriceReference) {
        found.add(price(statement.id().hex(), 0));
      }
    }
    return found;
  }

  @Override
  public synchronized PriceView price(String id, long atLeastHeight) throws NetworkException {
    VerifiedRecord record = records.get(id);
    if (record == null || !(record.statement().content() instanceof PriceReference price)) {
      throw notFound();
    }
    PriceView.Builder view =
        PriceView.newBuilder()
            .setReceipt(receiptOf(id))
            .setTimes(times(id, record))
            .setAppraiser(record.statement().author().text())
            .setBasis(price.basis().name())
            .setFrom(price.period().from().value())
            .setUntil(price.period().until().value())
            .addAllTerritory(price.territory().texts())
            .setCurrency(price.currency().code())
            .setExponent(price.currency().exponent());
    switch (price.comparable()) {
      case PriceReference.Market(String label) -> view.setMarket(label);
      case PriceReference.Deal(var deal) -> view.setComparable(deal.hex());
    }
    switch (price.figure()) {
      case PriceReference.Clear(long minorUnits) -> view.setAmount(minorUnits);
      case PriceReference.Committed(var commitment) -> view.setCommitment(commitment.hex());
    }
    return view.build();
  }

  /** What the chain shows beside the days of a window. */
  final List<Gathered> gathered = new ArrayList<>();

  /** What a node that lies gives for a standard's document. */
  Optional<String> otherDocument = Optional.empty();

  @Override
  public MembershipView membership(long atLeastHeight) throws NetworkException {
    return MembershipView.getDefaultInstance();
  }

  @Override
  public List<StandardView> standards(String id, long atLeastHeight) throws NetworkException {
    List<StandardView> found = new ArrayList<>();
    for (Statement statement : statements()) {
      if (statement.content() instanceof StandardPropose propose
          && (id.isEmpty() || propose.standard().id().equals(id))) {
        found.add(standard(propose.standard().hash().hex(), atLeastHeight));
      }
    }
    return found;
  }

  @Override
  public synchronized StandardView standard(String hash, long atLeastHeight)
      throws NetworkException {
    Statement proposal =
        statements().stream()
            .filter(statement ->
                statement.content() instanceof StandardPropose propose
                    && propose.standard().hash().hex().equals(hash))
            .findFirst()
            .orElseThrow(FakeNetwork::notFound);
    StandardPropose propose = (StandardPropose) proposal.content();
    StandardView.Builder view =
        StandardView.newBuilder()
            .setReceipt(receiptOf(proposal.id().hex()))
            .setProposer(proposal.author().text())
            .setHash(hash)
            .setId(propose.standard().id())
            .setVersion(propose.standard().version())
            .setStatus("PROPOSED")
            .setResults(propose.results().hex())
            .addVotes(proposal.author().text())
            .setNotAfter(proposal.notAfter().orElseThrow().value())
            .setDocument(otherDocument.orElse(propose.standard().json().text()));
    for (Statement statement : statements()) {
      switch (statement.content()) {
        case StandardVote vote when vote.proposal().equals(proposal.id()) ->
            view.addVotes(statement.author().text());
        case StandardActivate activate when activate.proposal().equals(proposal.id()) ->
            view.setStatus("ACTIVE");
        default -> {
          // Says nothing of this standard.
        }
      }
    }
    return view.build();
  }

  /** The days of the window, and what a test has gathered beside them. */
  @Override
  public org.colophon.rpc.proto.GatherView gather(org.colophon.rpc.proto.GatherRequest request) {
    asked.add(request);
    long days = (request.getUntil() - request.getFrom()) / (24 * 3600 * 1000);
    RecordId about =
        RecordId.ofHex(
            request.getAllegation().isEmpty() ? request.getWork() : request.getAllegation());
    Gathered counted =
        new Gathered(
            "days",
            Input.Query.WINDOW_DAYS,
            Optional.of(days),
            List.of(new Gathered.Counted(about, Optional.of(days), Optional.empty())),
            List.of(),
            0);
    List<Gathered> figures = new ArrayList<>(gathered);
    figures.add(counted);
    return org.colophon.rpc.proto.GatherView.newBuilder()
        .setGathered(new Gathering(figures, List.of(), List.of()).json().text())
        .build();
  }

  @Override
  public synchronized List<AssessmentView> assessments(String about, long atLeastHeight)
      throws NetworkException {
    List<AssessmentView> found = new ArrayList<>();
    for (Statement statement : statements()) {
      if (statement.content() instanceof AssessmentMade made
          && made.allegation().hex().equals(about)) {
        found.add(assessment(statement.id().hex(), atLeastHeight));
      }
    }
    return found;
  }

  @Override
  public synchronized AssessmentView assessment(String id, long atLeastHeight)
      throws NetworkException {
    VerifiedRecord record = records.get(id);
    if (record == null || !(record.statement().content() instanceof AssessmentMade made)) {
      throw notFound();
    }
    return AssessmentView.newBuilder()
        .setReceipt(receiptOf(id))
        .setStandard(made.standard().hex())
        .setAllegation(made.allegation().hex())
        .setStatus(made.panel().isPresent() ? "PENDING" : "FINAL")
        .setParameters(Choices.json(made.parameters()).text())
        .setResult(made.result().hex())
        .addAllInputs(made.inputs().stream().map(input -> input.json().text()).toList())
        .build();
  }

  @Override
  public List<SubmissionView> submissions(ListSubmissionsRequest request) throws NetworkException {
    asked.add(request);
    List<SubmissionView> found = new ArrayList<>();
    for (Statement statement : statements()) {
      if (statement.content() instanceof CourtSubmit) {
        found.add(submission(statement.id().hex(), request.getTime(), 0));
      }
    }
    return found;
  }

  @Override
  public synchronized SubmissionView submission(String id, long time, long atLeastHeight)
      throws NetworkException {
    VerifiedRecord record = records.get(id);
    if (record == null || !(record.statement().content() instanceof CourtSubmit submit)) {
      throw notFound();
    }
    SubmissionView.Builder view =
        SubmissionView.newBuilder()
            .setReceipt(receiptOf(id))
            .setTimes(times(id, record))
            .setSubmitter(record.statement().author().text())
            .setCourt(submit.court().text())
            .setSha256(submit.material().sha256().hex())
            .setSize(submit.material().size())
            .setMediaType(submit.material().mediaType())
            .addAllWorks(submit.works().stream().map(one -> one.hex()).toList())
            .setStatus("WAITING");
    records.forEach((other, answer) -> {
      if (answer.statement().content() instanceof CourtReceive receive
          && receive.submission().hex().equals(id)) {
        view.setStatus(receive.outcome().name())
            .setAnswer(
                ReceptionView.newBuilder()
                    .setReceipt(receiptOf(other))
                    .setTimes(times(other, answer))
                    .setOutcome(receive.outcome().name())
                    .setGround(receive.ground().map(Enum::name).orElse(""))
                    .setSha256(receive.sha256().map(one -> one.hex()).orElse("")));
      }
    });
    return view.build();
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
      for (Map.Entry<String, VerifiedRecord> entry : records.entrySet()) {
        if (carries(entry.getValue(), digest)) {
          matches.add(
              LookupMatch.newBuilder()
                  .setDigest(digest)
                  .setReceipt(receiptOf(entry.getKey()))
                  .setType(entry.getValue().statement().content().type().label())
                  .setWork(workOf(entry.getValue()))
                  .setSubject(entry.getValue().statement().author().text())
                  .setPriority(first)
                  .setTimes(times(entry.getKey(), entry.getValue()))
                  .build());
          first = false;
        }
      }
    }
    return matches;
  }

  private Receipt receiptOf(String id) {
    return Objects.requireNonNull(receipts.get(id));
  }

  private Times times(String id, VerifiedRecord record) {
    return Times.newBuilder()
        .setClaimed(record.statement().issuedAt().value())
        .setOrdered(receiptOf(id).getTime())
        .build();
  }

  private static boolean carries(VerifiedRecord record, String digest) {
    return switch (record.statement().content()) {
      case WorkReveal reveal -> reveal.digest().hex().equals(digest);
      case Content content ->
          content.contentDigests().stream().anyMatch(carried -> carried.hex().equals(digest));
    };
  }

  private String workOf(VerifiedRecord record) {
    String own = record.id().hex();
    return switch (record.statement().content()) {
      case DraftAdd draft -> draft.work().map(w -> w.hex()).orElse(own);
      case WorkDeclare work -> work.work().map(w -> w.hex()).orElse(own);
      case WorkReveal reveal -> {
        VerifiedRecord opened = records.get(reveal.record().hex());
        yield opened == null ? "" : workOf(opened);
      }
      default -> "";
    };
  }

  private static byte[] statementBytes(VerifiedRecord record) {
    String text = ByteString.copyFrom(record.bytes()).toStringUtf8();
    int at = text.indexOf("\"statement\":") + "\"statement\":".length();
    return ByteString.copyFromUtf8(text.substring(at, text.length() - 1)).toByteArray();
  }

  @Override
  public BlockView block(long height, String cursor) throws NetworkException {
    throw notFound();
  }

  @Override
  public BlockView newestBlock() throws NetworkException {
    throw notFound();
  }

  @Override
  public CheckpointView checkpoint(long coveringSize) throws NetworkException {
    throw notFound();
  }

  @Override
  public CheckpointView seal(long number) throws NetworkException {
    throw notFound();
  }

  @Override
  public CheckpointView checkpoint(URI node) throws NetworkException {
    throw notFound();
  }

  @Override
  public ProofView consistencyProof(URI node, long oldSize, long newSize) throws NetworkException {
    return consistencyProof(oldSize, newSize);
  }

  @Override
  public synchronized ProofView consistencyProof(long oldSize, long newSize)
      throws NetworkException {
    MemoryTree old = new MemoryTree();
    records.values().stream()
        .limit(oldSize)
        .forEach(record -> old.append(MerkleHash.leaf(record.bytes())));
    Proof.Builder proof =
        Proof.newBuilder().setIndex(oldSize).setSize(newSize).setRoot(tree.root().hex());
    Proofs.consistency(oldSize, newSize, tree).path().forEach(hash -> proof.addPath(hash.hex()));
    return ProofView.newBuilder().setProof(proof).setOldRoot(old.root().hex()).build();
  }

  @Override
  public StatusView status(URI node) throws NetworkException {
    if (node.getPort() == 1) {
      throw new NetworkException("connection refused", null);
    }
    return StatusView.newBuilder()
        .setChain(genesis.chain().text())
        .setNode("node-" + node.getPort())
        .setRole("LEADER")
        .setSize(size())
        .addAllValidities(validities)
        .setCustody(CustodyView.newBuilder().setCustodian(true).setNamed(3).setErased(1))
        .build();
  }

  @Override
  public synchronized void stream(long from, long limit, Consumer<RecordView> consumer) {
    records.keySet().stream()
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
    throw notFound();
  }

  @Override
  public void close() {}

  private static NetworkException notFound() {
    return new NetworkException(new Refusal(Reason.NOT_FOUND, "no such thing"), null);
  }
}
