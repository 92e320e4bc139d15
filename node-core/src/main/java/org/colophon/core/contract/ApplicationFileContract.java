package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.contract.ApplicationState.Status;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/**
 * A holder applies to an IP office, or answers its question; what waits at an office for one work
 * is one application.
 */
final class ApplicationFileContract implements Contract<ApplicationFile> {
  @Override
  public void apply(ApplicationFile content, Statement statement, World world)
      throws RefusedException {
    SubjectId owner = SignerRules.single(statement, world, Role.OWNER).subject();
    if (!world.requireTitle(content.work()).isHeldBy(owner)) {
      throw new RefusedException(Reason.NOT_OWNER, "work: the owner holds no share in it");
    }
    world.requireOrganisation("office", content.office(), OrgKind.IP_OFFICE);
    Optional<RecordId> newest = world.applications(content.work()).at(content.office());
    if (content.answers().isPresent()) {
      answer(newest, content.answers().get(), world);
    } else {
      open(newest, content, owner, world);
    }
    world.link(Link.work(content.work()));
    world.link(Link.subject(new SubjectId(content.office().text())));
  }

  private static void open(
      Optional<RecordId> before, ApplicationFile content, SubjectId applicant, World world)
      throws RefusedException {
    if (before.isPresent()) {
      Status status = world.application(before.get()).status();
      if (!status.isOver()) {
        throw new RefusedException(
            Reason.BAD_TRANSITION, "office: application " + before.get() + " is " + status);
      }
    }
    long number = world.appendApplication(content.office());
    world.putApplication(
        world.id(),
        new ApplicationState(
            content.work(),
            content.office(),
            number,
            Course.begin(world.id(), Status.PENDING, world.time())));
    world.putApplications(
        content.work(), world.applications(content.work()).with(content.office(), world.id()));
    world.link(Link.application(content.work()));
    world.link(Link.application(content.office()));
    world.link(Link.application(applicant));
  }

  private static void answer(Optional<RecordId> newest, RecordId question, World world)
      throws RefusedException {
    if (newest.isPresent()) {
      ApplicationState application = world.application(newest.get());
      boolean asked =
          application.status() == Status.SUPPLEMENT
              && application.course().newest().record().equals(question);
      if (asked) {
        world.putApplication(newest.get(), application.becoming(Status.PENDING, world));
        return;
      }
    }
    throw new RefusedException(
        Reason.BAD_TRANSITION, "answers: no question that the office waits for an answer to");
  }
}
