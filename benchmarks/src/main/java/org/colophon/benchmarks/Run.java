package org.colophon.benchmarks;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.colophon.client.net.Network;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.membership.Genesis;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.StatusView;

/** The workloads, each of which leaves the network running as it found it. */
final class Run {
  private static final int BATCH = 1000;
  private static final int READERS = 32;
  private static final int KEPT_MAX = 200_000;

  private final Cluster cluster;
  private final Results results;
  private final Length length;
  private final Works works;

  /** Records that stand, with the digests that find them. */
  private final ConcurrentLinkedQueue<Receipt> receipts = new ConcurrentLinkedQueue<>();

  /** How long figures are measured. */
  enum Length {
    /** For shapes. */
    QUICK(20, 2, 4),
    /** For figures that are quoted. */
    FULL(240, 10, 20);

    private final double warmUp;
    private final double warm;
    private final double counted;

    Length(double warmUp, double warm, double counted) {
      this.warmUp = warmUp;
      this.warm = warm;
      this.counted = counted;
    }
  }

  Run(Cluster cluster, Results results, Length length) throws IOException {
    this.cluster = cluster;
    this.results = results;
    this.length = length;
    this.works = new Works(cluster.profile(), cluster.genesis());
  }

  /**
   * Writes until the nodes' compilers have come to rest, as they are in a node that has run for a
   * day: four fresh processes share the cores with their own compilers for the first minutes.
   */
  void warm() throws Exception {
    ConcurrentLinkedQueue<List<byte[]>> calls = new ConcurrentLinkedQueue<>();
    works.singles((int) (length.warmUp * 2_000)).forEach(record -> calls.add(List.of(record)));
    calls.addAll(batches(recordsFor(1_000)));
    try (Network network = cluster.connect(cluster.leader())) {
      Flow flow =
          Flow.run(
              128,
              0,
              length.warmUp,
              () -> {},
              () -> {
                List<byte[]> records = calls.poll();
                return records == null ? 0 : network.submit(records).size();
              });
      results.put("warm-up", "records", flow.done());
    }
  }

  /** Runs one workload by its name. */
  void workload(String name) throws Exception {
    switch (name) {
      case "baseline" -> baseline();
      case "single" -> single();
      case "batch" -> write("batch", 4, batches(recordsFor(20_000)));
      case "query" -> query();
      case "mixed" -> mixed();
      case "failover" -> failover();
      case "verify" -> verify();
      case "replay" -> replay();
      case "fsck" -> fsck();
      case "start" -> start();
      default -> throw new IllegalArgumentException(name);
    }
  }

  private int recordsFor(int rate) {
    return (int) ((length.warm + length.counted) * rate);
  }

  // ---- Baselines

  private void baseline() throws Exception {
    List<byte[]> sample = works.singles(2000);
    RawLoop raw = new RawLoop(sample);
    raw.run(1, length.warm);
    results.put("raw loop", "records/s, one thread", raw.run(1, length.counted));
    int cores = Runtime.getRuntime().availableProcessors();
    results.put("raw loop", "records/s", raw.run(cores, length.counted));
    byte[] one = sample.getFirst();
    byte[] thousand = new byte[BATCH * one.length];
    Path logs = Files.createTempDirectory("bare-ratis");
    // The ledger's own nodes are stopped, so that both have the machine for themselves.
    cluster.stop();
    try (BareRatis ratis = new BareRatis(logs)) {
      bare("bare Ratis, one an entry", 256, 1, () -> ratis.order(one.clone()));
      bare("bare Ratis, 1,000 an entry", 4, BATCH, () -> ratis.order(thousand.clone()));
    } finally {
      deleteAll(logs);
    }
    if (Etcd.isInstalled()) {
      try (Etcd etcd = new Etcd(Files.createTempDirectory("etcd"))) {
        AtomicLong next = new AtomicLong();
        ByteString value = ByteString.copyFrom(one);
        for (int callers : List.of(8, 256)) {
          bare("etcd, " + callers + " in flight", callers, 1, () -> etcd.put(next, value));
        }
      }
    } else {
      System.out.println("  etcd is not installed (scripts/bench --install-baselines)");
    }
    cluster.start();
  }

  /** One call that may fail. */
  private interface Order {
    void run() throws IOException;
  }

  private void bare(String name, int callers, int records, Order order) throws Exception {
    Flow flow =
        Flow.run(
            callers,
            length.warm,
            length.counted,
            () -> {},
            () -> {
              order.run();
              return records;
            });
    results.put(name, "records/s", flow.rate());
    latencies(name, flow);
  }

  private void latencies(String name, Flow flow) {
    results.put(name, "p50 ms", flow.millis(50));
    results.put(name, "p95 ms", flow.millis(95));
    results.put(name, "p99 ms", flow.millis(99));
  }

  // ---- Writing

  private void single() throws Exception {
    for (int callers : List.of(8, 64, 256, 1024)) {
      List<List<byte[]>> calls =
          works.singles(recordsFor(callers == 8 ? 2_500 : 9_000)).stream().map(List::of).toList();
      write("single, " + callers + " in flight", callers, calls);
    }
  }

  private List<List<byte[]>> batches(int records) {
    List<List<byte[]>> batches = new ArrayList<>();
    for (int i = 0; i < records / BATCH; i++) {
      batches.add(works.batch(BATCH));
    }
    return batches;
  }

  private void write(String name, int callers, List<List<byte[]>> calls) throws Exception {
    ConcurrentLinkedQueue<List<byte[]>> open = new ConcurrentLinkedQueue<>(calls);
    Use[] before = {Use.NONE, Use.NONE};
    String leader = cluster.leader();
    URI leaderUri = cluster.profile().nodes().get(cluster.nodes().indexOf(leader));
    Disk disk = new Disk(cluster.data(leader));
    long[] writtenBefore = {0};
    AtomicLong bytes = new AtomicLong();
    try (Network network = cluster.connect(leader)) {
      SealWatch seals = new SealWatch(network, leaderUri);
      Flow flow =
          Flow.run(
              callers,
              length.warm,
              length.counted,
              () -> {
                before[0] = useOfNodes();
                before[1] = ownUse();
                writtenBefore[0] = written(disk);
                bytes.set(0);
              },
              () -> {
                List<byte[]> records = open.poll();
                if (records == null) {
                  throw new IOException("more records are needed");
                }
                long start = System.nanoTime();
                int taken = taken(network.submit(records), seals, start);
                bytes.addAndGet(records.stream().mapToLong(record -> record.length).sum());
                return taken;
              });
      Use nodes = useOfNodes().since(before[0]);
      Use own = ownUse().since(before[1]);
      long written = written(disk) - writtenBefore[0];
      results.put(name, "records/s", flow.rate());
      latencies(name, flow);
      results.put(name, "failed calls", flow.failed());
      results.put(name, "bytes a record", bytes.get() / Math.max(1, flow.done()));
      results.put(name, "CPU us a record, nodes", nodes.cpuSeconds() * 1e6 / flow.done());
      results.put(name, "CPU us a record, client", own.cpuSeconds() * 1e6 / flow.done());
      results.put(name, "written / record bytes, a node", written / 4.0 / bytes.get());
      results.put(name, "resident MiB, nodes", nodes.residentBytes() / 1048576.0);
      seals.end();
      results.put(name, "to seal, p50 ms", seals.millis(50));
      results.put(name, "to seal, p99 ms", seals.millis(99));
    }
  }

  private int taken(List<Outcome> outcomes, SealWatch seals, long start) throws IOException {
    int taken = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.hasRefusal()) {
        throw new IOException(outcome.getRefusal().getReason());
      }
      taken++;
      if (receipts.size() < KEPT_MAX) {
        receipts.add(outcome.getReceipt());
      }
    }
    seals.submitted(outcomes.getFirst().getReceipt().getIndex(), start);
    return taken;
  }

  private Use useOfNodes() {
    try {
      return cluster.use();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Use ownUse() {
    try {
      return Use.own();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long written(Disk disk) {
    try {
      return disk.written();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long sizeOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(Run::sizeOfFile).sum();
    }
  }

  /** Files come and go while a store compacts. */
  private static long sizeOfFile(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  // ---- Reading

  private List<Receipt> known() throws Exception {
    if (receipts.size() < 10_000) {
      try (Network network = cluster.connect(cluster.leader())) {
        for (List<byte[]> batch : batches(20 * BATCH)) {
          network.submit(batch).forEach(outcome -> receipts.add(outcome.getReceipt()));
        }
      }
    }
    return List.copyOf(receipts);
  }

  private static Receipt any(List<Receipt> known) {
    return known.get(ThreadLocalRandom.current().nextInt(known.size()));
  }

  private void query() throws Exception {
    List<Receipt> known = known();
    try (Network network = cluster.connect(cluster.leader())) {
      read("record with proof", () -> network.receipt(any(known).getId(), 0));
      read("work", () -> network.work(any(known).getId(), 0));
      read("trace", () -> network.trace(any(known).getId(), 0));
      read("lookup", () -> network.lookup(List.of(any(known).getId()), 1, 0));
    }
  }

  /** One question that may fail. */
  private interface Question {
    Object ask() throws IOException;
  }

  private void read(String name, Question question) throws Exception {
    Flow flow =
        Flow.run(
            READERS,
            length.warm,
            length.counted,
            () -> {},
            () -> {
              question.ask();
              return 1;
            });
    results.put(name, "reads/s", flow.rate());
    latencies(name, flow);
    results.put(name, "failed calls", flow.failed());
  }

  private void mixed() throws Exception {
    List<Receipt> known = known();
    ConcurrentLinkedQueue<byte[]> fresh =
        new ConcurrentLinkedQueue<>(works.singles(recordsFor(1_500)));
    try (Network network = cluster.connect(cluster.leader())) {
      Flow flow =
          Flow.run(
              64,
              length.warm,
              length.counted,
              () -> {},
              () -> {
                byte[] record = ThreadLocalRandom.current().nextInt(20) == 0 ? fresh.poll() : null;
                if (record == null) {
                  network.receipt(any(known).getId(), 0);
                } else {
                  network.submit(List.of(record));
                }
                return 1;
              });
      results.put("mixed, 95 % reads", "calls/s", flow.rate());
      latencies("mixed, 95 % reads", flow);
      results.put("mixed, 95 % reads", "failed calls", flow.failed());
    }
  }

  // ---- Faults and catching up

  private void failover() throws Exception {
    String leader = cluster.leader();
    List<String> others = new ArrayList<>(cluster.nodes());
    others.remove(leader);
    ConcurrentLinkedQueue<byte[]> fresh =
        new ConcurrentLinkedQueue<>(works.singles(recordsFor(6_000)));
    Thread killer =
        Thread.ofPlatform()
            .unstarted(() -> {
              try {
                Thread.sleep((long) ((length.warm + length.counted / 3) * 1000));
                cluster.kill(leader);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    killer.start();
    // The callers begin at a follower: what is measured is the order's pause, not a lost socket.
    try (Network network = cluster.connect(others.getFirst())) {
      Flow flow =
          Flow.run(
              32,
              length.warm,
              length.counted,
              () -> {},
              () -> {
                byte[] record = fresh.poll();
                if (record == null) {
                  throw new IOException("more records are needed");
                }
                List<Outcome> outcomes = network.submit(List.of(record));
                if (outcomes.getFirst().hasRefusal()) {
                  throw new IOException(outcomes.getFirst().getRefusal().getReason());
                }
                return 1;
              });
      killer.join();
      results.put("leader killed", "longest pause s", flow.longestGap());
      results.put("leader killed", "failed calls", flow.failed());
      results.put("leader killed", "records/s", flow.rate());
    }
    long begin = System.nanoTime();
    cluster.start();
    results.put("leader killed", "s until all are back", (System.nanoTime() - begin) / 1e9);
  }

  /** A node that was away comes back, and one that lost all of its data. */
  private void replay() throws Exception {
    String away = cluster.nodes().getLast();
    for (boolean emptied : List.of(false, true)) {
      cluster.kill(away);
      if (emptied) {
        deleteAll(cluster.data(away));
      }
      String leader = cluster.leader();
      long records = 0;
      try (Network network = cluster.connect(leader)) {
        for (List<byte[]> batch : batches(recordsFor(2_000))) {
          records += network.submit(batch).size();
        }
        URI leaderUri = cluster.profile().nodes().get(cluster.nodes().indexOf(leader));
        URI awayUri = cluster.profile().nodes().get(cluster.nodes().indexOf(away));
        long goal = network.status(leaderUri).getHeight();
        long begin = System.nanoTime();
        cluster.start();
        while (heightOf(network, awayUri) < goal) {
          Thread.sleep(20);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        String name = emptied ? "new node" : "restarted node";
        long all = network.status(leaderUri).getSize();
        results.put(name, "records behind", (double) (emptied ? all : records));
        results.put(name, "s to catch up", seconds);
        results.put(name, "records/s", (emptied ? all : records) / seconds);
      }
    }
  }

  private static long heightOf(Network network, URI node) {
    try {
      StatusView status = network.status(node);
      return status.getHeight();
    } catch (IOException e) {
      return -1;
    }
  }

  private void fsck() throws Exception {
    String node = cluster.nodes().getLast();
    known();
    long size;
    try (Network network = cluster.connect(node)) {
      size = network.status(cluster.profile().nodes().getLast()).getSize();
    }
    cluster.stop();
    long begin = System.nanoTime();
    cluster.operator("fsck", cluster.data(node).toString());
    double seconds = (System.nanoTime() - begin) / 1e9;
    results.put("fsck", "records/s", size / seconds);
    results.put("fsck", "leaves", (double) size);
    results.put(
        "at rest",
        "bytes a record, store",
        sizeOf(cluster.data(node).resolve("store")) / (double) size);
    cluster.start();
  }

  // ---- Offline

  private void verify() throws Exception {
    List<byte[]> single = works.singles(1);
    Genesis genesis = cluster.genesis();
    byte[] bundle;
    try (Network network = cluster.connect(cluster.leader())) {
      String id = network.submit(single).getFirst().getReceipt().getId();
      for (int i = 0; !network.receipt(id, 0).getSealed() && i < 600; i++) {
        Thread.sleep(100);
      }
      Thread.sleep(2000);
      bundle = network.evidence(id);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos((long) length.warm);
    while (System.nanoTime() < end) {
      requireSound(genesis, bundle);
    }
    long begin = System.nanoTime();
    end = begin + TimeUnit.SECONDS.toNanos((long) length.counted);
    long done = 0;
    while (System.nanoTime() < end) {
      requireSound(genesis, bundle);
      done++;
    }
    results.put("verify", "bundles/s, one thread", done * 1e9 / (System.nanoTime() - begin));
    results.put("verify", "KiB a bundle", bundle.length / 1024.0);
  }

  private static void requireSound(Genesis genesis, byte[] bundle) throws Exception {
    EvidenceReport report =
        EvidenceVerifier.verify(
            bundle,
            EvidenceVerifier.Options.of(
                Optional.of(genesis), Optional.empty(), new Timestamp(System.currentTimeMillis())));
    if (report.failure().isPresent()) {
      throw new IllegalStateException("evidence of our own does not verify: " + report.failure());
    }
  }

  private void start() throws Exception {
    for (Map.Entry<String, List<String>> command :
        Map.of("colophon --help", List.of("--help")).entrySet()) {
      double best = Double.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        long begin = System.nanoTime();
        cluster.user(command.getValue());
        best = Math.min(best, (System.nanoTime() - begin) / 1e9);
      }
      results.put(command.getKey(), "s, best of 5", best);
    }
  }

  // ---- Ratios

  /** Puts figures beside those that bound them. */
  void compare() {
    results.ratio(
        "single, 256 in flight / etcd, 256 in flight",
        "single, 256 in flight",
        "records/s",
        "etcd, 256 in flight",
        "records/s");
    results.ratio(
        "batch / bare Ratis, 1,000 an entry",
        "batch",
        "records/s",
        "bare Ratis, 1,000 an entry",
        "records/s");
    results.ratio("fsck / raw loop on all cores", "fsck", "records/s", "raw loop", "records/s");
    results.ratio(
        "restarted node / raw loop on all cores",
        "restarted node",
        "records/s",
        "raw loop",
        "records/s");
  }
}
