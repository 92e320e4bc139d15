package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;

/**
 * Reads typed values out of a stored ledger as it stood at one instant. What is stored was checked
 * before it was stored, so anything that cannot be read back is a broken invariant of this node and
 * not an answer.
 */
public final class LedgerQuery {
  private static final JsonLimits STORED = new JsonLimits(32 << 20, 16, 1 << 20);

  private final LedgerReader reader;
  private final RecordParser parser;
  private final Genesis genesis;

  /** The ledger behind {@code reader}, which the caller closes. */
  public LedgerQuery(LedgerReader reader, Genesis genesis) {
    this.reader = reader;
    this.genesis = genesis;
    this.parser = new RecordParser(genesis.limits().recordBytesMax());
  }

  /** The reader itself. */
  public LedgerReader reader() {
    return reader;
  }

  /** Where the chain began. */
  public Genesis genesis() {
    return genesis;
  }

  /** The newest block: up to it everything was read. */
  public Height asOf() {
    return reader.head().map(BlockHeader::height).orElse(new Height(0));
  }

  /** The record of that id. */
  public Optional<RecordAt> record(RecordId id) {
    return reader.leafOf(id).map(this::recordAt);
  }

  /** What was signed in the record of that id. */
  public Optional<Statement> statement(RecordId id) {
    return record(id).map(RecordAt::statement);
  }

  /** The record at a leaf; empty when that leaf is a header, or beyond the log. */
  public Optional<RecordAt> record(LeafIndex index) {
    return reader
        .blockOf(index)
        .filter(header -> header.covers(index))
        .map(header -> readRecord(index, header));
  }

  /** The record at a leaf that an index of the store names. */
  public RecordAt recordAt(LeafIndex index) {
    return record(index)
        .orElseThrow(() -> new IllegalStateException("leaf " + index + ": indexed, not a record"));
  }

  /** The records at many leaves, each read when its turn comes: together they may be large. */
  public Iterable<RecordAt> recordsAt(List<LeafIndex> leaves) {
    return () -> leaves.stream().map(this::recordAt).iterator();
  }

  /** A value of the state. */
  public <T> Optional<T> state(String key, Reading<T> reading) {
    return reader.state(key).map(bytes -> read(key, bytes, reading));
  }

  /** The items of an array of the state; none when the key is absent. */
  public List<Json> stateItems(String key) {
    return state(key, json -> json instanceof Json.Arr(List<Json> items) ? items : List.of(json))
        .orElse(List.of());
  }

  private static <T> T read(String key, byte[] bytes, Reading<T> reading) {
    try {
      return reading.read(JsonParser.parse(bytes, STORED));
    } catch (RefusedException e) {
      throw new IllegalStateException("state " + key + ": stored and not readable", e);
    }
  }

  private RecordAt readRecord(LeafIndex index, BlockHeader header) {
    byte[] leaf =
        reader
            .leaf(index)
            .orElseThrow(
                () -> new IllegalStateException("leaf " + index + ": in a block, not stored"));
    try {
      return new RecordAt(index, header, parser.parse(leaf));
    } catch (RefusedException e) {
      throw new IllegalStateException("leaf " + index + ": stored and not a record", e);
    }
  }

  /** Turns stored JSON into a value. */
  @FunctionalInterface
  public interface Reading<T> {
    /** The value. */
    T read(Json json) throws RefusedException;
  }
}
