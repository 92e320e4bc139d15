package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.Right;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * All holders of a right together give it up towards everybody: that is a licence without licensee,
 * and no exclusive one may stand beside it. A pledgee gives up its pledge.
 */
final class RightWaiveContract implements Contract<RightWaive> {
  @Override
  public void apply(RightWaive content, Statement statement, World world) throws RefusedException {
    switch (content.subject()) {
      case RightWaive.Economic economic -> waive(economic, statement, world);
      case RightWaive.Pledge pledge -> release(pledge, statement, world);
    }
  }

  private static void waive(RightWaive.Economic waived, Statement statement, World world)
      throws RefusedException {
    Parties parties =
        Parties.towardsEverybody(statement, world, Role.OWNER, RecordParser.SIGNERS_MAX);
    LicenceTerms terms = waived.terms();
    LicenceRules.requireEconomic(terms.rights());
    LicenceRules.requireNotOver(terms.until(), world);
    Title title = world.requireTitle(waived.work());
    for (Right right : terms.rights()) {
      requireWhole(title, right, parties);
    }
    Objections.requireUndisputed(waived.work(), world);
    Pledges.requireConsent(waived.work(), terms.rights(), parties, world);
    LicenceRules.requireNoOverlap(waived.work().hash(), terms, world);
    LicenceRules.stand(
        waived.work(), Optional.empty(), terms, parties.givers(), Optional.empty(), world);
  }

  private static void requireWhole(Title title, Right right, Parties parties)
      throws RefusedException {
    long held = 0;
    for (SubjectId owner : parties.givers()) {
      held += title.share(owner, right);
    }
    if (held < WorkDeclare.SHARES_WHOLE) {
      throw new RefusedException(
          Reason.BEYOND_TITLE, right + ": " + held + " basis points signed (expected: 10000)");
    }
  }

  private static void release(RightWaive.Pledge released, Statement statement, World world)
      throws RefusedException {
    Signer pledgee = SignerRules.single(statement, world, Role.PLEDGEE);
    StateView.Located made = world.requireRecord("encumbrance", released.encumbrance());
    if (!(made.statement().content() instanceof RightEncumber encumber)) {
      throw new RefusedException(Reason.UNKNOWN_RECORD, "encumbrance: not a pledge");
    }
    Pledges pledges = world.pledges(encumber.work());
    Pledges.Pledge pledge =
        pledges
            .of(released.encumbrance(), world.time())
            .orElseThrow(() ->
                new RefusedException(Reason.UNKNOWN_RECORD, "encumbrance: no longer a pledge"));
    if (!pledge.pledgee().equals(pledgee.subject())) {
      throw new RefusedException(Reason.ROLE_DENIED, "encumbrance: pledged to another subject");
    }
    world.putPledges(encumber.work(), pledges.without(pledge));
    world.link(Link.work(encumber.work()));
    world.link(Link.subject(pledge.pledgor()));
  }
}
