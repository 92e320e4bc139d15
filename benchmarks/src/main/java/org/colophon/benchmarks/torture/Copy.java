package org.colophon.benchmarks.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.evidence.MembershipTrail;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.CompactTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.rpc.client.Changes;
import org.colophon.rpc.proto.BlockView;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.RecordView;

/**
 * One node's whole chain up to a sealed block, fetched through its RPC and hashed again here.
 *
 * @param node whose
 * @param entries its records, in their order
 * @param tree size of the tree over records and headers
 * @param root root of that tree, computed from what was fetched
 * @param sealed what the node's newest seal, whose signatures were checked, says of that tree
 * @param roots computed roots at those sizes that were asked for
 */
record Copy(
    String node,
    List<History.Told> entries,
    long tree,
    Hash root,
    Checkpoint sealed,
    Map<Long, Hash> roots) {
  Copy {
    entries = List.copyOf(entries);
    roots = Map.copyOf(roots);
  }

  /**
   * Fetches the chain of a node up to its newest seal.
   *
   * @param sizes at which roots are wanted
   */
  static Copy of(String node, Network network, Genesis genesis, Set<Long> sizes)
      throws NetworkException, RefusedException {
    CheckpointView newest = network.checkpoint(0);
    Checkpoint sealed = judged(newest, genesis);
    Map<Long, Hash> roots = new HashMap<>();
    List<RecordView> records = new ArrayList<>();
    List<History.Told> entries = new ArrayList<>();
    CompactTree tree = CompactTree.empty();
    for (long height = 0; tree.size() < sealed.size(); height++) {
      BlockHeader header = add(network, height, records, entries, tree);
      tree.append(MerkleHash.leaf(header.bytes()), CompactTree.NodeSink.none());
      if (sizes.contains(tree.size())) {
        roots.put(tree.size(), tree.root());
      }
    }
    return new Copy(node, entries, tree.size(), tree.root(), sealed, roots);
  }

  private static BlockHeader add(
      Network network,
      long height,
      List<RecordView> records,
      List<History.Told> entries,
      CompactTree tree)
      throws NetworkException, RefusedException {
    BlockView page = network.block(height, "");
    BlockHeader header = BlockHeader.parse(page.getHeader().toByteArray());
    List<String> ids = new ArrayList<>(page.getRecordsList());
    while (!page.getNextCursor().isEmpty()) {
      page = network.block(height, page.getNextCursor());
      ids.addAll(page.getRecordsList());
    }
    if (!ids.isEmpty()) {
      records.clear();
      network.stream(header.firstIndex().value(), ids.size(), records::add);
      for (RecordView record : records) {
        tree.append(MerkleHash.leaf(record.getRecord().toByteArray()), CompactTree.NodeSink.none());
        entries.add(History.Told.of(record.getReceipt()));
      }
    }
    return header;
  }

  /** What a seal says, when a quorum has signed it. */
  static Checkpoint judged(CheckpointView view, Genesis genesis) throws RefusedException {
    String text = view.getSeal().getNote();
    Checkpoint checkpoint = Note.parse(text).checkpoint();
    NoteJudge judge =
        MembershipTrail.follow(genesis, Changes.parse(view))
            .judging(checkpoint.size(), text)
            .judge();
    Optional<Integer> signers = judge.signers(text).map(times -> times.size());
    if (signers.isEmpty() || signers.get() < judge.quorum()) {
      throw new IllegalStateException("a seal without a quorum: " + text);
    }
    return checkpoint;
  }
}
