package org.colophon.core.contract;

import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.contract.SubmissionState.Status;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/** Any subject submits material to a court, where it waits until the court answers. */
final class CourtSubmitContract implements Contract<CourtSubmit> {
  @Override
  public void apply(CourtSubmit content, Statement statement, World world) throws RefusedException {
    SubjectId submitter =
        SignerRules.single(statement, world, Role.DEPOSITOR, Role.PLATFORM).subject();
    world.requireOrganisation("court", content.court(), OrgKind.COURT);
    CaseRules.require(content.caseOf(), world);
    for (WorkId work : content.works()) {
      world.requireWork(work);
      world.link(Link.work(work));
    }
    long number = world.appendSubmission(content.court());
    world.putSubmission(
        world.id(),
        new SubmissionState(
            content.court(), number, Course.begin(world.id(), Status.WAITING, world.time())));
    world.link(Link.digest(content.material().sha256()));
    world.link(Link.submission(content.court()));
    world.link(Link.submission(submitter));
    world.link(Link.subject(new SubjectId(content.court().text())));
  }
}
