package org.colophon.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.CompactTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The Merkle tree of the log. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TreeBenchmark {
  private final CompactTree tree = CompactTree.empty();
  private final byte[] leaf = new byte[700];

  /** Hashing a leaf of 700 bytes. */
  @Benchmark
  public Hash leaf() {
    return MerkleHash.leaf(leaf);
  }

  /** Appending a leaf's hash. */
  @Benchmark
  public void append(Blackhole nodes) {
    tree.append(MerkleHash.leaf(leaf), (level, index, hash) -> nodes.consume(hash));
  }

  /** The root as it stands. */
  @Benchmark
  public Hash root() {
    return tree.root();
  }
}
