package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
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
      StandingLicence licence = world.requireLicence("licence", content.licence().get());
      requireWithin(licence, content, platform.subject(), world);
      use(licence, content.count(), world);
    }
    world.putUses(content.work(), world.uses(content.work()).accessed(content));
    world.link(Link.access(content.work()));
  }

  /** The licence is one of this work, in force, and the platform's or its user's. */
  private static void requireWithin(
      StandingLicence licence, Access content, SubjectId platform, World world)
      throws RefusedException {
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

  /** A licence for so many times is used up by what is told under it. */
  private static void use(StandingLicence licence, long accesses, World world)
      throws RefusedException {
    Optional<Long> count = licence.terms().count();
    if (count.isEmpty()) {
      return;
    }
    long left = licence.state().left(count.get());
    if (accesses > left) {
      throw new RefusedException(
          Reason.EXCEEDS_PARENT, "licence: " + accesses + " accesses (" + left + " left)");
    }
    world.putLicence(licence.id(), licence.state().using(accesses));
  }
}
