package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.contract.Course;
import org.colophon.core.contract.StandardState;
import org.colophon.core.contract.StandardState.Status;
import org.colophon.crypto.Hash;

/**
 * A standard that was proposed, as it stood at an instant.
 *
 * @param record the record that proposed it
 * @param proposed what that record says
 * @param hash what identifies the document
 * @param votes validators that have agreed
 * @param course how it came to stand as it does
 */
public record StandardView(
    RecordAt record,
    StandardPropose proposed,
    Hash hash,
    List<OrgId> votes,
    Course<Status> course) {
  /** Most standards of a page: each is a whole document. */
  public static final int PAGE_MAX = 16;

  /** Copies the votes. */
  public StandardView {
    votes = List.copyOf(votes);
  }

  /** The standard of that hash, as it stood; empty when none was proposed. */
  public static Optional<StandardView> of(LedgerQuery ledger, Hash standard, AsOf asOf) {
    return ledger
        .state(StandardState.stateKey(standard), StandardState::read)
        .flatMap(state ->
            state
                .course()
                .known(asOf.knowing(ledger))
                .map(course -> view(ledger, standard, state, course)));
  }

  /**
   * The standard as a record proposed it; when a newer proposal of the same document took its
   * place, nobody agreed to it.
   */
  public static Optional<StandardView> proposedBy(
      LedgerQuery ledger, RecordId proposal, AsOf asOf) {
    return ledger
        .record(proposal)
        .flatMap(record ->
            record.statement().content() instanceof StandardPropose propose
                ? of(ledger, propose.standard().hash(), asOf)
                    .filter(view -> view.record.id().equals(proposal))
                    .or(() -> Optional.of(lapsed(record, propose)))
                : Optional.empty());
  }

  private static StandardView lapsed(RecordAt record, StandardPropose propose) {
    return new StandardView(
        record,
        propose,
        propose.standard().hash(),
        List.of(),
        new Course<>(
            List.of(new Course.Step<>(record.id(), Status.PROPOSED, record.header().time()))));
  }

  private static StandardView view(
      LedgerQuery ledger, Hash standard, StandardState state, Course<Status> course) {
    RecordAt record = ledger.record(state.proposal()).orElseThrow();
    return new StandardView(
        record, (StandardPropose) record.statement().content(), standard, state.votes(), course);
  }
}
