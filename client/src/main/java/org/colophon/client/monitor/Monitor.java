package org.colophon.client.monitor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.crypto.note.Checkpoint;

/**
 * Follows one chain. Each round asks every node for its newest seal and puts all signed trees that
 * are known into one order: the largest sealed tree begins with each smaller one, and of one size
 * there is one root. A node that is behind, silent or lying about proofs delays that; it cannot
 * make up a contradiction, since each needs validators' own signatures and a path from one tree to
 * the other. What a few validators sign against the sealed log convicts them and stops nothing.
 */
public final class Monitor {
  private static final int PROVEN_MAX = 1024;

  private final Panel panel;
  private final MonitorState state;

  /** Trees that a kept tree was seen to begin with; each later one does then, too. */
  private final Set<Checkpoint> proven =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Checkpoint, Boolean> eldest) {
              return size() > PROVEN_MAX;
            }
          });

  /** Asks this panel and remembers in this state. */
  public Monitor(Panel panel, MonitorState state) {
    this.panel = panel;
    this.state = state;
  }

  /** The signed trees of a round, sorted by what was found of them. */
  private static final class Findings {
    private final List<SignedTree> parts = new ArrayList<>();
    private final List<SignedTree> open = new ArrayList<>();
    private final List<Contradiction> contradictions = new ArrayList<>();
  }

  /** Asks once, judges, and remembers, proofs of contradictions among it. */
  public Round round() throws IOException, InterruptedException {
    Optional<SignedTree> before = state.kept();
    List<Panel.Answer> answers = panel.newest(before.map(SignedTree::changes).orElse(List.of()));
    List<SignedTree> trees = known(answers);
    Optional<SignedTree> head =
        trees.stream().filter(SignedTree::isSealed).max(Comparator.comparingLong(SignedTree::size));
    Findings findings = head.isPresent() ? compare(head.get(), trees) : aboveAll(trees);
    for (Contradiction contradiction : findings.contradictions) {
      state.keep(contradiction);
    }
    boolean isForked = findings.contradictions.stream().anyMatch(Contradiction::isOfSeals);
    boolean isLed = !isForked && before.filter(findings.open::contains).isEmpty();
    Optional<SignedTree> kept = isLed ? head : before;
    if (isLed) {
      findings.parts.forEach(tree -> proven.add(tree.checkpoint()));
    } else {
      head.ifPresent(findings.open::add);
    }
    before.ifPresent(findings.open::remove);
    if (!isForked) {
      state.keep(kept, smallest(findings.open));
    }
    return new Round(
        outcome(answers, findings, before, kept, isLed),
        answers,
        before,
        kept,
        findings.open,
        findings.contradictions);
  }

  private static List<SignedTree> smallest(List<SignedTree> trees) {
    return trees.stream()
        .sorted(Comparator.comparingLong(SignedTree::size))
        .limit(MonitorState.CLAIMS_MAX)
        .toList();
  }

  private static Round.Outcome outcome(
      List<Panel.Answer> answers,
      Findings findings,
      Optional<SignedTree> before,
      Optional<SignedTree> kept,
      boolean isLed) {
    if (!findings.contradictions.isEmpty()) {
      return Round.Outcome.CONTRADICTION;
    }
    if (answers.stream()
        .noneMatch(answer -> answer.tree().filter(SignedTree::isSealed).isPresent())) {
      return Round.Outcome.NO_SEAL;
    }
    if (!isLed) {
      return Round.Outcome.UNPROVEN;
    }
    boolean isSame = before.map(SignedTree::size).equals(kept.map(SignedTree::size));
    return isSame ? Round.Outcome.UNCHANGED : Round.Outcome.ADVANCED;
  }

  /**
   * Every tree once, smallest first; of two notes on one tree the sealed one, else the first. What
   * was convicted before is passed over: a lie that is told again must not hide what is new.
   */
  private List<SignedTree> known(List<Panel.Answer> answers) {
    Map<Checkpoint, SignedTree> trees = new LinkedHashMap<>();
    state.kept().ifPresent(tree -> trees.put(tree.checkpoint(), tree));
    state.open().forEach(tree -> trees.putIfAbsent(tree.checkpoint(), tree));
    for (Panel.Answer answer : answers) {
      answer.handovers().forEach(tree -> trees.merge(tree.checkpoint(), tree, Monitor::better));
      answer.tree().ifPresent(tree -> trees.merge(tree.checkpoint(), tree, Monitor::better));
    }
    return trees.values().stream()
        .filter(tree -> tree.isSealed() || !state.isConvicted(tree.checkpoint()))
        .sorted(Comparator.comparingLong(SignedTree::size))
        .toList();
  }

  private static SignedTree better(SignedTree old, SignedTree shown) {
    return old.isSealed() || !shown.isSealed() ? old : shown;
  }

  /** Looks whether the head begins with each other tree that is not larger. */
  private Findings compare(SignedTree head, List<SignedTree> trees) throws InterruptedException {
    Findings findings = aboveAll(trees.stream().filter(tree -> tree.size() > head.size()).toList());
    for (SignedTree tree : trees) {
      if (tree.equals(head) || tree.size() > head.size() || proven.contains(tree.checkpoint())) {
        continue;
      }
      Optional<Prefix> prefix =
          tree.size() == head.size()
              ? Optional.of(Prefix.whole(head))
              : panel.prefix(tree.size(), head);
      if (prefix.isEmpty()) {
        findings.open.add(tree);
      } else if (prefix.get().root().equals(tree.checkpoint().root())) {
        findings.parts.add(tree);
      } else {
        findings.contradictions.add(new Contradiction(tree, head, prefix.get()));
      }
    }
    return findings;
  }

  /** Trees beyond every seal: only two of one size can exclude each other. */
  private static Findings aboveAll(List<SignedTree> trees) {
    Findings findings = new Findings();
    for (SignedTree tree : trees) {
      Optional<SignedTree> other =
          findings.open.stream().filter(known -> known.size() == tree.size()).findFirst();
      if (other.isPresent()) {
        findings.contradictions.add(new Contradiction(other.get(), tree, Prefix.whole(tree)));
      } else {
        findings.open.add(tree);
      }
    }
    return findings;
  }
}
