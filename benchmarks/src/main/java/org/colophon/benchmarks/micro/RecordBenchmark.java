package org.colophon.benchmarks.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.record.Checked;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.UnverifiedRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is done with one record before it is ordered. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class RecordBenchmark {
  private static final int RECORDS = 4096;
  private static final int RECORD_BYTES_MAX = 65_536;
  private static final JsonLimits LIMITS = new JsonLimits(RECORD_BYTES_MAX, 8, 4096);

  private List<byte[]> singles;
  private List<byte[]> batch;
  private RecordVerifier verifier;
  private RecordParser parser;
  private Json read;
  private int next;

  /** Signs the records. */
  @Setup
  public void sign() throws RefusedException {
    Sample sample = new Sample();
    singles = sample.singles(RECORDS);
    batch = sample.batch(RECORDS);
    verifier = new RecordVerifier(sample.consortium().chain(), RECORD_BYTES_MAX);
    parser = new RecordParser(RECORD_BYTES_MAX);
    read = JsonParser.parse(singles.getFirst(), LIMITS);
  }

  private byte[] any(List<byte[]> records) {
    next = (next + 1) % RECORDS;
    return records.get(next);
  }

  /** Its form alone. */
  @Benchmark
  public UnverifiedRecord form() throws RefusedException {
    return parser.parse(any(singles));
  }

  /** Form and signature of a record with a signature of its own. */
  @Benchmark
  public Checked single() {
    return verifier.check(any(singles));
  }

  /** Form and path of a record of a batch whose signature was checked before. */
  @Benchmark
  public Checked ofBatch() {
    return verifier.check(any(batch));
  }

  /** Reading its text. */
  @Benchmark
  public Json readJson() throws RefusedException {
    return JsonParser.parse(any(singles), LIMITS);
  }

  /** Writing its text. */
  @Benchmark
  public byte[] writeJson() {
    return read.bytes();
  }
}
