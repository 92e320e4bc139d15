package org.colophon.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.colophon.client.Context;
import org.colophon.client.Main;
import org.colophon.client.net.LedgerNetwork;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.storage.StoreAudit;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Private matter on a whole network, by the commands that people use: encrypted, opened by its
 * recipient, destroyed, and nowhere to be found in what any node holds, logs or hands out.
 */
final class PrivateMatterTest {
  private static final String FEE = "planted fee CNY 4711.00";
  private static final String NUMBER = "(2026) Planted 73 Min Chu 1";
  private static final String PARTY = "Planted Li Wei";
  private static final byte[] SALT = Hash.sha256("planted salt".getBytes(UTF_8)).bytes();
  private static final byte[] DATA_KEY = Hash.sha256("planted key".getBytes(UTF_8)).bytes();

  @TempDir private Path directory;
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> listener =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(
              event.getFormattedMessage()
                  + " "
                  + event.getMDCPropertyMap()
                  + " "
                  + event.getThrowableProxy());
        }
      };

  /** What came of one command. */
  private record Run(int exitCode, String out, String err) {}

  /** What may not be found, byte by byte, and what it is. */
  private record Secret(String what, String bytes) {
    Secret(String what, byte[] bytes) {
      this(what, new String(bytes, ISO_8859_1));
    }
  }

  @BeforeEach
  void listens() {
    listener.start();
    // As much as this program ever writes.
    ((Logger) LoggerFactory.getLogger("org.colophon")).setLevel(Level.TRACE);
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(listener);
  }

  @AfterEach
  void listensNoMore() {
    ((Logger) LoggerFactory.getLogger("org.colophon")).setLevel(null);
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(listener);
  }

  private Run run(String profile, Object... words) {
    List<String> all = new ArrayList<>();
    Arrays.stream(words).forEach(word -> all.add(word.toString()));
    all.addAll(List.of("--profile", directory.resolve("net/profiles").resolve(profile).toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Context context =
        new Context(
            InputStream.nullInputStream(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of(),
            false,
            false,
            InstantSource.system(),
            new SecureRandom(),
            Thread::sleep,
            LedgerNetwork::connect);
    int exitCode = Main.run(context, all.toArray(String[]::new));
    return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  private String done(String profile, Object... words) {
    Run run = run(profile, words);
    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    return run.out();
  }

  /** A subject with a recipient key, registered by the commands. */
  private void register(String profile) {
    Path request = directory.resolve(profile + ".request.json");
    String identity = Hash.sha256(profile.getBytes(UTF_8)).hex();
    done(
        profile, "subject", "request", "--recipient-key", "--identity", identity, "--out", request);
    done("registrar", "subject", "register", request);
  }

  private static String recordOf(String json) {
    int at = json.indexOf("\"record\":\"") + 10;
    return json.substring(at, at + 64);
  }

  private static List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>();
    for (String text : List.of(FEE, NUMBER, PARTY)) {
      secrets.add(new Secret(text, text.getBytes(UTF_8)));
      secrets.add(
          new Secret("digest of " + text, Hash.sha256(text.getBytes(UTF_8)).hex().getBytes(UTF_8)));
    }
    for (byte[] key : List.of(SALT, DATA_KEY)) {
      String what = Arrays.equals(key, SALT) ? "salt" : "data key";
      secrets.add(new Secret(what, key));
      secrets.add(new Secret(what, HexFormat.of().formatHex(key).getBytes(UTF_8)));
      secrets.add(
          new Secret(
              what, Base64.getEncoder().withoutPadding().encodeToString(key).getBytes(UTF_8)));
    }
    return secrets;
  }

  private static void assertHidden(String where, byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    for (Secret secret : secrets()) {
      assertThat(text.contains(secret.bytes())).as("%s holds %s", where, secret.what()).isFalse();
    }
  }

  /** A deposit whose salt and data key the test knows. */
  private TestRecord planted(InProcessNetwork network, LedgerClient client, Actor creator)
      throws Exception {
    OpenedMember opened =
        OpenedMember.ofText(
            "commitment", creator.subject(), Hash.of(SALT), FEE + "\n" + NUMBER + "\n" + PARTY);
    OpenedMember note = OpenedMember.ofText("note", creator.subject(), Hash.of(SALT), FEE);
    byte[] envelope =
        Envelope.seal(
                network.genesis().chain(),
                List.of(opened, note),
                List.of(recipient("creator"), recipient("publisher")),
                DataKey.generate(new Known()))
            .bytes();
    PrivateMatter matter = network.stored(client, envelope, 2);
    return TestRecords.on(network.genesis().chain(), "planted")
        .record(
            new EvidenceDeposit(
                "text/plain",
                opened.commitment(),
                EvidenceDeposit.Custody.CREATED,
                Optional.empty(),
                Optional.of(note.commitment())))
        .privately(matter)
        .by(creator, Role.DEPOSITOR);
  }

  private Envelope.Recipient recipient(String profile) throws IOException {
    Path secret = directory.resolve("net/profiles").resolve(profile).resolve("recipient.pem");
    return new Envelope.Recipient(new SubjectId(profile), RecipientSecret.read(secret).publicKey());
  }

  /** Gives the one key that the test looks for. */
  private static final class Known extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(DATA_KEY, 0, bytes, 0, bytes.length);
    }
  }

  private static void assertVerifies(InProcessNetwork network, byte[] bundle) throws Exception {
    EvidenceReport report =
        EvidenceVerifier.verify(
            bundle,
            EvidenceVerifier.Options.of(
                Optional.of(network.genesis()),
                Optional.empty(),
                new Timestamp(System.currentTimeMillis())));
    assertThat(report.verified()).as("%s", report.failure()).isTrue();
  }

  /** Waits until no validator has a ciphertext of that record any more. */
  private static void awaitDestroyed(InProcessNetwork network, String digest) throws Exception {
    for (String node : network.validators()) {
      for (int tries = 0; !filesOf(network, node, digest).isEmpty(); tries++) {
        assertThat(tries).as("%s still has it", node).isLessThan(200);
        Thread.sleep(100);
      }
    }
  }

  private static List<Path> filesOf(InProcessNetwork network, String node, String digest)
      throws IOException {
    try (Stream<Path> files = Files.walk(network.layout(node).privateMatter())) {
      return files.filter(file -> file.getFileName().toString().startsWith(digest)).toList();
    }
  }

  @Test
  void isOpenedByItsRecipientsDestroyedOnRequestAndShownToNobodyElse() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 1);
        LedgerClient client = network.client("creator")) {
      register("creator");
      register("publisher");
      network.awaitSealed();
      Path file = Files.writeString(directory.resolve("secret.txt"), FEE + " " + NUMBER + PARTY);

      // Encrypted for another by the key that the chain proves to be its own; the file stays here.
      String record =
          recordOf(done("creator", "evidence", "deposit", file, "--for", "publisher", "--json"));
      String digest = Hash.sha256(Files.readAllBytes(file)).hex();
      assertThat(done("publisher", "private", "open", record)).contains(digest);
      assertThat(done("creator", "private", "open", record)).contains(digest);

      Actor creator = network.actor("creator");
      TestRecord planted = planted(network, client, creator);
      network.accept(client, planted);
      String plantedId = planted.id().hex();
      assertThat(done("publisher", "private", "open", plantedId))
          .contains(FEE, NUMBER, PARTY, HexFormat.of().formatHex(SALT));
      Run denied = run("registrar", "private", "open", plantedId);
      assertThat(denied.exitCode()).isNotZero();
      assertThat(denied.out() + denied.err())
          .contains("not encrypted for")
          .doesNotContain(FEE, NUMBER, PARTY);

      network.awaitSealed();
      byte[] before = client.evidence(plantedId, 0);
      handedOut(client, record, plantedId);
      shownToOperators(network);

      // Destroyed by every custodian, and each proof still holds.
      String ciphertext = digestOf(done("creator", "chain", "record", plantedId, "--raw"));
      done("creator", "key", "erase", plantedId);
      network.awaitSealed();
      awaitDestroyed(network, ciphertext);
      Run gone = run("creator", "private", "open", plantedId);
      assertThat(gone.exitCode()).isNotZero();
      assertThat(gone.err()).contains("NOT_FOUND");
      assertVerifies(network, before);
      assertVerifies(network, client.evidence(plantedId, 0));
      assertThat(done("publisher", "private", "open", record)).contains(digest);

      network.assertEqual();
      network.assertSound();
      for (String node : network.nodes()) {
        assertHiddenIn(network.layout(node));
      }
    }
    assertThat(logged).isNotEmpty();
    logged.forEach(line -> assertHidden("a log", line.getBytes(UTF_8)));
  }

  private static String digestOf(String shown) {
    int at = shown.indexOf("\"private\":{\"digest\":\"") + 21;
    assertThat(at).isGreaterThan(21);
    return shown.substring(at, at + 64);
  }

  /** Everything that a node hands out about a record. */
  private void handedOut(LedgerClient client, String... records) throws Exception {
    for (String record : records) {
      assertHidden("evidence", client.evidence(record, 0));
      byte[] pdf = client.certificate(record, "zh-en", 0);
      assertHidden("a certificate's bytes", pdf);
      try (var document = Loader.loadPDF(pdf)) {
        assertHidden("a certificate", new PDFTextStripper().getText(document).getBytes(UTF_8));
      }
      assertHidden("a record", done("creator", "chain", "record", record, "--raw").getBytes(UTF_8));
    }
    assertHidden(
        "a trace", done("creator", "subject", "trace", "creator", "--json").getBytes(UTF_8));
  }

  /** What nodes tell their operators, who may read no more than others. */
  private static void shownToOperators(InProcessNetwork network) throws Exception {
    for (String node : network.nodes()) {
      URI admin = URI.create("http://" + network.config(node).admin().orElseThrow().address());
      for (String path : List.of("/metrics", "/status", "/health/ready", "/log")) {
        try (InputStream answer = admin.resolve(path).toURL().openStream()) {
          assertHidden(node + path, answer.readAllBytes());
        }
      }
    }
  }

  /** Every file of a node as it lies there, and what its compressed store holds. */
  private static void assertHiddenIn(DataLayout layout) throws Exception {
    try (Stream<Path> files = Files.walk(layout.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertHidden(file.toString(), Files.readAllBytes(file));
      }
    }
    try (StoreAudit audit = StoreAudit.open(layout.store())) {
      for (String family : StoreAudit.families()) {
        audit.scan(
            family,
            entry -> {
              assertHidden(family + " " + entry.describe(), entry.key());
              assertHidden(family + " " + entry.describe(), entry.value());
            },
            unreadable -> assertThat(unreadable).isNull());
      }
      for (String family : StoreAudit.localFamilies()) {
        audit.scan(
            family,
            entry -> assertHidden(family, entry.value()),
            unreadable -> assertThat(unreadable).isNull());
      }
    }
  }
}
