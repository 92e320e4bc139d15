package org.colophon.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.port.StoreException;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreSettings;
import org.colophon.testkit.TestLedger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Applying an entry of records on a store on disk; the time of one record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class LedgerBenchmark {
  private static final int RECORDS = 1000;
  private static final long STORE_BYTES = 256L << 20;

  private Path directory;
  private Sample sample;
  private RocksStore store;
  private TestLedger ledger;
  private byte[] entry;

  /** Opens a new ledger. */
  @Setup
  public void open() throws IOException, RefusedException {
    directory = Files.createTempDirectory("colophon-bench");
    sample = new Sample();
    store =
        RocksStore.create(
            directory.resolve("store"),
            sample.consortium().genesis().hash(),
            new StoreSettings(STORE_BYTES));
    ledger = sample.consortium().open(store);
    apply(EntryCodec.records(List.of(sample.registration())));
  }

  /** Makes the next entry, and checks its records as a node does while Raft makes it durable. */
  @Setup(Level.Invocation)
  public void prepare() {
    entry = EntryCodec.records(sample.batch(RECORDS));
    EntryCodec.stamp(entry, ledger.nextStamp());
    ledger.ledger().prepare(entry);
  }

  /** Rules, tree, header, state, and the write to the store. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public byte[] apply() throws IOException {
    return apply(entry);
  }

  private byte[] apply(byte[] stamped) throws IOException {
    return ledger.ledger().apply(ledger.nextPosition(), stamped);
  }

  /** Deletes it all. */
  @TearDown
  public void close() throws IOException, StoreException {
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
