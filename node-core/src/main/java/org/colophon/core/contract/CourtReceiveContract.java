package org.colophon.core.contract;

import java.util.EnumSet;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtReceive.Outcome;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.contract.SubmissionState.Status;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Statement;

/**
 * The court to which something was submitted answers, once. What it takes is what was submitted, by
 * the digest that it computed itself.
 */
final class CourtReceiveContract implements Contract<CourtReceive> {
  @Override
  public void apply(CourtReceive content, Statement statement, World world)
      throws RefusedException {
    OrgId court = SignerRules.organisation(statement, world, EnumSet.of(OrgKind.COURT));
    SubmissionState submission = world.requireSubmission("submission", content.submission());
    if (!submission.court().equals(court)) {
      throw new RefusedException(Reason.ROLE_DENIED, "submission: made to " + submission.court());
    }
    if (submission.course().status() != Status.WAITING) {
      throw new RefusedException(
          Reason.ALREADY_ANSWERED, "submission: is " + submission.course().status());
    }
    Statement submitted = world.requireRecord("submission", content.submission()).statement();
    CourtSubmit material = (CourtSubmit) submitted.content();
    if (content.outcome() == Outcome.RECEIVED
        && !content.sha256().equals(Optional.of(material.material().sha256()))) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH,
          "sha256: (expected: " + material.material().sha256() + ", as submitted)");
    }
    CaseRules.require(content.caseOf(), world);
    if (content.caseOf().isPresent() && !material.works().isEmpty()) {
      throw new RefusedException(
          Reason.CLEAR_PERSONAL_DATA, "case: (expected: none, as the submission names its works)");
    }
    world.putSubmission(
        content.submission(), submission.becoming(status(content.outcome()), world));
    world.closeSubmission(submission);
    content.sha256().ifPresent(digest -> world.link(Link.digest(digest)));
    world.link(Link.subject(submitted.author()));
    for (WorkId work : material.works()) {
      world.link(Link.work(work));
    }
  }

  private static Status status(Outcome outcome) {
    return switch (outcome) {
      case RECEIVED -> Status.RECEIVED;
      case REFUSED -> Status.REFUSED;
    };
  }
}
