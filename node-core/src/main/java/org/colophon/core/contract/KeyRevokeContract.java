package org.colophon.core.contract;

import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/** A key ends, by the word of its subject or of the subject's registrar. */
final class KeyRevokeContract implements Contract<KeyRevoke> {
  @Override
  public void apply(KeyRevoke content, Statement statement, World world) throws RefusedException {
    Signer signer = SignerRules.single(statement, world, Role.HOLDER, Role.REGISTRAR);
    KeyState key =
        world
            .key(content.key())
            .orElseThrow(() -> new RefusedException(Reason.UNKNOWN_KEY, "key: not registered"));
    if (!key.subject().equals(content.subject())) {
      throw new RefusedException(Reason.ROLE_DENIED, "key: a key of another subject");
    }
    if (key.hasEnded(world.time())) {
      throw new RefusedException(Reason.KEY_REVOKED, "key: it has ended already");
    }
    boolean mayRevoke =
        signer.role() == Role.HOLDER
            ? signer.subject().equals(content.subject())
            : SubjectRegisterContract.requireRegistrar(signer, world).equals(key.registrar());
    if (!mayRevoke) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: neither the subject of the key nor its registrar");
    }
    world.putKey(content.key(), key.revoked(world.time(), world.id()));
    world.link(Link.subject(content.subject()));
  }
}
