package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two thousand connections at one time at a server whose heap would not hold what most of them want
 * it to: some say nothing, some never end what they send, some take nothing, some ask without end.
 */
@Timeout(600)
class LoadTest {
  private static final int SILENT = 800;
  private static final int SLOW_WRITERS = 200;
  private static final int SLOW_READERS = 800;
  private static final int FLOODING = 200;
  private static final int ASKED_BY_EACH = 20;

  /** Handshakes at one time: the rest waits here, and not in the kernel's queue. */
  private static final int SHAKING_HANDS = 64;

  private static final int BODY_BYTES = 200 << 10;
  private static final int BUFFER = 4 << 10;

  /** Slow readers alone would take 6.4 GB of it. */
  private static final String HEAP = "-Xmx384m";

  @TempDir Path folder;
  private Process server;
  private int port;
  private SSLSocketFactory sockets;
  private final List<RawCaller> callers = new ArrayList<>();
  private final Semaphore hands = new Semaphore(SHAKING_HANDS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeEach
  @Timeout(300)
  void start() throws Exception {
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:MaxDirectMemorySize=384m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                LoadedServer.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    Path listens = folder.resolve(LoadedServer.PORT);
    while (!Files.exists(listens)) {
      assertThat(server.isAlive()).as(log()).isTrue();
      Thread.sleep(50);
    }
    port = Integer.parseInt(Files.readString(listens));
    sockets = RawCaller.sockets(trust(), Optional.empty());
  }

  @AfterEach
  void stop() throws Exception {
    for (RawCaller caller : callers) {
      caller.close();
    }
    threads.close();
    server.destroyForcibly().waitFor();
    // Kept with the test's own output, for when it fails.
    System.out.println(log());
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("server.log"));
  }

  private X509ExtendedTrustManager trust() throws IOException {
    Map<String, X509Certificate> roots = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(LoadedServer.ROOTS))) {
      for (Path file : files.toList()) {
        roots.put(
            file.getFileName().toString(), Pem.certificates(Files.readString(file)).getFirst());
      }
    }
    return OrganisationTrust.of(roots).trustManager();
  }

  @Test
  void servesOthersWhileTwoThousandConnectionsStand() throws Exception {
    List<RawCaller> silent = connect(SILENT);
    List<RawCaller> writers = connect(SLOW_WRITERS);
    List<RawCaller> readers = connect(SLOW_READERS);
    List<RawCaller> flooding = connect(FLOODING);

    each(writers, LoadTest::sendHalfABody);
    each(
        readers,
        reader -> {
          reader.get("/v1/records/" + "0".repeat(64) + "/evidence.zip");
          return true;
        });

    List<RawCaller.Answer> answers = new ArrayList<>();
    do {
      each(flooding, LoadTest::ask).forEach(answers::addAll);
    } while (answers.stream().allMatch(answer -> answer.status() == 200));
    assertThat(answers).allMatch(answer -> answer.status() == 200 || isRefusedByName(answer));
    assertThat(answers).anyMatch(answer -> answer.body().contains("of callers of no organisation"));

    try (LedgerClient member = member()) {
      assertThat(member.status().getRole()).isEqualTo("LEADER");
    }
    // Who waited is still connected, and is answered.
    assertThat(
            each(
                silent,
                caller -> {
                  caller.get("/healthz");
                  return caller.answer().status();
                }))
        .containsOnly(200);

    for (RawCaller reader : readers) {
      reader.close();
    }
    for (RawCaller writer : writers) {
      writer.close();
    }
    // What they held is free again.
    List<RawCaller.Answer> after = ask(flooding.getFirst());
    while (after.getLast().status() != 200) {
      after = ask(flooding.getFirst());
    }
    server.getOutputStream().close();
    assertThat(server.waitFor()).as(log()).isZero();
  }

  private static boolean sendHalfABody(RawCaller caller) throws IOException {
    caller.send(
        "POST /v1/records HTTP/1.1\r\nHost: x\r\nContent-Length: " + BODY_BYTES + "\r\n\r\n");
    caller.send("x".repeat(BODY_BYTES / 2));
    return true;
  }

  private static List<RawCaller.Answer> ask(RawCaller caller) throws IOException {
    List<RawCaller.Answer> answers = new ArrayList<>();
    for (int i = 0; i < ASKED_BY_EACH; i++) {
      caller.get("/v1/status");
      answers.add(caller.answer());
    }
    return answers;
  }

  private static boolean isRefusedByName(RawCaller.Answer answer) {
    return answer.status() == 429 && answer.body().contains("\"reason\":\"OVERLOADED\"");
  }

  private LedgerClient member() throws IOException {
    TlsIdentity identity =
        TlsIdentity.load(
            folder.resolve(LoadedServer.CERTIFICATE), folder.resolve(LoadedServer.KEY));
    return LedgerClient.connect(
        ClientSettings.of(
            List.of(URI.create("https://127.0.0.1:" + port)),
            trust(),
            Optional.of(new ReloadableKeyManager(identity)),
            Duration.ofSeconds(60)));
  }

  private List<RawCaller> connect(int count) throws Exception {
    List<Callable<RawCaller>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(() -> {
        hands.acquire();
        try {
          return RawCaller.connect(sockets, "127.0.0.1", port, BUFFER);
        } finally {
          hands.release();
        }
      });
    }
    List<RawCaller> connected = new ArrayList<>();
    for (Future<RawCaller> one : threads.invokeAll(all)) {
      connected.add(one.get());
    }
    callers.addAll(connected);
    return connected;
  }

  /** What one of the callers does. */
  private interface Doing<T> {
    T by(RawCaller caller) throws Exception;
  }

  private <T> List<T> each(List<RawCaller> those, Doing<T> doing) throws Exception {
    List<Callable<T>> all = new ArrayList<>();
    for (RawCaller caller : those) {
      all.add(() -> doing.by(caller));
    }
    List<T> done = new ArrayList<>();
    for (Future<T> one : threads.invokeAll(all)) {
      done.add(one.get());
    }
    return done;
  }
}
