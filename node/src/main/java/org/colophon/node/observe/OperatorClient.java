package org.colophon.node.observe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.config.HostPort;
import org.colophon.config.NodeConfig;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.node.MemberRoots;

/** Asks a running node at its operator's port, as its settings say where and how. */
public final class OperatorClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8, 1024);

  private OperatorClient() {}

  /**
   * The node's status; empty when nobody listens there.
   *
   * @throws IOException when there is no such port, or what answers is no node
   */
  public static Optional<Json.Obj> status(NodeConfig config, Genesis genesis)
      throws IOException, InterruptedException {
    NodeConfig.Admin admin =
        config
            .admin()
            .orElseThrow(() ->
                new IOException(
                    "admin: missing in the settings (expected: a section with the port to ask)"));
    HttpRequest request =
        HttpRequest.newBuilder(address(config, admin)).timeout(PATIENCE).GET().build();
    try (HttpClient client = client(config, genesis, admin)) {
      HttpResponse<String> answer =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != 200) {
        throw new IOException(
            request.uri() + ": answered " + answer.statusCode() + " (expected: 200)");
      }
      return Optional.of(
          JsonParser.parseObject(answer.body().getBytes(StandardCharsets.UTF_8), LIMITS));
    } catch (ConnectException e) {
      return Optional.empty();
    } catch (RefusedException e) {
      throw new IOException(request.uri() + ": not a node's status: " + e.getMessage(), e);
    }
  }

  private static HttpClient client(NodeConfig config, Genesis genesis, NodeConfig.Admin admin)
      throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE);
    if (!admin.isLoopback()) {
      TlsIdentity own = TlsIdentity.load(config.tls().certificate(), config.tls().key());
      builder.sslContext(
          Tls.context(
              new ReloadableKeyManager(own), OrganisationTrust.of(roots(config, genesis, own))));
    }
    return builder.build();
  }

  /** Founders' roots; of this organisation, which may have come later, the one in its own file. */
  private static Map<String, X509Certificate> roots(
      NodeConfig config, Genesis genesis, TlsIdentity own) {
    Map<String, X509Certificate> roots = new HashMap<>(MemberRoots.of(genesis.membership()));
    X509Certificate last = own.chain().getLast();
    if (last.getBasicConstraints() >= 0) {
      roots.put(config.node().organisation(), last);
    }
    return roots;
  }

  /** A node that listens everywhere is asked by the name in its certificate. */
  private static URI address(NodeConfig config, NodeConfig.Admin admin) {
    if (admin.isLoopback()) {
      return URI.create("http://" + admin.address() + "/status");
    }
    boolean everywhere = admin.address().host().matches("0\\.0\\.0\\.0|[0:]+");
    String host = everywhere ? config.self().rpc().host() : admin.address().host();
    return URI.create("https://" + new HostPort(host, admin.address().port()) + "/status");
  }
}
