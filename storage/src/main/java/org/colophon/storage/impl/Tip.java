package org.colophon.storage.impl;

import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.NewBlock;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;
import org.colophon.core.port.Commit;
import org.colophon.core.port.StoreException;
import org.colophon.storage.impl.Families.AppliedAt;

/**
 * Where the ledger stands after a commit.
 *
 * @param applied the newest commit's position
 * @param head the newest block's header
 * @param newestSeal the newest seal
 * @param covered most leaves that any seal covers
 */
public record Tip(
    Position applied, Optional<BlockHeader> head, Optional<Seal> newestSeal, long covered) {
  /** As the newest state of a database says. */
  public static Tip load(Database db) throws StoreException {
    return new Tip(loadApplied(db), loadHead(db), loadNewestSeal(db), loadCovered(db));
  }

  /** What a damaged database still says: a part that cannot be read counts as not there. */
  public static Tip salvage(Database db) {
    return new Tip(
        salvage(db, Tip::loadApplied, Position.NONE),
        salvage(db, Tip::loadHead, Optional.empty()),
        salvage(db, Tip::loadNewestSeal, Optional.empty()),
        salvage(db, Tip::loadCovered, 0L));
  }

  private interface Part<T> {
    T load(Database db) throws StoreException;
  }

  private static <T> T salvage(Database db, Part<T> part, T otherwise) {
    try {
      return part.load(db);
    } catch (StoreException e) {
      return otherwise;
    }
  }

  private static Position loadApplied(Database db) throws StoreException {
    return db.get(db.newest(), Families.POSITION, Families.POSITION_APPLIED)
        .map(AppliedAt::position)
        .orElseThrow(
            () -> new StoreException(db.directory() + ": the store has no applied position"));
  }

  private static Optional<BlockHeader> loadHead(Database db) throws StoreException {
    try (Cursor<Height, StoredHeader> headers = new Cursor<>(db, Families.HEADERS, db.newest())) {
      headers.seekToLast();
      return headers.validOrThrow()
          ? Optional.of(header(db, headers.key(), headers.value()))
          : Optional.empty();
    }
  }

  private static Optional<Seal> loadNewestSeal(Database db) throws StoreException {
    try (Cursor<Long, Seal> seals = new Cursor<>(db, Families.SEALS, db.newest())) {
      seals.seekToLast();
      return seals.validOrThrow() ? Optional.of(seals.value()) : Optional.empty();
    }
  }

  private static long loadCovered(Database db) throws StoreException {
    try (Cursor<Long, Long> covers = new Cursor<>(db, Families.COVERS, db.newest())) {
      covers.seekToLast();
      return covers.validOrThrow() ? covers.key() : 0;
    }
  }

  static BlockHeader header(Database db, Height height, StoredHeader stored) throws StoreException {
    try {
      return BlockHeader.parse(stored.header());
    } catch (RefusedException e) {
      throw new StoreException(db.directory() + ": headers, header " + height + " is damaged", e);
    }
  }

  /** Where a commit takes it. */
  public Tip after(Commit commit) {
    return new Tip(
        commit.position(),
        commit.block().map(NewBlock::header).or(() -> head),
        commit.seal().or(() -> newestSeal),
        Math.max(covered, commit.seal().map(s -> s.size().value()).orElse(0L)));
  }

  /** Height of the newest block; 0 before the first. */
  public long height() {
    return head.map(h -> h.height().value()).orElse(0L);
  }
}
