package org.colophon.rpc.client;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.util.TlsEngineType;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.crypto.x509.Tls;

/** Connections to nodes: one factory, one channel for each node, made when first needed. */
final class Nodes implements AutoCloseable {
  /** Largest message taken from a node: a page, or the evidence of one record. */
  private static final int MESSAGE_BYTES_MAX = 64 << 20;

  /** Largest message taken where many nodes are asked side by side: a seal and its policy. */
  private static final int SMALL_MESSAGE_BYTES_MAX = 4 << 20;

  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

  private final ClientFactory factory;
  private final Map<URI, Object> stubs = new ConcurrentHashMap<>();

  Nodes(ClientSettings settings) {
    ClientFactoryBuilder builder =
        ClientFactory.builder()
            .tlsEngineType(TlsEngineType.JDK)
            .connectTimeout(settings.connectTimeout())
            .pingInterval(PING_INTERVAL)
            .tlsCustomizer(tls -> {
              tls.protocols(Tls.PROTOCOL).trustManager(settings.trust());
              settings.identity().ifPresent(tls::keyManager);
            });
    this.factory = builder.build();
  }

  /** A stub of the given class for a node. */
  <S> S stub(URI node, Class<S> type) {
    return stub(node, type, MESSAGE_BYTES_MAX);
  }

  /** A stub that takes no large message: memory is bounded though every node asked is hostile. */
  <S> S stubForSmall(URI node, Class<S> type) {
    return stub(node, type, SMALL_MESSAGE_BYTES_MAX);
  }

  private <S> S stub(URI node, Class<S> type, int bytesMax) {
    URI key = URI.create(node + "#" + type.getName() + "/" + bytesMax);
    return type.cast(stubs.computeIfAbsent(key, k -> build(node, type, bytesMax)));
  }

  private <S> S build(URI node, Class<S> type, int bytesMax) {
    return GrpcClients.builder("gproto+https://" + node.getRawAuthority())
        .factory(factory)
        // Unary calls carry their own deadline; streams have none.
        .responseTimeoutMillis(0)
        .writeTimeoutMillis(0)
        .maxResponseLength(0)
        .maxResponseMessageLength(bytesMax)
        .build(type);
  }

  @Override
  public void close() {
    factory.close();
  }
}
