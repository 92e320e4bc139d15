package org.colophon.core.contract;

import java.util.List;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Right;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/** A holder pledges what it holds of some rights; nothing is pledged twice at a time. */
final class RightEncumberContract implements Contract<RightEncumber> {
  @Override
  public void apply(RightEncumber content, Statement statement, World world)
      throws RefusedException {
    List<Signer> signers = SignerRules.inOrder(statement, Role.OWNER, Role.PLEDGEE);
    SignerRules.requireInForce(signers.getFirst(), world);
    SignerRules.requireInForce(signers.getLast(), world);
    SubjectId owner = signers.getFirst().subject();
    SubjectId pledgee = signers.getLast().subject();
    if (owner.equals(pledgee)) {
      throw new RefusedException(Reason.ROLE_DENIED, "signers: owner and pledgee are the same");
    }
    LicenceRules.requireEconomic(content.rights());
    LicenceRules.requireNotOver(content.until(), world);
    Title title = world.requireTitle(content.work());
    for (Right right : content.rights()) {
      if (title.share(owner, right) == 0) {
        throw new RefusedException(Reason.NOT_OWNER, right + ": the owner holds no share of it");
      }
    }
    Objections.requireUndisputed(content.work(), world);
    Pledges pledges = world.pledges(content.work());
    if (!pledges.binding(owner, content.rights(), world.time()).isEmpty()) {
      throw new RefusedException(Reason.ENCUMBERED, "rights: pledged already");
    }
    Pledges.Pledge pledge =
        new Pledges.Pledge(world.id(), owner, pledgee, content.rights(), content.until());
    world.putPledges(content.work(), pledges.with(pledge, world.time()));
    world.link(Link.work(content.work()));
    Stream.of(owner, pledgee).forEach(subject -> world.link(Link.subject(subject)));
  }
}
