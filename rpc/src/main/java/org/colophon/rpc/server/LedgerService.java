package org.colophon.rpc.server;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.rpc.proto.ApplicationView;
import org.colophon.rpc.proto.AssessmentView;
import org.colophon.rpc.proto.BeginDeliveryRequest;
import org.colophon.rpc.proto.BlockView;
import org.colophon.rpc.proto.CaseView;
import org.colophon.rpc.proto.CertificateView;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.rpc.proto.CheckTitleRequest;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.CoseReceiptView;
import org.colophon.rpc.proto.CustodyReceiptView;
import org.colophon.rpc.proto.DeliveryPart;
import org.colophon.rpc.proto.DeliveryProgress;
import org.colophon.rpc.proto.EvidenceView;
import org.colophon.rpc.proto.ExaminationView;
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
import org.colophon.rpc.proto.GetExaminationRequest;
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
import org.colophon.rpc.proto.LookupRequest;
import org.colophon.rpc.proto.LookupResponse;
import org.colophon.rpc.proto.MakeReportRequest;
import org.colophon.rpc.proto.MembershipView;
import org.colophon.rpc.proto.NoticeView;
import org.colophon.rpc.proto.ObjectionView;
import org.colophon.rpc.proto.PriceView;
import org.colophon.rpc.proto.PrivateView;
import org.colophon.rpc.proto.ProofView;
import org.colophon.rpc.proto.RecordView;
import org.colophon.rpc.proto.ReportView;
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
import org.colophon.rpc.proto.StoreDeliveryChunkResponse;
import org.colophon.rpc.proto.StorePrivateRequest;
import org.colophon.rpc.proto.StreamRecordsRequest;
import org.colophon.rpc.proto.SubjectView;
import org.colophon.rpc.proto.SubmissionView;
import org.colophon.rpc.proto.SubmitRequest;
import org.colophon.rpc.proto.SubmitResponse;
import org.colophon.rpc.proto.TitleView;
import org.colophon.rpc.proto.TraceResponse;
import org.colophon.rpc.proto.TraceSubjectRequest;
import org.colophon.rpc.proto.TraceWorkRequest;
import org.colophon.rpc.proto.WorkView;

/** The Ledger service: hands each request to its answer, and each answer to its observer. */
final class LedgerService extends LedgerGrpc.LedgerImplBase {
  private final LedgerApi api;
  private final HistoryApi histories;
  private final SearchApi search;
  private final LicenceApi licences;
  private final OfficeApi office;
  private final PlatformApi platforms;
  private final CaseApi cases;
  private final ReadApi reads;
  private final CustodyApi custody;
  private final DeliveryApi deliveries;
  private final ClaimApi claims;
  private final ReportApi reports;
  private final StandardApi standards;
  private final ExaminationApi examinations;
  private final Calls calls;
  private final RecordStreams streams;

  LedgerService(
      LedgerApi api,
      HistoryApi histories,
      SearchApi search,
      LicenceApi licences,
      OfficeApi office,
      PlatformApi platforms,
      CaseApi cases,
      ReadApi reads,
      CustodyApi custody,
      DeliveryApi deliveries,
      ClaimApi claims,
      ReportApi reports,
      StandardApi standards,
      ExaminationApi examinations,
      Calls calls,
      RecordStreams streams) {
    this.api = api;
    this.histories = histories;
    this.search = search;
    this.licences = licences;
    this.office = office;
    this.platforms = platforms;
    this.cases = cases;
    this.reads = reads;
    this.custody = custody;
    this.deliveries = deliveries;
    this.claims = claims;
    this.reports = reports;
    this.standards = standards;
    this.examinations = examinations;
    this.calls = calls;
    this.streams = streams;
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<SubmitResponse> out) {
    unary(Access.SUBMIT, out, () -> api.submit(request));
  }

  @Override
  public void getReceipt(GetReceiptRequest request, StreamObserver<RecordView> out) {
    Access.Who caller = caller();
    unary(Access.GET_RECEIPT, out, () -> api.receipt(request, caller));
  }

  @Override
  public void getWork(GetWorkRequest request, StreamObserver<WorkView> out) {
    unary(Access.GET_WORK, out, () -> api.work(request));
  }

  @Override
  public void traceWork(TraceWorkRequest request, StreamObserver<TraceResponse> out) {
    unary(Access.TRACE_WORK, out, () -> api.trace(request));
  }

  @Override
  public void checkTitle(CheckTitleRequest request, StreamObserver<TitleView> out) {
    unary(Access.CHECK_TITLE, out, () -> histories.title(request));
  }

  @Override
  public void searchWorks(SearchWorksRequest request, StreamObserver<SearchWorksResponse> out) {
    unary(Access.SEARCH_WORKS, out, () -> search.works(request));
  }

  @Override
  public void getSubject(GetSubjectRequest request, StreamObserver<SubjectView> out) {
    unary(Access.GET_SUBJECT, out, () -> histories.subject(request));
  }

  @Override
  public void traceSubject(TraceSubjectRequest request, StreamObserver<TraceResponse> out) {
    unary(Access.TRACE_SUBJECT, out, () -> histories.trace(request));
  }

  @Override
  public void checkRights(CheckRightsRequest request, StreamObserver<RightsView> out) {
    unary(Access.CHECK_RIGHTS, out, () -> licences.check(request));
  }

  @Override
  public void listLicences(ListLicencesRequest request, StreamObserver<ListLicencesResponse> out) {
    unary(Access.LIST_LICENCES, out, () -> licences.list(request));
  }

  @Override
  public void getLicence(GetLicenceRequest request, StreamObserver<LicenceView> out) {
    unary(Access.GET_LICENCE, out, () -> licences.licence(request));
  }

  @Override
  public void listApplications(
      ListApplicationsRequest request, StreamObserver<ListApplicationsResponse> out) {
    unary(Access.LIST_APPLICATIONS, out, () -> office.applications(request));
  }

  @Override
  public void getApplication(GetApplicationRequest request, StreamObserver<ApplicationView> out) {
    unary(Access.GET_APPLICATION, out, () -> office.application(request));
  }

  @Override
  public void listObjections(
      ListObjectionsRequest request, StreamObserver<ListObjectionsResponse> out) {
    unary(Access.LIST_OBJECTIONS, out, () -> office.objections(request));
  }

  @Override
  public void getObjection(GetObjectionRequest request, StreamObserver<ObjectionView> out) {
    unary(Access.GET_OBJECTION, out, () -> office.objection(request));
  }

  @Override
  public void listRecommendations(
      ListRecommendationsRequest request, StreamObserver<TraceResponse> out) {
    unary(Access.LIST_RECOMMENDATIONS, out, () -> platforms.recommendations(request));
  }

  @Override
  public void getNotice(GetNoticeRequest request, StreamObserver<NoticeView> out) {
    unary(Access.GET_NOTICE, out, () -> platforms.notice(request));
  }

  @Override
  public void listCases(ListCasesRequest request, StreamObserver<ListCasesResponse> out) {
    unary(Access.LIST_CASES, out, () -> cases.cases(request));
  }

  @Override
  public void getCase(GetCaseRequest request, StreamObserver<CaseView> out) {
    unary(Access.GET_CASE, out, () -> cases.caseOpened(request));
  }

  @Override
  public void listGrants(ListGrantsRequest request, StreamObserver<ListGrantsResponse> out) {
    unary(Access.LIST_GRANTS, out, () -> cases.grants(request));
  }

  @Override
  public void getGrant(GetGrantRequest request, StreamObserver<GrantView> out) {
    unary(Access.GET_GRANT, out, () -> cases.grant(request));
  }

  @Override
  public void listLeases(ListLeasesRequest request, StreamObserver<ListLeasesResponse> out) {
    unary(Access.LIST_LEASES, out, () -> cases.leases(request));
  }

  @Override
  public void readInScope(SignedRead request, StreamObserver<ScopedTraceView> out) {
    unary(Access.READ_IN_SCOPE, out, () -> reads.read(request));
  }

  @Override
  public void listReads(SignedRead request, StreamObserver<ListReadsResponse> out) {
    unary(Access.LIST_READS, out, () -> reads.list(request));
  }

  @Override
  public void storePrivate(StorePrivateRequest request, StreamObserver<CustodyReceiptView> out) {
    String holder = calls.holder(ServiceRequestContext.current());
    unary(Access.STORE_PRIVATE, out, () -> custody.store(request, holder));
  }

  @Override
  public void fetchPrivate(SignedFetch request, StreamObserver<PrivateView> out) {
    unary(Access.FETCH_PRIVATE, out, () -> custody.fetch(request));
  }

  @Override
  public void beginDelivery(BeginDeliveryRequest request, StreamObserver<DeliveryProgress> out) {
    unary(Access.BEGIN_DELIVERY, out, () -> deliveries.begin(request));
  }

  @Override
  public void getDeliveryProgress(
      SignedDeliveryRequest request, StreamObserver<DeliveryProgress> out) {
    unary(Access.GET_DELIVERY_PROGRESS, out, () -> deliveries.progress(request));
  }

  @Override
  public void storeDeliveryChunk(
      StoreDeliveryChunkRequest request, StreamObserver<StoreDeliveryChunkResponse> out) {
    unary(Access.STORE_DELIVERY_CHUNK, out, () -> deliveries.store(request));
  }

  @Override
  public void fetchDelivery(SignedDeliveryRequest request, StreamObserver<DeliveryPart> out) {
    unary(Access.FETCH_DELIVERY, out, () -> deliveries.fetch(request));
  }

  @Override
  public void listInfringements(
      ListInfringementsRequest request, StreamObserver<ListInfringementsResponse> out) {
    unary(Access.LIST_INFRINGEMENTS, out, () -> claims.infringements(request));
  }

  @Override
  public void getInfringement(
      GetInfringementRequest request, StreamObserver<InfringementView> out) {
    unary(Access.GET_INFRINGEMENT, out, () -> claims.infringement(request));
  }

  @Override
  public void listPrices(ListPricesRequest request, StreamObserver<ListPricesResponse> out) {
    unary(Access.LIST_PRICES, out, () -> claims.prices(request));
  }

  @Override
  public void getPrice(GetPriceRequest request, StreamObserver<PriceView> out) {
    unary(Access.GET_PRICE, out, () -> claims.price(request));
  }

  @Override
  public void getMembership(GetMembershipRequest request, StreamObserver<MembershipView> out) {
    unary(Access.GET_MEMBERSHIP, out, () -> standards.membership(request));
  }

  @Override
  public void listStandards(
      ListStandardsRequest request, StreamObserver<ListStandardsResponse> out) {
    unary(Access.LIST_STANDARDS, out, () -> standards.standards(request));
  }

  @Override
  public void getStandard(GetStandardRequest request, StreamObserver<StandardView> out) {
    unary(Access.GET_STANDARD, out, () -> standards.standard(request));
  }

  @Override
  public void listAssessments(
      ListAssessmentsRequest request, StreamObserver<ListAssessmentsResponse> out) {
    unary(Access.LIST_ASSESSMENTS, out, () -> standards.assessments(request));
  }

  @Override
  public void getAssessment(GetAssessmentRequest request, StreamObserver<AssessmentView> out) {
    unary(Access.GET_ASSESSMENT, out, () -> standards.assessment(request));
  }

  @Override
  public void listSubmissions(
      ListSubmissionsRequest request, StreamObserver<ListSubmissionsResponse> out) {
    unary(Access.LIST_SUBMISSIONS, out, () -> claims.submissions(request));
  }

  @Override
  public void getSubmission(GetSubmissionRequest request, StreamObserver<SubmissionView> out) {
    unary(Access.GET_SUBMISSION, out, () -> claims.submission(request));
  }

  @Override
  public void gather(GatherRequest request, StreamObserver<GatherView> out) {
    unary(Access.GATHER, out, () -> standards.gather(request));
  }

  @Override
  public void makeReport(MakeReportRequest request, StreamObserver<ReportView> out) {
    unary(Access.MAKE_REPORT, out, () -> reports.make(request));
  }

  @Override
  public void lookup(LookupRequest request, StreamObserver<LookupResponse> out) {
    unary(Access.LOOKUP, out, () -> api.lookup(request));
  }

  @Override
  public void getBlock(GetBlockRequest request, StreamObserver<BlockView> out) {
    unary(Access.GET_BLOCK, out, () -> api.block(request));
  }

  @Override
  public void getCheckpoint(GetCheckpointRequest request, StreamObserver<CheckpointView> out) {
    unary(Access.GET_CHECKPOINT, out, () -> api.checkpoint(request));
  }

  @Override
  public void getInclusionProof(GetInclusionProofRequest request, StreamObserver<ProofView> out) {
    unary(Access.GET_INCLUSION_PROOF, out, () -> api.inclusion(request));
  }

  @Override
  public void getConsistencyProof(
      GetConsistencyProofRequest request, StreamObserver<ProofView> out) {
    unary(Access.GET_CONSISTENCY_PROOF, out, () -> api.consistency(request));
  }

  @Override
  public void getGenesis(GetGenesisRequest request, StreamObserver<GenesisView> out) {
    unary(Access.GET_GENESIS, out, api::genesis);
  }

  @Override
  public void getStatus(GetStatusRequest request, StreamObserver<StatusView> out) {
    unary(Access.GET_STATUS, out, api::status);
  }

  @Override
  public void getExamination(GetExaminationRequest request, StreamObserver<ExaminationView> out) {
    unary(Access.GET_EXAMINATION, out, examinations::examine);
  }

  @Override
  public void getEvidence(GetEvidenceRequest request, StreamObserver<EvidenceView> out) {
    Access.Who caller = caller();
    document(out, request.getAtLeastHeight(), () -> api.evidence(request, caller));
  }

  @Override
  public void getCertificate(GetCertificateRequest request, StreamObserver<CertificateView> out) {
    Access.Who caller = caller();
    document(out, request.getAtLeastHeight(), () -> api.certificate(request, caller));
  }

  @Override
  public void getCoseReceipt(GetCoseReceiptRequest request, StreamObserver<CoseReceiptView> out) {
    Access.Who caller = caller();
    document(out, request.getAtLeastHeight(), () -> api.coseReceipt(request, caller));
  }

  @Override
  public void streamRecords(StreamRecordsRequest request, StreamObserver<RecordView> out) {
    ObserverSink<RecordView> sink = new ObserverSink<>(out);
    ServiceRequestContext context = ServiceRequestContext.current();
    context.clearRequestTimeout();
    Access.Who caller = calls.who(context);
    var _ =
        calls
            .start(context, Access.STREAM_RECORDS, () -> streams.run(request, sink, caller))
            .whenComplete((done, failure) -> sink.end(failure));
  }

  private Access.Who caller() {
    return calls.who(ServiceRequestContext.current());
  }

  private <T> void unary(Access access, StreamObserver<T> out, Calls.Work<T> work) {
    answer(out, calls.start(ServiceRequestContext.current(), access, work));
  }

  private <T> void document(StreamObserver<T> out, long atLeastHeight, Calls.Work<T> work) {
    answer(
        out,
        calls.make(
            ServiceRequestContext.current(),
            Access.GET_EVIDENCE,
            () -> api.awaitHeight(atLeastHeight),
            work));
  }

  private static <T> void answer(StreamObserver<T> out, CompletableFuture<T> result) {
    ServerCallStreamObserver<T> observer = (ServerCallStreamObserver<T>) out;
    // Without a handler, an answer to a caller who has gone would be an exception.
    observer.setOnCancelHandler(() -> {});
    var _ =
        result.whenComplete((answer, failure) -> {
          if (failure != null) {
            fail(observer, failure);
          } else if (!observer.isCancelled()) {
            observer.onNext(answer);
            observer.onCompleted();
          }
        });
  }

  static void fail(ServerCallStreamObserver<?> observer, Throwable failure) {
    if (observer.isCancelled()) {
      return;
    }
    Refusal refusal =
        failure instanceof RefusedException refused ? refused.refusal() : Problems.FAULT;
    Metadata trailers = new Metadata();
    Status status = Problems.status(refusal, trailers);
    observer.onError(status.asRuntimeException(trailers));
  }
}
