package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/** The first draft opens a work; each other one goes on from a draft of the same work. */
final class DraftAddContract implements Contract<DraftAdd> {
  @Override
  public void apply(DraftAdd content, Statement statement, World world) throws RefusedException {
    Signer creator = SignerRules.single(statement, world, Role.CREATOR);
    if (content.work().isEmpty()) {
      open(content, creator, world);
    } else {
      extend(content, content.work().get(), creator, world);
    }
  }

  private static void open(DraftAdd content, Signer creator, World world) throws RefusedException {
    if (content.sequence() != 1) {
      throw new RefusedException(
          Reason.STALE_PREVIOUS, "sequence: " + content.sequence() + " (expected: 1)");
    }
    WorkId work = new WorkId(world.id().hash());
    world.putWork(
        work, new WorkState(creator.subject(), WorkState.Status.DRAFT, Optional.empty(), 1));
    world.link(Link.work(work));
  }

  private static void extend(DraftAdd content, WorkId work, Signer creator, World world)
      throws RefusedException {
    WorkState state = world.requireWork(work);
    if (!state.opener().equals(creator.subject())) {
      throw new RefusedException(Reason.ROLE_DENIED, "work: opened by another creator");
    }
    RecordId previous = content.previous().orElseThrow();
    long previousSequence = requireDraftOf(work, previous, world);
    if (content.sequence() != previousSequence + 1) {
      throw new RefusedException(
          Reason.STALE_PREVIOUS,
          "sequence: " + content.sequence() + " (expected: " + (previousSequence + 1) + ")");
    }
    if (world.draftHasSuccessor(previous) && !content.fork()) {
      throw new RefusedException(
          Reason.FORK_UNDECLARED,
          "previous: has a successor (expected: fork, or the newest draft)");
    }
    world.putDraftSuccessor(previous, world.id());
    world.putWork(
        work, new WorkState(state.opener(), state.status(), state.declared(), state.drafts() + 1));
    world.link(Link.work(work));
  }

  /** The sequence of a draft of this work. */
  private static long requireDraftOf(WorkId work, RecordId previous, World world)
      throws RefusedException {
    Optional<StateView.Located> located = world.record(previous);
    if (located.isPresent()
        && located.get().statement().content() instanceof DraftAdd draft
        && draft.work().orElse(new WorkId(previous.hash())).equals(work)) {
      return draft.sequence();
    }
    throw new RefusedException(Reason.STALE_PREVIOUS, "previous: not a draft of this work");
  }
}
