package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/** A work is declared by its creator or an agent; its authors become its first owners. */
final class WorkDeclareContract implements Contract<WorkDeclare> {
  @Override
  public void apply(WorkDeclare content, Statement statement, World world) throws RefusedException {
    Signer signer = SignerRules.single(statement, world, Role.CREATOR, Role.AGENT);
    WorkId work = content.work().orElse(new WorkId(world.id().hash()));
    long drafts = content.work().isPresent() ? requireOwnDrafts(work, signer, world) : 0;
    requireAuthors(content, signer, world);
    if (content.derivedFrom().isPresent()) {
      world.requireWork(content.derivedFrom().get());
      world.link(Link.work(content.derivedFrom().get()));
    }
    SubjectId opener = signer.subject();
    world.putWork(
        work, new WorkState(opener, WorkState.Status.DECLARED, Optional.of(world.id()), drafts));
    world.putTitle(work, Title.ofAuthors(content.authors()));
    ContentClaim claim = new ContentClaim(world.index(), world.id(), Optional.of(work));
    for (ContentDigest digest : content.contents()) {
      world.claimContent(digest.sha256(), claim);
      world.link(Link.digest(digest.sha256()));
    }
    world.link(Link.work(work));
    world.link(Link.title(work));
    content.authors().forEach(author -> world.link(Link.subject(author.subject())));
  }

  private static long requireOwnDrafts(WorkId work, Signer signer, World world)
      throws RefusedException {
    WorkState state = world.requireWork(work);
    if (state.status() == WorkState.Status.DECLARED) {
      throw new RefusedException(Reason.ALREADY_DECLARED, "work: declared already");
    }
    if (!state.opener().equals(signer.subject())) {
      throw new RefusedException(Reason.ROLE_DENIED, "work: opened by another creator");
    }
    return state.drafts();
  }

  /** A creator is among the authors; an author is somebody whom a registrar knows. */
  private static void requireAuthors(WorkDeclare content, Signer signer, World world)
      throws RefusedException {
    boolean signerIsAuthor = false;
    for (WorkDeclare.Author author : content.authors()) {
      signerIsAuthor |= author.subject().equals(signer.subject());
      if (!isKnown(author.subject(), world)) {
        throw new RefusedException(Reason.UNKNOWN_KEY, "authors: a subject is not registered");
      }
    }
    if (signer.role() == Role.CREATOR && !signerIsAuthor) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: the creator is not among the authors (expected: agent)");
    }
  }

  static boolean isKnown(SubjectId subject, World world) {
    return world.subject(subject).isPresent()
        || world.organisation(new org.colophon.core.OrgId(subject.text())).isPresent();
  }
}
