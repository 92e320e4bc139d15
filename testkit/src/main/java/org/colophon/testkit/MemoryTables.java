package org.colophon.testkit;

import java.util.Comparator;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.NewBlock;
import org.colophon.core.chain.Results;
import org.colophon.core.chain.Seal;
import org.colophon.core.port.Commit;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.TreeHash;

/** The sorted maps of a memory store. */
final class MemoryTables {
  final VersionedMap<Height, BlockHeader> headers;
  final VersionedMap<Height, byte[]> refusals;
  final VersionedMap<LeafIndex, byte[]> leaves;
  final VersionedMap<LeafIndex, Height> blocks;
  final VersionedMap<RecordId, LeafIndex> ids;
  final VersionedMap<NodeKey, Hash> nodes;
  final VersionedMap<String, byte[]> state;
  final VersionedMap<LinkKey, LeafIndex> links;
  final VersionedMap<Timestamp, Height> times;
  final VersionedMap<Long, Seal> seals;
  final VersionedMap<String, byte[]> control;

  /** A complete node. */
  record NodeKey(TreeHash tree, int level, long index) implements Comparable<NodeKey> {
    private static final Comparator<NodeKey> ORDER =
        Comparator.comparing(NodeKey::tree)
            .thenComparingInt(NodeKey::level)
            .thenComparingLong(NodeKey::index);

    @Override
    public int compareTo(NodeKey other) {
      return ORDER.compare(this, other);
    }
  }

  /** A leaf under a link. */
  record LinkKey(Link link, LeafIndex leaf) implements Comparable<LinkKey> {
    private static final Comparator<LinkKey> ORDER =
        Comparator.comparing(LinkKey::link).thenComparing(LinkKey::leaf);

    @Override
    public int compareTo(LinkKey other) {
      return ORDER.compare(this, other);
    }
  }

  MemoryTables() {
    headers = new VersionedMap<>();
    refusals = new VersionedMap<>();
    leaves = new VersionedMap<>();
    blocks = new VersionedMap<>();
    ids = new VersionedMap<>();
    nodes = new VersionedMap<>();
    state = new VersionedMap<>();
    links = new VersionedMap<>();
    times = new VersionedMap<>();
    seals = new VersionedMap<>();
    control = new VersionedMap<>();
  }

  private MemoryTables(MemoryTables source, long version) {
    headers = source.headers.copyAt(version);
    refusals = source.refusals.copyAt(version);
    leaves = source.leaves.copyAt(version);
    blocks = source.blocks.copyAt(version);
    ids = source.ids.copyAt(version);
    nodes = source.nodes.copyAt(version);
    state = source.state.copyAt(version);
    links = source.links.copyAt(version);
    times = source.times.copyAt(version);
    seals = source.seals.copyAt(version);
    control = source.control.copyAt(version);
  }

  MemoryTables copyAt(long version) {
    return new MemoryTables(this, version);
  }

  void write(Commit commit, MemoryTip tip) {
    long version = tip.version();
    commit.block().ifPresent(block -> write(block, version));
    commit.seal().ifPresent(seal -> seals.put(version, seal.number(), seal));
    commit
        .control()
        .forEach(change ->
            change
                .value()
                .ifPresentOrElse(
                    value -> control.put(version, change.key(), value.bytes()),
                    () -> control.remove(version, change.key())));
  }

  private void write(NewBlock block, long version) {
    BlockHeader header = block.header();
    Height height = header.height();
    headers.put(version, height, header);
    refusals.put(version, height, Results.json(block.refusals()).bytes());
    times.put(version, header.time(), height);
    LeafIndex index = header.firstIndex();
    for (NewBlock.Entry entry : block.entries()) {
      leaves.put(version, index, entry.record().bytes());
      blocks.put(version, index, height);
      ids.put(version, entry.record().id(), index);
      for (Link link : entry.links()) {
        links.put(version, new LinkKey(link, index), index);
      }
      index = index.plus(1);
    }
    leaves.put(version, header.leafIndex(), header.bytes());
    blocks.put(version, header.leafIndex(), height);
    block
        .nodes()
        .forEach(n -> nodes.put(version, new NodeKey(n.tree(), n.level(), n.index()), n.hash()));
    block
        .state()
        .forEach(change ->
            change
                .value()
                .ifPresentOrElse(
                    value -> state.put(version, change.key(), value.bytes()),
                    () -> state.remove(version, change.key())));
  }
}
