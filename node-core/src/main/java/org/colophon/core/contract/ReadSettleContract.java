package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/**
 * The node that took reads tells how many it used, once. It does so at any time: a grant that ended
 * meanwhile, or a node that is no member any more, still owes its account.
 */
final class ReadSettleContract implements Contract<ReadSettle> {
  @Override
  public void apply(ReadSettle content, Statement statement, World world) throws RefusedException {
    SubjectId node = SignerRules.single(statement, world, Role.NODE).subject();
    LeaseState state = world.requireLease("lease", content.lease());
    Statement leased = world.requireRecord("lease", content.lease()).statement();
    if (!leased.author().equals(node)) {
      throw new RefusedException(Reason.ROLE_DENIED, "lease: taken by another node");
    }
    if (state.settled().isPresent()) {
      throw new RefusedException(Reason.BAD_TRANSITION, "lease: settled already");
    }
    ReadLease lease = (ReadLease) leased.content();
    if (content.count() > lease.reads()) {
      throw new RefusedException(
          Reason.READS_EXHAUSTED,
          "count: " + content.count() + " (expected: at most " + lease.reads() + ")");
    }
    GrantLine line = world.line(world.requireGrant("lease", lease.grant()));
    for (StandingGrant taken : line.grants()) {
      world.putGrant(taken.id(), taken.state().settle(lease.reads(), content.count()));
    }
    world.putLease(content.lease(), new LeaseState(Optional.of(world.id())));
    world.link(Link.subject(line.grant().content().grantee()));
  }
}
