package org.colophon.node.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.port.Reading;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.CaseView;
import org.colophon.core.query.Cursor;
import org.colophon.core.query.GrantView;
import org.colophon.core.query.LeaseView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.ReadEntry;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.SettledRead;
import org.jspecify.annotations.Nullable;

/**
 * What a holder sees of the reads of its works: those whose lease is settled and whose case is not
 * sealed any more. The others leave no trace, not even in a cursor.
 */
final class SettledReads {
  /** About what a page may hold; the entry that passes it is its last. */
  private static final long PAGE_CHARS_MAX = 2 << 20;

  private final GrantReads.Shared shared;
  private final LedgerQuery query;
  private final AsOf now;
  private final Map<RecordId, Optional<RecordId>> settlements = new HashMap<>();

  SettledReads(GrantReads.Shared shared, LedgerQuery query) throws RefusedException {
    this.shared = shared;
    this.query = query;
    this.now = AsOf.now(query, shared.now());
  }

  Reading.Page page(WorkId work, ReadRequest asked) throws RefusedException, IOException {
    String list = "reads/" + work;
    long from = Cursor.parse(list, asked.cursor()).map(LeafIndex::value).orElse(0L);
    List<ReadsByTarget.Place> visible = new ArrayList<>();
    for (ReadsByTarget.Place place : shared.byTarget().of(work)) {
      if (settlement(place.lease()).isPresent()) {
        visible.add(place);
      }
    }
    List<SettledRead> reads = read(visible.stream().skip(from).limit(asked.size()).toList());
    long end = from + reads.size();
    return new Reading.Page(
        reads,
        end < visible.size() ? Optional.of(Cursor.of(list, new LeafIndex(end))) : Optional.empty());
  }

  /** As many of them as a page holds; of each journal in turn, for only one is in memory. */
  private List<SettledRead> read(List<ReadsByTarget.Place> places)
      throws RefusedException, IOException {
    List<SettledRead> reads = new ArrayList<>();
    long chars = 0;
    @Nullable ReadJournal journal = null;
    try {
      for (ReadsByTarget.Place place : places) {
        if (chars > PAGE_CHARS_MAX) {
          break;
        }
        if (journal == null || !journal.id().equals(place.lease())) {
          if (journal != null) {
            journal.close();
          }
          journal = ReadJournal.open(file(place.lease()), shared.parser());
        }
        ReadEntry entry = journal.entry(place.number());
        RecordId settled = settlement(place.lease()).orElseThrow();
        reads.add(new SettledRead(entry, settled, journal.path(place.number())));
        chars += entry.request().length() + entry.answer().length();
      }
      return reads;
    } finally {
      if (journal != null) {
        journal.close();
      }
    }
  }

  private Path file(RecordId lease) {
    return shared.settled().resolve(lease.hex() + ".ndjson");
  }

  private Optional<RecordId> settlement(RecordId lease) throws RefusedException {
    Optional<RecordId> known = settlements.get(lease);
    if (known == null) {
      known = Files.exists(file(lease)) ? findSettlement(lease) : Optional.empty();
      settlements.put(lease, known);
    }
    return known;
  }

  /** The record that settled a lease, once the seal of its case has lifted. */
  private Optional<RecordId> findSettlement(RecordId lease) throws RefusedException {
    Optional<LeaseView> view = LeaseView.of(query, lease, now);
    if (view.isEmpty() || view.get().settled().isEmpty()) {
      return Optional.empty();
    }
    RecordId opened =
        GrantView.of(query, view.get().lease().grant(), now)
            .orElseThrow()
            .line()
            .grant()
            .content()
            .caseOpened();
    return CaseView.of(query, opened, now).orElseThrow().isSealLifted(shared.now())
        ? Optional.of(view.get().settled().get().record().id())
        : Optional.empty();
  }
}
