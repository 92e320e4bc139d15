package org.colophon.benchmarks.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.crypto.Hash;

/**
 * Holds what clients were told against what each node holds in the end. Nothing acknowledged may be
 * lost, doubled or elsewhere; every node has the same, under a seal; time goes forward.
 */
final class Judge {
  private static final int SHOWN_MAX = 20;

  private final List<String> findings = new ArrayList<>();

  private Judge() {}

  /** What is wrong; empty when nothing is. */
  static List<String> judge(List<History.Told> told, Map<Long, Hash> seals, List<Copy> copies) {
    Judge judge = new Judge();
    for (Copy copy : copies) {
      judge.sealed(copy);
      judge.keepsWhatWasSealed(seals, copy);
      judge.ordered(copy);
      judge.complete(told, copy);
      judge.same(copies.getFirst(), copy);
    }
    return judge.findings;
  }

  private void sealed(Copy copy) {
    if (copy.tree() != copy.sealed().size() || !copy.root().equals(copy.sealed().root())) {
      found(
          copy,
          "what it shows has root "
              + copy.root()
              + " at size "
              + copy.tree()
              + " (expected: as its seal says, "
              + copy.sealed().root()
              + " at "
              + copy.sealed().size()
              + ")");
    }
  }

  /** Whatever seal a client was shown, the chain goes on from it. */
  private void keepsWhatWasSealed(Map<Long, Hash> seals, Copy copy) {
    for (Map.Entry<Long, Hash> seal : new TreeMap<>(seals).entrySet()) {
      Hash root = copy.roots().get(seal.getKey());
      if (!seal.getValue().equals(root)) {
        found(
            copy,
            "has root "
                + root
                + " at size "
                + seal.getKey()
                + " (expected: "
                + seal.getValue()
                + ", under a seal that was shown)");
      }
    }
  }

  private void ordered(Copy copy) {
    Map<String, History.Told> seen = new HashMap<>();
    History.Told before = new History.Told("", -1, -1, -1);
    for (History.Told entry : copy.entries()) {
      History.Told first = seen.putIfAbsent(entry.id(), entry);
      if (first != null) {
        found(copy, "stands twice: " + first + " and " + entry);
      }
      if (entry.index() <= before.index()
          || entry.height() < before.height()
          || (entry.height() > before.height() && entry.time() <= before.time())) {
        found(copy, entry + " comes after " + before);
      }
      before = entry;
    }
  }

  private void complete(List<History.Told> told, Copy copy) {
    Map<String, History.Told> standing = new HashMap<>();
    copy.entries().forEach(entry -> standing.putIfAbsent(entry.id(), entry));
    for (History.Told one : told) {
      History.Told there = standing.get(one.id());
      if (there == null) {
        found(copy, "lost: " + one);
      } else if (!there.equals(one)) {
        found(copy, "elsewhere: " + there + " (acknowledged: " + one + ")");
      }
    }
  }

  private void same(Copy first, Copy copy) {
    int shared = Math.min(first.entries().size(), copy.entries().size());
    if (!first.entries().subList(0, shared).equals(copy.entries().subList(0, shared))) {
      found(copy, "has another order than " + first.node());
    }
    if (first.tree() == copy.tree() && !first.root().equals(copy.root())) {
      found(copy, "has another root than " + first.node());
    }
  }

  private void found(Copy copy, String what) {
    if (findings.size() < SHOWN_MAX) {
      findings.add(copy.node() + ": " + what);
    }
  }
}
