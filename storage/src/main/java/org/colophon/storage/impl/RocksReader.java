package org.colophon.storage.impl;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
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
import org.colophon.core.port.MissingBodyException;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.merkle.NodeReader;
import org.colophon.crypto.merkle.TreeHash;
import org.colophon.storage.archive.Place;
import org.colophon.storage.impl.Codec.Nothing;
import org.colophon.storage.impl.Families.LinkKey;
import org.colophon.storage.impl.Families.NodeKey;
import org.colophon.storage.impl.Families.TimeKey;

/** Reads one view. Any number of threads may share it, and closing it meanwhile is safe. */
public final class RocksReader implements LedgerReader {
  private final View view;
  private final Database db;
  private final Lease lease;

  /** Takes over one use of the view's lease. */
  public RocksReader(View view) {
    this.view = view;
    this.db = view.db();
    this.lease = new Lease(() -> view.lease().exit());
  }

  @FunctionalInterface
  private interface Read<T> {
    T run() throws StoreException;
  }

  private <T> T use(Read<T> read) {
    if (!lease.enter()) {
      throw new IllegalStateException("the reader is closed");
    }
    try {
      return read.run();
    } catch (StoreException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    } finally {
      lease.exit();
    }
  }

  private <K, V> Optional<V> get(Family<K, V> family, K key) throws StoreException {
    return db.get(view.options(), family, key);
  }

  private <K, V> Cursor<K, V> cursor(Family<K, V> family) {
    return new Cursor<>(db, family, view.options());
  }

  @Override
  public Optional<BlockHeader> head() {
    return use(() -> view.tip().head());
  }

  @Override
  public Optional<BlockHeader> header(Height height) {
    return use(() -> readHeader(height));
  }

  private Optional<BlockHeader> readHeader(Height height) throws StoreException {
    Optional<StoredHeader> stored = get(Families.HEADERS, height);
    return stored.isEmpty() ? Optional.empty() : Optional.of(Tip.header(db, height, stored.get()));
  }

  @Override
  public Optional<LeafIndex> leafOf(RecordId id) {
    return use(() -> get(Families.IDS, id));
  }

  @Override
  public List<Optional<LeafIndex>> leavesOf(List<RecordId> ids) {
    return use(() -> db.getAll(view.options(), Families.IDS, ids));
  }

  @Override
  public Optional<byte[]> leaf(LeafIndex index) {
    return use(() -> readLeaf(index));
  }

  private Optional<byte[]> readLeaf(LeafIndex index) throws StoreException {
    Optional<StoredLeaf> stored = get(Families.LEAVES, index);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    return switch (stored.get()) {
      case StoredLeaf.Header(long height) ->
          get(Families.HEADERS, new Height(height)).map(StoredHeader::header);
      case StoredLeaf.Body body -> Optional.of(body.bytes());
      case StoredLeaf.TakenOut(long height, Hash hash, Place place) ->
          Optional.of(takenOut(index, hash, place));
    };
  }

  private byte[] takenOut(LeafIndex index, Hash hash, Place place) {
    try {
      return db.archive().body(StoreFiles.segments(db.directory()), place, hash);
    } catch (StoreException e) {
      throw new MissingBodyException(index, place.segment(), e);
    }
  }

  /** The hash of a leaf, which needs no body. */
  private Optional<Hash> readLeafHash(LeafIndex index) throws StoreException {
    Optional<StoredLeaf> stored = get(Families.LEAVES, index);
    return stored.isPresent() && stored.get() instanceof StoredLeaf.TakenOut out
        ? Optional.of(out.hash())
        : readLeaf(index).map(MerkleHash::leaf);
  }

  @Override
  public Optional<BlockHeader> blockOf(LeafIndex index) {
    return use(() -> {
      Optional<StoredLeaf> stored = get(Families.LEAVES, index);
      return stored.isEmpty() ? Optional.empty() : readHeader(new Height(stored.get().height()));
    });
  }

  @Override
  public Optional<byte[]> refusals(Height height) {
    return use(() -> get(Families.HEADERS, height).map(StoredHeader::refusals));
  }

  @Override
  public Optional<byte[]> state(String key) {
    return use(() -> get(Families.STATE, key).map(AtHeight::bytes));
  }

  @Override
  public List<Optional<byte[]>> states(List<String> keys) {
    return use(() ->
        db.getAll(view.options(), Families.STATE, keys).stream()
            .map(found -> found.map(AtHeight::bytes))
            .toList());
  }

  @Override
  public List<LeafIndex> linked(Link link, LeafIndex from, int limit) {
    return use(() -> {
      byte[] prefix = LinkKey.prefix(link);
      List<LeafIndex> found = new ArrayList<>();
      try (Cursor<LinkKey, Nothing> cursor = cursor(Families.LINKS)) {
        cursor.seek(new LinkKey(link, from).bytes());
        while (found.size() < limit && cursor.validOrThrow() && cursor.under(prefix)) {
          found.add(cursor.key().leaf());
          cursor.next();
        }
      }
      return found;
    });
  }

  @Override
  public List<LeafIndex> linkedBefore(Link link, LeafIndex before, int limit) {
    return use(() -> {
      byte[] prefix = LinkKey.prefix(link);
      List<LeafIndex> found = new ArrayList<>();
      if (before.value() == 0) {
        return found;
      }
      try (Cursor<LinkKey, Nothing> cursor = cursor(Families.LINKS)) {
        cursor.seekForPrev(new LinkKey(link, new LeafIndex(before.value() - 1)).bytes());
        while (found.size() < limit && cursor.validOrThrow() && cursor.under(prefix)) {
          found.add(cursor.key().leaf());
          cursor.prev();
        }
      }
      return found;
    });
  }

  @Override
  public Optional<Height> firstAtOrAfter(Timestamp time) {
    return use(() -> {
      try (Cursor<TimeKey, Nothing> cursor = cursor(Families.TIME)) {
        cursor.seek(new TimeKey(time.value(), 0).bytes());
        return cursor.validOrThrow()
            ? Optional.of(new Height(cursor.key().height()))
            : Optional.empty();
      }
    });
  }

  @Override
  public NodeReader nodes(TreeHash tree) {
    return NodeReader.of(tree, (level, index) -> node(tree, level, index));
  }

  private Hash node(TreeHash tree, int level, long index) {
    return use(() -> {
      Optional<Hash> found =
          level == 0 && tree == TreeHash.SHA_256
              ? readLeafHash(new LeafIndex(index))
              : get(Families.TREE, new NodeKey(tree, level, index));
      return found.orElseThrow(() ->
          new StoreException(
              db.directory() + ": tree node " + level + "/" + index + " is not there"));
    });
  }

  @Override
  public Optional<Seal> newestSeal() {
    return use(() -> view.tip().newestSeal());
  }

  @Override
  public Optional<Seal> seal(long number) {
    return use(() -> number < 1 ? Optional.empty() : readSeal(number));
  }

  /** What came behind this view is not in it, though others may have read it already. */
  private Optional<Seal> readSeal(long number) throws StoreException {
    boolean isInView = view.tip().newestSeal().map(seal -> number <= seal.number()).orElse(false);
    if (db.isAudited() || !isInView) {
      return get(Families.SEALS, number);
    }
    Optional<Seal> recent = db.recentSeals().get(number);
    if (recent.isPresent()) {
      return recent;
    }
    Optional<Seal> read = get(Families.SEALS, number);
    read.ifPresent(db.recentSeals()::put);
    return read;
  }

  @Override
  public Optional<Seal> firstSealCovering(TreeSize size) {
    return use(() -> {
      try (Cursor<Long, Long> cursor = cursor(Families.COVERS)) {
        cursor.seek(Codec.number(size.value()));
        return cursor.validOrThrow() ? Optional.of(indexedSeal(cursor.value())) : Optional.empty();
      }
    });
  }

  private Seal indexedSeal(long number) throws StoreException {
    return readSeal(number)
        .orElseThrow(
            () -> new StoreException(db.directory() + ": seal " + number + " is not there"));
  }

  @Override
  public Optional<byte[]> control(String key) {
    return use(() -> get(Families.CONTROL, key).map(AtHeight::bytes));
  }

  @Override
  public void close() {
    lease.end();
  }
}
