package org.colophon.core.contract;

import java.util.EnumSet;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.ObjectionResolve.Outcome;
import org.colophon.core.contract.ObjectionState.Status;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * An objection ends by the objector, who withdraws it, or by an IP office or a court. A court may
 * decide otherwise than was decided before it; nobody decides in a matter of its own.
 */
final class ObjectionResolveContract implements Contract<ObjectionResolve> {
  @Override
  public void apply(ObjectionResolve content, Statement statement, World world)
      throws RefusedException {
    ObjectionState objection = world.requireObjection("objection", content.objection());
    if (content.outcome() == Outcome.WITHDRAWN) {
      withdraw(objection, statement, world);
    } else {
      decide(objection, content.outcome(), statement, world);
    }
    ObjectionState resolved = objection.becoming(outcome(content.outcome()), world);
    world.putObjection(content.objection(), resolved);
    if (objection.status().isStanding() != resolved.status().isStanding()) {
      world.putObjections(resolved.work(), standing(content.objection(), resolved, world));
    }
    world.link(Link.work(objection.work()));
    world.link(Link.subject(objection.objector()));
  }

  private static void withdraw(ObjectionState objection, Statement statement, World world)
      throws RefusedException {
    Signer signer = SignerRules.single(statement, world, Role.OBJECTOR);
    if (!signer.subject().equals(objection.objector())) {
      throw new RefusedException(Reason.ROLE_DENIED, "objection: raised by another subject");
    }
    if (!objection.status().isStanding()) {
      throw notFrom(objection, Outcome.WITHDRAWN);
    }
  }

  private static void decide(
      ObjectionState objection, Outcome outcome, Statement statement, World world)
      throws RefusedException {
    OrgId judge =
        SignerRules.organisation(statement, world, EnumSet.of(OrgKind.IP_OFFICE, OrgKind.COURT));
    SubjectId itself = new SubjectId(judge.text());
    if (itself.equals(objection.objector())
        || world.requireTitle(objection.work()).isHeldBy(itself)) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: " + judge + " would decide in a matter of its own");
    }
    boolean first = objection.status() == Status.OPEN;
    boolean again =
        world.organisation(judge).orElseThrow().kind() == OrgKind.COURT
            && objection.status() != Status.WITHDRAWN
            && objection.status() != outcome(outcome);
    if (!first && !again) {
      throw notFrom(objection, outcome);
    }
    if (objection.course().steps().size() > ObjectionState.DECISIONS_MAX) {
      throw new RefusedException(Reason.TOO_LARGE, "objection: decided too often");
    }
  }

  /** What stands from now on: one that a court upholds after all stands behind the others. */
  private static Objections standing(RecordId id, ObjectionState resolved, World world)
      throws RefusedException {
    Objections before = world.objections(resolved.work());
    return resolved.status().isStanding()
        ? before.with(new Objections.Standing(id, resolved.objector()))
        : before.without(id);
  }

  private static Status outcome(Outcome outcome) {
    return switch (outcome) {
      case UPHELD -> Status.UPHELD;
      case DISMISSED -> Status.DISMISSED;
      case WITHDRAWN -> Status.WITHDRAWN;
    };
  }

  private static RefusedException notFrom(ObjectionState objection, Outcome outcome) {
    return new RefusedException(
        Reason.BAD_TRANSITION,
        "outcome: " + outcome + " of an objection that is " + objection.status());
  }
}
