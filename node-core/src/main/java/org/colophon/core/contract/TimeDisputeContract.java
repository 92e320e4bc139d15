package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.content.TimeDispute;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;

/** A validator's node disputes the time of a block: once for a block, and once in a minute. */
final class TimeDisputeContract implements Contract<TimeDispute> {
  private static final long PAUSE_MS = 60_000;

  @Override
  public void apply(TimeDispute content, Statement statement, World world) throws RefusedException {
    OrgId validator = SignerRules.node(statement, world);
    if (!ProposalContract.isValidator(validator, world.inForce().membership())) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: " + validator + " is not a validator");
    }
    requireLate(content, requireBlock(content, world));
    Disputes standing = world.disputes(content.block());
    if (standing.isBy(validator)) {
      throw new RefusedException(
          Reason.ALREADY_OBJECTED, "block: " + validator + " disputes its time already");
    }
    requirePause(validator, world);
    world.putDisputes(
        content.block(),
        standing.with(new Disputes.Dispute(validator, world.id(), content.seen())));
    world.putNewestDispute(validator);
  }

  private static BlockHeader requireBlock(TimeDispute content, World world)
      throws RefusedException {
    return world
        .block(content.block())
        .filter(header -> Hash.sha256(header.bytes()).equals(content.header()))
        .orElseThrow(() ->
            new RefusedException(
                Reason.UNKNOWN_RECORD, "block: not on this chain before this one"));
  }

  private static void requireLate(TimeDispute content, BlockHeader header) throws RefusedException {
    long behind = content.seen().value() - header.time().value();
    if (behind <= TimeDispute.TOLERANCE_MS) {
      throw new RefusedException(
          Reason.BAD_INTERVAL,
          "seen: "
              + behind
              + " ms behind the block (expected: more than "
              + TimeDispute.TOLERANCE_MS
              + ")");
    }
  }

  private static void requirePause(OrgId validator, World world) throws RefusedException {
    Optional<Timestamp> newest = world.newestDispute(validator);
    if (newest.isPresent() && world.time().value() - newest.get().value() < PAUSE_MS) {
      throw new RefusedException(
          Reason.RATE_LIMITED,
          "signers: "
              + validator
              + " disputed a time at "
              + newest.get()
              + " (expected: "
              + PAUSE_MS
              + " ms ago or more)");
    }
  }
}
