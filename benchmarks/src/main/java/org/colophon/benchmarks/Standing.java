package org.colophon.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Works that are known to stand on the chain: all of them up to a bound, behind it as many that any
 * of them is as likely among (Vitter's algorithm R). Safe for many threads.
 */
final class Standing {
  private static final int MAX = 200_000;

  private final List<Works.Made> works = new ArrayList<>();
  private final Random random = new Random();
  private long seen;

  synchronized void add(List<Works.Made> more) {
    for (Works.Made work : more) {
      seen++;
      if (works.size() < MAX) {
        works.add(work);
      } else {
        long place = random.nextLong(seen);
        if (place < MAX) {
          works.set((int) place, work);
        }
      }
    }
  }

  synchronized int size() {
    return works.size();
  }

  synchronized List<Works.Made> all() {
    return List.copyOf(works);
  }
}
