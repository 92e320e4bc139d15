package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * A licensee links a work to the licence under which it was made. That it is derived from the
 * licensed work its own declaration says: nobody can hang a stranger's work on a licence.
 */
final class WorkDeriveContract implements Contract<WorkDerive> {
  @Override
  public void apply(WorkDerive content, Statement statement, World world) throws RefusedException {
    Signer signer = SignerRules.single(statement, world, Role.LICENSEE);
    StandingLicence licence = world.requireLicence("licence", content.licence());
    if (!licence.licensee().equals(Optional.of(signer.subject()))) {
      throw new RefusedException(Reason.ROLE_DENIED, "licence: granted to another subject");
    }
    LicenceRules.requireOpen(world.line(licence), world);
    if (!licence.terms().recreation().covers(content.kind().needed())) {
      throw new RefusedException(
          Reason.RECREATION_NOT_GRANTED,
          "kind: " + content.kind() + " (granted: " + licence.terms().recreation() + ")");
    }
    require("licence: has not begun", licence.begin().compareTo(world.time()) <= 0);
    require(
        "language: not one of the licence",
        content.language().map(licence.terms().language()::covers).orElse(true));
    require(
        "work: does not say that it is derived from the work of the licence",
        originalOf(content.work(), world).equals(Optional.of(licence.state().work())));
    if (world.isDerivationDeclared(content.work())) {
      throw new RefusedException(Reason.ALREADY_DECLARED, "work: its licence was declared already");
    }
    world.putDerivation(content.work(), licence);
    world.link(Link.work(content.work()));
    world.link(Link.work(licence.state().work()));
    licence.licensors().forEach(licensor -> world.link(Link.subject(licensor)));
  }

  /** The original that the declaration of a work names. */
  private static Optional<WorkId> originalOf(WorkId work, World world) throws RefusedException {
    RecordId declared =
        world
            .requireWork(work)
            .declared()
            .orElseThrow(() -> new RefusedException(Reason.UNKNOWN_WORK, "work: not declared yet"));
    return world.requireRecord("work", declared).statement().content()
            instanceof WorkDeclare declaration
        ? declaration.derivedFrom()
        : Optional.empty();
  }

  private static void require(String otherwise, boolean within) throws RefusedException {
    if (!within) {
      throw new RefusedException(Reason.EXCEEDS_PARENT, otherwise);
    }
  }
}
