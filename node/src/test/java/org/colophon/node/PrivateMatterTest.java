package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  private static final PlantedSecrets SECRETS =
      new PlantedSecrets()
          .text(FEE)
          .text(NUMBER)
          .text(PARTY)
          .bytes("salt", SALT)
          .bytes("data key", DATA_KEY);

  @TempDir private Path directory;
  private HeardLogs logs;
  private Commands commands;

  @BeforeEach
  void listens() {
    logs = new HeardLogs();
    commands = new Commands(directory.resolve("net/profiles"));
  }

  @AfterEach
  void listensNoMore() {
    logs.close();
  }

  private String done(String profile, Object... words) {
    return commands.done(profile, words);
  }

  /** A subject with a recipient key, registered by the commands. */
  private void register(String profile) {
    Path request = directory.resolve(profile + ".request.json");
    String identity = Hash.sha256(profile.getBytes(UTF_8)).hex();
    done(
        profile, "subject", "request", "--recipient-key", "--identity", identity, "--out", request);
    done("registrar", "subject", "register", request);
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
        assertThat(tries).as("%s still has it", node).isLessThan(1_200);
        Thread.sleep(100);
      }
    }
  }

  private static List<Path> filesOf(InProcessNetwork network, String node, String digest)
      throws IOException {
    try (Stream<Path> files = Files.walk(network.layout(node).privateMatter())) {
      return files.filter(file -> file.getFileName().toString().startsWith(digest)).toList();
    } catch (UncheckedIOException e) {
      return List.of(network.layout(node).privateMatter()); // one went while we looked: look again
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
      String record = commands.record("creator", "evidence", "deposit", file, "--for", "publisher");
      String digest = Hash.sha256(Files.readAllBytes(file)).hex();
      assertThat(done("publisher", "private", "open", record)).contains(digest);
      assertThat(done("creator", "private", "open", record)).contains(digest);

      Actor creator = network.actor("creator");
      TestRecord planted = planted(network, client, creator);
      network.accept(client, planted);
      String plantedId = planted.id().hex();
      assertThat(done("publisher", "private", "open", plantedId))
          .contains(FEE, NUMBER, PARTY, HexFormat.of().formatHex(SALT));
      Commands.Run denied = commands.run("registrar", "private", "open", plantedId);
      assertThat(denied.exitCode()).isNotZero();
      assertThat(denied.out() + denied.err())
          .contains("not encrypted for")
          .doesNotContain(FEE, NUMBER, PARTY);

      network.awaitSealed();
      byte[] before = client.evidence(plantedId, 0);
      handedOut(client, record, plantedId);
      SECRETS.assertHiddenFromOperators(network);

      // Destroyed by every custodian, and each proof still holds.
      String ciphertext = digestOf(done("creator", "chain", "record", plantedId, "--raw"));
      done("creator", "key", "erase", plantedId);
      network.awaitSealed();
      awaitDestroyed(network, ciphertext);
      Commands.Run gone = commands.run("creator", "private", "open", plantedId);
      assertThat(gone.exitCode()).isNotZero();
      assertThat(gone.err()).contains("NOT_FOUND");
      assertVerifies(network, before);
      assertVerifies(network, client.evidence(plantedId, 0));
      assertThat(done("publisher", "private", "open", record)).contains(digest);

      network.assertEqual();
      network.assertSound();
      for (String node : network.nodes()) {
        SECRETS.assertHiddenIn(network.layout(node));
      }
    }
    assertThat(logs.lines()).isNotEmpty();
    logs.lines().forEach(line -> SECRETS.assertHidden("a log", line));
  }

  private static String digestOf(String shown) {
    int at = shown.indexOf("\"private\":{\"digest\":\"") + 21;
    assertThat(at).isGreaterThan(21);
    return shown.substring(at, at + 64);
  }

  /** Everything that a node hands out about a record. */
  private void handedOut(LedgerClient client, String... records) throws Exception {
    for (String record : records) {
      SECRETS.assertHiddenWithin("evidence", client.evidence(record, 0));
      SECRETS.assertHiddenWithin("a certificate", client.certificate(record, "zh-en", 0));
      SECRETS.assertHidden("a record", done("creator", "chain", "record", record, "--raw"));
    }
    SECRETS.assertHidden("a trace", done("creator", "subject", "trace", "creator", "--json"));
  }
}
