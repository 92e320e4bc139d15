package org.colophon.core.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.contract.Audience;
import org.colophon.core.contract.WorkState;
import org.colophon.core.query.CorrectionList;
import org.colophon.core.query.Cursor;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.SurvivingLicences;
import org.colophon.core.query.Times;
import org.colophon.core.query.Warnings;
import org.colophon.crypto.Hash;

/**
 * A page of everything that happened to a work, oldest first, but for what concerns users: which of
 * them acquired it, and what a platform corrected in that, is for readers under a grant.
 *
 * @param events this page's
 * @param next cursor of the next page; empty in the last
 * @param asOf the block up to which it was read
 */
public record Trace(List<TraceEvent> events, Optional<String> next, Height asOf) {
  /** Most events of a page. */
  public static final int PAGE_MAX = 500;

  /** Copies the events. */
  public Trace {
    events = List.copyOf(events);
  }

  /**
   * A page of a work's trace; empty when there is no such work.
   *
   * @param size events, 1 to {@link #PAGE_MAX}
   * @throws RefusedException when the cursor is not one of this trace
   */
  public static Optional<Trace> page(LedgerQuery ledger, WorkId work, int size, String cursor)
      throws RefusedException {
    return ledger.reader().state(WorkState.stateKey(work)).isEmpty()
        ? Optional.empty()
        : Optional.of(page(ledger, Link.work(work), Optional.of(work), size, cursor));
  }

  /**
   * A page of the recommendations of a work; there are too many for its story.
   *
   * @param size events, 1 to {@link #PAGE_MAX}
   * @throws RefusedException when the cursor is not one of this list
   */
  public static Trace recommendations(LedgerQuery ledger, WorkId work, int size, String cursor)
      throws RefusedException {
    return page(ledger, Link.recommendation(work), Optional.of(work), size, cursor);
  }

  /**
   * A page of the recommendations of a content, whether its work is known or not.
   *
   * @param size events, 1 to {@link #PAGE_MAX}
   * @throws RefusedException when the cursor is not one of this list
   */
  public static Trace recommendations(LedgerQuery ledger, Hash digest, int size, String cursor)
      throws RefusedException {
    return page(ledger, Link.recommendation(digest), Optional.empty(), size, cursor);
  }

  /**
   * A page of what a subject signed, or what is about it. What a platform tells of its users is not
   * in it: that is counted at the works, and listed under a grant alone.
   *
   * @param size events, 1 to {@link #PAGE_MAX}
   * @throws RefusedException when the cursor is not one of this list
   */
  public static Trace ofSubject(LedgerQuery ledger, SubjectId subject, int size, String cursor)
      throws RefusedException {
    return page(ledger, Link.subject(subject), Optional.empty(), size, cursor);
  }

  /** One record as an event. */
  public static TraceEvent event(LedgerQuery ledger, RecordAt record) throws RefusedException {
    return event(ledger, Optional.empty(), record);
  }

  private static Trace page(
      LedgerQuery ledger, Link link, Optional<WorkId> work, int size, String cursor)
      throws RefusedException {
    String list = "trace/" + link.kind() + "/" + link.key();
    LeafIndex from = Cursor.parse(list, cursor).orElse(new LeafIndex(0));
    // One more than the page tells whether there is another page, and where it begins.
    List<LeafIndex> leaves = ledger.reader().linked(link, from, size + 1);
    Optional<String> next =
        leaves.size() > size ? Optional.of(Cursor.of(list, leaves.get(size))) : Optional.empty();
    List<TraceEvent> events = new ArrayList<>();
    for (LeafIndex index : leaves.subList(0, Math.min(size, leaves.size()))) {
      RecordAt record = ledger.recordAt(index);
      if (!Audience.isOfUsers(record.statement(), ledger::statement)) {
        events.add(event(ledger, work, record));
      }
    }
    return new Trace(events, next, ledger.asOf());
  }

  private static TraceEvent event(LedgerQuery ledger, Optional<WorkId> work, RecordAt record)
      throws RefusedException {
    List<RecordId> corrections = CorrectionList.of(ledger, record.id());
    List<RecordId> warnings = Warnings.of(ledger, record);
    SurvivingLicences surviving = SurvivingLicences.of(ledger, record);
    return new TraceEvent(
        record,
        Times.of(record, ledger.reader()),
        Summaries.of(record.statement(), work)
            + LicenceSummaries.of(surviving)
            + PlatformSummaries.warning(warnings)
            + PlatformSummaries.correction(corrections),
        surviving,
        corrections,
        warnings);
  }
}
