package org.colophon.core.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Refusal;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.contract.Contracts;
import org.colophon.core.membership.Membership;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;

/** Builds one block on a tip: takes the records one by one, then closes with the header. */
final class BlockBuilder {
  private final LedgerReader reader;
  private final Tip tip;
  private final Timestamp time;
  private final Height height;
  private final Contracts contracts;
  private final LogTree tree;
  private final List<NewBlock.Entry> entries = new ArrayList<>();
  private final List<Results.Refused> refused = new ArrayList<>();
  private final List<TreeNode> nodes = new ArrayList<>();
  private final Map<RecordId, Receipt> receipts = new HashMap<>();
  private final Map<RecordId, Optional<LeafIndex>> readBefore = new HashMap<>();

  BlockBuilder(LedgerReader reader, Tip tip, int recordBytesMax, Timestamp time) {
    this.reader = reader;
    this.tip = tip;
    this.time = time;
    this.height = tip.header().height().plus(1);
    this.contracts = new Contracts(reader, tip.governance(), recordBytesMax, time);
    this.tree = tip.tree().copy();
  }

  /** Reads at once what taking these records will ask for; what becomes of them is the same. */
  void readAhead(List<VerifiedRecord> records) {
    List<RecordId> ids = records.stream().map(VerifiedRecord::id).toList();
    List<Optional<LeafIndex>> leaves = reader.leavesOf(ids);
    for (int i = 0; i < ids.size(); i++) {
      readBefore.put(ids.get(i), leaves.get(i));
    }
    contracts.readAhead(records);
  }

  Outcome take(VerifiedRecord record) {
    Optional<Receipt> first = findReceipt(record.id());
    if (first.isPresent()) {
      refused.add(new Results.Refused(record.id(), Reason.DUPLICATE));
      return new Outcome.Refused(
          new Refusal(Reason.DUPLICATE, "the record stands at index " + first.get().index()),
          first);
    }
    LeafIndex index = new LeafIndex(tree.size());
    return switch (contracts.apply(record, index)) {
      case Contracts.Applied.Refused(Refusal refusal) -> {
        refused.add(new Results.Refused(record.id(), refusal.reason()));
        yield new Outcome.Refused(refusal, Optional.empty());
      }
      case Contracts.Applied.Accepted(List<Link> links) -> {
        tree.append(record, nodes::add);
        entries.add(new NewBlock.Entry(record, links));
        Receipt receipt = new Receipt(record.id(), height, index, time);
        receipts.put(record.id(), receipt);
        yield new Outcome.Accepted(receipt);
      }
    };
  }

  /** Adds what a stored block says that it refused; a refusal leaves nothing else behind. */
  void addRefused(List<Results.Refused> stored) {
    refused.addAll(stored);
  }

  /** Where the first accepted record stands, if there is one; the others are behind it. */
  Optional<Reply.Place> place() {
    return isEmpty()
        ? Optional.empty()
        : Optional.of(new Reply.Place(height, new LeafIndex(tip.tree().size()), time));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The finished block and the tip that it makes. */
  Built close(ChainId chain, long term) {
    BlockHeader previous = tip.header();
    LeafIndex firstIndex = new LeafIndex(tip.tree().size());
    List<RecordId> accepted = entries.stream().map(e -> e.record().id()).toList();
    List<StateChange> state = contracts.changes();
    BlockHeader header =
        new BlockHeader(
            chain,
            entries.size(),
            tip.epoch(),
            firstIndex,
            height,
            tip.governance().inForce().hash(),
            tip.headerHash(),
            Results.hash(accepted, refused),
            tree.root(),
            tip.sealed().hash(),
            tree.sm3Root(),
            StateChange.chain(previous.state(), state),
            term,
            time,
            new TreeSize(tree.size()),
            tip.level());
    byte[] bytes = header.bytes();
    tree.append(bytes, nodes::add);
    NewBlock block = new NewBlock(header, entries, refused, nodes, state);
    Governance governance = tip.governance();
    List<ControlChange> control = new ArrayList<>();
    if (contracts.decided().isPresent()) {
      Membership next = contracts.decided().get();
      governance = governance.deciding(chain, next, header.checkpointSize());
      StateText text = StateText.of(previous.state(), state);
      control.add(DecidedChange.keep(tip.governance().inForce().number() + 1, text));
    }
    Tip built = new Tip(header, Hash.sha256(bytes), tree, tip.sealed(), governance, tip.epoch());
    return new Built(block, built, control);
  }

  /** A finished block, the tip that it makes, and what is kept beside it. */
  record Built(NewBlock block, Tip tip, List<ControlChange> control) {
    Built {
      control = List.copyOf(control);
    }

    Commit commit(Position position) {
      return new Commit(position, Optional.of(block), Optional.empty(), control);
    }
  }

  private Optional<Receipt> findReceipt(RecordId id) {
    Receipt here = receipts.get(id);
    return here != null
        ? Optional.of(here)
        : readBefore.computeIfAbsent(id, reader::leafOf).map(index -> storedReceipt(id, index));
  }

  private Receipt storedReceipt(RecordId id, LeafIndex index) {
    BlockHeader block =
        reader
            .blockOf(index)
            .orElseThrow(() -> new IllegalStateException("leaf " + index + " is in no block"));
    return new Receipt(id, block.height(), index, block.time());
  }
}
