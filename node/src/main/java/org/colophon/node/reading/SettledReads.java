package org.colophon.node.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.port.Reading;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.CaseView;
import org.colophon.core.query.Cursor;
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
    List<ReadsByTarget.Place> places = new ArrayList<>();
    long total = 0;
    for (RecordId opened : openCases(work)) {
      long count = shared.byTarget().count(work, opened);
      long first = Math.max(0, from - total);
      if (first < count && places.size() < asked.size()) {
        places.addAll(shared.byTarget().of(work, opened, first, asked.size() - places.size()));
      }
      total += count;
    }
    Looked looked = read(places);
    long end = from + looked.places();
    return new Reading.Page(
        looked.reads(),
        end < total ? Optional.of(Cursor.of(list, new LeafIndex(end))) : Optional.empty());
  }

  /** The cases under which the work was read and whose seal has lifted, oldest first. */
  private List<RecordId> openCases(WorkId work) throws RefusedException, IOException {
    SortedMap<LeafIndex, RecordId> open = new TreeMap<>();
    for (RecordId opened : shared.byTarget().cases(work)) {
      CaseView.of(query, opened, now)
          .filter(view -> view.isSealLifted(shared.now()))
          .ifPresent(view -> open.put(view.record().index(), opened));
    }
    return List.copyOf(open.values());
  }

  /** What a page holds, and how many places that took. */
  private record Looked(List<SettledRead> reads, int places) {}

  /** As many of them as a page holds; of each journal in turn, for only one is in memory. */
  private Looked read(List<ReadsByTarget.Place> places) throws RefusedException, IOException {
    List<SettledRead> reads = new ArrayList<>();
    long chars = 0;
    int looked = 0;
    @Nullable ReadJournal journal = null;
    try {
      for (ReadsByTarget.Place place : places) {
        if (chars > PAGE_CHARS_MAX) {
          break;
        }
        looked++;
        Optional<RecordId> settled = settlement(place.lease());
        if (settled.isEmpty()) {
          continue;
        }
        if (journal == null || !journal.id().equals(place.lease())) {
          if (journal != null) {
            journal.close();
          }
          journal = ReadJournal.open(file(place.lease()), shared.parser());
        }
        ReadEntry entry = journal.entry(place.number());
        reads.add(new SettledRead(entry, settled.get(), journal.path(place.number())));
        chars += entry.request().length() + entry.answer().length();
      }
      return new Looked(reads, looked);
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

  /** The record that settled a lease. */
  private Optional<RecordId> findSettlement(RecordId lease) throws RefusedException {
    return LeaseView.of(query, lease, now)
        .flatMap(LeaseView::settled)
        .map(settled -> settled.record().id());
  }
}
