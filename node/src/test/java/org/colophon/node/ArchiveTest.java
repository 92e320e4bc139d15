package org.colophon.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.colophon.config.NodeConfig;
import org.colophon.consensus.RaftSettings;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.port.LedgerReader;
import org.colophon.node.admin.ColophonNode;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.TraceResponse;
import org.colophon.storage.RocksStore;
import org.colophon.storage.archive.Archive;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old bodies leave one node of a network, and nobody who asks it can tell. */
final class ArchiveTest {
  private static final int RECORDS = 300;

  @TempDir private Path directory;

  /** A log that is purged at once: whoever comes new needs the leader's whole ledger. */
  private static RaftSettings forgetful(RaftSettings settings) {
    return settings
        .with(new RaftSettings.SnapshotPolicy(20, 1L << 40, 1L << 40, 0))
        .with(new RaftSettings.Limits(4 << 20, 64 << 10, 512, 32 << 20));
  }

  private final List<TestRecord> records = new ArrayList<>();
  private Path folder;
  private Path aside;

  @BeforeEach
  void makesFolders() throws IOException {
    folder = Files.createDirectory(directory.resolve("archive"));
    aside = Files.createDirectory(directory.resolve("aside"));
  }

  /** A network, the second of whose nodes has an archive, with records that are all sealed. */
  private InProcessNetwork network() throws Exception {
    InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 0);
    network.takeRecordKeys();
    network.tune(ArchiveTest::forgetful);
    String node = archiving(network);
    network.configure(node, config -> config.with(new NodeConfig.Archive(List.of(folder))));
    Files.writeString(settings(network), network.config(node).yaml());
    network.startAll();
    network.awaitSealed();
    try (LedgerClient client = network.client("creator")) {
      Actor creator = Registrations.register(network, client, "creator");
      TestRecords made = network.records();
      for (int i = 0; i < RECORDS; i += 10) {
        List<TestRecord> some = new ArrayList<>();
        for (int j = i; j < i + 10; j++) {
          some.add(made.declare(creator, made.hash("work " + j)));
        }
        records.addAll(some);
        client.submit(some.stream().map(TestRecord::bytes).toList());
      }
    }
    network.awaitSealed();
    return network;
  }

  private static String archiving(InProcessNetwork network) {
    return network.validators().get(1);
  }

  private static Path settings(InProcessNetwork network) {
    return network.directory.resolve(archiving(network)).resolve("node.yaml");
  }

  private record Run(int code, String out) {}

  private static Run run(String... line) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    PrintStream before = System.out;
    PrintStream errors = System.err;
    try (PrintStream captured = new PrintStream(bytes, true, US_ASCII)) {
      System.setOut(captured);
      System.setErr(captured);
      int code = ColophonNode.run(line);
      return new Run(code, bytes.toString(US_ASCII));
    } finally {
      System.setOut(before);
      System.setErr(errors);
    }
  }

  private Run archive(InProcessNetwork network, long below, Path to) {
    return run(
        "archive",
        "--config",
        settings(network).toString(),
        "--below",
        Long.toString(below),
        "--to",
        to.toString(),
        "--segment-mb",
        "1");
  }

  private static long sealed(InProcessNetwork network) {
    return network.daemon(archiving(network)).ledger().tip().sealed().height().value();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".ndjson.gz")).sorted().toList();
    }
  }

  private void assertRefused(InProcessNetwork network, long below, Path to, String why) {
    Run run = archive(network, below, to);
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).contains(why);
  }

  @Test
  void whatIsArchivedIsServedAsOthersServeItAndCheckedByFsckAndByANewNode() throws Exception {
    try (InProcessNetwork network = network()) {
      String node = archiving(network);
      String other = network.validators().get(2);
      long end = sealed(network);
      refusals(network, end);

      Run first = archive(network, end / 2, folder);
      assertThat(first.code()).as(first.out()).isZero();
      assertThat(segments()).hasSize(1);
      Run rest = archive(network, end + 1, folder);
      assertThat(rest.code()).as(rest.out()).isZero();
      assertThat(segments()).hasSize(2);
      assertThat(held(network, node)).isEqualTo(new Height(end + 1));
      Run again = archive(network, end + 1, folder);
      assertThat(again.code()).as(again.out()).isZero();
      assertThat(segments()).hasSize(2);

      assertSameAnswers(network, node, other);
      comesNew(network, node, network.validators().get(3));
      network.assertEqual();
      network.stopAll();

      String data = network.data(node).toString();
      Run sound = run("fsck", data, "--archive", folder.toString());
      assertThat(sound.out()).contains("sound: ");
      assertThat(sound.code()).isZero();
      Run without = run("fsck", data);
      assertThat(without.code()).isEqualTo(1);
      assertThat(without.out()).contains("not there").contains(name(segments().getFirst()));
      Path damaged = segments().getFirst();
      byte[] bytes = Files.readAllBytes(damaged);
      bytes[bytes.length - 1] ^= 1;
      Files.write(damaged, bytes);
      Run found = run("fsck", data, "--archive", folder.toString());
      assertThat(found.code()).isEqualTo(1);
      assertThat(found.out()).contains(damaged + ": damaged");
      bytes[bytes.length - 1] ^= 1;
      Files.write(damaged, bytes);
    }
  }

  private static String name(Path segment) {
    return segment.getFileName().toString().replace(".ndjson.gz", "");
  }

  private void refusals(InProcessNetwork network, long end) throws Exception {
    assertRefused(network, end + 10, folder, "not sealed yet");
    assertRefused(network, end, aside, "expected: one of archive.folders");
    String node = archiving(network);
    Path inside = Files.createDirectory(network.data(node).resolve("inside"));
    assertThatThrownBy(() ->
            new org.colophon.node.archive.Archiving(
                    network.layout(node), Archive.NONE, 1 << 20, line -> {})
                .run(inside, new Height(2)))
        .hasMessageContaining("inside of the data directory");
    Files.delete(inside);
    Files.move(folder, aside.resolve("gone"));
    assertRefused(network, end, folder, "there is no such folder");
    Files.move(aside.resolve("gone"), folder);
    Path foreign = Files.createFile(folder.resolve("photo.jpg"));
    assertRefused(network, end, folder, "holds photo.jpg");
    Files.delete(foreign);
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(
        manifest,
        "{\"archive\":{\"chain\":\"colophon/other/0123456789abcdef\",\"format\":1,\"segments\":[]}}");
    assertRefused(network, end, folder, "of chain colophon/other/0123456789abcdef");
    Files.writeString(
        manifest,
        "{\"archive\":{\"chain\":\""
            + network.genesis().chain()
            + "\",\"format\":1,\"segments\":[{\"bytes\":1,\"from\":5,\"sha256\":\""
            + "0".repeat(64)
            + "\",\"to\":6}]}}");
    assertRefused(network, end, folder, "the store's first body is in block 1");
    Files.delete(manifest);
    assertThat(held(network, node)).isEqualTo(new Height(1));
  }

  private static Height held(InProcessNetwork network, String node) throws IOException {
    return ((RocksStore) network.daemon(node).ledger().store()).firstHeld();
  }

  /** Leaves, evidence and traces of both nodes, byte for byte. */
  private void assertSameAnswers(InProcessNetwork network, String node, String other)
      throws Exception {
    EvidenceAssembler evidence = new EvidenceAssembler(network.genesis());
    try (LedgerReader archived = network.daemon(node).ledger().read();
        LedgerReader whole = network.daemon(other).ledger().read()) {
      for (long leaf = 0; leaf < archived.size().value(); leaf++) {
        LeafIndex index = new LeafIndex(leaf);
        assertThat(archived.leaf(index).orElseThrow()).isEqualTo(whole.leaf(index).orElseThrow());
        assertThat(archived.nodes().node(0, leaf)).isEqualTo(whole.nodes().node(0, leaf));
      }
      for (int i = 0; i < RECORDS; i += 50) {
        RecordId id = records.get(i).id();
        assertThat(evidence.assemble(archived, id)).isEqualTo(evidence.assemble(whole, id));
      }
    }
    try (LedgerClient one = network.clientOf(node);
        LedgerClient two = network.clientOf(other)) {
      for (int i = 0; i < RECORDS; i += 50) {
        String id = records.get(i).id().hex();
        String work = records.get(i).work().toString();
        assertThat(one.receipt(id, 0)).isEqualTo(two.receipt(id, 0));
        assertThat(one.work(work, 0)).isEqualTo(two.work(work, 0));
        assertThat(pages(one.trace(work, 1, 0))).isEqualTo(pages(two.trace(work, 1, 0)));
      }
      String subject = network.actor("creator").subject().toString();
      assertThat(pages(one.traceSubject(subject, 7, 0)))
          .isEqualTo(pages(two.traceSubject(subject, 7, 0)));
      byte[] bundle = one.evidence(records.getFirst().id().hex(), 0);
      EvidenceReport report =
          EvidenceVerifier.verify(
              bundle,
              EvidenceVerifier.Options.of(
                  Optional.of(network.genesis()),
                  Optional.of(network.records().hash("work 0")),
                  new Timestamp(System.currentTimeMillis())));
      assertThat(report.verified()).as("%s", report.checks()).isTrue();
    }
  }

  private static List<TraceResponse> pages(Iterator<TraceResponse> trace) {
    List<TraceResponse> pages = new ArrayList<>();
    trace.forEachRemaining(pages::add);
    return pages;
  }

  /** A node that lost everything takes the archiving node's copy, and verifies all of it. */
  private static void comesNew(InProcessNetwork network, String leader, String node)
      throws Exception {
    network.stop(node);
    Directories.delete(network.data(node));
    network.lead(leader);
    network.start(node);
    long height = network.daemon(leader).ledger().tip().header().height().value();
    network.await(node, s -> s.getHeight() >= height && s.getAlarmsList().isEmpty());
    assertThat(network.layout(node).unverified()).doesNotExist();
    assertThat(RocksStore.segmentsOf(network.layout(node).store())).isNotEmptyDirectory();
  }

  @Test
  void aMissingSegmentIsRefusedByNameAndAnEntryThatNeedsItWaits() throws Exception {
    try (InProcessNetwork network = network()) {
      String node = archiving(network);
      assertThat(archive(network, sealed(network) + 1, folder).code()).isZero();
      network.stop(node);
      Path segment = segments().getFirst();
      Files.move(segment, aside.resolve("segment"));
      network.start(node);
      String id = records.getFirst().id().hex();
      try (LedgerClient one = network.clientOf(node);
          LedgerClient others = network.client("creator", others(network), READ)) {
        network.await(node, s -> !s.getLeader().isEmpty());
        assertThatThrownBy(() -> one.evidence(id, 0))
            .isInstanceOfSatisfying(
                RpcException.class,
                e -> {
                  assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
                  assertThat(e).hasMessageContaining(name(segment));
                  assertThat(e.getMessage()).doesNotContain(folder.toString());
                });
        network.await(node, hasAlarm());
        TestRecords made = network.records();
        Actor creator = network.actor("creator");
        long before = network.accept(others, made.deposit(creator, made.hash("needs nothing old")));
        network.awaitHeight(List.of(node), before);
        long waits =
            network.accept(
                others, made.supplement(creator, records.getFirst().id(), made.hash("x")));
        Thread.sleep(1_500);
        assertThat(network.daemon(node).ledger().tip().header().height().value())
            .as("it waits, and has not halted")
            .isLessThan(waits);
        network.stop(node);
        network.start(node);
        assertThat(network.daemon(node).ledger().tip().header().height().value()).isLessThan(waits);
        Files.move(aside.resolve("segment"), segment);
        network.awaitHeight(List.of(node), waits);
        assertThat(one.evidence(id, 0)).isNotEmpty();
        network.await(node, hasAlarm().negate());
      }
      network.assertEqual();
    }
  }

  private static final java.time.Duration READ = java.time.Duration.ofMinutes(1);

  private static Predicate<org.colophon.rpc.proto.StatusView> hasAlarm() {
    return status -> status.getAlarmsList().contains(Alarms.ARCHIVE);
  }

  private static List<String> others(InProcessNetwork network) {
    return network.nodes().stream().filter(n -> !n.equals(archiving(network))).toList();
  }
}
