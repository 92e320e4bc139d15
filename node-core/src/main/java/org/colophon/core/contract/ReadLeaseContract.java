package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ReadLease;
import org.colophon.core.record.Statement;

/**
 * A node of a member takes reads of a grant that counts, and of all above it. What is leased counts
 * whole until it is settled, so that no read is ever beyond what was granted.
 */
final class ReadLeaseContract implements Contract<ReadLease> {
  private static final long UNTIL_MAX_MS = 7 * 86_400_000;

  @Override
  public void apply(ReadLease content, Statement statement, World world) throws RefusedException {
    OrgId _ = SignerRules.node(statement, world);
    SubjectId node = statement.author();
    StandingGrant grant = world.requireGrant("grant", content.grant());
    GrantLine line = world.line(grant);
    line.requireCounting(world.time());
    requireUntil(content.until(), line, world);
    requireSettled(content.grant(), node, world);
    requireLeft(content.reads(), line, world);
    for (StandingGrant taken : line.grants()) {
      world.putGrant(taken.id(), taken.state().lease(content.reads(), world.time()));
      world.link(Link.lease(taken.id()));
    }
    world.putLease(world.id(), LeaseState.OPEN);
    world.putNewestLease(content.grant(), node);
    world.link(Link.subject(grant.content().grantee()));
  }

  private static void requireUntil(Timestamp until, GrantLine line, World world)
      throws RefusedException {
    LicenceRules.requireNotOver(until, world);
    Timestamp week = world.time().plus(UNTIL_MAX_MS);
    Timestamp end = line.scope().until();
    Timestamp latest = end.compareTo(week) < 0 ? end : week;
    if (until.compareTo(latest) > 0) {
      throw new RefusedException(
          Reason.BAD_INTERVAL, "until: " + until + " (expected: at most " + latest + ")");
    }
  }

  private static void requireSettled(RecordId grant, SubjectId node, World world)
      throws RefusedException {
    Optional<RecordId> newest = world.newestLease(grant, node);
    if (newest.isPresent() && world.lease(newest.get()).settled().isEmpty()) {
      throw new RefusedException(
          Reason.LEASE_OPEN, "grant: lease " + newest.get() + " is not settled");
    }
  }

  private static void requireLeft(long reads, GrantLine line, World world) throws RefusedException {
    long left = line.readsLeft();
    if (reads > left) {
      throw new RefusedException(
          Reason.READS_EXHAUSTED, "reads: " + reads + " (expected: at most " + left + ")");
    }
    long today = line.readsLeftOnDayOf(world.time());
    if (reads > today) {
      throw new RefusedException(
          Reason.RATE_LIMITED, "reads: " + reads + " (expected: at most " + today + " today)");
    }
  }
}
