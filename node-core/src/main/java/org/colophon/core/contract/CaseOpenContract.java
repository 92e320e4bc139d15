package org.colophon.core.contract;

import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.record.Statement;

/** A court or procuratorate opens a case. */
final class CaseOpenContract implements Contract<CaseOpen> {
  @Override
  public void apply(CaseOpen content, Statement statement, World world) throws RefusedException {
    OrgId organ = SignerRules.organisation(statement, world, SignerRules.JUDICIAL);
    world.putCase(
        world.id(),
        new CaseState(organ, Course.begin(world.id(), CaseState.Status.OPEN, world.time())));
    world.link(Link.caseOf(organ));
  }
}
