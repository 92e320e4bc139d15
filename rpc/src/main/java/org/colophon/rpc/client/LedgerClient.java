package org.colophon.rpc.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.StatusRuntimeException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.colophon.core.Reason;
import org.colophon.rpc.ReasonStatus;
import org.colophon.rpc.proto.ApplicationView;
import org.colophon.rpc.proto.AssessmentView;
import org.colophon.rpc.proto.BeginDeliveryRequest;
import org.colophon.rpc.proto.BlockView;
import org.colophon.rpc.proto.CaseView;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.rpc.proto.CheckTitleRequest;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.CustodyReceiptView;
import org.colophon.rpc.proto.DeliveryProgress;
import org.colophon.rpc.proto.GatherRequest;
import org.colophon.rpc.proto.GatherView;
import org.colophon.rpc.proto.GenesisView;
import org.colophon.rpc.proto.GetApplicationRequest;
import org.colophon.rpc.proto.GetAssessmentRequest;
import org.colophon.rpc.proto.GetBlockRequest;
import org.colophon.rpc.proto.GetCaseRequest;
import org.colophon.rpc.proto.GetCertificateRequest;
import org.colophon.rpc.proto.GetCheckpointRequest;
import org.colophon.rpc.proto.GetConsistencyProofRequest;
import org.colophon.rpc.proto.GetCoseReceiptRequest;
import org.colophon.rpc.proto.GetEvidenceRequest;
import org.colophon.rpc.proto.GetGenesisRequest;
import org.colophon.rpc.proto.GetGrantRequest;
import org.colophon.rpc.proto.GetInclusionProofRequest;
import org.colophon.rpc.proto.GetInfringementRequest;
import org.colophon.rpc.proto.GetLicenceRequest;
import org.colophon.rpc.proto.GetMembershipRequest;
import org.colophon.rpc.proto.GetNoticeRequest;
import org.colophon.rpc.proto.GetObjectionRequest;
import org.colophon.rpc.proto.GetPriceRequest;
import org.colophon.rpc.proto.GetReceiptRequest;
import org.colophon.rpc.proto.GetStandardRequest;
import org.colophon.rpc.proto.GetStatusRequest;
import org.colophon.rpc.proto.GetSubjectRequest;
import org.colophon.rpc.proto.GetSubmissionRequest;
import org.colophon.rpc.proto.GetWorkRequest;
import org.colophon.rpc.proto.GrantView;
import org.colophon.rpc.proto.InfringementView;
import org.colophon.rpc.proto.LedgerGrpc;
import org.colophon.rpc.proto.LicenceView;
import org.colophon.rpc.proto.ListApplicationsRequest;
import org.colophon.rpc.proto.ListApplicationsResponse;
import org.colophon.rpc.proto.ListAssessmentsRequest;
import org.colophon.rpc.proto.ListAssessmentsResponse;
import org.colophon.rpc.proto.ListCasesRequest;
import org.colophon.rpc.proto.ListCasesResponse;
import org.colophon.rpc.proto.ListGrantsRequest;
import org.colophon.rpc.proto.ListGrantsResponse;
import org.colophon.rpc.proto.ListInfringementsRequest;
import org.colophon.rpc.proto.ListInfringementsResponse;
import org.colophon.rpc.proto.ListLeasesRequest;
import org.colophon.rpc.proto.ListLeasesResponse;
import org.colophon.rpc.proto.ListLicencesRequest;
import org.colophon.rpc.proto.ListLicencesResponse;
import org.colophon.rpc.proto.ListObjectionsRequest;
import org.colophon.rpc.proto.ListObjectionsResponse;
import org.colophon.rpc.proto.ListPricesRequest;
import org.colophon.rpc.proto.ListPricesResponse;
import org.colophon.rpc.proto.ListReadsResponse;
import org.colophon.rpc.proto.ListRecommendationsRequest;
import org.colophon.rpc.proto.ListStandardsRequest;
import org.colophon.rpc.proto.ListStandardsResponse;
import org.colophon.rpc.proto.ListSubmissionsRequest;
import org.colophon.rpc.proto.ListSubmissionsResponse;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.rpc.proto.LookupRequest;
import org.colophon.rpc.proto.MakeReportRequest;
import org.colophon.rpc.proto.MembershipView;
import org.colophon.rpc.proto.NoticeView;
import org.colophon.rpc.proto.ObjectionView;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.PriceView;
import org.colophon.rpc.proto.ProofView;
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
import org.colophon.rpc.proto.StoreDeliveryChunkRequest;
import org.colophon.rpc.proto.StorePrivateRequest;
import org.colophon.rpc.proto.StreamRecordsRequest;
import org.colophon.rpc.proto.SubjectView;
import org.colophon.rpc.proto.SubmissionView;
import org.colophon.rpc.proto.SubmitRequest;
import org.colophon.rpc.proto.TitleView;
import org.colophon.rpc.proto.TraceResponse;
import org.colophon.rpc.proto.TraceSubjectRequest;
import org.colophon.rpc.proto.TraceWorkRequest;
import org.colophon.rpc.proto.WorkView;

/**
 * A blocking client of a chain's nodes, safe for many threads. A call goes to the node that
 * answered last and moves on when a node is down, late, overloaded or waits for a seal; every
 * request may be sent twice, since the chain takes a record once. A refusal that stands on any node
 * alike is thrown at once. Close it to end its connections and running streams.
 */
public final class LedgerClient implements AutoCloseable {
  private static final int SUBMIT_RECORDS_MAX = 1000;
  private static final int SUBMIT_BYTES_MAX = 4 << 20;
  private static final int STREAM_WINDOW = 64;
  private static final Duration STREAM_YOUNG = Duration.ofSeconds(2);

  private final Nodes nodes;
  private final Retry retry;
  private volatile boolean closed;

  private LedgerClient(Nodes nodes, Retry retry) {
    this.nodes = nodes;
    this.retry = retry;
  }

  /** A client; connections are made when they are needed. */
  public static LedgerClient connect(ClientSettings settings) {
    return new LedgerClient(new Nodes(settings), new Retry(settings));
  }

  /** The node that answered last; the first one before any did. */
  public URI lastAnswered() {
    return retry.lastAnswered();
  }

  /**
   * Submits records and returns one outcome for each, in their order. Many records are sent in
   * parts. Records that a node could not take for now are sent again until the time is over; what
   * is then still not taken has the last refusal as its outcome.
   *
   * @param records leaf bytes; one that no node could take is refused before anything is sent
   */
  public List<Outcome> submit(List<byte[]> records) throws RpcException {
    for (byte[] record : records) {
      if (record.length > SUBMIT_BYTES_MAX) {
        throw new RpcException(
            Reason.TOO_LARGE,
            "record: " + record.length + " bytes (expected: at most " + SUBMIT_BYTES_MAX + ")",
            lastAnswered(),
            null);
      }
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int begin = 0; begin < records.size(); ) {
      int end = partEnd(records, begin);
      outcomes.addAll(submitPart(records.subList(begin, end)));
      begin = end;
    }
    return outcomes;
  }

  private static int partEnd(List<byte[]> records, int begin) {
    long bytes = 0;
    int end = begin;
    while (end < records.size() && end - begin < SUBMIT_RECORDS_MAX) {
      bytes += records.get(end).length;
      if (bytes > SUBMIT_BYTES_MAX && end > begin) {
        break;
      }
      end++;
    }
    return end;
  }

  private List<Outcome> submitPart(List<byte[]> records) throws RpcException {
    Retry.Deadline deadline = retry.deadline();
    List<Outcome> outcomes = new ArrayList<>(submitOnce(records, deadline));
    for (int round = 0; ; round++) {
      List<Integer> open = open(outcomes);
      if (open.isEmpty() || deadline.isOver()) {
        return outcomes;
      }
      retry.pause(round, deadline, lastAnswered());
      List<Outcome> again;
      try {
        again = submitOnce(open.stream().map(records::get).toList(), deadline);
      } catch (RpcException e) {
        // The outcomes that there are say more than a failure of the whole.
        return outcomes;
      }
      for (int i = 0; i < open.size(); i++) {
        outcomes.set(open.get(i), again.get(i));
      }
    }
  }

  /** Positions whose refusal may pass. */
  private static List<Integer> open(List<Outcome> outcomes) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      boolean passing =
          outcome.hasRefusal()
              && ReasonStatus.named(outcome.getRefusal().getReason())
                  .filter(reason -> ReasonStatus.of(reason).retry())
                  .isPresent();
      if (passing) {
        open.add(i);
      }
    }
    return open;
  }

  private List<Outcome> submitOnce(List<byte[]> records, Retry.Deadline deadline)
      throws RpcException {
    SubmitRequest.Builder request = SubmitRequest.newBuilder();
    records.forEach(record -> request.addRecords(UnsafeByteOperations.unsafeWrap(record)));
    SubmitRequest whole = request.build();
    List<Outcome> outcomes = call(deadline, ledger -> ledger.submit(whole).getOutcomesList());
    if (outcomes.size() != records.size()) {
      throw new RpcException(
          Reason.UNAVAILABLE,
          "outcomes: " + outcomes.size() + " (expected: " + records.size() + ")",
          lastAnswered(),
          null);
    }
    return outcomes;
  }

  /**
   * Where a record stands, with its proof.
   *
   * @param atLeastHeight the node must have come to that height; 0 takes what there is
   */
  public RecordView receipt(String id, long atLeastHeight) throws RpcException {
    GetReceiptRequest request =
        GetReceiptRequest.newBuilder().setId(id).setAtLeastHeight(atLeastHeight).build();
    return call(ledger -> ledger.getReceipt(request));
  }

  /** What the chain holds of a work. */
  public WorkView work(String work, long atLeastHeight) throws RpcException {
    GetWorkRequest request =
        GetWorkRequest.newBuilder().setWork(work).setAtLeastHeight(atLeastHeight).build();
    return work(request);
  }

  /** What the chain holds of a work, or held at the instant that the request names. */
  public WorkView work(GetWorkRequest request) throws RpcException {
    return call(ledger -> ledger.getWork(request));
  }

  /**
   * The pages of a work's trace, oldest first. {@code next()} throws {@link UncheckedIOException}
   * over an {@link RpcException}.
   *
   * @param pageSize events of a page; 0 leaves it to the node
   */
  public Iterator<TraceResponse> trace(String work, int pageSize, long atLeastHeight) {
    TraceWorkRequest.Builder request =
        TraceWorkRequest.newBuilder()
            .setWork(work)
            .setPageSize(pageSize)
            .setAtLeastHeight(atLeastHeight);
    return pages(cursor -> call(ledger -> ledger.traceWork(request.setCursor(cursor).build())));
  }

  /** The pages of what a subject signed or what is about it; otherwise as {@link #trace}. */
  public Iterator<TraceResponse> traceSubject(String subject, int pageSize, long atLeastHeight) {
    TraceSubjectRequest.Builder request =
        TraceSubjectRequest.newBuilder()
            .setSubject(subject)
            .setPageSize(pageSize)
            .setAtLeastHeight(atLeastHeight);
    return pages(cursor -> call(ledger -> ledger.traceSubject(request.setCursor(cursor).build())));
  }

  private interface TracePages {
    TraceResponse at(String cursor) throws RpcException;
  }

  private static Iterator<TraceResponse> pages(TracePages pages) {
    return new Iterator<>() {
      private Optional<String> cursor = Optional.of("");

      @Override
      public boolean hasNext() {
        return cursor.isPresent();
      }

      @Override
      public TraceResponse next() {
        try {
          TraceResponse page = pages.at(cursor.orElseThrow(NoSuchElementException::new));
          cursor = Optional.of(page.getNextCursor()).filter(next -> !next.isEmpty());
          return page;
        } catch (RpcException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** Whether a title hangs together, and what speaks against it. */
  public TitleView title(CheckTitleRequest request) throws RpcException {
    return call(ledger -> ledger.checkTitle(request));
  }

  /** Declared works by the words of their titles, or by an identifier. */
  public SearchWorksResponse search(SearchWorksRequest request) throws RpcException {
    return call(ledger -> ledger.searchWorks(request));
  }

  /** Who a subject is, as far as the chain knows. */
  public SubjectView subject(String subject, long atLeastHeight) throws RpcException {
    GetSubjectRequest request =
        GetSubjectRequest.newBuilder().setSubject(subject).setAtLeastHeight(atLeastHeight).build();
    return call(ledger -> ledger.getSubject(request));
  }

  /** What a grant lets the signer of the request read. A refusal is never tried at another node. */
  public ScopedTraceView readInScope(SignedRead request) throws RpcException {
    return call(ledger -> ledger.readInScope(request));
  }

  /** Stores a ciphertext at that node; it is asked once. */
  public CustodyReceiptView storePrivate(URI node, byte[] envelope) throws RpcException {
    StorePrivateRequest request =
        StorePrivateRequest.newBuilder().setEnvelope(ByteString.copyFrom(envelope)).build();
    return once(node, ledger -> ledger.storePrivate(request));
  }

  /** A ciphertext that that node keeps, for who signed the request; it is asked once. */
  public byte[] fetchPrivate(URI node, SignedFetch request) throws RpcException {
    return once(node, ledger -> ledger.fetchPrivate(request)).getEnvelope().toByteArray();
  }

  /** Begins a delivery at that node, or goes on with it; it is asked once. */
  public DeliveryProgress beginDelivery(URI node, byte[] index, SignedDeliveryRequest signed)
      throws RpcException {
    BeginDeliveryRequest request =
        BeginDeliveryRequest.newBuilder()
            .setIndex(ByteString.copyFrom(index))
            .setSigned(signed)
            .build();
    return once(node, ledger -> ledger.beginDelivery(request));
  }

  /** How a delivery stands at that node; it is asked once. */
  public DeliveryProgress deliveryProgress(URI node, SignedDeliveryRequest request)
      throws RpcException {
    return once(node, ledger -> ledger.getDeliveryProgress(request));
  }

  /** Stores a chunk of a delivery at that node; it is asked once. */
  public void storeDeliveryChunk(URI node, String delivery, int number, byte[] ciphertext)
      throws RpcException {
    StoreDeliveryChunkRequest request =
        StoreDeliveryChunkRequest.newBuilder()
            .setDelivery(delivery)
            .setNumber(number)
            .setCiphertext(UnsafeByteOperations.unsafeWrap(ciphertext))
            .build();
    var _ = once(node, ledger -> ledger.storeDeliveryChunk(request));
  }

  /** The index or a chunk of a delivery at that node; it is asked once. */
  public byte[] fetchDelivery(URI node, SignedDeliveryRequest request) throws RpcException {
    return once(node, ledger -> ledger.fetchDelivery(request)).getBytes().toByteArray();
  }

  /** The reads at that node of a work of the signer of the request; it is asked once. */
  public ListReadsResponse reads(URI node, SignedRead request) throws RpcException {
    return once(node, ledger -> ledger.listReads(request));
  }

  /** A report as of a sealed block: canonical JSON. */
  public byte[] report(MakeReportRequest request) throws RpcException {
    return call(ledger -> ledger.makeReport(request)).getReport().toByteArray();
  }

  /** That node's report; it is asked once. */
  public byte[] report(URI node, MakeReportRequest request) throws RpcException {
    return once(node, ledger -> ledger.makeReport(request)).getReport().toByteArray();
  }

  /** What a subject may do with a work, and where that comes from. */
  public RightsView rights(CheckRightsRequest request) throws RpcException {
    return call(ledger -> ledger.checkRights(request));
  }

  /** A page of the licences of a work or a subject. */
  public ListLicencesResponse licences(ListLicencesRequest request) throws RpcException {
    return call(ledger -> ledger.listLicences(request));
  }

  /**
   * A licence, as it stands.
   *
   * @param time as of which; of the newest block when 0
   */
  public LicenceView licence(String id, long time, long atLeastHeight) throws RpcException {
    GetLicenceRequest request =
        GetLicenceRequest.newBuilder()
            .setId(id)
            .setTime(time)
            .setAtLeastHeight(atLeastHeight)
            .build();
    return licence(request);
  }

  /** A licence, as it stood at the instant that the request names. */
  public LicenceView licence(GetLicenceRequest request) throws RpcException {
    return call(ledger -> ledger.getLicence(request));
  }

  /** A page of applications to IP offices. */
  public ListApplicationsResponse applications(ListApplicationsRequest request)
      throws RpcException {
    return call(ledger -> ledger.listApplications(request));
  }

  /**
   * An application, as it stands.
   *
   * @param time as of which; of the newest block when 0
   */
  public ApplicationView application(String id, long time, long atLeastHeight) throws RpcException {
    GetApplicationRequest request =
        GetApplicationRequest.newBuilder()
            .setId(id)
            .setTime(time)
            .setAtLeastHeight(atLeastHeight)
            .build();
    return call(ledger -> ledger.getApplication(request));
  }

  /** A page of the objections to a work or of a subject. */
  public ListObjectionsResponse objections(ListObjectionsRequest request) throws RpcException {
    return call(ledger -> ledger.listObjections(request));
  }

  /**
   * An objection, as it stands.
   *
   * @param time as of which; of the newest block when 0
   */
  public ObjectionView objection(String id, long time, long atLeastHeight) throws RpcException {
    GetObjectionRequest request =
        GetObjectionRequest.newBuilder()
            .setId(id)
            .setTime(time)
            .setAtLeastHeight(atLeastHeight)
            .build();
    return call(ledger -> ledger.getObjection(request));
  }

  /** A page of the recommendations of a work or of a content. */
  public TraceResponse recommendations(ListRecommendationsRequest request) throws RpcException {
    return call(ledger -> ledger.listRecommendations(request));
  }

  /** A page of the cases that an organ opened. */
  public ListCasesResponse cases(ListCasesRequest request) throws RpcException {
    return call(ledger -> ledger.listCases(request));
  }

  /**
   * A case, as it stands.
   *
   * @param time as of which; of the newest block when 0
   */
  public CaseView caseOpened(String id, long time, long atLeastHeight) throws RpcException {
    GetCaseRequest request =
        GetCaseRequest.newBuilder().setId(id).setTime(time).setAtLeastHeight(atLeastHeight).build();
    return call(ledger -> ledger.getCase(request));
  }

  /** A page of the grants to read in a case, or of a grantee. */
  public ListGrantsResponse grants(ListGrantsRequest request) throws RpcException {
    return call(ledger -> ledger.listGrants(request));
  }

  /**
   * A grant to read, as it stands.
   *
   * @param time as of which; of the newest block when 0
   */
  public GrantView grant(String id, long time, long atLeastHeight) throws RpcException {
    GetGrantRequest request =
        GetGrantRequest.newBuilder()
            .setId(id)
            .setTime(time)
            .setAtLeastHeight(atLeastHeight)
            .build();
    return call(ledger -> ledger.getGrant(request));
  }

  /** A page of the leases of a grant. */
  public ListLeasesResponse leases(ListLeasesRequest request) throws RpcException {
    return call(ledger -> ledger.listLeases(request));
  }

  /** A notice, what speaks against it, and what came of it. */
  public NoticeView notice(String id, long atLeastHeight) throws RpcException {
    GetNoticeRequest request =
        GetNoticeRequest.newBuilder().setId(id).setAtLeastHeight(atLeastHeight).build();
    return call(ledger -> ledger.getNotice(request));
  }

  /** A page of the alleged infringements of a work or of a respondent. */
  public ListInfringementsResponse infringements(ListInfringementsRequest request)
      throws RpcException {
    return call(ledger -> ledger.listInfringements(request));
  }

  /**
   * An alleged infringement, as it stands.
   *
   * @param time as of which; of the newest block when 0
   */
  public InfringementView infringement(String id, long time, long atLeastHeight)
      throws RpcException {
    GetInfringementRequest request =
        GetInfringementRequest.newBuilder()
            .setId(id)
            .setTime(time)
            .setAtLeastHeight(atLeastHeight)
            .build();
    return call(ledger -> ledger.getInfringement(request));
  }

  /** A page of the prices of deals in a work, or of an appraiser. */
  public ListPricesResponse prices(ListPricesRequest request) throws RpcException {
    return call(ledger -> ledger.listPrices(request));
  }

  /** A price that an appraiser gave. */
  public PriceView price(String id, long atLeastHeight) throws RpcException {
    GetPriceRequest request =
        GetPriceRequest.newBuilder().setId(id).setAtLeastHeight(atLeastHeight).build();
    return call(ledger -> ledger.getPrice(request));
  }

  /** The membership in force with what proves it, and what members propose. */
  public MembershipView membership(long atLeastHeight) throws RpcException {
    GetMembershipRequest request =
        GetMembershipRequest.newBuilder().setAtLeastHeight(atLeastHeight).build();
    return call(ledger -> ledger.getMembership(request));
  }

  /** A page of the standards of damages that were proposed. */
  public ListStandardsResponse standards(ListStandardsRequest request) throws RpcException {
    return call(ledger -> ledger.listStandards(request));
  }

  /** A standard of damages, by the hash of its document. */
  public StandardView standard(String hash, long atLeastHeight) throws RpcException {
    GetStandardRequest request =
        GetStandardRequest.newBuilder().setHash(hash).setAtLeastHeight(atLeastHeight).build();
    return call(ledger -> ledger.getStandard(request));
  }

  /** What the chain shows for the figures of a standard. */
  public GatherView gather(GatherRequest request) throws RpcException {
    return call(ledger -> ledger.gather(request));
  }

  /** A page of the assessments of an alleged infringement or a case. */
  public ListAssessmentsResponse assessments(ListAssessmentsRequest request) throws RpcException {
    return call(ledger -> ledger.listAssessments(request));
  }

  /** An assessment of an alleged infringement. */
  public AssessmentView assessment(String id, long atLeastHeight) throws RpcException {
    GetAssessmentRequest request =
        GetAssessmentRequest.newBuilder().setId(id).setAtLeastHeight(atLeastHeight).build();
    return call(ledger -> ledger.getAssessment(request));
  }

  /** A page of what was submitted to a court or by a subject. */
  public ListSubmissionsResponse submissions(ListSubmissionsRequest request) throws RpcException {
    return call(ledger -> ledger.listSubmissions(request));
  }

  /**
   * Material that was submitted to a court, as it stands.
   *
   * @param time as of which; of the newest block when 0
   */
  public SubmissionView submission(String id, long time, long atLeastHeight) throws RpcException {
    GetSubmissionRequest request =
        GetSubmissionRequest.newBuilder()
            .setId(id)
            .setTime(time)
            .setAtLeastHeight(atLeastHeight)
            .build();
    return call(ledger -> ledger.getSubmission(request));
  }

  /** What carries or opens the digests, as the node's default limit shows it. */
  public List<LookupMatch> lookup(List<String> digests) throws RpcException {
    return lookup(LookupRequest.newBuilder().addAllDigests(digests).build());
  }

  /** What carries or opens the digests. */
  public List<LookupMatch> lookup(LookupRequest request) throws RpcException {
    return call(ledger -> ledger.lookup(request).getMatchesList());
  }

  /** The first page of the block of that height. */
  public BlockView block(long height) throws RpcException {
    return block(GetBlockRequest.newBuilder().setHeight(height).build());
  }

  /** A page of a block. */
  public BlockView block(GetBlockRequest request) throws RpcException {
    return call(ledger -> ledger.getBlock(request));
  }

  /**
   * A sealed checkpoint.
   *
   * @param coveringSize the first that covers so many leaves; the newest when 0
   */
  public CheckpointView checkpoint(long coveringSize) throws RpcException {
    GetCheckpointRequest request =
        GetCheckpointRequest.newBuilder().setCoveringSize(coveringSize).build();
    return call(ledger -> ledger.getCheckpoint(request));
  }

  /** The sealed checkpoint of that number, from 1. */
  public CheckpointView seal(long number) throws RpcException {
    GetCheckpointRequest request = GetCheckpointRequest.newBuilder().setNumber(number).build();
    return call(ledger -> ledger.getCheckpoint(request));
  }

  /**
   * That a leaf stands in a tree.
   *
   * @param size of the tree; the present one when 0
   */
  public ProofView inclusionProof(long index, long size) throws RpcException {
    GetInclusionProofRequest request =
        GetInclusionProofRequest.newBuilder().setIndex(index).setSize(size).build();
    return call(ledger -> ledger.getInclusionProof(request));
  }

  /**
   * That a tree only appended to another.
   *
   * @param newSize of the later tree; the present one when 0
   */
  public ProofView consistencyProof(long oldSize, long newSize) throws RpcException {
    GetConsistencyProofRequest request =
        GetConsistencyProofRequest.newBuilder().setOldSize(oldSize).setNewSize(newSize).build();
    return call(ledger -> ledger.getConsistencyProof(request));
  }

  /** The chain's genesis; the caller checks it against the chain that it expects. */
  public GenesisView genesis() throws RpcException {
    return call(ledger -> ledger.getGenesis(GetGenesisRequest.getDefaultInstance()));
  }

  /** How some node is. */
  public StatusView status() throws RpcException {
    return call(ledger -> ledger.getStatus(GetStatusRequest.getDefaultInstance()));
  }

  /** How that node is; it is asked once. */
  public StatusView status(URI node) throws RpcException {
    return once(node, ledger -> ledger.getStatus(GetStatusRequest.getDefaultInstance()));
  }

  /** The newest sealed checkpoint of that node; it is asked once. */
  public CheckpointView checkpoint(URI node) throws RpcException {
    return once(node, ledger -> ledger.getCheckpoint(GetCheckpointRequest.getDefaultInstance()));
  }

  /** That node's proof that a tree only appended to another; it is asked once. */
  public ProofView consistencyProof(URI node, long oldSize, long newSize) throws RpcException {
    GetConsistencyProofRequest request =
        GetConsistencyProofRequest.newBuilder().setOldSize(oldSize).setNewSize(newSize).build();
    return once(node, ledger -> ledger.getConsistencyProof(request));
  }

  private <T> T once(URI node, Function<LedgerGrpc.LedgerBlockingStub, T> method)
      throws RpcException {
    LedgerGrpc.LedgerBlockingStub ledger =
        nodes.stubForSmall(ClientSettings.check(node), LedgerGrpc.LedgerBlockingStub.class);
    try {
      return method.apply(within(ledger, retry.deadline().left()));
    } catch (StatusRuntimeException e) {
      throw RpcException.of(e, node);
    }
  }

  /** The evidence of a sealed record: a zip. A node that is behind the height waits for it. */
  public byte[] evidence(String id, long atLeastHeight) throws RpcException {
    GetEvidenceRequest request =
        GetEvidenceRequest.newBuilder().setId(id).setAtLeastHeight(atLeastHeight).build();
    ByteString zip = call(ledger -> ledger.getEvidence(request).getZip());
    return zip.toByteArray();
  }

  /** The certificate of a sealed record in one of the languages zh, en and zh-en: a PDF file. */
  public byte[] certificate(String id, String language, long atLeastHeight) throws RpcException {
    GetCertificateRequest request =
        GetCertificateRequest.newBuilder()
            .setId(id)
            .setLanguage(language)
            .setAtLeastHeight(atLeastHeight)
            .build();
    ByteString pdf = call(ledger -> ledger.getCertificate(request).getPdf());
    return pdf.toByteArray();
  }

  /** A COSE receipt of a sealed record: COSE_Sign1, tagged. */
  public byte[] coseReceipt(String id, long atLeastHeight) throws RpcException {
    GetCoseReceiptRequest request =
        GetCoseReceiptRequest.newBuilder().setId(id).setAtLeastHeight(atLeastHeight).build();
    ByteString receipt = call(ledger -> ledger.getCoseReceipt(request).getReceipt());
    return receipt.toByteArray();
  }

  /** Takes records one by one. */
  @FunctionalInterface
  public interface RecordConsumer {
    /** Takes one record; false ends the stream. */
    boolean accept(RecordView record);
  }

  /**
   * Hands over every record from a leaf index on, in order and each once, and goes on until the
   * consumer has enough. A broken connection is taken up at the next index, at any node.
   *
   * @return the index behind the last record that was handed over: where to go on
   * @throws RpcException when a node refuses the stream, or none could be reached for the time of a
   *     call
   */
  public long stream(long fromIndex, RecordConsumer consumer) throws RpcException {
    Position position = new Position(fromIndex);
    while (!position.ended) {
      boolean _ = retry.call(retry.deadline(), (node, left) -> run(node, position, consumer));
    }
    return position.next;
  }

  /** Where a stream stands. */
  private static final class Position {
    private long next;
    private boolean ended;

    Position(long next) {
      this.next = next;
    }
  }

  /** One connection's part of a stream; returns when it ends or broke after some progress. */
  private boolean run(URI node, Position position, RecordConsumer consumer) {
    StreamRecordsRequest request =
        StreamRecordsRequest.newBuilder().setFromIndex(position.next).build();
    long before = position.next;
    Retry.Deadline young = Retry.Deadline.in(STREAM_YOUNG);
    try (ResponseQueue<StreamRecordsRequest, RecordView> answers =
        new ResponseQueue<>(STREAM_WINDOW)) {
      nodes.stub(node, LedgerGrpc.LedgerStub.class).streamRecords(request, answers);
      while (true) {
        Optional<RecordView> record = answers.next();
        if (record.isEmpty()) {
          return true;
        }
        position.next = record.get().getReceipt().getIndex() + 1;
        if (!consumer.accept(record.get())) {
          position.ended = true;
          return true;
        }
      }
    } catch (StatusRuntimeException e) {
      // A stream that carried records, or was merely quiet for long, begins anew with all the time.
      boolean lived = position.next > before || young.isOver();
      if (lived && !closed && RpcException.of(e, node).mayRetry()) {
        return true;
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      position.ended = true;
      return true;
    }
  }

  private LedgerGrpc.LedgerBlockingStub ledger(URI node, Duration left) {
    return within(nodes.stub(node, LedgerGrpc.LedgerBlockingStub.class), left);
  }

  private static LedgerGrpc.LedgerBlockingStub within(
      LedgerGrpc.LedgerBlockingStub ledger, Duration left) {
    return ledger.withDeadlineAfter(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
  }

  private <T> T call(Function<LedgerGrpc.LedgerBlockingStub, T> method) throws RpcException {
    return call(retry.deadline(), method);
  }

  private <T> T call(Retry.Deadline deadline, Function<LedgerGrpc.LedgerBlockingStub, T> method)
      throws RpcException {
    return retry.call(deadline, (node, left) -> method.apply(ledger(node, left)));
  }

  @Override
  public void close() {
    closed = true;
    nodes.close();
  }
}
