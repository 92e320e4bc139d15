package org.colophon.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Seal;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.merkle.NodeReader;
import org.colophon.crypto.merkle.TreeHash;
import org.colophon.testkit.MemoryTables.LinkKey;
import org.colophon.testkit.MemoryTables.NodeKey;

/** A memory store as it stood after one commit. */
final class MemoryReader implements LedgerReader {
  private final MemoryTables tables;
  private final MemoryTip tip;
  private volatile boolean closed;

  MemoryReader(MemoryTables tables, MemoryTip tip) {
    this.tables = tables;
    this.tip = tip;
  }

  /** The version to read; a closed reader is refused here, as in the stores that hold memory. */
  private long version() {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    return tip.version();
  }

  @Override
  public Optional<BlockHeader> head() {
    version();
    return tip.head();
  }

  @Override
  public Optional<BlockHeader> header(Height height) {
    return tables.headers.get(version(), height);
  }

  @Override
  public Optional<LeafIndex> leafOf(RecordId id) {
    return tables.ids.get(version(), id);
  }

  @Override
  public Optional<byte[]> leaf(LeafIndex index) {
    return tables.leaves.get(version(), index).map(byte[]::clone);
  }

  @Override
  public Optional<BlockHeader> blockOf(LeafIndex index) {
    return tables.blocks.get(version(), index).flatMap(this::header);
  }

  @Override
  public Optional<byte[]> refusals(Height height) {
    return tables.refusals.get(version(), height).map(byte[]::clone);
  }

  @Override
  public Optional<byte[]> state(String key) {
    return tables.state.get(version(), key).map(byte[]::clone);
  }

  @Override
  public List<LeafIndex> linked(Link link, LeafIndex from, int limit) {
    return take(link, limit, tables.links.from(version(), new LinkKey(link, from)));
  }

  @Override
  public List<LeafIndex> linkedBefore(Link link, LeafIndex before, int limit) {
    return take(link, limit, tables.links.before(version(), new LinkKey(link, before)));
  }

  private static List<LeafIndex> take(
      Link link, int limit, Iterable<Map.Entry<LinkKey, LeafIndex>> entries) {
    List<LeafIndex> found = new ArrayList<>();
    for (Map.Entry<LinkKey, LeafIndex> entry : entries) {
      if (found.size() >= limit || !entry.getKey().link().equals(link)) {
        break;
      }
      found.add(entry.getValue());
    }
    return found;
  }

  @Override
  public Optional<Height> firstAtOrAfter(Timestamp time) {
    return first(tables.times.from(version(), time));
  }

  @Override
  public NodeReader nodes(TreeHash tree) {
    return NodeReader.of(
        tree,
        (level, index) ->
            level == 0 && tree == TreeHash.SHA_256
                ? MerkleHash.leaf(leaf(new LeafIndex(index)).orElseThrow())
                : tables.nodes.get(version(), new NodeKey(tree, level, index)).orElseThrow());
  }

  @Override
  public Optional<Seal> newestSeal() {
    version();
    return tip.newestSeal();
  }

  @Override
  public Optional<Seal> seal(long number) {
    return tables.seals.get(version(), number);
  }

  @Override
  public Optional<Seal> firstSealCovering(TreeSize size) {
    for (Map.Entry<Long, Seal> entry : tables.seals.entries(version())) {
      if (entry.getValue().size().compareTo(size) >= 0) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> control(String key) {
    return tables.control.get(version(), key).map(byte[]::clone);
  }

  @Override
  public void close() {
    closed = true;
  }

  private static <K, V> Optional<V> first(Iterable<Map.Entry<K, V>> entries) {
    for (Map.Entry<K, V> entry : entries) {
      return Optional.of(entry.getValue());
    }
    return Optional.empty();
  }
}
