package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Access;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * A platform tells who acquired a work. What is told under a licence must be within it; without one
 * it is a fact, and whether it was allowed is for others to say.
 */
final class AccessContract implements Contract<Access> {
  @Override
  public void apply(Access content, Statement statement, World world) throws RefusedException {
    Signer platform = SignerRules.single(statement, world, Role.PLATFORM);
    world.requireWork(content.work());
    if (content.licence().isPresent()) {
      requireWithin(content.licence().get(), content, platform.subject(), world);
    }
    world.putUses(content.work(), world.uses(content.work()).accessed(content));
    world.link(Link.access(content.work()));
  }

  /** The licence is one of this work, in force, and the platform's or its user's. */
  private static void requireWithin(RecordId id, Access content, SubjectId platform, World world)
      throws RefusedException {
    StandingLicence licence = world.requireLicence("licence", id);
    if (!licence.state().work().equals(content.work())) {
      throw new RefusedException(Reason.EXCEEDS_PARENT, "licence: of another work");
    }
    Optional<SubjectId> licensee = licence.licensee();
    boolean isUsers =
        content.occasion() instanceof Access.Single(SubjectId user, _, _)
            && licensee.equals(Optional.of(user));
    if (!isUsers && !licensee.equals(Optional.of(platform))) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "licence: granted neither to the platform nor to the user");
    }
    LicenceRules.requireOpen(world.line(licence), world);
    if (licence.begin().compareTo(world.time()) > 0) {
      throw new RefusedException(Reason.EXCEEDS_PARENT, "licence: has not begun");
    }
  }
}
