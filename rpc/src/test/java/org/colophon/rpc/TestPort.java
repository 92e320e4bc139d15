package org.colophon.rpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.evidence.receipt.ReceiptAssembler;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.NodePort;
import org.colophon.crypto.cose.CoseSigner;
import org.colophon.crypto.tsp.TimeStampAuthority;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.server.EvidenceSource;
import org.colophon.rpc.server.Examination;
import org.colophon.rpc.server.Examination.Finding;
import org.colophon.rpc.server.Examiner;
import org.colophon.rpc.server.Operators;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.colophon.rpc.server.RpcSettings;
import org.colophon.rpc.server.StampSource;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecords;

/** A server over a fake node on loopback, and callers of every kind. */
final class TestPort implements AutoCloseable {
  private static final Duration VALIDITY = Duration.ofDays(1);
  private static final Map<String, CertificateAuthority> STRANGERS = new ConcurrentHashMap<>();

  final TestConsortium consortium;
  final Actor creator;
  final Actor other;
  final FakeNode node;
  final RpcServer server;

  private TestPort(TestConsortium consortium, Path directory, RpcLimits limits, int port)
      throws Exception {
    this.consortium = consortium;
    this.creator = consortium.actor("creator-one");
    this.other = consortium.actor("creator-two");
    this.node = new FakeNode(consortium.openWith(creator, other), directory);
    this.server = serve(node, limits, port);
  }

  static final Instant STAMPED_AT =
      Instant.ofEpochMilli(TestConsortium.START.plus(86_400_000).value());

  /** The court's authority; its clock stands still. */
  static final StampSource STAMPS =
      new StampSource() {
        private final CertificateAuthority court =
            TestConsortium.authority(TestConsortium.COURT_NORTH);
        private final TimeStampAuthority authority =
            TimeStampAuthority.of(court.issueTimeStamping("tsa", STAMPED_AT, Duration.ofDays(30)));

        @Override
        public byte[] answer(byte[] query) {
          return authority.answer(query, STAMPED_AT.toEpochMilli());
        }

        @Override
        public byte[] revocations() {
          return court.issueCrl(List.of(), STAMPED_AT, STAMPED_AT.plus(Duration.ofDays(1))).der();
        }
      };

  /** The court's node is run by one person. */
  static final Operators OPERATORS =
      new Operators(
          TestConsortium.COURT_NORTH,
          TestConsortium.node(TestConsortium.COURT_NORTH),
          Set.of("operator"));

  static final Timestamp EXAMINED_AT = new Timestamp(STAMPED_AT.toEpochMilli());

  static Examination examined() {
    return new Examination(
        EXAMINED_AT,
        List.of(
            Finding.ok("disk", "plenty"),
            Finding.warning("tls", "ends in 7 days", "colophon-node renew"),
            Finding.error("quorum", "2 of 4", "find out who is down")));
  }

  static TestPort start(Path directory) throws Exception {
    return start(directory, RpcLimits.DEFAULT);
  }

  static TestPort start(Path directory, RpcLimits limits) throws Exception {
    return new TestPort(TestConsortium.ofSeed(7), directory, limits, 0);
  }

  static RpcServer serve(FakeNode node, RpcLimits limits, int port) throws IOException {
    return serve(node, evidence(node), limits, port);
  }

  static RpcServer serve(NodePort node, EvidenceSource evidence, RpcLimits limits, int port)
      throws IOException {
    return serve(node, evidence, Optional.of(STAMPS), limits, port);
  }

  /** Another port of this node, with an examiner of its own. */
  RpcServer serve(Examiner examiner) throws IOException {
    return serve(node, examiner, evidence(node), Optional.of(STAMPS), RpcLimits.DEFAULT, 0);
  }

  static RpcServer serve(
      NodePort node,
      EvidenceSource evidence,
      Optional<StampSource> stamps,
      RpcLimits limits,
      int port)
      throws IOException {
    return serve(node, TestPort::examined, evidence, stamps, limits, port);
  }

  private static RpcServer serve(
      NodePort node,
      Examiner examiner,
      EvidenceSource evidence,
      Optional<StampSource> stamps,
      RpcLimits limits,
      int port)
      throws IOException {
    return RpcServer.start(
        new RpcSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            new ReloadableKeyManager(nodeIdentity()),
            trust(),
            OPERATORS,
            examiner,
            evidence,
            stamps,
            Optional.empty(),
            "0.1.0-test",
            limits),
        node);
  }

  static EvidenceSource evidence(FakeNode node) {
    EvidenceAssembler evidence = new EvidenceAssembler(node.genesis());
    ReceiptAssembler receipts =
        new ReceiptAssembler(node.genesis(), CoseSigner.of(documentIdentity()));
    return new EvidenceSource() {
      @Override
      public byte[] zip(RecordId id) throws RefusedException {
        try (LedgerReader reader = node.read()) {
          return evidence.assemble(reader, id);
        }
      }

      // No document, but given as a node gives it: for sealed records, in three languages.
      @Override
      public byte[] certificate(RecordId id, String language) throws RefusedException {
        if (!List.of("zh", "en", "zh-en").contains(language)) {
          throw new RefusedException(Reason.MALFORMED, "language: (expected: zh, en or zh-en)");
        }
        var _ = zip(id);
        return ("%PDF-1.7 " + language + " " + id).getBytes(StandardCharsets.US_ASCII);
      }

      @Override
      public byte[] receipt(RecordId id) throws RefusedException {
        try (LedgerReader reader = node.read()) {
          return receipts.assemble(reader, id, new Timestamp(System.currentTimeMillis()));
        }
      }
    };
  }

  private static TlsIdentity documentIdentity() {
    return TestConsortium.authority(TestConsortium.COURT_NORTH)
        .issueDocumentSigner(
            TestConsortium.node(TestConsortium.COURT_NORTH).text(), Instant.now(), VALIDITY);
  }

  TestRecords records() {
    return consortium.records();
  }

  private static CertificateAuthority strangers() {
    return STRANGERS.computeIfAbsent(
        "stranger", name -> CertificateAuthority.create(name, VALIDITY, Instant.now()));
  }

  static X509ExtendedTrustManager trust() {
    return OrganisationTrust.of(roots()).trustManager();
  }

  /** The roots that the port lets in, by organisation. */
  static Map<String, X509Certificate> roots() {
    Map<String, X509Certificate> roots = new TreeMap<>();
    TestConsortium.organisations()
        .forEach(id -> roots.put(id.text(), TestConsortium.authority(id).certificate()));
    // Known to TLS, yet no member of the chain.
    roots.put("stranger", strangers().certificate());
    return roots;
  }

  static TlsIdentity nodeIdentity() {
    return TestConsortium.authority(TestConsortium.COURT_NORTH)
        .issueNode(
            TestConsortium.node(TestConsortium.COURT_NORTH).text(),
            List.of("localhost"),
            List.of("127.0.0.1"),
            Instant.now(),
            VALIDITY);
  }

  static Optional<TlsIdentity> member() {
    return Optional.of(
        TestConsortium.authority(TestConsortium.COURT_SOUTH)
            .issueSubject("clerk", Instant.now(), VALIDITY));
  }

  /** A subject of the organisation whose node this is. */
  static Optional<TlsIdentity> ofTheCourt(String subject) {
    return Optional.of(
        TestConsortium.authority(TestConsortium.COURT_NORTH)
            .issueSubject(subject, Instant.now(), VALIDITY));
  }

  static Optional<TlsIdentity> memberNode() {
    return Optional.of(nodeIdentity());
  }

  static Optional<TlsIdentity> unlistedNode() {
    return Optional.of(
        TestConsortium.authority(TestConsortium.COURT_SOUTH)
            .issueNode("court-south-9", List.of("localhost"), List.of(), Instant.now(), VALIDITY));
  }

  static Optional<TlsIdentity> stranger() {
    return Optional.of(strangers().issueSubject("someone", Instant.now(), VALIDITY));
  }

  URI uri() {
    return URI.create("https://127.0.0.1:" + server.port());
  }

  LedgerClient client(Optional<TlsIdentity> identity) {
    return client(List.of(uri()), identity, Duration.ofSeconds(10));
  }

  static LedgerClient client(List<URI> nodes, Optional<TlsIdentity> identity, Duration timeout) {
    return LedgerClient.connect(
        ClientSettings.of(nodes, trust(), identity.map(ReloadableKeyManager::new), timeout));
  }

  static HttpClient http(Optional<TlsIdentity> identity) {
    try {
      SSLContext context = SSLContext.getInstance(Tls.PROTOCOL);
      KeyManager[] keys =
          identity
              .map(i -> new KeyManager[] {new ReloadableKeyManager(i)})
              .orElse(new KeyManager[0]);
      context.init(keys, new TrustManager[] {trust()}, null);
      return HttpClient.newBuilder().sslContext(context).build();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<byte[]> get(String path) throws Exception {
    try (HttpClient http = http(Optional.empty())) {
      return http.send(
          HttpRequest.newBuilder(uri().resolve(path)).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  HttpResponse<byte[]> post(String path, byte[] body, Optional<TlsIdentity> identity)
      throws Exception {
    return send(
        HttpRequest.newBuilder(uri().resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        identity);
  }

  static HttpResponse<byte[]> send(HttpRequest request, Optional<TlsIdentity> identity)
      throws Exception {
    try (HttpClient http = http(identity)) {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
