package org.colophon.core.contract;

import java.util.EnumSet;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.contract.ObjectionState.Status;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/** Any subject objects to a title, on each ground once: what was decided is not begun again. */
final class ObjectionRaiseContract implements Contract<ObjectionRaise> {
  @Override
  public void apply(ObjectionRaise content, Statement statement, World world)
      throws RefusedException {
    SubjectId objector = SignerRules.single(statement, world, Role.OBJECTOR).subject();
    world.requireTitle(content.work());
    if (content.claim().isPresent()) {
      StateView.Located claim = world.requireRecord("claim", content.claim().get());
      WorkOf.record(claim.statement(), world).ifPresent(other -> world.link(Link.work(other)));
    }
    Set<ObjectionRaise.Ground> before = world.groundsOf(content.work(), objector);
    if (before.contains(content.ground())) {
      throw new RefusedException(
          Reason.ALREADY_OBJECTED, "ground: " + content.ground() + " was raised before");
    }
    Set<ObjectionRaise.Ground> grounds = EnumSet.of(content.ground());
    grounds.addAll(before);
    world.putGroundsOf(content.work(), objector, grounds);
    world.putObjection(
        world.id(),
        new ObjectionState(
            content.work(), objector, Course.begin(world.id(), Status.OPEN, world.time())));
    world.putObjections(
        content.work(),
        world.objections(content.work()).with(new Objections.Standing(world.id(), objector)));
    world.link(Link.work(content.work()));
    world.link(Link.objection(content.work()));
    world.link(Link.objection(objector));
  }
}
