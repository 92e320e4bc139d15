package org.colophon.core.chain;

import java.util.List;
import org.colophon.core.record.VerifiedRecord;

/**
 * A block as it goes into a store.
 *
 * @param header the header; its bytes are the leaf behind the records
 * @param entries the records in the order of the log, each with the links under which it is found
 * @param refusals what was ordered and refused; together with the records it gives {@code results}
 * @param nodes inner nodes that the block's leaves, its header included, have completed
 * @param state changes of the state, sorted by key
 */
public record NewBlock(
    BlockHeader header,
    List<Entry> entries,
    List<Results.Refused> refusals,
    List<TreeNode> nodes,
    List<StateChange> state) {
  /**
   * One record of the block.
   *
   * @param record the record
   * @param links sorted, each once
   */
  public record Entry(VerifiedRecord record, List<Link> links) {
    /** Copies the links. */
    public Entry {
      links = List.copyOf(links);
    }
  }

  /** Copies the lists. */
  public NewBlock {
    entries = List.copyOf(entries);
    refusals = List.copyOf(refusals);
    nodes = List.copyOf(nodes);
    state = List.copyOf(state);
  }
}
