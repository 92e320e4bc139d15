package org.colophon.core.contract;

import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/** Any registered subject may deposit material. */
final class EvidenceDepositContract implements Contract<EvidenceDeposit> {
  @Override
  public void apply(EvidenceDeposit content, Statement statement, World world)
      throws RefusedException {
    SignerRules.single(statement, world, Role.DEPOSITOR, Role.CREATOR, Role.OWNER);
    if (content.about().isPresent()) {
      world.requireRecord("about", content.about().get());
    }
    WorkOf.record(statement, world).ifPresent(work -> world.link(Link.work(work)));
  }
}
