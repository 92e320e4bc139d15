package org.colophon.core.chain;

import org.colophon.core.ChainId;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.crypto.Hash;

/**
 * A membership with what follows from it, made once and used for every block.
 *
 * @param number changes since the genesis
 * @param membership the organisations and the quorum
 * @param hash what headers say
 * @param judge judges notes by its validators
 */
public record MembershipInForce(int number, Membership membership, Hash hash, NoteJudge judge) {
  /** The founders' membership. */
  public static MembershipInForce founding(Genesis genesis) {
    return of(genesis.chain(), 0, genesis.membership());
  }

  /** The membership that this one gives way to. */
  public MembershipInForce next(ChainId chain, Membership changed) {
    return of(chain, number + 1, changed);
  }

  private static MembershipInForce of(ChainId chain, int number, Membership membership) {
    return new MembershipInForce(
        number, membership, membership.hash(), new NoteJudge(chain, membership));
  }
}
