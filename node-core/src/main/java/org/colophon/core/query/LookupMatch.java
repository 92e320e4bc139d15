package org.colophon.core.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.contract.ContentClaim;
import org.colophon.core.contract.WorkOf;
import org.colophon.crypto.Hash;

/**
 * A record that carries a content digest, committed to it, or opened it.
 *
 * @param digest the content
 * @param record the record
 * @param work the work that it belongs to
 * @param priority whether it has priority for the digest
 */
public record LookupMatch(Hash digest, RecordAt record, Optional<WorkId> work, boolean priority) {
  /** Most matches for each digest. */
  public static final int LIMIT_MAX = 64;

  /**
   * Up to {@code limit} matches for a digest, oldest first. The record with priority is always
   * among them; of records that committed to the digest, those whose opening is among the first
   * {@code limit} records under the digest.
   */
  public static List<LookupMatch> of(LedgerQuery ledger, Hash digest, int limit) {
    Map<LeafIndex, RecordAt> found = new TreeMap<>();
    for (LeafIndex index : ledger.reader().linked(Link.digest(digest), new LeafIndex(0), limit)) {
      RecordAt record = ledger.recordAt(index);
      found.put(index, record);
      if (record.statement().content() instanceof WorkReveal reveal) {
        ledger.record(reveal.record()).ifPresent(opened -> found.put(opened.index(), opened));
      }
    }
    Optional<RecordId> first =
        ledger.state(ContentClaim.stateKey(digest), ContentClaim::read).map(ContentClaim::record);
    first.flatMap(ledger::record).ifPresent(record -> found.put(record.index(), record));
    List<LookupMatch> matches = new ArrayList<>();
    for (RecordAt record : found.values()) {
      boolean priority = first.filter(record.id()::equals).isPresent();
      if (matches.size() < limit || priority) {
        matches.add(new LookupMatch(digest, record, workOf(ledger, record), priority));
      }
    }
    if (matches.size() > limit) {
      // Material that was only deposited may be older than the claim; the claim has its place.
      matches.remove(limit - 1);
    }
    matches.sort(Comparator.comparing(match -> match.record().index()));
    return List.copyOf(matches);
  }

  private static Optional<WorkId> workOf(LedgerQuery ledger, RecordAt record) {
    return WorkOf.record(record.statement(), id -> ledger.record(id).map(RecordAt::statement));
  }
}
