package org.colophon.benchmarks.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;

/** What clients were told, and what was wrong with it on the spot. Safe for many threads. */
final class History {
  private static final int FINDINGS_MAX = 1_000;

  /**
   * A record that was acknowledged.
   *
   * @param id of the record
   * @param height of its block
   * @param index of its leaf
   * @param time of its block, ms UTC
   */
  record Told(String id, long height, long index, long time) {
    static Told of(Receipt receipt) {
      return new Told(receipt.getId(), receipt.getHeight(), receipt.getIndex(), receipt.getTime());
    }
  }

  private final Map<String, Told> told = new ConcurrentHashMap<>();
  private final List<Told> order = Collections.synchronizedList(new ArrayList<>());
  private final List<String> findings = Collections.synchronizedList(new ArrayList<>());
  private final SortedMap<Long, Hash> seals = new ConcurrentSkipListMap<>();
  private final AtomicLong newestIndex = new AtomicLong(-1);
  private volatile long newestNanos = System.nanoTime();

  /**
   * A client was told that its record stands.
   *
   * @param newestBefore {@link #newestIndex} when it first sent it
   */
  void acknowledged(Receipt receipt, long newestBefore) {
    newestNanos = System.nanoTime();
    Told now = Told.of(receipt);
    newestIndex.accumulateAndGet(now.index(), Math::max);
    if (now.index() <= newestBefore) {
      found("sent after leaf " + newestBefore + " was acknowledged, and stands before it: " + now);
    }
    Told before = told.putIfAbsent(now.id(), now);
    if (before == null) {
      order.add(now);
    } else if (!before.equals(now)) {
      found("told two places of one record: " + before + " and " + now);
    }
  }

  /** A client was shown a seal of a quorum on this root at this size. */
  void sealed(String node, long size, Hash root) {
    Hash before = seals.putIfAbsent(size, root);
    if (before != null && !before.equals(root)) {
      found(
          node
              + " shows a seal on "
              + root
              + " at size "
              + size
              + ", another one was on "
              + before);
    }
  }

  /** All seals that clients were shown: roots by size. */
  SortedMap<Long, Hash> seals() {
    return new TreeMap<>(seals);
  }

  /** Something that must not be. */
  void found(String what) {
    if (findings.size() < FINDINGS_MAX) {
      findings.add(what);
    }
  }

  List<String> findings() {
    return List.copyOf(findings);
  }

  /** All that was acknowledged, in the order in which clients heard it. */
  List<Told> told() {
    synchronized (order) {
      return List.copyOf(order);
    }
  }

  int count() {
    return order.size();
  }

  /** Any one that was acknowledged. */
  Optional<Told> any(SplittableRandom random) {
    int count = order.size();
    return count == 0 ? Optional.empty() : Optional.of(order.get(random.nextInt(count)));
  }

  /** The highest leaf that was acknowledged; -1 at first. */
  long newestIndex() {
    return newestIndex.get();
  }

  /** When something was acknowledged last, as {@link System#nanoTime}. */
  long newestNanos() {
    return newestNanos;
  }
}
