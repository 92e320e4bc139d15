package org.colophon.core.contract;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/** Who must sign, in which order and with keys in force: the part that all contracts share. */
final class SignerRules {
  /** Who opens cases and grants what may be read in them. */
  static final Set<OrgKind> JUDICIAL =
      Collections.unmodifiableSet(EnumSet.of(OrgKind.COURT, OrgKind.PROCURATORATE));

  private SignerRules() {}

  /** Exactly one signer, in one of the given roles, with a key in force. */
  static Signer single(Statement statement, World world, Role... roles) throws RefusedException {
    requireRoles(statement, 1);
    Signer signer = statement.signers().getFirst();
    requireRole(signer, roles);
    requireInForce(signer, world);
    requireKind(signer, world);
    return signer;
  }

  private static void requireRole(Signer signer, Role... roles) throws RefusedException {
    if (!Set.of(roles).contains(signer.role())) {
      throw new RefusedException(
          Reason.ROLE_DENIED,
          "signers: role " + signer.role().label() + " (expected: " + labels(roles) + ")");
    }
  }

  /** Exactly one signer with a key in force, in whatever role the caller allows. */
  static Signer alone(Statement statement, World world) throws RefusedException {
    requireRoles(statement, 1);
    Signer signer = statement.signers().getFirst();
    requireInForce(signer, world);
    return signer;
  }

  /** Exactly the given roles, in that order; keys are left to the caller. */
  static List<Signer> inOrder(Statement statement, Role... roles) throws RefusedException {
    requireRoles(statement, roles.length);
    for (int i = 0; i < roles.length; i++) {
      if (statement.signers().get(i).role() != roles[i]) {
        throw new RefusedException(
            Reason.ROLE_DENIED, "signers: (expected: " + labels(roles) + ", in this order)");
      }
    }
    return statement.signers();
  }

  /** Exactly one signer: an organisation of the membership in force, which speaks for itself. */
  static OrgId organisation(Statement statement, World world) throws RefusedException {
    return member(single(statement, world, Role.MEMBER), world);
  }

  /** Like {@link #organisation(Statement, World)}, and of one of these kinds. */
  static OrgId organisation(Statement statement, World world, Set<OrgKind> kinds)
      throws RefusedException {
    return requireKind(organisation(statement, world), world, kinds);
  }

  /** Signers one or more: organisations of these kinds, each for itself and each once. */
  static List<OrgId> organisations(Statement statement, World world, Set<OrgKind> kinds)
      throws RefusedException {
    Set<OrgId> organisations = new LinkedHashSet<>();
    for (Signer signer : statement.signers()) {
      requireRole(signer, Role.MEMBER);
      KeyState _ = requireInForce(signer, world);
      if (!organisations.add(requireKind(member(signer, world), world, kinds))) {
        throw new RefusedException(
            Reason.ROLE_DENIED, "signers: " + signer.subject() + " signs twice");
      }
    }
    return List.copyOf(organisations);
  }

  private static OrgId member(Signer signer, World world) throws RefusedException {
    OrgId organisation = new OrgId(signer.subject().text());
    if (world.organisation(organisation).isEmpty()) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: " + organisation + " is not an organisation");
    }
    return organisation;
  }

  private static OrgId requireKind(OrgId organisation, World world, Set<OrgKind> kinds)
      throws RefusedException {
    OrgKind kind = world.organisation(organisation).orElseThrow().kind();
    if (!kinds.contains(kind)) {
      throw new RefusedException(
          Reason.ROLE_DENIED,
          "signers: " + organisation + " is a " + kind + " (expected: " + kinds + ")");
    }
    return organisation;
  }

  /**
   * The signer's key is registered for its subject and in force at the block's time. An
   * organisation's key is in force only while the organisation is a member.
   */
  static KeyState requireInForce(Signer signer, World world) throws RefusedException {
    KeyState key =
        world
            .key(signer.key())
            .orElseThrow(() ->
                new RefusedException(Reason.UNKNOWN_KEY, "signers: the key is not registered"));
    if (!key.hasBegun(world.time())) {
      throw new RefusedException(Reason.UNKNOWN_KEY, "signers: the key is not in force yet");
    }
    if (key.hasEnded(world.time())) {
      throw new RefusedException(Reason.KEY_REVOKED, "signers: the key has ended");
    }
    if (!key.subject().equals(signer.subject())) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: the key is registered for another subject");
    }
    if (key.isOrganisations() && world.organisation(key.registrar()).isEmpty()) {
      throw new RefusedException(
          Reason.UNKNOWN_ORGANISATION, "signers: " + key.registrar() + " is not a member");
    }
    return key;
  }

  /**
   * Exactly one signer: a node of the membership in force, by the word of the organisation that
   * runs it.
   *
   * @return that organisation
   */
  static OrgId node(Statement statement, World world) throws RefusedException {
    SubjectId node = single(statement, world, Role.NODE).subject();
    Optional<OrgId> registrar = world.subject(node).map(SubjectState::registrar);
    return world
        .inForce()
        .membership()
        .organisationOf(new NodeId(node.text()))
        .map(Organisation::id)
        .filter(runs -> Optional.of(runs).equals(registrar))
        .orElseThrow(() ->
            new RefusedException(
                Reason.ROLE_DENIED,
                "signers: " + node + " is no node that its organisation registered"));
  }

  /** A platform is a member of that kind, or an organisation that a registrar knows. */
  static boolean isPlatform(SubjectId subject, World world) {
    return isMember(subject, OrgKind.PLATFORM, world)
        || world
            .subject(subject)
            .map(known -> known.kind() == SubjectRegister.Kind.ORGANISATION)
            .orElse(false);
  }

  /** Whether a name is a registered subject's or a member's. */
  static boolean isKnown(SubjectId subject, World world) {
    return world.subject(subject).isPresent()
        || world.organisation(new OrgId(subject.text())).isPresent();
  }

  private static void requireKind(Signer signer, World world) throws RefusedException {
    boolean is =
        switch (signer.role()) {
          case NOTARY -> isMember(signer.subject(), OrgKind.NOTARY, world);
          case PLATFORM -> isPlatform(signer.subject(), world);
          default -> true;
        };
    if (!is) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: " + signer.subject() + " is no " + signer.role().label());
    }
  }

  private static boolean isMember(SubjectId subject, OrgKind kind, World world) {
    return world
        .organisation(new OrgId(subject.text()))
        .map(organisation -> organisation.kind() == kind)
        .orElse(false);
  }

  private static void requireRoles(Statement statement, int count) throws RefusedException {
    if (statement.signers().size() != count) {
      throw new RefusedException(
          Reason.ROLE_DENIED,
          "signers: " + statement.signers().size() + " (expected: " + count + ")");
    }
  }

  private static List<String> labels(Role... roles) {
    return List.of(roles).stream().map(Role::label).toList();
  }
}
