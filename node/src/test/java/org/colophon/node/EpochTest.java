package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Epoch;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.core.chain.Tip;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.node.admin.ColophonNode;
import org.colophon.node.sealing.Alarms;
import org.colophon.node.sealing.LastSigned;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Outcome;
import org.colophon.storage.RocksStore;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain forks beyond repair by waiting, and its operators bring it back with their commands. */
final class EpochTest {
  @TempDir private Path directory;

  private record Run(int exitCode, String err) {}

  private static Run command(InProcessNetwork network, String verb, String node, Object... more) {
    List<String> line = new ArrayList<>(List.of("epoch", verb, "--config"));
    line.add(network.directory.resolve(node).resolve("node.yaml").toString());
    for (Object word : more) {
      line.add(word.toString());
    }
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      return new Run(ColophonNode.run(line.toArray(String[]::new)), err.toString(UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private static void done(InProcessNetwork network, String verb, String node, Object... more) {
    Run run = command(network, verb, node, more);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static void refused(Run run, int exitCode, String... why) {
    assertThat(run.err()).contains(why);
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  private Path file(String name) {
    return directory.resolve(name + ".json");
  }

  private Path copyOf(String node) {
    return directory.resolve("copy-" + node);
  }

  private static List<byte[]> declare(
      InProcessNetwork network, LedgerClient client, String seed, int count) throws Exception {
    TestRecords records = TestRecords.on(network.genesis().chain(), seed);
    Actor creator = network.actor("creator");
    List<byte[]> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TestRecord record = records.deposit(creator, records.hash("item " + i));
      network.accept(client, record);
      made.add(record.bytes());
    }
    return made;
  }

  private static long signed(InProcessNetwork network, String node) throws Exception {
    Path file = network.layout(node).lastSigned();
    return LastSigned.sizeIn(file, network.genesis().chain()).orElse(0L);
  }

  /** A node that holds a proof of a fork signs nothing. */
  private static void silence(InProcessNetwork network, String node) throws Exception {
    Files.createDirectories(network.layout(node).forks());
    Files.writeString(network.layout(node).forks().resolve("a-proof.txt"), "two roots");
  }

  /**
   * Two validators sign a history that no quorum seals; all stores are then set back, and go on
   * with another one, which these two can never sign.
   */
  private void fork(InProcessNetwork network, LedgerClient client) throws Exception {
    List<String> validators = network.validators();
    String silent = validators.get(2);
    String away = validators.get(3);
    Map<String, Long> before = new HashMap<>();
    network.stopAll();
    for (String node : network.nodes()) {
      before.put(node, signed(network, node));
      RawStore.copy(network.data(node), copyOf(node));
    }
    silence(network, silent);
    for (String node : network.nodes()) {
      if (!node.equals(away)) {
        network.start(node);
      }
    }
    declare(network, client, "the lost tail", 4);
    for (String node : validators.subList(0, 2)) {
      long sealed = Objects.requireNonNull(before.get(node));
      network.await(client, status -> isAbove(network, node, sealed));
    }
    network.stopAll();
    for (String node : network.nodes()) {
      byte[] last =
          node.equals(away) || !validators.contains(node)
              ? new byte[0]
              : Files.readAllBytes(network.layout(node).lastSigned());
      Directories.delete(network.data(node));
      RawStore.copy(copyOf(node), network.data(node));
      if (last.length > 0) {
        Files.write(network.layout(node).lastSigned(), last);
      }
    }
    silence(network, silent);
    network.startAll();
  }

  private static boolean isAbove(InProcessNetwork network, String node, long size) {
    try {
      return signed(network, node) > size;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void verifies(InProcessNetwork network, byte[] zip) throws Exception {
    EvidenceReport report =
        EvidenceVerifier.verify(
            zip,
            EvidenceVerifier.Options.of(
                Optional.of(network.genesis()),
                Optional.empty(),
                new Timestamp(System.currentTimeMillis())));
    assertThat(report.verified()).as("%s", report.checks()).isTrue();
  }

  @Test
  void aForkedChainGoesOnBehindItsLastSealInANewEpoch() throws Exception {
    try (InProcessNetwork network =
        InProcessNetwork.startedWithoutRecordKeys(directory.resolve("net"), 4, 1)) {
      List<String> validators = network.validators();
      String observer =
          network.nodes().stream().filter(n -> !validators.contains(n)).findFirst().orElseThrow();
      TestRecord work;
      byte[] evidence;
      List<byte[]> unsealed;
      long sealedIndex;
      try (LedgerClient client = network.client("creator")) {
        Actor creator = Registrations.register(network, client, "creator");
        TestRecords records = network.records();
        work = records.declare(creator, records.hash("a sealed work"));
        long height = network.accept(client, work);
        evidence = client.evidence(work.id().hex(), height);
        sealedIndex = client.receipt(work.id().hex(), height).getReceipt().getIndex();
        network.awaitSealed();
        network.assertEqual();

        fork(network, client);
        unsealed = declare(network, client, "another tail", 6);
        for (String node : validators.subList(0, 3)) {
          network.await(node, status -> status.getAlarmsList().contains(Alarms.FORK));
        }
        refused(
            command(network, "propose", validators.getFirst(), "--out", file("while it runs")),
            4,
            "error: ");
      }
      network.awaitHeight(
          network.nodes(),
          network.daemon(validators.getLast()).ledger().tip().header().height().value());
      network.stopAll();

      proposesOnlyWhatItsLedgerBearsOut(network, observer);
      List<Path> proposals = new ArrayList<>(List.of(file(validators.getFirst())));
      for (String node : validators.subList(1, 3)) {
        done(network, "propose", node, "--like", proposals.getFirst(), "--out", file(node));
        proposals.add(file(node));
      }
      keepsItsPromise(network, validators.get(1));
      refusesToStart(network, observer, proposals);
      Object[] files = proposals.toArray();

      // What a run that was killed left behind is no obstacle.
      Path left = network.data(validators.getFirst()).resolve("before-epoch-1.building/new/store");
      Files.createDirectories(left);
      Files.writeString(left.resolve("CURRENT"), "torn");
      // The observer has lost all it had.
      Directories.delete(network.data(observer));
      refused(command(network, "start", observer, files), 1, "no ledger", "--ledger");
      for (String node : validators) {
        done(network, "start", node, files);
        done(network, "start", node, files);
        assertThat(network.layout(node).forks()).isEmptyDirectory();
        assertThat(network.data(node).resolve("before-epoch-1/raft")).isDirectory();
        assertThat(network.data(node).resolve("before-epoch-1/last-signed.json")).exists();
      }
      List<Object> fromAnother = new ArrayList<>(proposals);
      fromAnother.addAll(0, List.of("--ledger", network.data(validators.getLast())));
      done(network, "start", observer, fromAnother.toArray());
      assertThat(network.data(validators.getFirst()).resolve("before-epoch-1/forks"))
          .isNotEmptyDirectory();
      refused(
          command(network, "start", validators.getFirst(), changed(proposals.getFirst())),
          1,
          "number: 1 (expected: above 1)");

      network.startAll();
      for (String node : network.nodes()) {
        network.await(node, status -> status.getAlarmsList().isEmpty());
      }
      try (LedgerClient client = network.client("creator")) {
        assertThat(client.receipt(work.id().hex(), 0).getReceipt().getIndex())
            .isEqualTo(sealedIndex);
        List<byte[]> kept = keptRecords(network, validators.getLast());
        assertThat(texts(kept)).containsAll(texts(unsealed));
        long height = 0;
        for (byte[] record : kept) {
          Outcome outcome = client.submit(List.of(record)).getFirst();
          assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
          height = outcome.getReceipt().getHeight();
        }
        network.awaitHeight(network.nodes(), height);
        network.awaitSealed();
        assertThat(client.evidence(recordId(network, kept.getLast()), 0)).isNotEmpty();
        verifies(network, evidence);
        verifies(network, client.evidence(work.id().hex(), 0));
        verifies(network, client.evidence(recordId(network, kept.getLast()), 0));
      }
      assertThat(network.daemon(observer).ledger().tip().header().epoch()).isEqualTo(1);
      network.assertEqual();
      network.assertSound();
      rangesCarryTheEpoch(network, observer);
      aSecondEpochFollowsTheFirst(network);
    }
  }

  private void proposesOnlyWhatItsLedgerBearsOut(InProcessNetwork network, String observer)
      throws Exception {
    List<String> validators = network.validators();
    String first = validators.getFirst();
    refused(command(network, "propose", observer, "--out", file(observer)), 4, "keys: none");
    done(network, "propose", first, "--out", file(first));
    refused(command(network, "propose", first, "--out", file(first)), 4, "is there already");
    Path again = file("the same again");
    done(network, "propose", first, "--like", file(first), "--out", again);
    assertThat(again).hasSameBinaryContentAs(file(first));
    refused(
        command(
            network,
            "propose",
            validators.get(1),
            "--like",
            changed(file(first)),
            "--out",
            file("not so")),
        1,
        "expected by this node's ledger");
    Path garbage = file("garbage");
    Files.writeString(garbage, "{}");
    refused(
        command(network, "propose", validators.get(1), "--like", garbage, "--out", file("none")),
        4,
        "not the beginning of an epoch");
    assertThat(network.layout(validators.get(1)).proposedEpoch()).doesNotExist();
  }

  /** Another header at that height. */
  private Path changed(Path proposal) throws Exception {
    String text = Files.readString(proposal);
    int at = text.indexOf("\"header\":\"") + 10;
    String other = text.charAt(at) == '0' ? "1" : "0";
    Path changed = file("changed");
    Files.writeString(changed, text.substring(0, at) + other + text.substring(at + 1));
    return changed;
  }

  /** A validator that has signed the new epoch takes no part in the old one. */
  private static void keepsItsPromise(InProcessNetwork network, String node) {
    assertThatThrownBy(() -> network.start(node))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has signed that epoch 1 begins, and its ledger is in epoch 0");
  }

  private void refusesToStart(InProcessNetwork network, String observer, List<Path> proposals)
      throws Exception {
    String node = network.validators().getLast();
    refused(
        command(network, "start", node, proposals.get(0), proposals.get(1)),
        1,
        "QUORUM_NOT_REACHED",
        "2 validators signed it (expected: 3 at least)");
    refused(
        command(network, "start", node, proposals.get(0), changed(proposals.get(1))),
        1,
        "statements differ");
    refused(command(network, "start", node, changed(proposals.get(0))), 1, "(expected: ");
    Path forged = file("forged");
    String text = Files.readString(proposals.getFirst());
    String other = Files.readString(proposals.get(1));
    Files.writeString(forged, text.replace(signature(text), signature(other)));
    refused(
        command(network, "start", node, forged),
        1,
        "BAD_SIGNATURE",
        "the signature of " + network.organisationOf(network.validators().getFirst()));
    String chain = network.genesis().chain().text();
    String another = chain.substring(0, chain.length() - 16) + "0123456789abcdef";
    Files.writeString(forged, text.replace(chain, another));
    refused(command(network, "start", node, forged), 1, "WRONG_CHAIN");
    String signer = network.organisationOf(network.validators().getFirst()).text();
    Files.writeString(
        forged,
        text.replace(
            "\"organisation\":\"" + signer + "\"",
            "\"organisation\":\"" + network.organisationOf(observer) + "\""));
    refused(command(network, "start", node, forged), 1, "is no validator");
    givesUpNothingSealed(network, node);
    assertThat(network.data(node).resolve("before-epoch-1")).doesNotExist();
    assertThat(network.data(node).resolve("before-epoch-1.building")).doesNotExist();
  }

  /** Even all validators together cannot begin an epoch that leaves out what was sealed. */
  private void givesUpNothingSealed(InProcessNetwork network, String node) throws Exception {
    Epoch early;
    try (RocksStore store = RocksStore.openReadOnly(network.layout(node).store());
        LedgerReader reader = store.read()) {
      Seal first = reader.seal(1).orElseThrow();
      Height height = Tip.sealed(first, reader).height();
      Hash header = Hash.sha256(reader.header(height).orElseThrow().bytes());
      early = new Epoch(network.genesis().chain(), 7, height, header, 1, first.hash());
    }
    TreeMap<OrgId, String> signatures = new TreeMap<>();
    for (String validator : network.validators()) {
      Path key = network.config(validator).keys().checkpoint().orElseThrow().ed25519();
      signatures.put(
          network.organisationOf(validator),
          StrictBase64.encode(KeyFiles.read(key).sign(early.bytes())));
    }
    Path all = file("signed by all");
    Files.write(all, new SignedEpoch(early, signatures).json().bytes());
    refused(command(network, "start", node, all), 1, "and this node's seal", "covers");
    refused(
        command(network, "propose", node, "--like", all, "--out", file("early")),
        1,
        "covers",
        "let the others sign what this node proposes");
  }

  private static String signature(String proposal) {
    return Commands.member("signature", proposal);
  }

  private static List<byte[]> keptRecords(InProcessNetwork network, String node) throws Exception {
    return Files.readAllLines(network.data(node).resolve("before-epoch-1/unsealed.ndjson")).stream()
        .map(line -> line.getBytes(UTF_8))
        .toList();
  }

  private static List<String> texts(List<byte[]> records) {
    return records.stream().map(record -> new String(record, UTF_8)).toList();
  }

  private static String recordId(InProcessNetwork network, byte[] record) throws Exception {
    var verifier =
        new org.colophon.core.record.RecordVerifier(
            network.genesis().chain(), network.genesis().limits().recordBytesMax());
    RecordId id = verifier.verify(record).id();
    return id.hex();
  }

  private void rangesCarryTheEpoch(InProcessNetwork network, String node) throws Exception {
    Path range = directory.resolve("all.ndjson.gz");
    Path into = directory.resolve("imported");
    assertThat(ColophonNode.run("export", network.data(node).toString(), "--out", range.toString()))
        .isZero();
    String genesis = network.layout(node).genesis().toString();
    assertThat(
            ColophonNode.run(
                "import", "--genesis", genesis, "--into", into.toString(), range.toString()))
        .isZero();
    assertThat(Fsck.check(new DataLayout(into), height -> {}).findings()).isEmpty();
  }

  /** What began once can begin again; a node of the first epoch follows with its own ledger. */
  private void aSecondEpochFollowsTheFirst(InProcessNetwork network) throws Exception {
    List<String> validators = network.validators();
    List<Object> files = new ArrayList<>();
    for (String node : validators.subList(0, 3)) {
      Path out = file("second of " + node);
      List<Object> words = new ArrayList<>();
      if (!files.isEmpty()) {
        words.addAll(List.of("--like", files.getFirst()));
      }
      words.addAll(List.of("--out", out));
      done(network, "propose", node, words.toArray());
      files.add(out);
    }
    assertThat(SignedEpoch.parse(Files.readAllBytes((Path) files.getFirst())).epoch().number())
        .isEqualTo(2);
    for (String node : network.nodes()) {
      done(network, "start", node, files.toArray());
    }
    for (String node : network.nodes()) {
      assertThat(Fsck.check(network.layout(node), height -> {}).findings()).as(node).isEmpty();
      try (RocksStore store = RocksStore.openReadOnly(network.layout(node).store());
          LedgerReader reader = store.read()) {
        assertThat(org.colophon.core.chain.Epochs.newest(reader)).isEqualTo(2);
      }
    }
  }
}
