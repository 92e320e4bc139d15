package org.colophon.core.query;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Publication;
import org.colophon.core.contract.Release;

/**
 * When a work was made public, by the two records that speak for the earliest.
 *
 * @param publications how many records tell of it
 * @param first what the chain ordered first
 * @param earliest what claims the earliest time; mostly the same
 */
public record ReleaseView(long publications, Published first, Published earliest) {
  /**
   * One publication.
   *
   * @param record the record
   * @param publication what it says
   * @param times its times; when the work was shown is in {@code publication} and a claim as well
   */
  public record Published(RecordAt record, Publication publication, Times times) {}

  /** Of a work; empty when nobody says that it was made public. */
  public static Optional<ReleaseView> of(LedgerQuery ledger, WorkId work) {
    return ledger
        .state(Release.stateKey(work), Release::read)
        .map(release ->
            new ReleaseView(
                release.publications(),
                published(ledger, release.first()),
                published(ledger, release.earliest())));
  }

  private static Published published(LedgerQuery ledger, RecordId id) {
    RecordAt record = ledger.record(id).orElseThrow();
    if (record.statement().content() instanceof Publication publication) {
      return new Published(record, publication, Times.of(record, ledger.reader()));
    }
    throw new IllegalStateException("record " + id + ": a release, not a publication");
  }
}
