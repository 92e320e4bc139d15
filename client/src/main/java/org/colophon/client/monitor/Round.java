package org.colophon.client.monitor;

import java.util.List;
import java.util.Optional;

/**
 * What one round of asking brought.
 *
 * @param outcome in a word
 * @param answers what each node showed
 * @param before the tree that was kept before
 * @param kept the tree that is kept now
 * @param open trees that are signed and of which nobody has shown yet whether they belong to the
 *     kept one: signed beyond it by less than a quorum, or without a proof
 * @param contradictions what validators have signed against themselves or each other
 */
public record Round(
    Outcome outcome,
    List<Panel.Answer> answers,
    Optional<SignedTree> before,
    Optional<SignedTree> kept,
    List<SignedTree> open,
    List<Contradiction> contradictions) {
  /** Copies the lists. */
  public Round {
    answers = List.copyOf(answers);
    open = List.copyOf(open);
    contradictions = List.copyOf(contradictions);
  }

  /** How a round ended. */
  public enum Outcome {
    /** A larger seal that begins with the kept one is kept now; the first one is kept as it is. */
    ADVANCED,
    /** No node showed a larger seal; what they showed is part of the kept one. */
    UNCHANGED,
    /** There is a larger seal, and no node proved that it begins with the kept one. */
    UNPROVEN,
    /** No node showed a seal. */
    NO_SEAL,
    /** Validators have signed what excludes each other. */
    CONTRADICTION
  }
}
