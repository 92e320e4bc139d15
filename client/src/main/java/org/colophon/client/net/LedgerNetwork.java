package org.colophon.client.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.net.ssl.X509ExtendedKeyManager;
import org.colophon.config.Profile;
import org.colophon.core.Refusal;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyFileException;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
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
import org.colophon.rpc.proto.GetBlockRequest;
import org.colophon.rpc.proto.GetWorkRequest;
import org.colophon.rpc.proto.GrantView;
import org.colophon.rpc.proto.InfringementView;
import org.colophon.rpc.proto.LeaseView;
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
import org.colophon.rpc.proto.SubjectView;
import org.colophon.rpc.proto.SubmissionView;
import org.colophon.rpc.proto.TitleView;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.TraceResponse;
import org.colophon.rpc.proto.WorkView;
import org.jspecify.annotations.Nullable;

/** The nodes themselves, over TLS that trusts the organisations of the chain and nobody else. */
public final class LedgerNetwork implements Network {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(25);
  private static final Pattern EXCEPTION_NAMES =
      Pattern.compile("(?:[A-Za-z_$][\\w$]*\\.)+[\\w$]*Exception: ");
  private static final int DETAIL_CHARS_MAX = 512;
  private static final int TRACE_EVENTS_MAX = 100_000;
  private static final int LISTED_MAX = 100_000;
  private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(5);

  private final LedgerClient client;
  private final LedgerClient impatient;

  private LedgerNetwork(LedgerClient client, LedgerClient impatient) {
    this.client = client;
    this.impatient = impatient;
  }

  /** Connects in the name of a profile; connections are made when they are needed. */
  public static Network connect(Profile profile, Genesis genesis, Duration timeout)
      throws KeyFileException {
    return new LedgerNetwork(
        LedgerClient.connect(settings(profile, genesis, timeout)),
        LedgerClient.connect(settings(profile, genesis, STATUS_TIMEOUT)));
  }

  private static ClientSettings settings(Profile profile, Genesis genesis, Duration timeout)
      throws KeyFileException {
    Optional<X509ExtendedKeyManager> identity = Optional.empty();
    if (profile.tls().isPresent()) {
      TlsIdentity own =
          TlsIdentity.load(profile.tls().get().certificate(), profile.tls().get().key());
      // With one that has ended no node would speak to us; without one we may still read.
      if (own.certificate().getNotAfter().toInstant().isAfter(Instant.now())) {
        identity = Optional.of(new ReloadableKeyManager(own));
      }
    }
    return new ClientSettings(
        profile.nodes(),
        trust(KnownMembers.of(profile, genesis)).trustManager(),
        identity,
        timeout,
        shorter(timeout, ATTEMPT_TIMEOUT),
        shorter(timeout, CONNECT_TIMEOUT));
  }

  private static OrganisationTrust trust(Membership members) {
    Map<String, X509Certificate> roots = new TreeMap<>();
    for (Organisation organisation : members.organisations()) {
      roots.put(organisation.id().text(), Pem.ofBase64Der(organisation.certificate()));
    }
    return OrganisationTrust.of(roots);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  @Override
  public List<Outcome> submit(List<byte[]> records) throws NetworkException {
    return call(() -> client.submit(records));
  }

  @Override
  public RecordView receipt(String id, long atLeastHeight) throws NetworkException {
    return call(() -> client.receipt(id, atLeastHeight));
  }

  @Override
  public WorkView work(GetWorkRequest request) throws NetworkException {
    return call(() -> client.work(request));
  }

  @Override
  public List<TraceEvent> trace(String work, long atLeastHeight) throws NetworkException {
    List<TraceEvent> events = new ArrayList<>();
    Iterator<TraceResponse> pages = client.trace(work, 0, atLeastHeight);
    try {
      while (pages.hasNext()) {
        events.addAll(pages.next().getEventsList());
        if (events.size() > TRACE_EVENTS_MAX) {
          throw new NetworkException("trace: over " + TRACE_EVENTS_MAX + " records", null);
        }
      }
    } catch (UncheckedIOException e) {
      throw of(e.getCause());
    }
    return events;
  }

  @Override
  public TitleView title(CheckTitleRequest request) throws NetworkException {
    return call(() -> client.title(request));
  }

  @Override
  public SearchWorksResponse search(SearchWorksRequest request) throws NetworkException {
    return call(() -> client.search(request));
  }

  @Override
  public SubjectView subject(String subject, long atLeastHeight) throws NetworkException {
    return call(() -> client.subject(subject, atLeastHeight));
  }

  @Override
  public void traceSubject(String subject, long atLeastHeight, Consumer<List<TraceEvent>> consumer)
      throws NetworkException {
    Iterator<TraceResponse> pages = client.traceSubject(subject, 0, atLeastHeight);
    try {
      while (pages.hasNext()) {
        consumer.accept(pages.next().getEventsList());
      }
    } catch (UncheckedIOException e) {
      throw of(e.getCause());
    }
  }

  @Override
  public ScopedTraceView readInScope(SignedRead request) throws NetworkException {
    return call(() -> client.readInScope(request));
  }

  @Override
  public ListReadsResponse reads(URI node, SignedRead request) throws NetworkException {
    return call(() -> client.reads(node, request));
  }

  @Override
  public CustodyReceiptView storePrivate(URI node, byte[] envelope) throws NetworkException {
    return call(() -> client.storePrivate(node, envelope));
  }

  @Override
  public byte[] fetchPrivate(URI node, SignedFetch request) throws NetworkException {
    return call(() -> client.fetchPrivate(node, request));
  }

  @Override
  public DeliveryProgress beginDelivery(URI node, byte[] index, SignedDeliveryRequest signed)
      throws NetworkException {
    return call(() -> client.beginDelivery(node, index, signed));
  }

  @Override
  public DeliveryProgress deliveryProgress(URI node, SignedDeliveryRequest request)
      throws NetworkException {
    return call(() -> client.deliveryProgress(node, request));
  }

  @Override
  public void storeDeliveryChunk(URI node, Hash delivery, int number, byte[] ciphertext)
      throws NetworkException {
    try {
      client.storeDeliveryChunk(node, delivery.hex(), number, ciphertext);
    } catch (RpcException e) {
      throw of(e);
    }
  }

  @Override
  public byte[] fetchDelivery(URI node, SignedDeliveryRequest request) throws NetworkException {
    return call(() -> client.fetchDelivery(node, request));
  }

  @Override
  public RightsView rights(CheckRightsRequest request) throws NetworkException {
    return call(() -> client.rights(request));
  }

  @Override
  public List<LicenceView> licences(ListLicencesRequest request) throws NetworkException {
    return all(
        "licences",
        cursor -> {
          ListLicencesResponse page =
              client.licences(request.toBuilder().setCursor(cursor).build());
          return new Page<>(page.getLicencesList(), page.getNextCursor());
        });
  }

  @Override
  public List<ApplicationView> applications(ListApplicationsRequest request)
      throws NetworkException {
    return all(
        "applications",
        cursor -> {
          ListApplicationsResponse page =
              client.applications(request.toBuilder().setCursor(cursor).build());
          return new Page<>(page.getApplicationsList(), page.getNextCursor());
        });
  }

  @Override
  public ApplicationView application(String id, long time, long atLeastHeight)
      throws NetworkException {
    return call(() -> client.application(id, time, atLeastHeight));
  }

  @Override
  public List<ObjectionView> objections(ListObjectionsRequest request) throws NetworkException {
    return all(
        "objections",
        cursor -> {
          ListObjectionsResponse page =
              client.objections(request.toBuilder().setCursor(cursor).build());
          return new Page<>(page.getObjectionsList(), page.getNextCursor());
        });
  }

  @Override
  public List<CaseView> cases(ListCasesRequest request) throws NetworkException {
    return all(
        "cases",
        cursor -> {
          ListCasesResponse page = client.cases(request.toBuilder().setCursor(cursor).build());
          return new Page<>(page.getCasesList(), page.getNextCursor());
        });
  }

  @Override
  public CaseView caseOpened(String id, long time, long atLeastHeight) throws NetworkException {
    return call(() -> client.caseOpened(id, time, atLeastHeight));
  }

  @Override
  public List<GrantView> grants(ListGrantsRequest request) throws NetworkException {
    return all(
        "grants",
        cursor -> {
          ListGrantsResponse page = client.grants(request.toBuilder().setCursor(cursor).build());
          return new Page<>(page.getGrantsList(), page.getNextCursor());
        });
  }

  @Override
  public GrantView grant(String id, long time, long atLeastHeight) throws NetworkException {
    return call(() -> client.grant(id, time, atLeastHeight));
  }

  @Override
  public List<LeaseView> leases(ListLeasesRequest request) throws NetworkException {
    return all(
        "leases",
        cursor -> {
          ListLeasesResponse page = client.leases(request.toBuilder().setCursor(cursor).build());
          return new Page<>(page.getLeasesList(), page.getNextCursor());
        });
  }

  @Override
  public List<InfringementView> infringements(ListInfringementsRequest request)
      throws NetworkException {
    return all(
        "infringements",
        cursor -> {
          ListInfringementsResponse page =
              client.infringements(request.toBuilder().setCursor(cursor).build());
          return new Page<>(page.getInfringementsList(), page.getNextCursor());
        });
  }

  @Override
  public InfringementView infringement(String id, long time, long atLeastHeight)
      throws NetworkException {
    return call(() -> client.infringement(id, time, atLeastHeight));
  }

  @Override
  public List<PriceView> prices(ListPricesRequest request) throws NetworkException {
    return all(
        "prices",
        cursor -> {
          ListPricesResponse page = client.prices(request.toBuilder().setCursor(cursor).build());
          return new Page<>(page.getPricesList(), page.getNextCursor());
        });
  }

  @Override
  public PriceView price(String id, long atLeastHeight) throws NetworkException {
    return call(() -> client.price(id, atLeastHeight));
  }

  @Override
  public MembershipView membership(long atLeastHeight) throws NetworkException {
    return call(() -> client.membership(atLeastHeight));
  }

  @Override
  public List<StandardView> standards(String id, long atLeastHeight) throws NetworkException {
    return all(
        "standards",
        cursor -> {
          ListStandardsResponse page =
              client.standards(
                  ListStandardsRequest.newBuilder()
                      .setId(id)
                      .setCursor(cursor)
                      .setAtLeastHeight(atLeastHeight)
                      .build());
          return new Page<>(page.getStandardsList(), page.getNextCursor());
        });
  }

  @Override
  public StandardView standard(String hash, long atLeastHeight) throws NetworkException {
    return call(() -> client.standard(hash, atLeastHeight));
  }

  @Override
  public GatherView gather(GatherRequest request) throws NetworkException {
    return call(() -> client.gather(request));
  }

  @Override
  public List<AssessmentView> assessments(String about, long atLeastHeight)
      throws NetworkException {
    return all(
        "assessments",
        cursor -> {
          ListAssessmentsResponse page =
              client.assessments(
                  ListAssessmentsRequest.newBuilder()
                      .setAllegation(about)
                      .setCursor(cursor)
                      .setAtLeastHeight(atLeastHeight)
                      .build());
          return new Page<>(page.getAssessmentsList(), page.getNextCursor());
        });
  }

  @Override
  public AssessmentView assessment(String id, long atLeastHeight) throws NetworkException {
    return call(() -> client.assessment(id, atLeastHeight));
  }

  @Override
  public List<SubmissionView> submissions(ListSubmissionsRequest request) throws NetworkException {
    return all(
        "submissions",
        cursor -> {
          ListSubmissionsResponse page =
              client.submissions(request.toBuilder().setCursor(cursor).build());
          return new Page<>(page.getSubmissionsList(), page.getNextCursor());
        });
  }

  @Override
  public SubmissionView submission(String id, long time, long atLeastHeight)
      throws NetworkException {
    return call(() -> client.submission(id, time, atLeastHeight));
  }

  private record Page<T>(List<T> items, String nextCursor) {}

  private interface Pages<T> {
    Page<T> at(String cursor) throws RpcException;
  }

  private static <T> List<T> all(String what, Pages<T> pages) throws NetworkException {
    List<T> items = new ArrayList<>();
    String cursor = "";
    do {
      String next = cursor;
      Page<T> page = call(() -> pages.at(next));
      items.addAll(page.items);
      if (items.size() > LISTED_MAX) {
        throw new NetworkException(what + ": over " + LISTED_MAX, null);
      }
      cursor = page.nextCursor;
    } while (!cursor.isEmpty());
    return items;
  }

  @Override
  public LicenceView licence(String id, long time, long atLeastHeight) throws NetworkException {
    return call(() -> client.licence(id, time, atLeastHeight));
  }

  @Override
  public List<TraceEvent> recommendations(String work, String digest, long atLeastHeight)
      throws NetworkException {
    ListRecommendationsRequest.Builder request =
        ListRecommendationsRequest.newBuilder()
            .setWork(work)
            .setDigest(digest)
            .setAtLeastHeight(atLeastHeight);
    List<TraceEvent> events = new ArrayList<>();
    do {
      ListRecommendationsRequest next = request.build();
      TraceResponse page = call(() -> client.recommendations(next));
      events.addAll(page.getEventsList());
      if (events.size() > TRACE_EVENTS_MAX) {
        throw new NetworkException("recommendations: over " + TRACE_EVENTS_MAX, null);
      }
      request.setCursor(page.getNextCursor());
    } while (!request.getCursor().isEmpty());
    return events;
  }

  @Override
  public NoticeView notice(String id, long atLeastHeight) throws NetworkException {
    return call(() -> client.notice(id, atLeastHeight));
  }

  @Override
  public List<LookupMatch> lookup(List<String> digests, int limit, long atLeastHeight)
      throws NetworkException {
    LookupRequest request =
        LookupRequest.newBuilder()
            .addAllDigests(digests)
            .setLimit(limit)
            .setAtLeastHeight(atLeastHeight)
            .build();
    return call(() -> client.lookup(request));
  }

  @Override
  public BlockView block(long height, String cursor) throws NetworkException {
    GetBlockRequest request =
        GetBlockRequest.newBuilder().setHeight(height).setCursor(cursor).build();
    return call(() -> client.block(request));
  }

  @Override
  public BlockView newestBlock() throws NetworkException {
    return call(() -> client.block(GetBlockRequest.newBuilder().setNewest(true).build()));
  }

  @Override
  public CheckpointView checkpoint(long coveringSize) throws NetworkException {
    return call(() -> client.checkpoint(coveringSize));
  }

  @Override
  public CheckpointView seal(long number) throws NetworkException {
    return call(() -> client.seal(number));
  }

  @Override
  public CheckpointView checkpoint(URI node) throws NetworkException {
    return call(() -> impatient.checkpoint(node));
  }

  @Override
  public ProofView consistencyProof(URI node, long oldSize, long newSize) throws NetworkException {
    return call(() -> impatient.consistencyProof(node, oldSize, newSize));
  }

  @Override
  public ProofView consistencyProof(long oldSize, long newSize) throws NetworkException {
    return call(() -> client.consistencyProof(oldSize, newSize));
  }

  @Override
  public StatusView status(URI node) throws NetworkException {
    return call(() -> impatient.status(node));
  }

  @Override
  public void stream(long from, long limit, Consumer<RecordView> consumer) throws NetworkException {
    long[] left = {limit};
    long _ =
        call(() ->
            client.stream(
                from,
                record -> {
                  consumer.accept(record);
                  return limit == 0 || --left[0] > 0;
                }));
  }

  @Override
  public byte[] report(MakeReportRequest request) throws NetworkException {
    return call(() -> client.report(request));
  }

  @Override
  public byte[] report(URI node, MakeReportRequest request) throws NetworkException {
    return call(() -> client.report(node, request));
  }

  @Override
  public ProofView inclusionProof(long index, long size) throws NetworkException {
    return call(() -> client.inclusionProof(index, size));
  }

  @Override
  public byte[] certificate(String id, String language, long atLeastHeight)
      throws NetworkException {
    return call(() -> client.certificate(id, language, atLeastHeight));
  }

  @Override
  public byte[] evidence(String id, long atLeastHeight) throws NetworkException {
    return call(() -> client.evidence(id, atLeastHeight));
  }

  @Override
  public byte[] coseReceipt(String id, long atLeastHeight) throws NetworkException {
    return call(() -> client.coseReceipt(id, atLeastHeight));
  }

  @Override
  public void close() {
    client.close();
    impatient.close();
  }

  private interface Call<T> {
    T run() throws RpcException;
  }

  private static <T> T call(Call<T> call) throws NetworkException {
    try {
      return call.run();
    } catch (RpcException e) {
      throw of(e);
    }
  }

  private static NetworkException of(RpcException e) {
    // What the transport says begins with the names of its classes, which tell a user nothing.
    String detail = brief(EXCEPTION_NAMES.matcher(e.detail()).replaceAll(""));
    return new NetworkException(new Refusal(e.reason(), detail + " (" + e.node() + ")"), e);
  }

  /** A node decides what it answers; it does not decide how much of that a user must read. */
  private static String brief(String detail) {
    return detail.length() <= DETAIL_CHARS_MAX
        ? detail
        : detail.substring(0, DETAIL_CHARS_MAX) + "…";
  }

  /** What an iterator's unchecked exception carries. */
  private static NetworkException of(@Nullable IOException cause) {
    return cause instanceof RpcException rpc
        ? of(rpc)
        : new NetworkException("no answer: " + cause, cause);
  }
}
