package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.NodePort;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.server.EvidenceSource;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that answers with much more than was asked for. */
class HugeAnswerTest {
  private static final int NOTE_CHARS = 6 << 20;

  @TempDir Path directory;

  @Test
  void isNotTakenWhereManyNodesAreAsked() throws Exception {
    try (TestPort port = TestPort.start(directory)) {
      Seal seal = port.node.seal();
      try (RpcServer server =
              TestPort.serve(
                  hostile(port.node, seal), EvidenceSource.none(), RpcLimits.DEFAULT, 0);
          LedgerClient client =
              TestPort.client(List.of(port.uri()), Optional.empty(), Duration.ofSeconds(20))) {
        URI hostile = URI.create("https://127.0.0.1:" + server.port());
        assertThatThrownBy(() -> client.checkpoint(hostile)).isInstanceOf(RpcException.class);
        assertThat(client.checkpoint(port.uri()).getSeal().getNote()).isEqualTo(seal.note());
        assertThat(client.status(hostile).getSealedSize()).isEqualTo(seal.size().value());
      }
    }
  }

  /** The same node with another note in its newest seal. */
  private static NodePort hostile(NodePort node, Seal seal) {
    Seal huge =
        new Seal(
            seal.number(),
            seal.round(),
            seal.size(),
            seal.orderedAfter(),
            seal.attestation(),
            SealDocument.unstamped("x".repeat(NOTE_CHARS)));
    return over(
        NodePort.class,
        node,
        (name, answer) ->
            name.equals("read")
                ? over(
                    LedgerReader.class,
                    (LedgerReader) answer,
                    (method, found) -> method.equals("newestSeal") ? Optional.of(huge) : found)
                : answer);
  }

  /** Hands every call on and lets the change look at its answer. */
  private static <T> T over(Class<T> type, T target, BiFunction<String, Object, Object> change) {
    Object proxy =
        Proxy.newProxyInstance(
            HugeAnswerTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return change.apply(method.getName(), method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }
}
