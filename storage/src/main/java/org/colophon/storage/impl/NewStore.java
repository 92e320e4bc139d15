package org.colophon.storage.impl;

import java.nio.file.Path;
import org.colophon.core.chain.Position;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;
import org.colophon.storage.StoreSettings;
import org.colophon.storage.impl.Families.AppliedAt;
import org.rocksdb.WriteBatch;

/** Stores that were just made: empty ones, and copies. */
public final class NewStore {
  private NewStore() {}

  /** Makes an empty store of a chain in an empty directory. */
  public static void build(Path directory, Hash genesisHash, StoreSettings settings)
      throws StoreException {
    Database db = Database.open(directory, Database.Mode.CREATE, settings);
    try (WriteBatch batch = new WriteBatch()) {
      db.put(batch, Families.META, Families.META_FORMAT, Integer.toString(Families.FORMAT));
      db.put(batch, Families.META, Families.META_GENESIS, genesisHash.hex());
      AppliedAt start = new AppliedAt(Position.NONE, 0);
      db.put(batch, Families.POSITION, Families.POSITION_APPLIED, start);
      db.write(batch);
      db.flush();
    } finally {
      db.lease().end();
    }
    new StoreCard(Families.FORMAT, genesisHash, Position.NONE).write(directory);
  }

  /** Opened once, a copy has shown that it opens; and it says itself what it holds. */
  public static Position positionOf(Path copy) throws StoreException {
    Database db = Database.open(copy, Database.Mode.READ_ONLY, StoreSettings.DEFAULT);
    try {
      return Tip.load(db).applied();
    } finally {
      db.lease().end();
    }
  }
}
