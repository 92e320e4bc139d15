package org.colophon.core.gather;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.Interval;
import org.colophon.core.content.Right;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.standard.Acts;

/**
 * For what figures are gathered.
 *
 * @param about the record that says so: an allegation, or what declared a work
 * @param acts which acts count
 * @param rights those that are said to be infringed; any when a work is valued
 * @param before where the allegation stands: deals that come later were made in its sight
 * @param comparables deals in other works that somebody names as comparable
 */
public record Sought(
    RecordId about,
    Acts acts,
    Set<Right> rights,
    Optional<LeafIndex> before,
    List<RecordId> comparables) {
  /** Most deals that are named as comparable. */
  public static final int COMPARABLES_MAX = 64;

  /** Copies the lists. */
  public Sought {
    rights = Set.copyOf(rights);
    comparables = List.copyOf(comparables);
  }

  /**
   * For an alleged infringement.
   *
   * @param window when; within what is alleged
   * @throws RefusedException NOT_FOUND when that record alleges none
   */
  public static Sought ofAllegation(
      LedgerQuery ledger, AsOf asOf, RecordId id, Interval window, List<RecordId> comparables)
      throws RefusedException {
    RecordAt record =
        ledger
            .record(id)
            .filter(one -> asOf.knows(one.index()))
            .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "allegation"));
    if (!(record.statement().content() instanceof InfringementAllege alleged)) {
      throw new RefusedException(Reason.NOT_FOUND, "allegation: the record alleges nothing");
    }
    return new Sought(
        id,
        new Acts(alleged.work(), window, true, alleged.respondent()),
        alleged.rights(),
        Optional.of(record.index()),
        comparables);
  }

  /** For the value of a work. */
  public static Sought ofWork(WorkId work, Interval window, List<RecordId> comparables) {
    return new Sought(
        new RecordId(work.hash()),
        new Acts(work, window, false, Optional.empty()),
        Set.of(),
        Optional.empty(),
        comparables);
  }
}
