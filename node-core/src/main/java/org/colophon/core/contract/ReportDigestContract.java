package org.colophon.core.contract;

import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ReportDigest;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * A court, a procuratorate or anybody with a key stands by a report. Whether its bytes follow from
 * the chain is for whoever makes it again: no rule of the chain reads a report.
 */
final class ReportDigestContract implements Contract<ReportDigest> {
  @Override
  public void apply(ReportDigest content, Statement statement, World world)
      throws RefusedException {
    Signer signer = SignerRules.single(statement, world, Role.DEPOSITOR, Role.MEMBER);
    if (signer.role() == Role.MEMBER) {
      var _ = SignerRules.organisation(statement, world, SignerRules.JUDICIAL);
    }
    CaseRules.require(content.caseOf(), world);
    if (content.assessment().isPresent()) {
      AssessmentState _ = world.requireAssessment("assessment", content.assessment().get());
    }
    if (content.work().isPresent()) {
      world.requireWork(content.work().get());
      world.link(Link.work(content.work().get()));
    }
    if (content.subject().isPresent()) {
      if (!SignerRules.isKnown(content.subject().get(), world)) {
        throw new RefusedException(Reason.UNKNOWN_RECORD, "subject: registered by no record");
      }
      world.link(Link.subject(content.subject().get()));
    }
    if (!world.isBlock(content.height())) {
      throw new RefusedException(Reason.UNKNOWN_RECORD, "height: no block before this one");
    }
    world.link(Link.digest(content.sha256()));
  }
}
