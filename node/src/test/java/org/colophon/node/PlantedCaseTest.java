package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.node.admin.ColophonNode;
import org.colophon.rpc.client.LedgerClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A work that is licensed, sold and sued over, by the commands that people use: what they told each
 * other is in nothing that nodes hand out, export, log, back up or store.
 */
final class PlantedCaseTest {
  private static final String NAME = "种植 Planted Li Wei of Planted Lane 7";
  private static final String IDENTITY_NUMBER = "11010519491231002X";
  private static final String FEE = "CNY 471147.11";
  private static final String PRICE = "CNY 4711.47";
  private static final String NUMBER = "(2026) Planted 73 Min Chu 4711";
  private static final String LETTER = "Planted letter: we never agreed to that film.";
  private static final PlantedSecrets SECRETS =
      new PlantedSecrets()
          .text(NAME)
          .text(IDENTITY_NUMBER)
          .text(FEE)
          .text(PRICE)
          .text(NUMBER)
          .text(LETTER);

  @TempDir private Path directory;
  private HeardLogs logs;
  private Commands commands;
  private final List<String> records = new ArrayList<>();

  @BeforeEach
  void listens() {
    logs = new HeardLogs();
    commands = new Commands(directory.resolve("net/profiles"));
  }

  @AfterEach
  void listensNoMore() {
    logs.close();
  }

  private String recorded(String profile, Object... words) {
    String record = commands.record(profile, words);
    records.add(record);
    return record;
  }

  private void register(String profile, String kind, String registrar) throws Exception {
    Path name = Files.writeString(directory.resolve(profile + ".name"), NAME + " " + profile);
    Path request = directory.resolve(profile + ".request.json");
    commands.done(
        profile,
        "subject",
        "request",
        "--recipient-key",
        "--kind",
        kind,
        "--registrar",
        "ip-office-1",
        "--name-file",
        name,
        "--out",
        request);
    recorded(registrar, "subject", "register", request);
  }

  private Path file(String name, String content) throws Exception {
    return Files.writeString(directory.resolve(name), content);
  }

  private Path openingsOf(String grant) throws Exception {
    Path handedOver = Files.createDirectories(directory.resolve("from-the-court"));
    try (Stream<Path> all = Files.list(directory.resolve("net/profiles/court-1/openings"))) {
      for (Path one : all.filter(opening -> opening.toString().contains(grant)).toList()) {
        Files.copy(one, handedOver.resolve(one.getFileName()));
      }
    }
    return handedOver;
  }

  @Test
  void whatIsToldInConfidenceIsNowhere() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 0);
        LedgerClient client = network.client("creator")) {
      commands.done("court-1", "key", "rotate", "--recipient-key", "--overlap-hours", "1");
      register("creator", "PERSON", "registrar");
      register("publisher", "PERSON", "registrar");
      register("platform", "ORGANISATION", "registrar");
      register("court-officer", "PERSON", "registrar");
      Path song = file("song.txt", "la la la");
      String declared = commands.done("creator", "work", "declare", song, "--json");
      String work = Commands.member("work", declared);
      records.add(Commands.member("record", declared));
      String licence = licensed(work);
      Path letter = file("letter.txt", LETTER);
      recorded("creator", "evidence", "deposit", letter, "--for", "publisher");
      recorded(
          "platform", "access", "add", work, "--mode", "BUY", "--user", "u-1", "--price", PRICE);
      String opened =
          recorded(
              "court-1",
              "case",
              "open",
              "--kind",
              "CIVIL",
              "--number",
              NUMBER,
              "--work",
              work,
              "--party",
              "creator",
              "--keep-at-custodians");
      String grant =
          recorded(
              "court-1",
              "scope",
              "grant",
              opened,
              "--to",
              "court-officer",
              "--basis",
              "CN-CPL-67",
              "--work",
              work,
              "--verbs",
              "READ,EXPORT",
              "--reads",
              "50");
      network.awaitSealed();
      refusedWithoutTelling(grant, letter);
      readUnder(network, grant, work);
      exportedByCommands(work, licence, opened);
      for (String record : records) {
        SECRETS.assertHiddenWithin("evidence", client.evidence(record, 0));
        SECRETS.assertHiddenWithin("a certificate", client.certificate(record, "zh-en", 0));
      }
      answeredOverHttp(network, work, licence, opened, grant);
      SECRETS.assertHiddenFromOperators(network);
      for (String node : network.nodes()) {
        backedUp(network, node);
      }
      network.assertEqual();
      network.assertSound();
      for (String node : network.nodes()) {
        SECRETS.assertHiddenIn(network.layout(node));
      }
    }
    assertThat(logs.lines()).isNotEmpty();
    logs.lines().forEach(line -> SECRETS.assertHidden("a log", line));
  }

  private String licensed(String work) {
    return recorded(
        "creator",
        "licence",
        "grant",
        "--work",
        work,
        "--to",
        "publisher",
        "--rights",
        "NETWORK_DISSEMINATION",
        "--territory",
        "CN",
        "--from",
        "2026-01-01",
        "--until",
        "2100-01-01",
        "--fee",
        FEE,
        "--for",
        "publisher",
        "--to-profile",
        directory.resolve("net/profiles/publisher"));
  }

  /** What goes wrong is told without what it went wrong with. */
  private void refusedWithoutTelling(String grant, Path letter) {
    refused(
        "CLEAR_PERSONAL_DATA",
        commands.run("creator", "work", "declare", letter, "--title", IDENTITY_NUMBER));
    refused(
        "NOT_AUTHORISED",
        commands.run(
            "publisher",
            "scope",
            "trace",
            grant,
            "--party",
            "creator",
            "--openings",
            directory.resolve("net/profiles/court-1/openings")));
    refused("not encrypted for", commands.run("platform", "private", "open", records.get(6)));
    refused(
        "ROLE_DENIED",
        commands.run(
            "platform",
            "case",
            "open",
            "--kind",
            "CIVIL",
            "--number",
            NUMBER,
            "--party",
            "creator"));
  }

  private static void refused(String why, Commands.Run run) {
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err() + run.out()).contains(why);
    SECRETS.assertHidden("a refusal", run.err() + run.out());
  }

  private void readUnder(InProcessNetwork network, String grant, String work) throws Exception {
    Path openings = openingsOf(grant);
    String trace =
        commands.done(
            "court-officer",
            "scope",
            "trace",
            grant,
            "--work",
            work,
            "--openings",
            openings,
            "--json");
    assertThat(trace).contains("access", "licence.grant");
    SECRETS.assertHidden("a trace under the grant", trace);
    Path file = directory.resolve("export.zip");
    commands.done(
        "court-officer",
        "scope",
        "export",
        grant,
        "--work",
        work,
        "--openings",
        openings,
        "--out",
        file);
    SECRETS.assertHiddenWithin("an export", Files.readAllBytes(file));
    standsAlone(network, grant, Files.readAllBytes(file));
  }

  /** Every bundle in the file proves what its name says, with nothing but the genesis. */
  private void standsAlone(InProcessNetwork network, String grant, byte[] file) throws Exception {
    Map<String, byte[]> parts = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
        parts.put(part.getName(), zip.readAllBytes());
      }
    }
    String contents = new String(parts.get("export.json"), UTF_8);
    assertThat(contents).contains("\"grant\":\"" + grant + "\"", "\"withheld\":0");
    List<RecordId> proven = new ArrayList<>();
    for (var part : parts.entrySet()) {
      if (part.getKey().endsWith(".zip")) {
        EvidenceReport report =
            EvidenceVerifier.verify(
                part.getValue(),
                EvidenceVerifier.Options.of(
                    Optional.of(network.genesis()),
                    Optional.empty(),
                    new Timestamp(network.nowMs())));
        assertThat(report.verified()).as("%s: %s", part.getKey(), report.failure()).isTrue();
        RecordId record = report.facts().orElseThrow().record();
        assertThat(part.getKey().equals("grant.zip") || part.getKey().contains(record.hex()))
            .as(part.getKey())
            .isTrue();
        proven.add(record);
      }
    }
    assertThat(proven).extracting(RecordId::hex).contains(grant, records.get(5), records.get(7));
    assertThat(parts.keySet()).filteredOn(name -> name.startsWith("leases/")).isNotEmpty();
    long reads = new String(parts.get("reads.ndjson"), UTF_8).lines().count();
    assertThat(reads)
        .as("a read for each record")
        .isEqualTo(parts.keySet().stream().filter(name -> name.startsWith("records/")).count());
  }

  private void exportedByCommands(String work, String licence, String opened) throws Exception {
    Path folder = Files.createDirectories(directory.resolve("exports"));
    commands.done(
        "creator",
        "report",
        "transactions",
        work,
        "--json",
        folder.resolve("report.json"),
        "--pdf",
        folder.resolve("report.pdf"));
    commands.done(
        "court-1",
        "case",
        "verify",
        opened,
        "--json",
        folder.resolve("case.json"),
        "--pdf",
        folder.resolve("case.pdf"));
    commands.done(
        "creator",
        "licence",
        "export",
        licence,
        "--format",
        "odrl",
        "--out",
        folder.resolve("odrl"));
    Files.writeString(
        folder.resolve("trace.json"), commands.done("creator", "work", "trace", work, "--json"));
    Files.writeString(
        folder.resolve("prov.json"), commands.done("creator", "work", "trace", work, "--prov"));
    Files.writeString(
        folder.resolve("subject.json"),
        commands.done("publisher", "subject", "trace", "creator", "--json"));
    SECRETS.assertHiddenBelow(folder);
  }

  private void answeredOverHttp(
      InProcessNetwork network, String work, String licence, String opened, String grant)
      throws Exception {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/v1/works/" + work,
                "/v1/works/" + work + "/trace",
                "/v1/works/" + work + "/title",
                "/v1/works/" + work + "/prov.json",
                "/v1/works/" + work + "/rights/publisher",
                "/v1/subjects/creator",
                "/v1/subjects/creator/trace",
                "/v1/licences/" + licence,
                "/v1/licences/" + licence + "/odrl.jsonld",
                "/v1/cases/" + opened,
                "/v1/grants/" + grant,
                "/v1/grants/" + grant + "/leases"));
    records.forEach(record -> paths.add("/v1/records/" + record + "/record.json"));
    var context =
        Tls.context(new ReloadableKeyManager(network.identity("publisher")), network.trust());
    try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
      for (String node : network.nodes()) {
        for (String path : paths) {
          HttpResponse<byte[]> answer =
              http.send(
                  HttpRequest.newBuilder(network.uri(node).resolve(path)).build(),
                  HttpResponse.BodyHandlers.ofByteArray());
          assertThat(answer.statusCode()).as(path).isEqualTo(200);
          SECRETS.assertHidden(path, answer.body());
        }
      }
    }
  }

  private void backedUp(InProcessNetwork network, String node) throws Exception {
    Path to = directory.resolve("backups").resolve(node);
    int exitCode =
        ColophonNode.run(
            "backup",
            "--config",
            network.directory.resolve(node).resolve("node.yaml").toString(),
            "--to",
            to.toString(),
            "--with-keys");
    assertThat(exitCode).isZero();
    SECRETS.assertHiddenBelow(to);
  }
}
