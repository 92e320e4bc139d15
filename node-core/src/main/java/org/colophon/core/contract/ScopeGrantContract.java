package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/**
 * A court, or two organs, let somebody read within an open case; never a grantee itself. In an
 * urgent matter one procuratorate suffices, for a day. A grantee passes on no more than it has.
 */
final class ScopeGrantContract implements Contract<ScopeGrant> {
  private static final long DAY_MS = 86_400_000;
  private static final long UNTIL_MAX_MS = 180 * DAY_MS;

  @Override
  public void apply(ScopeGrant content, Statement statement, World world) throws RefusedException {
    CaseState opened = world.requireCase("case", content.caseOpened());
    if (content.parent().isPresent()) {
      requireDelegated(content, statement, world);
    } else {
      requireOrgans(content, statement, world);
    }
    if (!opened.isOpen()) {
      throw new RefusedException(
          Reason.BAD_TRANSITION, "case: is " + opened.course().status() + " (expected: OPEN)");
    }
    requireUntil(content.scope(), world);
    world.putGrant(world.id(), GrantState.UNREAD);
    world.link(Link.grant(content.caseOpened()));
    world.link(Link.grant(content.grantee()));
    world.link(Link.subject(content.grantee()));
  }

  private static void requireUntil(Scope scope, World world) throws RefusedException {
    Timestamp latest = world.time().plus(scope.urgent() ? DAY_MS : UNTIL_MAX_MS);
    LicenceRules.requireNotOver(scope.until(), world);
    if (scope.until().compareTo(latest) > 0) {
      throw new RefusedException(
          Reason.BAD_INTERVAL, "until: " + scope.until() + " (expected: at most " + latest + ")");
    }
  }

  private static void requireOrgans(ScopeGrant content, Statement statement, World world)
      throws RefusedException {
    List<OrgId> organs = SignerRules.organisations(statement, world, SignerRules.JUDICIAL);
    boolean byCourt =
        organs.stream().anyMatch(o -> world.organisation(o).orElseThrow().kind() == OrgKind.COURT);
    if (!byCourt && organs.size() < 2 && !content.scope().urgent()) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: " + organs + " (expected: a court, or two organs)");
    }
    if (organs.equals(List.of(homeOf(content.grantee(), world)))) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: the grantee's own organisation alone");
    }
  }

  /** The organisation that a grantee is, or that knows who it is. */
  private static OrgId homeOf(SubjectId grantee, World world) throws RefusedException {
    OrgId itself = new OrgId(grantee.text());
    if (world.organisation(itself).isPresent()) {
      return itself;
    }
    return world
        .subject(grantee)
        .orElseThrow(() ->
            new RefusedException(Reason.UNKNOWN_KEY, "grantee: nobody of that name is registered"))
        .registrar();
  }

  private static void requireDelegated(ScopeGrant content, Statement statement, World world)
      throws RefusedException {
    SubjectId delegating = SignerRules.single(statement, world, Role.GRANTEE).subject();
    StandingGrant parent = world.requireGrant("parent", content.parent().orElseThrow());
    if (!parent.content().grantee().equals(delegating)) {
      throw new RefusedException(Reason.ROLE_DENIED, "parent: granted to another subject");
    }
    if (content.grantee().equals(delegating)) {
      throw new RefusedException(Reason.ROLE_DENIED, "grantee: delegates to itself");
    }
    OrgId _ = homeOf(content.grantee(), world);
    Optional<String> wider =
        content.caseOpened().equals(parent.content().caseOpened())
            ? content.scope().widens(parent.scope())
            : Optional.of("case");
    if (wider.isPresent()) {
      throw new RefusedException(
          Reason.EXCEEDS_SCOPE, wider.get() + ": reaches further than in grant " + parent.id());
    }
    world.line(parent).requireCounting(world.time());
  }
}
