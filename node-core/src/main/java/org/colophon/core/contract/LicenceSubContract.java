package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/** A licensee passes on what it was granted, and never more. */
final class LicenceSubContract implements Contract<LicenceSub> {
  /** Most licences in a line, the first grant included. */
  static final int LINE_MAX = 8;

  @Override
  public void apply(LicenceSub content, Statement statement, World world) throws RefusedException {
    Parties parties = Parties.of(statement, world, Role.LICENSOR, 1, Role.LICENSEE);
    LicenceTerms terms = content.terms();
    LicenceRules.requireEconomic(terms.rights());
    LicenceRules.requireNotOver(terms.until(), world);
    StandingLicence parent = world.requireLicence("parent", content.parent());
    if (!parent.licensee().equals(parties.givers().stream().findFirst())) {
      throw new RefusedException(Reason.ROLE_DENIED, "parent: granted to another subject");
    }
    if (!parties.pledgees().isEmpty()) {
      throw new RefusedException(Reason.ROLE_DENIED, "signers: a sub-licence needs no pledgee");
    }
    List<StandingLicence> line = world.line(parent);
    LicenceRules.requireOpen(line, world);
    if (line.size() >= LINE_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE, "parent: " + LINE_MAX + " licences in a line already");
    }
    if (!parent.terms().recreation().covers(terms.recreation())) {
      throw new RefusedException(
          Reason.RECREATION_NOT_GRANTED,
          "recreation: " + terms.recreation() + " (granted: " + parent.terms().recreation() + ")");
    }
    requireWithin(terms, parent, line);
    LicenceRules.requireNoOverlap(content.parent().hash(), terms, world);
    world.putLicence(parent.id(), parent.state().passingOn(terms.count().orElse(0L)));
    LicenceRules.stand(
        parent.state().work(),
        Optional.of(parent.id()),
        terms,
        parties.givers(),
        parties.taker(),
        world);
  }

  /** What a licensee was not granted it cannot grant. */
  private static void requireWithin(
      LicenceTerms terms, StandingLicence parent, List<StandingLicence> line)
      throws RefusedException {
    LicenceTerms granted = parent.terms();
    require("sublicensing", granted.sublicensing());
    require("exclusive", granted.exclusive() || !terms.exclusive());
    require("rights", granted.rights().containsAll(terms.rights()));
    require("from", granted.from().compareTo(terms.from()) <= 0);
    require("until", line.stream().allMatch(above -> terms.until().compareTo(above.end()) <= 0));
    require("territory", granted.territory().covers(terms.territory()));
    require("language", granted.language().covers(terms.language()));
    require("channel", granted.channel().covers(terms.channel()));
    if (granted.count().isPresent()) {
      long left = parent.state().left(granted.count().get());
      require("count", terms.count().isPresent() && terms.count().get() <= left);
    }
  }

  private static void require(String member, boolean within) throws RefusedException {
    if (!within) {
      throw new RefusedException(
          Reason.EXCEEDS_PARENT, member + ": more than the licence above it grants");
    }
  }
}
