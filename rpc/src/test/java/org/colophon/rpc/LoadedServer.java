package org.colophon.rpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.colophon.core.RecordId;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.server.EvidenceSource;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;

/**
 * A server in a process of its own, whose heap a test chooses: {@code LoadedServer FOLDER}. It
 * writes what a caller needs into the folder, its port at last, and ends with its standard input.
 */
final class LoadedServer {
  static final String CERTIFICATE = "member.pem";
  static final String KEY = "member.key.pem";
  static final String ROOTS = "roots";

  /** Is there once the server listens. */
  static final String PORT = "port";

  /** Each: more than a kernel's buffers take. */
  static final int DOCUMENT_BYTES = 8 << 20;

  private static final long BYTES_UNDER_WAY_MAX = 64 << 20;

  /** Nothing ends for being slow while a test runs: what is held is bounded all the same. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private LoadedServer() {}

  private static RpcLimits limits() {
    RpcLimits.Transport standard = RpcLimits.Transport.DEFAULT;
    return new RpcLimits(
        new RpcLimits.Transport(
            standard.connectionsMax(),
            standard.requestsPerConnectionMax(),
            standard.headerBytesMax(),
            standard.requestBytesMax(),
            standard.anonymousRequestBytesMax(),
            BYTES_UNDER_WAY_MAX,
            LONG,
            LONG),
        RpcLimits.Requests.DEFAULT,
        new RpcLimits.Streams(64, LONG, 1, 1 << 20, 32));
  }

  /** Serves until its input ends. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    EvidenceSource documents =
        new EvidenceSource() {
          @Override
          public byte[] zip(RecordId id) {
            return new byte[DOCUMENT_BYTES];
          }
        };
    try (TestPort behind = TestPort.start(Files.createDirectory(folder.resolve("outgoing")));
        RpcServer server = TestPort.serve(behind.node, documents, limits(), 0)) {
      writeFor(folder);
      Path port = Files.writeString(folder.resolve("port.new"), Integer.toString(server.port()));
      Files.move(port, folder.resolve(PORT), StandardCopyOption.ATOMIC_MOVE);
      while (System.in.read() >= 0) {
        // Nothing is said to it but the end.
      }
    }
  }

  private static void writeFor(Path folder) throws IOException {
    TlsIdentity member = TestPort.member().orElseThrow();
    member.save(folder.resolve(CERTIFICATE), folder.resolve(KEY));
    Path roots = Files.createDirectory(folder.resolve(ROOTS));
    for (Map.Entry<String, X509Certificate> root : TestPort.roots().entrySet()) {
      Files.writeString(
          roots.resolve(root.getKey()),
          Pem.encode(List.of(root.getValue())),
          StandardCharsets.US_ASCII);
    }
  }
}
