package org.colophon.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Works that are known to stand on the chain, up to a bound. Safe for many threads. */
final class Standing {
  private static final int MAX = 200_000;

  private final List<Works.Made> works = new ArrayList<>();

  synchronized void add(List<Works.Made> more) {
    if (works.size() < MAX) {
      works.addAll(more);
    }
  }

  synchronized int size() {
    return works.size();
  }

  synchronized List<Works.Made> all() {
    return List.copyOf(works);
  }
}
