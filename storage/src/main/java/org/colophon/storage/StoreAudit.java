package org.colophon.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.colophon.core.Height;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;
import org.colophon.storage.impl.Audit;
import org.colophon.storage.impl.Database;
import org.colophon.storage.impl.Families;
import org.colophon.storage.impl.Family;
import org.colophon.storage.impl.NewestBlock;
import org.colophon.storage.impl.RocksReader;
import org.colophon.storage.impl.StoreClaims;
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
  private final long newest;

  private StoreAudit(Database db) {
    this.db = db;
    this.view = new View(db, Tip.salvage(db));
    this.newest = NewestBlock.height(db);
  }

  /**
   * Opens whatever store is there; no byte of the directory changes.
   *
   * @throws StoreException when RocksDB does not find out which tables belong to it
   */
  public static StoreAudit open(Path directory) throws StoreException {
    Path target = directory.toAbsolutePath().normalize();
    return new StoreAudit(Database.open(target, Database.Mode.AUDIT, StoreSettings.DEFAULT));
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
    new StoreClaims(db, view.tip(), newest, differences).check(replay.genesisHash());
    try (Audit found = audit();
        Audit wanted = new Audit(replay.enterView(), newest)) {
      Audit.compare(found, wanted, scope, differences);
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
