package org.colophon.core.contract;

import java.util.EnumSet;
import java.util.Set;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationDecide.Decision;
import org.colophon.core.contract.ApplicationState.Status;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Statement;

/**
 * The IP office that was asked decides. It confirms or asks only what it examines; it may refuse
 * what waits for an answer; it takes back only what it confirmed.
 */
final class ApplicationDecideContract implements Contract<ApplicationDecide> {
  @Override
  public void apply(ApplicationDecide content, Statement statement, World world)
      throws RefusedException {
    OrgId office = SignerRules.organisation(statement, world, EnumSet.of(OrgKind.IP_OFFICE));
    ApplicationState application = world.requireApplication("application", content.application());
    if (!application.office().equals(office)) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "application: filed with " + application.office());
    }
    requireStep(application, content.decision());
    if (content.decision() == Decision.GRANT) {
      Objections.requireUndisputed(application.work(), world);
    }
    Status status = outcome(content.decision());
    world.putApplication(content.application(), application.becoming(status, world));
    if (application.status().isOpen() && !status.isOpen()) {
      world.closeApplication(application);
    }
    world.link(Link.work(application.work()));
    SubjectId applicant =
        world.requireRecord("application", content.application()).statement().author();
    world.link(Link.subject(applicant));
  }

  private static void requireStep(ApplicationState application, Decision decision)
      throws RefusedException {
    if (!from(decision).contains(application.status())) {
      throw new RefusedException(
          Reason.BAD_TRANSITION,
          "decision: " + decision + " of an application that is " + application.status());
    }
    if (decision == Decision.SUPPLEMENT
        && application.course().count(Status.SUPPLEMENT) == ApplicationState.QUESTIONS_MAX) {
      throw new RefusedException(Reason.TOO_LARGE, "application: asked too often");
    }
  }

  private static Set<Status> from(Decision decision) {
    return switch (decision) {
      case GRANT, SUPPLEMENT -> EnumSet.of(Status.PENDING);
      case REFUSE -> EnumSet.of(Status.PENDING, Status.SUPPLEMENT);
      case REVOKE -> EnumSet.of(Status.CONFIRMED);
    };
  }

  private static Status outcome(Decision decision) {
    return switch (decision) {
      case GRANT -> Status.CONFIRMED;
      case REFUSE -> Status.REFUSED;
      case SUPPLEMENT -> Status.SUPPLEMENT;
      case REVOKE -> Status.REVOKED;
    };
  }
}
