package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/** Who may say that a work was shown. */
final class ShowingRules {
  private ShowingRules() {}

  /** One signer: a platform, or somebody who made the work. */
  static void requireShower(Statement statement, Optional<WorkId> work, World world)
      throws RefusedException {
    Signer signer = SignerRules.single(statement, world, Role.PLATFORM, Role.CREATOR);
    if (work.isPresent()) {
      world.requireWork(work.get());
    }
    if (signer.role() == Role.CREATOR
        && !work.map(made -> isCreator(signer.subject(), made, world)).orElse(false)) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: neither opened the work nor is among its authors");
    }
  }

  private static boolean isCreator(SubjectId subject, WorkId work, World world) {
    return world.work(work).orElseThrow().opener().equals(subject) || world.isAuthor(subject, work);
  }
}
