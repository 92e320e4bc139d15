package org.colophon.core.contract;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.LevelRaise;
import org.colophon.core.content.MemberChange;
import org.colophon.core.content.Proposal;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.crypto.signature.KeyName;

/**
 * What a proposal makes of the membership in force, and the rules for it. They are the same when it
 * is made and when it is decided: what has changed in between counts.
 *
 * @param proposal the proposal
 * @param record its record
 * @param next the membership that comes out
 */
record ProposedChange(Proposal proposal, RecordId record, Membership next) {
  /** A change may not leave fewer validators than this, unless there were fewer before. */
  private static final int VALIDATORS_MIN = 4;

  /** Refuses a proposal that breaks a rule, or rests on a membership that is not in force. */
  static ProposedChange of(Proposal proposal, RecordId record, World world)
      throws RefusedException {
    if (world.isChangePending()) {
      throw new RefusedException(
          Reason.CHANGE_PENDING, "membership: a change is decided and not sealed yet");
    }
    if (!proposal.membership().equals(world.inForce().hash())) {
      throw new RefusedException(
          Reason.PROPOSAL_LAPSED,
          "membership: " + proposal.membership() + " (expected: " + world.inForce().hash() + ")");
    }
    Membership next =
        switch (proposal) {
          case MemberChange change -> changed(change, world);
          case LevelRaise raise -> raised(raise, world.inForce().membership());
        };
    return new ProposedChange(proposal, record, next);
  }

  private static Membership changed(MemberChange change, World world) throws RefusedException {
    Membership now = world.inForce().membership();
    if (change.leaving().isPresent()) {
      requireMember(change.leaving().get(), now);
    }
    if (change.admitted().isPresent()) {
      requireAdmissible(change.admitted().get(), change.leaving(), world);
    }
    Membership next = now.changed(change.leaving(), change.admitted(), change.quorum());
    if (next.equals(now)) {
      throw new RefusedException(Reason.ALREADY_MEMBER, "organisation: changes nothing");
    }
    requireQuorum(now, next);
    requireWellFormed(next);
    requireSameSuite(now, next);
    return next;
  }

  /**
   * Levels come one after another. Whether this release knows the next one is not asked: releases
   * that do and that do not must agree on this block.
   */
  private static Membership raised(LevelRaise raise, Membership now) throws RefusedException {
    int next = now.level().number() + 1;
    if (raise.level().number() != next) {
      throw new RefusedException(
          Reason.BAD_PROPOSAL, "level: " + raise.level() + " (expected: " + next + ")");
    }
    return now.at(raise.level());
  }

  private static void requireMember(OrgId leaving, Membership now) throws RefusedException {
    if (now.organisation(leaving).isEmpty()) {
      throw new RefusedException(Reason.UNKNOWN_ORGANISATION, leaving + " is not a member");
    }
  }

  private static void requireAdmissible(Organisation admitted, Optional<OrgId> leaving, World world)
      throws RefusedException {
    Optional<Organisation> standing = world.organisation(admitted.id());
    if (standing.isPresent()) {
      requireSameKeys(standing.get(), admitted, leaving);
    } else {
      requireNewNames(admitted, world);
    }
    requireNodesOwnNames(admitted, world);
  }

  /** A member renews its own entry, or moves to another's place: an observer to a validator's. */
  private static void requireSameKeys(
      Organisation standing, Organisation admitted, Optional<OrgId> leaving)
      throws RefusedException {
    if (leaving.isEmpty()) {
      throw new RefusedException(Reason.ALREADY_MEMBER, admitted.id() + " is a member");
    }
    if (!standing.recordKeys().equals(admitted.recordKeys())) {
      throw new RefusedException(
          Reason.BAD_PROPOSAL,
          "organisation.recordKeys: (expected: as they are; they change by key.rotate)");
    }
  }

  /** No node bears the name of a subject that somebody else has registered. */
  private static void requireNodesOwnNames(Organisation admitted, World world)
      throws RefusedException {
    for (NodeId node : admitted.nodes()) {
      Optional<OrgId> registrar =
          world.subject(new SubjectId(node.text())).map(SubjectState::registrar);
      if (registrar.isPresent() && !registrar.get().equals(admitted.id())) {
        throw new RefusedException(
            Reason.DUPLICATE_IDENTITY,
            "organisation.nodes: "
                + node
                + " is a subject that "
                + registrar.get()
                + " registered");
      }
    }
  }

  /** A name and a key that were used once are never another's. */
  private static void requireNewNames(Organisation admitted, World world) throws RefusedException {
    if (world.isOrganisationName(admitted.id())
        || world.subject(new SubjectId(admitted.id().text())).isPresent()) {
      throw new RefusedException(
          Reason.DUPLICATE_IDENTITY, "organisation.id: " + admitted.id() + " was used before");
    }
    for (KeyName key : admitted.recordKeys()) {
      if (world.key(key).isPresent()) {
        throw new RefusedException(
            Reason.DUPLICATE_IDENTITY, "organisation.recordKeys: one is registered already");
      }
    }
  }

  private static void requireQuorum(Membership now, Membership next) throws RefusedException {
    int validators = next.validators().size();
    int validatorsMin = Math.min(now.validators().size(), VALIDATORS_MIN);
    if (validators < validatorsMin) {
      throw new RefusedException(
          Reason.QUORUM_NOT_REACHED,
          "validators: " + validators + " left (expected: at least " + validatorsMin + ")");
    }
    int least = Membership.leastQuorum(validators);
    if (next.quorum() < least) {
      throw new RefusedException(
          Reason.QUORUM_NOT_REACHED,
          "quorum: " + next.quorum() + " of " + validators + " (expected: at least " + least + ")");
    }
  }

  private static void requireWellFormed(Membership next) throws RefusedException {
    try {
      var _ = next.checked();
    } catch (RefusedException e) {
      throw new RefusedException(Reason.BAD_PROPOSAL, e.refusal().detail());
    }
  }

  /** The genesis named the suite once and for all. */
  private static void requireSameSuite(Membership now, Membership next) throws RefusedException {
    if (next.suite() != now.suite()) {
      throw new RefusedException(
          Reason.BAD_PROPOSAL,
          "organisation.checkpointKeys.sm2: (expected: on a chain of the suite sm, and only there)");
    }
  }

  /** Takes a vote; decides the change when it makes the quorum of the membership in force. */
  void vote(OrgId proposer, Ballot ballot, World world) throws RefusedException {
    world.putBallot(proposer, ballot);
    if (ballot.votes().size() >= world.inForce().membership().quorum()) {
      decide(world);
    }
  }

  private void decide(World world) throws RefusedException {
    if (!world.isFirstOfBlock()) {
      throw new RefusedException(
          Reason.NOT_ALONE, "the block has taken a record before this one, which decides a change");
    }
    long bytes = next.json().text().getBytes(StandardCharsets.UTF_8).length;
    world.decide(next, world.changes().with(new ChangeList.Change(record, world.id(), bytes)));
    if (proposal instanceof MemberChange change) {
      comeAndGo(change, world);
    }
  }

  private void comeAndGo(MemberChange change, World world) {
    change.admitted().ifPresent(organisation -> admit(organisation, world));
    change
        .leaving()
        .filter(id -> next.organisation(id).isEmpty())
        .ifPresent(id -> {
          world.putOrganisation(id, "SUSPENDED");
          world.link(Link.subject(new SubjectId(id.text())));
        });
  }

  private static void admit(Organisation organisation, World world) {
    world.putOrganisation(organisation.id(), "ADMITTED");
    world.link(Link.subject(new SubjectId(organisation.id().text())));
    for (KeyName key : organisation.recordKeys()) {
      if (world.key(key).isEmpty()) {
        world.putKey(
            key, KeyState.broughtAlong(organisation.id(), world.time(), KeyState.MEMBERSHIP));
      }
    }
  }
}
