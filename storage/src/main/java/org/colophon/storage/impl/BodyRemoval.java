package org.colophon.storage.impl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.storage.archive.Place;
import org.colophon.storage.archive.SegmentInput;
import org.rocksdb.WriteBatch;

/**
 * Takes bodies of records out of a database. All of them must be found in the segment first, each
 * by its leaf hash; then they are overwritten in the order of the log by where they stand, so that
 * what a crash leaves is always a beginning of it.
 */
public final class BodyRemoval {
  private static final int BATCH_LEAVES = 1024;

  private final Database db;
  private final View view;

  /** Out of that database, as far as the view knows it; the caller keeps both in use. */
  public BodyRemoval(Database db, View view) {
    this.db = db;
    this.view = view;
  }

  /** What is written where a body was. */
  private record Found(LeafIndex leaf, StoredLeaf.TakenOut left) {}

  /** The record that the segment must show next. */
  private record Wanted(LeafIndex leaf, StoredLeaf stored, Hash hash) {
    /** Empty when its body was taken out before. */
    Optional<Found> leftAt(Place place) {
      return stored instanceof StoredLeaf.Body
          ? Optional.of(new Found(leaf, new StoredLeaf.TakenOut(stored.height(), hash, place)))
          : Optional.empty();
    }
  }

  /**
   * Takes out the bodies of blocks.
   *
   * @param segment the file's SHA-256
   * @return how many leaves have changed
   * @throws StoreException when the file does not hold every one of them; then nothing has changed
   */
  public int run(Path file, Hash segment, Height from, Height to) throws StoreException {
    long end = header(to).treeSize().value();
    List<Found> found = find(file, segment, header(from).firstIndex(), end);
    for (int i = 0; i < found.size(); i += BATCH_LEAVES) {
      write(found.subList(i, Math.min(found.size(), i + BATCH_LEAVES)));
    }
    return found.size();
  }

  /**
   * Compacts the leaves up to a block, earlier ones included; returns the last of them. What is
   * compact already is not written again.
   */
  public LeafIndex compact(Height to) throws StoreException {
    LeafIndex last = header(to).leafIndex();
    db.compact(Families.LEAVES, new LeafIndex(0), last);
    return last;
  }

  private void write(List<Found> some) throws StoreException {
    try (WriteBatch batch = new WriteBatch()) {
      for (Found one : some) {
        db.put(batch, Families.LEAVES, one.leaf(), one.left());
      }
      db.write(batch);
    }
  }

  private List<Found> find(Path file, Hash segment, LeafIndex first, long end)
      throws StoreException {
    List<Found> found = new ArrayList<>();
    Optional<Wanted> next = wanted(first, end);
    try (SegmentInput in = SegmentInput.open(file)) {
      long offset = 0;
      while (offset < in.size()) {
        SegmentInput.Member member = in.member(offset);
        Place place = new Place(segment, member.offset());
        for (byte[] line : member.lines()) {
          // Lines that are none of these leaves are headers, seals and refusals.
          if (next.isPresent() && MerkleHash.leaf(line).equals(next.get().hash())) {
            next.get().leftAt(place).ifPresent(found::add);
            next = wanted(next.get().leaf().plus(1), end);
          }
        }
        offset = member.next();
      }
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(file + ": " + e.getMessage(), e);
    }
    if (next.isPresent()) {
      throw new StoreException(
          file + ": leaf " + next.get().leaf() + " is not in it (expected: its record)");
    }
    return found;
  }

  /** That leaf, or the next one that is a record; empty at the end. */
  private Optional<Wanted> wanted(LeafIndex from, long end) throws StoreException {
    for (LeafIndex leaf = from; leaf.value() < end; leaf = leaf.plus(1)) {
      StoredLeaf stored = stored(leaf);
      switch (stored) {
        case StoredLeaf.Header _ -> {}
        case StoredLeaf.Body body -> {
          return Optional.of(new Wanted(leaf, stored, MerkleHash.leaf(body.bytes())));
        }
        case StoredLeaf.TakenOut out -> {
          return Optional.of(new Wanted(leaf, stored, out.hash()));
        }
      }
    }
    return Optional.empty();
  }

  private StoredLeaf stored(LeafIndex leaf) throws StoreException {
    return db.get(view.options(), Families.LEAVES, leaf)
        .orElseThrow(() -> new StoreException(db.directory() + ": leaf " + leaf + " is not there"));
  }

  private BlockHeader header(Height height) throws StoreException {
    return Tip.header(
        db,
        height,
        db.get(view.options(), Families.HEADERS, height)
            .orElseThrow(
                () -> new StoreException(db.directory() + ": header " + height + " is not there")));
  }
}
