package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.Right;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/**
 * Holders license what they hold. One of several holders of a right can license it alone, but
 * exclusively only all of them together: Copyright Law, art. 14.
 */
final class LicenceGrantContract implements Contract<LicenceGrant> {
  /** A statement has four signers at most, and the licensee is one of them. */
  private static final int LICENSORS_MAX = 3;

  @Override
  public void apply(LicenceGrant content, Statement statement, World world)
      throws RefusedException {
    Parties parties = Parties.of(statement, world, Role.LICENSOR, LICENSORS_MAX, Role.LICENSEE);
    LicenceTerms terms = content.terms();
    LicenceRules.requireEconomic(terms.rights());
    LicenceRules.requireNotOver(terms.until(), world);
    Title title = world.requireTitle(content.work());
    for (Right right : terms.rights()) {
      requireHeld(title, right, terms.exclusive(), parties);
    }
    if (terms.exclusive()) {
      Objections.requireUndisputed(content.work(), world);
    }
    Pledges.requireConsent(
        content.work(), terms.rights(), disposing(terms, parties), parties, world);
    LicenceRules.requireNoOverlap(content.work().hash(), terms, world);
    LicenceRules.stand(
        content.work(), Optional.empty(), terms, parties.givers(), parties.taker(), world);
  }

  /** An exclusive licence takes from every holder: the licensee's share is brought in as well. */
  private static List<SubjectId> disposing(LicenceTerms terms, Parties parties) {
    return terms.exclusive()
        ? Stream.concat(parties.givers().stream(), parties.taker().stream()).toList()
        : parties.givers();
  }

  private static void requireHeld(Title title, Right right, boolean exclusive, Parties parties)
      throws RefusedException {
    for (SubjectId licensor : parties.givers()) {
      if (title.share(licensor, right) == 0) {
        throw new RefusedException(
            Reason.BEYOND_TITLE, right + ": " + licensor + " holds no share of it");
      }
    }
    // A licensee who holds a share too has signed as well.
    long held = title.share(parties.taker().orElseThrow(), right);
    for (SubjectId licensor : parties.givers()) {
      held += title.share(licensor, right);
    }
    if (exclusive && held < WorkDeclare.SHARES_WHOLE) {
      throw new RefusedException(
          Reason.BEYOND_TITLE,
          right + ": " + held + " basis points signed (expected: 10000 for an exclusive licence)");
    }
  }
}
