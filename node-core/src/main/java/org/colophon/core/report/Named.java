package org.colophon.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.Times;
import org.colophon.core.record.RecordVerifier;

/** The records that a report names. The signatures of each are verified again, once. */
final class Named {
  private final LedgerQuery ledger;
  private final RecordVerifier verifier;
  private final TreeMap<LeafIndex, RecordFacts> records = new TreeMap<>();
  private final List<RecordId> unverified = new ArrayList<>();

  Named(LedgerQuery ledger, RecordVerifier verifier) {
    this.ledger = ledger;
    this.verifier = verifier;
  }

  /** Names a record that stands. */
  RecordId add(RecordId id) {
    return add(ledger.record(id).orElseThrow());
  }

  /** Names records that stand. */
  void addAll(List<RecordId> ids) {
    ids.forEach(this::add);
  }

  /** Names a record. */
  RecordId add(RecordAt record) {
    if (!records.containsKey(record.index())) {
      records.put(record.index(), RecordFacts.of(record, Times.of(record, ledger.reader())));
      try {
        verifier.verify(record.record().bytes());
      } catch (RefusedException e) {
        unverified.add(record.id());
      }
    }
    return record.id();
  }

  /** All of them, in the order of the chain. */
  List<RecordFacts> records() {
    return List.copyOf(records.values());
  }

  /** Those whose signatures do not verify: there are none unless this node's store was spoilt. */
  List<RecordId> unverified() {
    return List.copyOf(unverified);
  }
}
