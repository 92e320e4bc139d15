package org.colophon.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.colophon.core.RefusedException;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.UnverifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.signature.Signatures;

/**
 * What no verifier of these records can do without: one signature check, the hash of the statement
 * and that of the leaf, for records that were taken apart before.
 */
final class RawLoop {
  private final List<UnverifiedRecord> records = new ArrayList<>();

  RawLoop(List<byte[]> bytes) throws RefusedException {
    RecordParser parser = new RecordParser(1 << 20);
    for (byte[] record : bytes) {
      records.add(parser.parse(record));
    }
  }

  /** Records a second on so many threads. */
  double run(int threads, double seconds) throws InterruptedException {
    LongAdder done = new LongAdder();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(Thread.ofPlatform().start(() -> loop(end, done)));
    }
    for (Thread thread : all) {
      thread.join();
    }
    return done.sum() / seconds;
  }

  private void loop(long end, LongAdder done) {
    for (int at = 0; System.nanoTime() < end; at = (at + 1) % records.size()) {
      UnverifiedRecord record = records.get(at);
      boolean right =
          Signatures.verify(
                  record.statement().signers().getFirst().key(),
                  record.statementBytes(),
                  record.signature(0))
              && Hash.sha256(record.statementBytes()).equals(record.statement().id().hash())
              && !MerkleHash.leaf(record.bytes()).equals(record.statement().id().hash());
      if (!right) {
        throw new IllegalStateException("a record of our own does not verify");
      }
      done.increment();
    }
  }
}
