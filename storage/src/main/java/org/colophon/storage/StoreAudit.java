package org.colophon.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.colophon.core.Height;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;
import org.colophon.storage.archive.Archive;
import org.colophon.storage.archive.ArchivedRange;
import org.colophon.storage.impl.ArchivedBlocks;
import org.colophon.storage.impl.Audit;
import org.colophon.storage.impl.Database;
import org.colophon.storage.impl.Families;
import org.colophon.storage.impl.Family;
import org.colophon.storage.impl.NewestBlock;
import org.colophon.storage.impl.RocksReader;
import org.colophon.storage.impl.StoreClaims;
import org.colophon.storage.impl.StoreFiles;
import org.colophon.storage.impl.Tip;
import org.colophon.storage.impl.View;

/**
 * A store that nobody is using, opened to be examined. Unlike {@link RocksStore#openReadOnly} it
 * takes nothing for granted: neither the card nor the newest header or seal nor any table must be
 * readable, and what is wrong with them is a {@link Difference} like any other.
 */
public final class StoreAudit implements AutoCloseable {
  private final Database db;
  private final View view;
  private final Archive archive;
  private final long newest;

  private StoreAudit(Database db, Archive archive) {
    this.db = db;
    this.archive = archive;
    this.view = new View(db, Tip.salvage(db));
    this.newest = NewestBlock.height(db);
  }

  /**
   * Opens whatever store is there; no byte of the directory changes.
   *
   * @throws StoreException when RocksDB does not find out which tables belong to it
   */
  public static StoreAudit open(Path directory) throws StoreException {
    return open(directory, Archive.NONE);
  }

  /** Like {@link #open(Path)}, with what was taken out of the store. */
  public static StoreAudit open(Path directory, Archive archive) throws StoreException {
    Path target = directory.toAbsolutePath().normalize();
    return new StoreAudit(
        Database.open(target, Database.Mode.AUDIT, StoreSettings.reading(archive)), archive);
  }

  /** Names of the column families, in the order of an audit. */
  public static List<String> families() {
    return Families.ALL.stream().<String>map(Family::name).toList();
  }

  /**
   * The families whose content a replay of the chain does not give: the applied position and what
   * sealing keeps on its way come from the ordering. An audit judges their form, and the position
   * by the newest block.
   */
  public static List<String> localFamilies() {
    return Families.ALL.stream()
        .filter(family -> family.replay() == Family.Replay.LOCAL)
        .<String>map(Family::name)
        .toList();
  }

  /** The newest block that it holds anything of, whether its header can be read or not. */
  public Height newest() {
    return new Height(newest);
  }

  /** Reads what can be read; what cannot is an error when it is asked for, and no earlier. */
  public LedgerReader read() {
    return new RocksReader(enterView());
  }

  /**
   * Reads every segment that holds bodies of this store, byte for byte, and tells of each that is
   * missing or damaged, at the first block that it holds.
   *
   * @throws StoreException when the store does not say which those are
   */
  public void verifySegments(Consumer<Difference> unreadable) throws StoreException {
    for (ArchivedRange range : ArchivedBlocks.of(db, view).ranges()) {
      try {
        var _ = archive.whole(StoreFiles.segments(db.directory()), range.segment());
      } catch (StoreException e) {
        unreadable.accept(
            new Difference(
                "leaves",
                "bodies of blocks " + range.from() + " to " + range.to(),
                range.from().value(),
                Difference.Kind.UNREADABLE,
                String.valueOf(e.getMessage())));
      }
    }
  }

  /**
   * Hands over every entry of a family as it stands on disk, in the order of the keys, with all
   * checksums verified. Damage is reported, with the nearest height, and passed.
   *
   * @throws IllegalArgumentException when no family has that name
   */
  public void scan(String family, Consumer<RawEntry> entries, Consumer<Difference> unreadable) {
    try (Audit audit = audit()) {
      audit.scan(Families.named(family), entries, unreadable);
    }
  }

  /** Reports every file whose bytes do not have their checksums, with the nearest height. */
  public void verifyFiles(Consumer<Difference> unreadable) {
    try (Audit audit = audit()) {
      audit.verifyFiles(audit, unreadable);
    }
  }

  /**
   * Compares it with a replay of its chain: every entry of every family byte by byte, but for the
   * {@link #localFamilies}, and its card, and the checksums of every file. Seals come from outside
   * the records, so a replay commits the very seals that it found and verified.
   *
   * @throws StoreException when the replay cannot be read
   */
  public void compare(RocksStore replay, ReplayScope scope, Consumer<Difference> differences)
      throws StoreException {
    new StoreClaims(db, view.tip(), newest, differences).check(replay.genesisHash(), lacksBodies());
    try (Audit found = audit();
        Audit wanted = new Audit(replay.enterView(), newest)) {
      Audit.compare(found, wanted, scope, differences);
    }
  }

  private boolean lacksBodies() {
    try {
      return ArchivedBlocks.of(db, view).firstHeld().value() > 1;
    } catch (StoreException e) {
      // What cannot be read is a difference of its own.
      return false;
    }
  }

  private Audit audit() {
    return new Audit(enterView(), newest);
  }

  private View enterView() {
    if (!view.lease().enter()) {
      throw new IllegalStateException("the audit is closed");
    }
    return view;
  }

  /** Readers that are open may go on; the last of them frees the database. */
  @Override
  public void close() {
    view.lease().end();
    db.lease().end();
  }
}
