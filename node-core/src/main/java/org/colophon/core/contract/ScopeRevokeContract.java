package org.colophon.core.contract;

import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/**
 * A grant is revoked by who granted it, or one above it, by any court, or by who holds it, or one
 * above it. What was delegated from it ends with it.
 */
final class ScopeRevokeContract implements Contract<ScopeRevoke> {
  @Override
  public void apply(ScopeRevoke content, Statement statement, World world) throws RefusedException {
    StandingGrant grant = world.requireGrant("grant", content.grant());
    requireMayRevoke(world.line(grant), statement, world);
    if (grant.state().revoked().isPresent()) {
      throw new RefusedException(Reason.BAD_TRANSITION, "grant: revoked already");
    }
    world.putGrant(grant.id(), grant.state().revokedBy(world));
    world.link(Link.subject(grant.content().grantee()));
  }

  private static void requireMayRevoke(GrantLine line, Statement statement, World world)
      throws RefusedException {
    SubjectId signer = SignerRules.single(statement, world, Role.MEMBER, Role.GRANTEE).subject();
    boolean may =
        statement.signer(Role.GRANTEE).isPresent()
            ? line.isGrantedTo(signer)
            : mayAsOrgan(line, statement, world);
    if (!may) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "grant: neither granted by the signer nor to it, here or above");
    }
  }

  private static boolean mayAsOrgan(GrantLine line, Statement statement, World world)
      throws RefusedException {
    OrgId organ = SignerRules.organisation(statement, world);
    return line.isGrantedBy(new SubjectId(organ.text()))
        || world.organisation(organ).orElseThrow().kind() == OrgKind.COURT;
  }
}
