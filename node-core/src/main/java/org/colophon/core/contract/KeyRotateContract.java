package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/** A new key takes over; the old key signs for it, or the registrar when the old key is lost. */
final class KeyRotateContract implements Contract<KeyRotate> {
  @Override
  public void apply(KeyRotate content, Statement statement, World world) throws RefusedException {
    if (statement.signers().size() != 2) {
      throw new RefusedException(Reason.ROLE_DENIED, "signers: (expected: two)");
    }
    Signer authority = statement.signers().getFirst();
    requireSuccessor(content, statement.signers().getLast());
    KeyState previous =
        world
            .key(content.previous())
            .orElseThrow(
                () -> new RefusedException(Reason.UNKNOWN_KEY, "previous: not registered"));
    if (!previous.subject().equals(content.subject())) {
      throw new RefusedException(Reason.ROLE_DENIED, "previous: a key of another subject");
    }
    requireAuthority(content, authority, previous, world);
    if (world.key(content.key()).isPresent()) {
      throw new RefusedException(Reason.DUPLICATE_IDENTITY, "key: registered already");
    }
    Timestamp previousEnds = content.overlapUntil().orElse(world.time());
    if (previousEnds.compareTo(world.time()) < 0) {
      previousEnds = world.time();
    }
    world.putKey(content.previous(), previous.endingAt(previousEnds));
    world.putKey(
        content.key(),
        new KeyState(
            content.subject(),
            previous.registrar(),
            world.time(),
            Optional.empty(),
            world.id().hex(),
            Optional.empty()));
    if (content.recipientKey().isPresent()) {
      world.putRecipient(content.subject());
    }
    world.link(Link.subject(content.subject()));
  }

  private static void requireSuccessor(KeyRotate content, Signer successor)
      throws RefusedException {
    boolean proves =
        successor.role() == Role.SUCCESSOR
            && successor.key().equals(content.key())
            && successor.subject().equals(content.subject());
    if (!proves) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: the new key does not sign as successor");
    }
  }

  private static void requireAuthority(
      KeyRotate content, Signer authority, KeyState previous, World world) throws RefusedException {
    SignerRules.requireInForce(authority, world);
    switch (authority.role()) {
      case HOLDER -> {
        if (!authority.key().equals(content.previous())) {
          throw new RefusedException(
              Reason.ROLE_DENIED, "signers: the holder does not sign with the previous key");
        }
      }
      case REGISTRAR -> {
        if (!SubjectRegisterContract.requireRegistrar(authority, world)
            .equals(previous.registrar())) {
          throw new RefusedException(
              Reason.ROLE_DENIED, "signers: not the registrar of this subject");
        }
      }
      default ->
          throw new RefusedException(
              Reason.ROLE_DENIED, "signers: (expected: holder or registrar, then successor)");
    }
  }
}
