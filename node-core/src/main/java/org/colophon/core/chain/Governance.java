package org.colophon.core.chain;

import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.TreeSize;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.port.LedgerReader;

/**
 * Who governs the chain at its tip. A change that the validators have decided is in force once a
 * seal of the validators before it covers the block that decided it: the old quorum hands over to
 * the new one. So the membership in force is always the one that stood in the state at the newest
 * sealed block, and there is never more than one change under way.
 *
 * @param inForce whose records, votes and signatures count
 * @param decided what comes into force with the seal that covers it
 */
public record Governance(MembershipInForce inForce, Optional<Decided> decided) {
  /**
   * A change that waits for its seal.
   *
   * @param next the membership that it makes
   * @param coveredFrom size of the smallest tree that holds the block that decided it
   */
  public record Decided(MembershipInForce next, TreeSize coveredFrom) {}

  /** Before any change. */
  public static Governance founding(Genesis genesis) {
    return new Governance(MembershipInForce.founding(genesis), Optional.empty());
  }

  /** What follows from a stored ledger whose newest seal covers that many leaves. */
  public static Governance read(Genesis genesis, LedgerReader reader, TreeSize sealed) {
    Governance governance = founding(genesis);
    for (DecidedChange change : DecidedChange.all(reader)) {
      governance =
          governance
              .deciding(genesis.chain(), change.next(), change.header().checkpointSize())
              .sealedAt(sealed);
    }
    return governance;
  }

  /** After the block that ends a tree of that size has decided a change. */
  Governance deciding(ChainId chain, Membership next, TreeSize coveredFrom) {
    if (decided.isPresent()) {
      throw new IllegalStateException("a change is decided while another waits for its seal");
    }
    return new Governance(
        inForce, Optional.of(new Decided(inForce.next(chain, next), coveredFrom)));
  }

  /** Under a newest seal that covers that many leaves. */
  Governance sealedAt(TreeSize sealed) {
    return decided
        .filter(waiting -> sealed.compareTo(waiting.coveredFrom()) >= 0)
        .map(waiting -> new Governance(waiting.next(), Optional.empty()))
        .orElse(this);
  }

  /** The membership in force. */
  public Membership membership() {
    return inForce.membership();
  }

  /** Judges what validators sign now. */
  public NoteJudge judge() {
    return inForce.judge();
  }

  /** Validators of this governance whose word on a candidate does not count under another one. */
  List<org.colophon.core.OrgId> validatorsGoneUnder(Governance later) {
    return membership().validators().stream()
        .filter(v -> !later.membership().organisations().contains(v))
        .map(org.colophon.core.membership.Organisation::id)
        .toList();
  }
}
