package org.colophon.core.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.StateChange;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;

/**
 * The state as the next record of a block finds it: what is stored, what earlier records of the
 * block have changed, and what the present record is changing. The present record's changes count
 * only once they are kept.
 */
final class StateView {
  private static final JsonLimits STORED = new JsonLimits(32 << 20, 16, 1 << 20);

  private static final int REMEMBERED_MAX = 8_192;

  private final LedgerReader stored;
  private final RecordParser parser;
  private final SortedMap<String, Optional<Json>> ofBlock = new TreeMap<>();
  private final Map<String, Optional<Json>> ofRecord = new HashMap<>();
  private final Map<String, Optional<Json>> readBefore = new HashMap<>();
  private final Map<RecordId, Located> recordsOfBlock = new HashMap<>();
  private final Map<RecordId, Optional<Located>> recordsBefore = new HashMap<>();

  /**
   * An earlier record.
   *
   * @param statement its statement
   * @param index its leaf
   */
  record Located(Statement statement, LeafIndex index) {}

  StateView(LedgerReader stored, int recordBytesMax) {
    this.stored = stored;
    this.parser = new RecordParser(recordBytesMax);
  }

  /** The newest block that is stored: the one before the block that is being made. */
  Optional<Height> newest() {
    return stored.head().map(BlockHeader::height);
  }

  /** The header of a stored block. */
  Optional<BlockHeader> block(Height height) {
    return stored.header(height);
  }

  Optional<Json> get(String key) {
    Optional<Json> changing = ofRecord.get(key);
    if (changing != null) {
      return changing;
    }
    Optional<Json> changed = ofBlock.get(key);
    return changed != null ? changed : readBefore.computeIfAbsent(key, this::readStored);
  }

  /** Reads at once what will be asked for one by one; the answers are the same. */
  void readAhead(List<String> keys) {
    List<Optional<byte[]>> values = stored.states(keys);
    for (int i = 0; i < keys.size(); i++) {
      readBefore.put(keys.get(i), values.get(i).map(StateView::parseStored));
    }
  }

  /** When a record was ordered; those of the present block have no header yet. */
  Optional<Timestamp> ordered(LeafIndex index) {
    return stored.blockOf(index).map(BlockHeader::time);
  }

  void put(String key, Json value) {
    ofRecord.put(key, Optional.of(value));
  }

  /** Whether the block has taken no record yet. */
  boolean isFirstOfBlock() {
    return recordsOfBlock.isEmpty();
  }

  /** An earlier record of the log or of this block. */
  Optional<Located> record(RecordId id) {
    Located here = recordsOfBlock.get(id);
    return here != null ? Optional.of(here) : recordBefore(id);
  }

  /** Licences are compared again and again, so some of what was read is remembered. */
  private Optional<Located> recordBefore(RecordId id) {
    Optional<Located> read = recordsBefore.get(id);
    if (read == null) {
      read = stored.leafOf(id).map(this::readRecord);
      if (recordsBefore.size() < REMEMBERED_MAX) {
        recordsBefore.put(id, read);
      }
    }
    return read;
  }

  /** Keeps the present record's changes, and lets later records of the block find it. */
  void keep(VerifiedRecord record, LeafIndex index) {
    ofBlock.putAll(ofRecord);
    ofRecord.clear();
    recordsOfBlock.put(record.id(), new Located(record.statement(), index));
  }

  /** Forgets the present record's changes. */
  void drop() {
    ofRecord.clear();
  }

  /** The block's changes, sorted by key. */
  List<StateChange> changes() {
    return ofBlock.entrySet().stream()
        .map(change -> new StateChange(change.getKey(), change.getValue()))
        .toList();
  }

  private Optional<Json> readStored(String key) {
    return stored.state(key).map(StateView::parseStored);
  }

  private static Json parseStored(byte[] value) {
    try {
      return JsonParser.parse(value, STORED);
    } catch (RefusedException e) {
      throw new IllegalStateException("stored state is not canonical JSON", e);
    }
  }

  private Located readRecord(LeafIndex index) {
    byte[] leaf =
        stored
            .leaf(index)
            .orElseThrow(
                () -> new IllegalStateException("leaf " + index + " is indexed, not stored"));
    try {
      return new Located(parser.parse(leaf).statement(), index);
    } catch (RefusedException e) {
      throw new IllegalStateException("leaf " + index + " is stored and not a record", e);
    }
  }
}
