package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * A licence ends by its parties: by both, by its licensee who gives it up, or by all its licensors
 * who give notice. Whether a notice was justified is a court's matter.
 */
final class LicenceTerminateContract implements Contract<LicenceTerminate> {
  @Override
  public void apply(LicenceTerminate content, Statement statement, World world)
      throws RefusedException {
    StandingLicence licence = world.requireLicence("licence", content.licence());
    requireParties(licence, content.cause(), statement, world);
    LicenceRules.requireOpen(world.line(licence), world);
    Timestamp asked = content.effective().orElse(world.time());
    Timestamp end = asked.compareTo(world.time()) > 0 ? asked : world.time();
    if (end.compareTo(licence.end()) >= 0) {
      throw new RefusedException(
          Reason.LICENCE_ENDED, "effective: " + end + " (expected: before " + licence.end() + ")");
    }
    if (licence.state().endings().size() == LicenceState.ENDINGS_MAX) {
      throw new RefusedException(Reason.TOO_LARGE, "licence: terminated too often");
    }
    world.endLicence(licence, end);
    world.link(Link.work(licence.state().work()));
    licence.licensee().ifPresent(licensee -> world.link(Link.subject(licensee)));
    licence.licensors().forEach(licensor -> world.link(Link.subject(licensor)));
  }

  private static void requireParties(
      StandingLicence licence, LicenceTerminate.Cause cause, Statement statement, World world)
      throws RefusedException {
    List<Role> roles = new ArrayList<>();
    List<SubjectId> expected = new ArrayList<>();
    if (cause != LicenceTerminate.Cause.RENUNCIATION) {
      licence.licensors().forEach(licensor -> roles.add(Role.LICENSOR));
      expected.addAll(licence.licensors());
    }
    if (cause == LicenceTerminate.Cause.AGREEMENT || roles.isEmpty()) {
      roles.add(Role.LICENSEE);
      expected.add(licence.licensee().orElseThrow());
    }
    List<Signer> signers = SignerRules.inOrder(statement, roles.toArray(Role[]::new));
    for (Signer signer : signers) {
      SignerRules.requireInForce(signer, world);
    }
    if (!signers.stream().map(Signer::subject).toList().equals(expected)) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: (expected: " + expected + " for " + cause + ")");
    }
  }
}
