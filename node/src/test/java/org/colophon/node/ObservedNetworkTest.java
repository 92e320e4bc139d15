package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.config.NodeConfig;
import org.colophon.core.Reason;
import org.colophon.node.admin.ColophonNode;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a network, one of whose nodes has no room left on its disk. */
final class ObservedNetworkTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern METER = Pattern.compile("\\bcolophon_[a-z_]+");
  private static final Pattern COMPARED = Pattern.compile("colophon_clock_ahead_seconds [-0-9]");
  private static final Pattern SEALED = Pattern.compile("colophon_seal_seconds_count [1-9]");
  private static final String FULL = "procuratorate-1";
  private static final String WELL = "court-1";

  @TempDir private Path directory;

  private record Run(int code, String out) {}

  private static Run run(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, UTF_8));
    try {
      return new Run(ColophonNode.run(words), bytes.toString(UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  private HttpResponse<String> ask(InProcessNetwork network, String node, String path)
      throws Exception {
    URI admin = URI.create("http://" + network.config(node).admin().orElseThrow().address());
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(admin.resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aFullDiskRefusesRecordsAndEverythingElseGoesOnAndIsSeen() throws Exception {
    try (InProcessNetwork network = new InProcessNetwork(directory, 1, 1)) {
      network.configure(FULL, config -> config.with(new NodeConfig.Disk(1 << 30, 0)));
      network.startAll();
      network.awaitSealed();
      TestRecord record =
          network.records().deposit(network.actor("creator"), network.records().hash("one"));

      assertRefused(network, record);
      long height;
      try (LedgerClient client = network.clientOf(WELL)) {
        height =
            network.accept(
                client,
                network.records().register(network.actor("registrar"), network.actor("creator")));
      }
      network.awaitHeight(List.of(FULL), height);

      HttpResponse<String> ready = ask(network, FULL, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"name\":\"DISK_FULL\"", "make room");
      assertThat(ask(network, FULL, "/health/live").statusCode()).isEqualTo(200);
      assertThat(ask(network, WELL, "/health/ready").body()).contains("\"ready\":true");
      meters(network);
      commands();
    }
  }

  private static void assertRefused(InProcessNetwork network, TestRecord record) throws Exception {
    // Nothing but that node is asked, and not for long: it might have room again.
    try (LedgerClient client = network.client("creator", List.of(FULL), Duration.ofSeconds(2))) {
      assertThat(TestNetwork.refusal(client, record)).isEqualTo(Reason.DISK_FULL);
    }
  }

  /** Other nodes answer, and a block is sealed, some time after a record was accepted. */
  private String metersOnceSealed(InProcessNetwork network) throws Exception {
    String text = "";
    for (int tries = 0; !COMPARED.matcher(text).find() || !SEALED.matcher(text).find(); tries++) {
      assertThat(tries).as(text).isLessThan(600);
      Thread.sleep(100);
      text = ask(network, WELL, "/metrics").body();
    }
    return text;
  }

  private void meters(InProcessNetwork network) throws Exception {
    String well = metersOnceSealed(network);
    String full = ask(network, FULL, "/metrics").body();

    assertThat(well)
        .contains("colophon_ready 1.0", "colophon_raft_role{role=\"LEADER\"} 1.0")
        .containsPattern("colophon_block_height [1-9]")
        .containsPattern("colophon_commit_seconds_count [1-9]")
        .containsPattern("colophon_store_memory_bytes\\{kind=\"cache\"\\} [1-9]")
        .contains("colophon_peer_reachable{peer=\"procuratorate-1-node\"} 1.0")
        .contains("colophon_validity_days{what=\"TLS\"} 729.")
        .contains("colophon_raft_lag_entries{peer=\"procuratorate-1-node\"}");
    assertThat(full)
        .contains("colophon_disk_full 1.0", "colophon_alarm{name=\"DISK_FULL\"} 1.0")
        .contains("colophon_ready 0.0")
        .containsPattern("colophon_requests_refused_total\\{reason=\"DISK_FULL\"} [1-9]");

    Set<String> shown = names(well);
    shown.addAll(names(full));
    assertThat(shown)
        .as("each is in the documents")
        .isEqualTo(names(Files.readString(ROOT.resolve("docs/observing.md"))));
    try (Stream<Path> files = Files.walk(ROOT.resolve("config/observability"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(shown).as(file.toString()).containsAll(names(Files.readString(file)));
      }
    }
  }

  /** Meters as they are named where they are defined, without the parts of a histogram. */
  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher meter = METER.matcher(text);
    while (meter.find()) {
      names.add(meter.group().replaceAll("_seconds_(bucket|count|sum|max)$", "_seconds"));
    }
    return names;
  }

  private void commands() {
    String well = directory.resolve(WELL).resolve("node.yaml").toString();
    String full = directory.resolve(FULL).resolve("node.yaml").toString();

    Run status = run("status", "--config", well);
    assertThat(status.code()).as(status.out()).isZero();
    assertThat(status.out()).contains("court-1-node of court-1", "LEADER", "days left");
    Run unready = run("status", "--config", full, "--json");
    assertThat(unready.code()).isEqualTo(1);
    assertThat(unready.out()).contains("\"ready\":false", "\"full\":true");

    Run doctor = run("doctor", "--config", well);
    assertThat(doctor.out())
        .contains("OK       node: runs as LEADER", "OK       quorum: 1 of 1", "OK       clock: ");
    assertThat(doctor.code()).as(doctor.out()).isZero();
    Run sick = run("doctor", "--config", full, "--json");
    assertThat(sick.code()).isEqualTo(1);
    assertThat(sick.out()).contains("DISK_FULL", "\"severity\":\"ERROR\"", "make room");
  }
}
