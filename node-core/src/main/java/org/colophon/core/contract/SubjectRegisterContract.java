package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * A registrar organisation puts a key in force for a new pseudonym; the key proves that it is held.
 */
final class SubjectRegisterContract implements Contract<SubjectRegister> {
  @Override
  public void apply(SubjectRegister content, Statement statement, World world)
      throws RefusedException {
    List<Signer> signers = SignerRules.inOrder(statement, Role.REGISTRAR, Role.SUBJECT);
    OrgId registrar = requireRegistrar(signers.getFirst(), world);
    requireProofOfPossession(content, signers.getLast());
    if (world.subject(content.subject()).isPresent()
        || world.isOrganisationName(new OrgId(content.subject().text()))) {
      throw new RefusedException(Reason.DUPLICATE_IDENTITY, "subject: registered already");
    }
    requireOwnNode(content.subject(), registrar, world);
    if (world.isIdentityTaken(content.identity())) {
      throw new RefusedException(Reason.DUPLICATE_IDENTITY, "identity: registered already");
    }
    if (world.key(content.key()).isPresent()) {
      throw new RefusedException(Reason.DUPLICATE_IDENTITY, "key: registered already");
    }
    world.putSubject(content.subject(), new SubjectState(content.kind(), registrar, world.id()));
    world.putIdentity(content.identity(), content.subject());
    Timestamp from = content.validFrom().orElse(world.time());
    Optional<Timestamp> until = content.validUntil();
    world.putKey(
        content.key(),
        new KeyState(
            content.subject(), registrar, from, until, world.id().hex(), Optional.empty()));
    if (content.recipientKey().isPresent()) {
      world.putRecipient(content.subject());
    }
    world.link(Link.subject(content.subject()));
  }

  /**
   * A node's name stands for its organisation: what is encrypted for that name must reach nobody
   * else.
   */
  private static void requireOwnNode(SubjectId subject, OrgId registrar, World world)
      throws RefusedException {
    Optional<OrgId> runs = world.organisationRunning(subject);
    if (runs.isPresent() && !runs.get().equals(registrar)) {
      throw new RefusedException(
          Reason.ROLE_DENIED,
          "subject: " + subject + " is a node of " + runs.get() + ", which alone registers it");
    }
  }

  /** A registrar is an organisation of the consortium that signs with a record key of its own. */
  static OrgId requireRegistrar(Signer signer, World world) throws RefusedException {
    KeyState key = SignerRules.requireInForce(signer, world);
    if (!key.isOrganisations()) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: the registrar is not an organisation of the consortium");
    }
    return key.registrar();
  }

  private static void requireProofOfPossession(SubjectRegister content, Signer signer)
      throws RefusedException {
    if (!signer.key().equals(content.key()) || !signer.subject().equals(content.subject())) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: the subject does not sign with the key being registered");
    }
  }
}
