package org.colophon.rpc.client;

import org.colophon.core.RefusedException;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.evidence.MembershipTrail;
import org.colophon.core.membership.Genesis;
import org.colophon.rpc.proto.MembershipView;

/** Who the members are, as seals prove it from the genesis on: no node's word is taken for it. */
public final class ProvenMembership {
  private ProvenMembership() {}

  /**
   * The membership in force.
   *
   * @throws RefusedException when a change does not prove itself by the membership before it
   */
  public static MembershipInForce of(MembershipView view, Genesis genesis) throws RefusedException {
    return MembershipTrail.follow(genesis, Changes.parse(view.getChangesList())).newest();
  }
}
