package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.linecorp.armeria.common.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.colophon.core.OrgId;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.TestCaller.Answer;
import org.colophon.rpc.proto.GetStatusRequest;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.colophon.rpc.server.RpcSettings;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.WrittenTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each method and each path, called by each kind of caller, and what docs/authorization.md says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizationTest {
  private static final OrgId PLATFORM = new OrgId("platform-sun");
  private static final OrgId SUSPENDED = new OrgId("court-gone");
  private static final Duration DAY = Duration.ofDays(1);

  /** What is no method: exact bytes, and what the port has for people and machines. */
  private static final List<Map.Entry<HttpMethod, String>> PATHS =
      List.of(
          Map.entry(HttpMethod.POST, "/v1/records"),
          Map.entry(HttpMethod.GET, "/v1/records/{id}/record.json"),
          Map.entry(HttpMethod.GET, "/v1/records/{id}/evidence.zip"),
          Map.entry(HttpMethod.GET, "/v1/records/{id}/certificate.pdf"),
          Map.entry(HttpMethod.GET, "/v1/records/{id}/receipt.cose"),
          Map.entry(HttpMethod.GET, "/v1/works/{work}/prov.json"),
          Map.entry(HttpMethod.GET, "/v1/licences/{id}/odrl.jsonld"),
          Map.entry(HttpMethod.GET, "/v1/blocks/0/header.json"),
          Map.entry(HttpMethod.GET, "/v1/genesis.json"),
          Map.entry(HttpMethod.GET, "/v1/checkpoint"),
          Map.entry(HttpMethod.GET, "/v1/caller"),
          Map.entry(HttpMethod.GET, "/v1/stream?limit=1"),
          Map.entry(HttpMethod.POST, "/tsa"),
          Map.entry(HttpMethod.GET, "/tsa/crl"),
          Map.entry(HttpMethod.GET, "/healthz"),
          Map.entry(HttpMethod.GET, "/docs/"));

  private final TestConsortium consortium = TestConsortium.ofSeed(7);
  private final CertificateAuthority north = TestConsortium.authority(TestConsortium.COURT_NORTH);
  private final CertificateAuthority south = TestConsortium.authority(TestConsortium.COURT_SOUTH);
  private final Instant now = Instant.now();
  private final Map<String, TestCaller> callers = new LinkedHashMap<>();
  private FakeNode node;
  private RpcServer server;

  @BeforeAll
  void callersOfAllKindsStandBeforeThePort(@TempDir Path directory) throws Exception {
    TestLedger ledger = consortium.openWith();
    node = new FakeNode(ledger, directory);
    admit(PLATFORM, OrgKind.PLATFORM, Tier.PARTICIPANT);
    admit(SUSPENDED, OrgKind.COURT, Tier.OBSERVER);
    OrganisationTrust trust = OrganisationTrust.of(roots());
    server = serve(trust);

    caller("anonymous", Optional.empty());
    caller("subject", subject(TestConsortium.NOTARY, "creator-one"));
    caller("platform", subject(PLATFORM, "publisher"));
    caller("registrar", subject(TestConsortium.NOTARY, "registrar"));
    caller("IP office", subject(TestConsortium.OFFICE, "examiner"));
    caller("court", subject(TestConsortium.COURT_SOUTH, "clerk"));
    caller("procurator", subject(TestConsortium.PROCURATORATE, "procurator"));
    caller("validator node", nodeOf(TestConsortium.COURT_SOUTH, "court-south-1"));
    caller("observer node", nodeOf(TestConsortium.PROCURATORATE, "procuratorate-west-1"));
    caller("operator", subject(TestConsortium.COURT_NORTH, "operator"));
    caller("colleague", subject(TestConsortium.COURT_NORTH, "clerk"));
    caller("namesake", subject(TestConsortium.COURT_SOUTH, "operator"));
    caller("the node itself", nodeOf(TestConsortium.COURT_NORTH, "court-north-1"));
    caller("unlisted node", nodeOf(TestConsortium.COURT_SOUTH, "court-south-9"));
    caller("no member", TestPort.stranger());
    TestCaller suspended = caller("suspended", nodeOf(SUSPENDED, "court-gone-1"));
    MethodDescriptor status =
        methods().filter(method -> method.getName().equals("GetStatus")).findFirst().orElseThrow();
    assertThat(suspended.call(status)).isEqualTo(Answer.SERVED);
    ledger.enact(ledger.changes().suspend(consortium.actor(TestConsortium.NOTARY), SUSPENDED));

    Map<String, X509Certificate> without = new TreeMap<>(roots());
    without.remove(SUSPENDED.text());
    trust.replace(without);
    caller("suspended, anew", nodeOf(SUSPENDED, "court-gone-1"));
    caller(
        "expired", Optional.of(south.issueSubject("clerk", now.minus(DAY.multipliedBy(2)), DAY)));
    caller("not begun", Optional.of(south.issueSubject("clerk", now.plus(DAY), DAY)));
    caller(
        "foreign CA",
        Optional.of(
            CertificateAuthority.create("court-south", DAY, now).issueSubject("clerk", now, DAY)));
    caller("TSA", Optional.of(north.issueTimeStamping("tsa", now, DAY)));
  }

  private void admit(OrgId id, OrgKind kind, Tier tier) throws Exception {
    Actor proposer = consortium.actor(TestConsortium.NOTARY);
    Organisation organisation = consortium.organisation(id, kind, tier);
    node.ledger().enact(node.ledger().changes().admit(proposer, organisation));
  }

  private Map<String, X509Certificate> roots() {
    Map<String, X509Certificate> roots = new TreeMap<>(TestPort.roots());
    for (OrgId id : List.of(PLATFORM, SUSPENDED)) {
      roots.put(id.text(), TestConsortium.authority(id).certificate());
    }
    return roots;
  }

  private RpcServer serve(OrganisationTrust trust) throws IOException {
    return RpcServer.start(
        new RpcSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new ReloadableKeyManager(TestPort.nodeIdentity()),
            trust.trustManager(),
            TestPort.OPERATORS,
            TestPort::examined,
            TestPort.evidence(node),
            Optional.of(TestPort.STAMPS),
            Optional.empty(),
            "0.1.0-test",
            RpcLimits.DEFAULT),
        node);
  }

  private TestCaller caller(String name, Optional<TlsIdentity> identity) {
    TestCaller caller = new TestCaller(identity, URI.create("https://127.0.0.1:" + server.port()));
    callers.put(name, caller);
    return caller;
  }

  private Optional<TlsIdentity> subject(OrgId organisation, String name) {
    return Optional.of(TestConsortium.authority(organisation).issueSubject(name, now, DAY));
  }

  private Optional<TlsIdentity> nodeOf(OrgId organisation, String name) {
    return Optional.of(
        TestConsortium.authority(organisation)
            .issueNode(name, List.of("localhost"), List.of(), now, DAY));
  }

  @AfterAll
  void stop() {
    callers.values().forEach(TestCaller::close);
    server.close();
  }

  private static Stream<MethodDescriptor> methods() {
    return GetStatusRequest.getDescriptor().getFile().getServices().stream()
        .flatMap(service -> service.getMethods().stream());
  }

  @Test
  void eachMethodServesWhomTheTableNames() throws IOException {
    check("methods", "method", methods().toList(), MethodDescriptor::getName, TestCaller::call);
  }

  @Test
  void eachPathServesWhomTheTableNames() throws IOException {
    check(
        "paths",
        "path",
        PATHS,
        path -> path.getKey() + " `" + path.getValue() + "`",
        (caller, path) ->
            caller.request(
                path.getKey(), path.getValue().replaceAll("\\{[a-z]+}", "0".repeat(64))));
  }

  private interface Ask<T> {
    Answer ask(TestCaller caller, T what);
  }

  private <T> void check(
      String table, String first, List<T> asked, Function<T, String> name, Ask<T> ask)
      throws IOException {
    List<String> head = Stream.concat(Stream.of(first), callers.keySet().stream()).toList();
    List<List<String>> rows = new ArrayList<>();
    for (T what : asked) {
      List<String> row = new ArrayList<>(List.of(name.apply(what)));
      callers.values().forEach(caller -> row.add(cell(ask.ask(caller, what))));
      rows.add(row);
    }
    WrittenTable.ofAuthorization(table).check(head, rows);
  }

  private static String cell(Answer answer) {
    return switch (answer) {
      case SERVED -> "yes";
      case DENIED -> "no";
      case SHUT_OUT -> "–";
    };
  }
}
