package org.colophon.core.query;

import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Receipt;
import org.colophon.core.record.Statement;
import org.colophon.core.record.UnverifiedRecord;

/**
 * A record where it stands. Its signatures were checked when it was ordered.
 *
 * @param index its leaf
 * @param header its block
 * @param record the record
 */
public record RecordAt(LeafIndex index, BlockHeader header, UnverifiedRecord record) {
  /** Its id. */
  public RecordId id() {
    return record.statement().id();
  }

  /** Its statement. */
  public Statement statement() {
    return record.statement();
  }

  /** Where it stands. */
  public Receipt receipt() {
    return new Receipt(id(), header.height(), index, header.time());
  }
}
