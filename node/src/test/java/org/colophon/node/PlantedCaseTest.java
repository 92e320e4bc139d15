package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.colophon.config.NodeConfig;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.node.admin.ColophonNode;
import org.colophon.node.delivery.CourtSystem;
import org.colophon.rpc.client.LedgerClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A work that is licensed, sold, sued over and delivered to the court, by the commands that people
 * use: what they told each other is in nothing that nodes hand out, export, archive, log, back up
 * or store. Only who was told holds it: the court in what it opened, and in the report that it made
 * with what it opened. What stands in clear, the title, is found by the same searches.
 */
final class PlantedCaseTest {
  private static final String NAME = "种植 Planted Li Wei of Planted Lane 7";
  private static final String IDENTITY_NUMBER = "11010519491231002X";
  private static final String FEE = "47114711.47";
  private static final String PRICE = "CNY 4711.47";
  private static final String NUMBER = "(2026) Planted 73 Min Chu 4711";
  private static final String LETTER = "Planted letter: we never agreed to that film.";
  private static final String JUDGMENT = "Planted judgment: her husband told the court of it.";
  private static final String FILE_NAME = "Planted Li Wei of Planted Lane 7.txt";
  private static final String TITLE = "Canary-4711-Pavilion";
  private static final String ARCHIVING = "court-2";
  private static final String STANDARD = "cn.copyright.54";

  private static final PlantedSecrets FEES =
      new PlantedSecrets().text(FEE).text(FEE.replace(".", "")).text("47,114,711.47");
  private static final PlantedSecrets LETTERS = new PlantedSecrets().text(LETTER);
  private static final PlantedSecrets SECRETS =
      new PlantedSecrets()
          .text(NAME)
          .text(IDENTITY_NUMBER)
          .text(PRICE)
          .text(NUMBER)
          .text(JUDGMENT)
          .text(FILE_NAME)
          .and(FEES)
          .and(LETTERS);
  private static final PlantedSecrets IN_CLEAR = new PlantedSecrets().text(TITLE);

  @TempDir private Path directory;
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
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

  /** What opens a record of the court's, as it hands it over. */
  private Path openingsOf(String record) throws Exception {
    Path handedOver = Files.createDirectories(directory.resolve("from-the-court").resolve(record));
    try (Stream<Path> all = Files.list(directory.resolve("net/profiles/court-1/openings"))) {
      for (Path one : all.filter(opening -> opening.toString().contains(record)).toList()) {
        Files.copy(one, handedOver.resolve(one.getFileName()));
      }
    }
    return handedOver;
  }

  @Test
  void whatIsToldInConfidenceIsNowhere() throws Exception {
    try (CourtSystem system = new CourtSystem(directory);
        InProcessNetwork network = started(system);
        LedgerClient client = network.client("creator")) {
      commands.done("court-1", "key", "rotate", "--recipient-key", "--overlap-hours", "1");
      register("creator", "PERSON", "registrar");
      register("publisher", "PERSON", "registrar");
      register("platform", "ORGANISATION", "registrar");
      register("court-officer", "PERSON", "registrar");
      Path song = file("song.txt", "la la la");
      String declared =
          commands.done("creator", "work", "declare", song, "--title", TITLE, "--json");
      String work = Commands.member("work", declared);
      records.add(Commands.member("record", declared));
      String licence = licensed(work);
      Path letter = file(FILE_NAME, LETTER);
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
      refusedWithoutTelling(grant, file("letter.txt", LETTER));
      readUnder(network, grant, work);
      String allegation = assessed(work, licence, opened);
      network.awaitSealed();
      exportedByCommands(work, licence, opened, allegation);
      delivered(system, opened, letter);
      network.awaitSealed();
      for (String record : records) {
        SECRETS.assertHiddenWithin("evidence", client.evidence(record, 0));
        SECRETS.assertHiddenWithin("a certificate", client.certificate(record, "zh-en", 0));
      }
      IN_CLEAR.assertFoundWithin("evidence", client.evidence(records.get(4), 0));
      IN_CLEAR.assertFoundWithin("a certificate", client.certificate(records.get(4), "zh-en", 0));
      answeredOverHttp(network, work, licence, opened, grant);
      SECRETS.assertHiddenFromOperators(network);
      for (String node : network.nodes()) {
        backedUp(network, node);
      }
      exportedAsRange(network);
      long sealed = network.daemon(ARCHIVING).ledger().tip().sealed().height().value();
      network.assertEqual();
      network.assertSound();
      for (String node : network.nodes()) {
        SECRETS.assertHiddenIn(network.layout(node));
        IN_CLEAR.assertFoundIn(network.layout(node));
      }
      archived(network, sealed);
      String chain = network.genesis().chain().text();
      assertThat(logs.lines()).anyMatch(line -> line.contains(chain));
    }
    logs.lines().forEach(line -> SECRETS.assertHidden("a log", line));
  }

  /** A court's system hears of deliveries; one node's settings name a folder for old bodies. */
  private InProcessNetwork started(CourtSystem system) throws Exception {
    InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 0);
    network.configure("court-1", config -> config.with(system.delivery()));
    NodeConfig.Archive archive =
        new NodeConfig.Archive(List.of(Files.createDirectory(directory.resolve("segments"))));
    network.configure(ARCHIVING, config -> config.with(archive));
    Files.writeString(settings(network, ARCHIVING), network.config(ARCHIVING).yaml());
    network.startAll();
    network.awaitSealed();
    return network;
  }

  private static Path settings(InProcessNetwork network, String node) {
    return network.directory.resolve(node).resolve("node.yaml");
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
        today.minusDays(30),
        "--until",
        // A year, as fees are compared.
        today.minusDays(30).plusDays(365),
        "--fee",
        "CNY " + FEE,
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

  /** Found, and reckoned by a standard with the fee, which two of three have opened. */
  private String assessed(String work, String licence, String opened) throws Exception {
    String seen = recorded("creator", "evidence", "deposit", file("page.txt", "a copy"));
    String allegation =
        recorded(
            "creator",
            "infringement",
            "allege",
            "--work",
            work,
            "--respondent",
            "platform",
            "--typology",
            "REDISTRIBUTION",
            "--rights",
            "NETWORK_DISSEMINATION",
            "--from",
            today.minusDays(168),
            "--until",
            today.plusDays(1),
            "--url",
            "https://example.org/7",
            "--evidence",
            seen);
    recorded("court-1", "standard", "propose", "--shipped", STANDARD);
    for (String voter : List.of("court-2", "ip-office-1", "notary-1")) {
      recorded(voter, "standard", "vote", STANDARD);
    }
    recorded("court-1", "standard", "activate", STANDARD);
    recorded(
        "court-1",
        "infringement",
        "find",
        allegation,
        "--outcome",
        "INFRINGED",
        "--intent",
        "INTENTIONAL",
        "--figure",
        "contribution=4000",
        "--decision",
        file("judgment.txt", JUDGMENT),
        "--case",
        opened);
    Files.writeString(
        Files.createDirectories(fees()).resolve("publisher.json"),
        commands.done("creator", "private", "open", licence, "--json"));
    String made =
        commands.done(
            "court-1",
            "case",
            "assess",
            allegation,
            "--standard",
            STANDARD,
            "--case",
            opened,
            "--figure",
            "unit_profit=350@" + seen,
            "--figure",
            "revenue=6000000@" + seen,
            "--figure",
            "expenses=920000@" + seen,
            "--openings",
            fees(),
            "--submit",
            "--assessor",
            "court-1",
            "--assessor",
            "court-2",
            "--assessor",
            "ip-office-1",
            "--json");
    String assessment = Commands.member("record", made.substring(made.indexOf("\"receipt\":")));
    records.add(assessment);
    recorded("court-2", "case", "confirm", assessment, "--openings", fees());
    return allegation;
  }

  /** What opens the fee, as the creator hands it to those who have to reckon. */
  private Path fees() {
    return directory.resolve("from-the-creator");
  }

  private void exportedByCommands(String work, String licence, String opened, String allegation)
      throws Exception {
    Path told = Files.createDirectories(directory.resolve("of-the-court"));
    report("court-1", allegation, told, "--openings", fees());
    for (String form : List.of("json", "pdf")) {
      FEES.assertFoundWithin(
          "the report of who was told", Files.readAllBytes(told.resolve("damages." + form)));
    }
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
    report("notary-1", allegation, folder);
    SECRETS.assertHiddenBelow(folder);
    for (String name : List.of("report.json", "report.pdf", "damages.json", "damages.pdf")) {
      IN_CLEAR.assertFoundWithin(name, Files.readAllBytes(folder.resolve(name)));
    }
  }

  private void report(String profile, String allegation, Path folder, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "report",
                "assessment",
                allegation,
                "--json",
                folder.resolve("damages.json"),
                "--pdf",
                folder.resolve("damages.pdf")));
    words.addAll(List.of(more));
    String said = commands.done(profile, words.toArray());
    if (more.length == 0) {
      SECRETS.assertHidden("what is said of a report", said);
    }
  }

  /** The court has what was delivered once it has opened it; on its node it stays shut. */
  private void delivered(CourtSystem system, String opened, Path letter) throws Exception {
    String submission =
        recorded(
            "creator",
            "court",
            "submit",
            opened,
            "--to",
            "court-1",
            "--case-file",
            "--openings",
            openingsOf(opened),
            "--file",
            letter);
    Path into = directory.resolve("at-the-court");
    SECRETS.assertHidden(
        "the court's list", commands.done("court-1", "court", "list", "--court", "court-1"));
    commands.done("court-1", "court", "open", submission, "--into", into);
    LETTERS.assertFoundBelow(into);
    recorded("court-1", "court", "receive", into, "--submission", submission);
    SECRETS.assertHidden("a receipt", commands.done("creator", "court", "show", submission));
    for (int tries = 0; system.events().isEmpty(); tries++) {
      assertThat(tries).isLessThan(1_800);
      Thread.sleep(100);
    }
    system.events().forEach(event -> SECRETS.assertHidden("a webhook", event.payload()));
  }

  private void exportedAsRange(InProcessNetwork network) throws Exception {
    Path file = directory.resolve("range.ndjson.gz");
    int exitCode =
        ColophonNode.run("export", network.data("notary-1").toString(), "--out", file.toString());
    assertThat(exitCode).isZero();
    SECRETS.assertHiddenWithin("a range", Files.readAllBytes(file));
    IN_CLEAR.assertFoundWithin("a range", Files.readAllBytes(file));
  }

  /** Beside a node that is stopped, up to its newest seal. */
  private void archived(InProcessNetwork network, long sealed) throws Exception {
    Path segments = directory.resolve("segments");
    int exitCode =
        ColophonNode.run(
            "archive",
            "--config",
            settings(network, ARCHIVING).toString(),
            "--below",
            Long.toString(sealed),
            "--to",
            segments.toString());
    assertThat(exitCode).isZero();
    SECRETS.assertHiddenBelow(segments);
    IN_CLEAR.assertFoundBelow(segments);
    SECRETS.assertHiddenIn(network.layout(ARCHIVING));
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
          if (path.equals(paths.getFirst())) {
            IN_CLEAR.assertFoundWithin(path, answer.body());
          }
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
            settings(network, node).toString(),
            "--to",
            to.toString(),
            "--with-keys");
    assertThat(exitCode).isZero();
    SECRETS.assertHiddenBelow(to);
    restored(network, node, to);
  }

  /** Tables of a store lie packed in a backup: put back, they can be read. */
  private void restored(InProcessNetwork network, String node, Path from) throws Exception {
    Path data = directory.resolve("restored").resolve(node);
    Path settings = directory.resolve(node + ".yaml");
    Files.writeString(
        settings,
        Files.readString(settings(network, node))
            .replace(network.data(node).toString(), data.toString()));
    int exitCode =
        ColophonNode.run("restore", "--config", settings.toString(), "--from", from.toString());
    assertThat(exitCode).isZero();
    SECRETS.assertHiddenIn(new DataLayout(data));
    IN_CLEAR.assertFoundIn(new DataLayout(data));
  }
}
