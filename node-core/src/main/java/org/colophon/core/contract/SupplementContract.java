package org.colophon.core.contract;

import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Supplement;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/** Any registered subject may add material to an earlier record; it overwrites nothing. */
final class SupplementContract implements Contract<Supplement> {
  @Override
  public void apply(Supplement content, Statement statement, World world) throws RefusedException {
    SignerRules.single(statement, world, Role.DEPOSITOR, Role.CREATOR, Role.OWNER);
    world.requireRecord("supplements", content.supplements());
    WorkOf.record(statement, world).ifPresent(work -> world.link(Link.work(work)));
  }
}
