package org.colophon.client.net;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.ApplicationView;
import org.colophon.rpc.proto.AssessmentView;
import org.colophon.rpc.proto.BlockView;
import org.colophon.rpc.proto.CaseView;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.rpc.proto.CheckTitleRequest;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.CustodyReceiptView;
import org.colophon.rpc.proto.DeliveryProgress;
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
import org.colophon.rpc.proto.SubjectView;
import org.colophon.rpc.proto.SubmissionView;
import org.colophon.rpc.proto.TitleView;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.WorkView;

/**
 * What the command asks of the chain's nodes. Any node may answer; {@code atLeastHeight} makes a
 * node that is behind wait, so that one always sees one's own records. Safe for many threads.
 */
public interface Network extends AutoCloseable {
  /** Most digests of one {@link #lookup}. */
  int LOOKUP_DIGESTS_MAX = 256;

  /** Begins a delivery at that node, or goes on with it; it is asked once. */
  DeliveryProgress beginDelivery(URI node, byte[] index, SignedDeliveryRequest signed)
      throws NetworkException;

  /** How a delivery stands at that node; it is asked once. */
  DeliveryProgress deliveryProgress(URI node, SignedDeliveryRequest request)
      throws NetworkException;

  /** Stores a chunk of a delivery at that node; it is asked once. */
  void storeDeliveryChunk(URI node, Hash delivery, int number, byte[] ciphertext)
      throws NetworkException;

  /** The index or a chunk of a delivery at that node; it is asked once. */
  byte[] fetchDelivery(URI node, SignedDeliveryRequest request) throws NetworkException;

  /** Orders records; one outcome for each, in their order. Sending a record again is safe. */
  List<Outcome> submit(List<byte[]> records) throws NetworkException;

  /** Where a record stands. */
  RecordView receipt(String id, long atLeastHeight) throws NetworkException;

  /** What the chain holds of a work. */
  default WorkView work(String work, long atLeastHeight) throws NetworkException {
    return work(GetWorkRequest.newBuilder().setWork(work).setAtLeastHeight(atLeastHeight).build());
  }

  /** What the chain holds of a work, or held at the instant that the request names. */
  WorkView work(GetWorkRequest request) throws NetworkException;

  /** Everything that happened to a work, oldest first. */
  List<TraceEvent> trace(String work, long atLeastHeight) throws NetworkException;

  /** Whether a title hangs together, and what speaks against it. */
  TitleView title(CheckTitleRequest request) throws NetworkException;

  /** A page of the works whose titles or identifiers are asked for. */
  SearchWorksResponse search(SearchWorksRequest request) throws NetworkException;

  /** Who a subject is, as far as the chain knows. */
  SubjectView subject(String subject, long atLeastHeight) throws NetworkException;

  /** What a subject signed or what is about it, oldest first, page by page. */
  void traceSubject(String subject, long atLeastHeight, Consumer<List<TraceEvent>> consumer)
      throws NetworkException;

  /** What a subject may do with a work, and where that comes from. */
  RightsView rights(CheckRightsRequest request) throws NetworkException;

  /**
   * All licences of a work or of a subject, oldest first; the request's cursor is of no account.
   */
  List<LicenceView> licences(ListLicencesRequest request) throws NetworkException;

  /** A licence, as it stands at a time. */
  LicenceView licence(String id, long time, long atLeastHeight) throws NetworkException;

  /** All applications of a list, oldest first; the request's cursor is of no account. */
  List<ApplicationView> applications(ListApplicationsRequest request) throws NetworkException;

  /** An application, as it stands at a time. */
  ApplicationView application(String id, long time, long atLeastHeight) throws NetworkException;

  /** All objections of a list, oldest first; the request's cursor is of no account. */
  List<ObjectionView> objections(ListObjectionsRequest request) throws NetworkException;

  /** All cases of an organ, oldest first; the request's cursor is of no account. */
  List<CaseView> cases(ListCasesRequest request) throws NetworkException;

  /** A case, as it stands at a time. */
  CaseView caseOpened(String id, long time, long atLeastHeight) throws NetworkException;

  /** All grants to read of a list, oldest first; the request's cursor is of no account. */
  List<GrantView> grants(ListGrantsRequest request) throws NetworkException;

  /** A grant to read, as it stands at a time. */
  GrantView grant(String id, long time, long atLeastHeight) throws NetworkException;

  /** All leases of a grant, oldest first; the request's cursor is of no account. */
  List<LeaseView> leases(ListLeasesRequest request) throws NetworkException;

  /** Recommendations of a work or of a content, oldest first; one of the two is empty. */
  List<TraceEvent> recommendations(String work, String digest, long atLeastHeight)
      throws NetworkException;

  /** A notice, what speaks against it, and what came of it. */
  NoticeView notice(String id, long atLeastHeight) throws NetworkException;

  /** What a grant lets the signer of the request read: one read. */
  ScopedTraceView readInScope(SignedRead request) throws NetworkException;

  /** The reads at that node of a work of the signer of the request. */
  ListReadsResponse reads(URI node, SignedRead request) throws NetworkException;

  /** Stores a ciphertext at that node, which is asked once. */
  CustodyReceiptView storePrivate(URI node, byte[] envelope) throws NetworkException;

  /** A ciphertext that that node keeps for the signer of the request; it is asked once. */
  byte[] fetchPrivate(URI node, SignedFetch request) throws NetworkException;

  /** All alleged infringements of a list, oldest first; the request's cursor is of no account. */
  List<InfringementView> infringements(ListInfringementsRequest request) throws NetworkException;

  /** An alleged infringement, as it stands at a time, or now when that is 0. */
  InfringementView infringement(String id, long time, long atLeastHeight) throws NetworkException;

  /** All reference prices of a list, oldest first; the request's cursor is of no account. */
  List<PriceView> prices(ListPricesRequest request) throws NetworkException;

  /** A reference price. */
  PriceView price(String id, long atLeastHeight) throws NetworkException;

  /** The membership in force with what is to prove it, and what members propose. */
  MembershipView membership(long atLeastHeight) throws NetworkException;

  /** All standards of damages of that id, or all, in the order of their proposals. */
  List<StandardView> standards(String id, long atLeastHeight) throws NetworkException;

  /** The standard of damages of that hash. */
  StandardView standard(String hash, long atLeastHeight) throws NetworkException;

  /** What the chain shows for the figures of a standard. */
  GatherView gather(GatherRequest request) throws NetworkException;

  /** All assessments of an alleged infringement or a case, oldest first. */
  List<AssessmentView> assessments(String about, long atLeastHeight) throws NetworkException;

  /** An assessment of an alleged infringement. */
  AssessmentView assessment(String id, long atLeastHeight) throws NetworkException;

  /** All submissions of a list, oldest first; the request's cursor is of no account. */
  List<SubmissionView> submissions(ListSubmissionsRequest request) throws NetworkException;

  /** A submission to a court, as it stands at a time, or now when that is 0. */
  SubmissionView submission(String id, long time, long atLeastHeight) throws NetworkException;

  /** A report as of a sealed block: canonical JSON. */
  byte[] report(MakeReportRequest request) throws NetworkException;

  /** That node's report; the node is asked once. */
  byte[] report(URI node, MakeReportRequest request) throws NetworkException;

  /** That a leaf stands in the tree of some size. */
  ProofView inclusionProof(long index, long size) throws NetworkException;

  /** Records that carry or open the digests: at most {@code limit} for each, oldest first. */
  List<LookupMatch> lookup(List<String> digests, int limit, long atLeastHeight)
      throws NetworkException;

  /** One page of a block; the first page has the cursor "". */
  BlockView block(long height, String cursor) throws NetworkException;

  /** The first page of the newest block. */
  BlockView newestBlock() throws NetworkException;

  /** The first seal that covers so many leaves; the newest when 0. */
  CheckpointView checkpoint(long coveringSize) throws NetworkException;

  /** The seal of that number, from 1. */
  CheckpointView seal(long number) throws NetworkException;

  /** The newest seal of that node, which is asked once and for a short time. */
  CheckpointView checkpoint(URI node) throws NetworkException;

  /** That the tree of one size only appended to the tree of another. */
  ProofView consistencyProof(long oldSize, long newSize) throws NetworkException;

  /** That node's proof of it; the node is asked once and for a short time. */
  ProofView consistencyProof(URI node, long oldSize, long newSize) throws NetworkException;

  /** How that node is. */
  StatusView status(URI node) throws NetworkException;

  /**
   * Hands over records from a leaf index on, and then as they come, until {@code limit} (0 for no
   * end) or until {@code consumer} throws.
   */
  void stream(long from, long limit, Consumer<RecordView> consumer) throws NetworkException;

  /** The certificate of a sealed record, PDF; the language is zh, en or zh-en. */
  byte[] certificate(String id, String language, long atLeastHeight) throws NetworkException;

  /** A sealed record as a zip of evidence. */
  byte[] evidence(String id, long atLeastHeight) throws NetworkException;

  /** A COSE receipt of a sealed record. */
  byte[] coseReceipt(String id, long atLeastHeight) throws NetworkException;

  @Override
  void close();
}
