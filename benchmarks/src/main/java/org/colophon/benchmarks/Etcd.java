package org.colophon.benchmarks;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.client.grpc.GrpcClients;
import etcdserverpb.KVGrpc;
import etcdserverpb.Rpc.PutRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Three members of etcd, without TLS, as a measure of ordering alone. */
final class Etcd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/etcd");
  private static final int MEMBERS = 3;

  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final KVGrpc.KVBlockingStub client;

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  Etcd(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 2 * MEMBERS; i++) {
      ports.add(freePort());
    }
    StringBuilder cluster = new StringBuilder();
    for (int i = 0; i < MEMBERS; i++) {
      cluster.append(i == 0 ? "" : ",").append("m" + i + "=" + peer(ports, i));
    }
    for (int i = 0; i < MEMBERS; i++) {
      String url = "http://127.0.0.1:" + ports.get(2 * i);
      processes.add(
          new ProcessBuilder(
                  PROGRAM.toString(),
                  "--name=m" + i,
                  "--data-dir=" + directory.resolve("m" + i),
                  "--listen-client-urls=" + url,
                  "--advertise-client-urls=" + url,
                  "--listen-peer-urls=" + peer(ports, i),
                  "--initial-advertise-peer-urls=" + peer(ports, i),
                  "--initial-cluster=" + cluster,
                  "--log-level=error")
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log-" + i).toFile())
              .start());
    }
    client =
        GrpcClients.newClient(
            "gproto+http://127.0.0.1:" + ports.get(0) + "/", KVGrpc.KVBlockingStub.class);
    for (int attempt = 0; ; attempt++) {
      try {
        put(new AtomicLong(), ByteString.EMPTY);
        return;
      } catch (IOException e) {
        if (attempt == 100) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private static String peer(List<Integer> ports, int member) {
    return "http://127.0.0.1:" + ports.get(2 * member + 1);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Puts a value under a key that nobody has. */
  void put(AtomicLong next, ByteString value) throws IOException {
    ByteString key = ByteString.copyFromUtf8(Long.toString(next.incrementAndGet()));
    try {
      Object _ = client.put(PutRequest.newBuilder().setKey(key).setValue(value).build());
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    processes.forEach(Process::destroy);
    processes.forEach(process -> process.onExit().join());
    Folders.delete(directory);
  }
}
