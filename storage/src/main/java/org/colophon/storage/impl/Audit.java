package org.colophon.storage.impl;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.colophon.core.port.StoreException;
import org.colophon.storage.Difference;
import org.colophon.storage.Difference.Kind;
import org.colophon.storage.RawEntry;
import org.colophon.storage.ReplayScope;
import org.jspecify.annotations.Nullable;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/**
 * Reads all bytes of one view with their checksums verified. Damage is reported with the nearest
 * height, and reading goes on behind it.
 */
public final class Audit implements AutoCloseable, Family.Heights {
  private final View view;
  private final long newest;
  private final Database db;
  private final ReadOptions options;

  /**
   * Takes over one use of the view's lease.
   *
   * @param newest height of the newest block of the chain under audit
   */
  public Audit(View view, long newest) {
    this.view = view;
    this.newest = newest;
    this.db = view.db();
    this.options = view.auditOptions();
  }

  /** Hands over every entry of a family in the order of its keys. */
  public void scan(
      Family<?, ?> family, Consumer<RawEntry> entries, Consumer<Difference> unreadable) {
    byte @Nullable [] last = null;
    OptionalLong near = OptionalLong.empty();
    try (Cursor<?, ?> cursor = cursor(family)) {
      cursor.seekToFirst();
      while (true) {
        while (cursor.valid()) {
          byte[] key = cursor.rawKey();
          byte[] value = cursor.rawValue();
          // Told at once: who keeps the entry may ask for its height when the store is closed.
          long height = height(family, key, value).orElse(-1);
          entries.accept(new StoredEntry(family, key, value, height));
          last = key;
          cursor.next();
        }
        Optional<String> damage = cursor.damage();
        if (damage.isEmpty()) {
          return;
        }
        if (last != null) {
          near = nearest(family, last);
        }
        boolean resumed = resume(cursor, family, last);
        if (near.isEmpty() && resumed) {
          near = height(family, cursor.rawKey(), cursor.rawValue());
        }
        unreadable.accept(
            new Difference(
                family.name(),
                (last == null ? "from the start" : "behind " + family.describeKey(last))
                    + (resumed ? " up to " + family.describeKey(cursor.rawKey()) : ""),
                near.orElse(newest),
                Kind.UNREADABLE,
                damage.get()));
        if (!resumed) {
          return;
        }
      }
    }
  }

  /**
   * Brings a cursor behind the damage: to the next bound of a file from which on it can read.
   * Rougher than a block, but all that the files' list knows; a comparison asks key by key.
   */
  private boolean resume(Cursor<?, ?> cursor, Family<?, ?> family, byte @Nullable [] last) {
    TreeSet<byte[]> bounds = new TreeSet<>(Arrays::compareUnsigned);
    for (LiveFileMetaData file : db.files()) {
      if (familyOf(file).equals(family.name())) {
        bounds.add(file.smallestKey());
        bounds.add(file.largestKey());
      }
    }
    for (byte[] bound : last == null ? bounds : bounds.tailSet(last, false)) {
      cursor.seek(bound);
      if (cursor.valid()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Compares two stores byte by byte and checks every file of the actual one.
   *
   * @param expected a replay of the same chain, or of its beginning; its own damage is a {@link
   *     StoreException}
   */
  public static void compare(
      Audit actual, Audit expected, ReplayScope scope, Consumer<Difference> differences)
      throws StoreException {
    for (Family<?, ?> family : Families.ALL) {
      switch (family.replay()) {
        case SAME, NEWEST -> new Comparison(actual, expected, family, scope, differences).run();
        case LOCAL -> actual.checkForm(family, differences);
      }
    }
    actual.verifyFiles(expected, differences);
  }

  /** A replay does not have these entries, so only their form can be judged. */
  private void checkForm(Family<?, ?> family, Consumer<Difference> differences) {
    scan(
        family,
        entry -> {
          try {
            family.keys().decode(entry.key());
            family.values().decode(entry.value());
          } catch (IllegalArgumentException e) {
            differences.accept(
                new Difference(
                    family.name(),
                    entry.describe(),
                    newest,
                    Kind.CHANGED,
                    String.valueOf(e.getMessage())));
          }
        },
        differences);
  }

  /**
   * Verifies every block of every file, filters and indexes included, which no scan reads whole.
   *
   * @param reference tells heights where this store no longer can
   */
  public void verifyFiles(Audit reference, Consumer<Difference> differences) {
    try (Options plain = new Options()) {
      for (LiveFileMetaData file : db.files()) {
        String name = file.fileName().replace("/", "");
        try (SstFileReader reader = new SstFileReader(plain)) {
          reader.open(db.directory().resolve(name).toString());
          reader.verifyChecksum();
        } catch (RocksDBException e) {
          differences.accept(damaged(file, name, reference, String.valueOf(e.getMessage())));
        }
      }
    }
  }

  private Difference damaged(LiveFileMetaData file, String name, Audit reference, String message) {
    Family<?, ?> family = Families.named(familyOf(file));
    OptionalLong height = reference.nearest(family, file.smallestKey());
    if (height.isEmpty()) {
      height = nearest(family, file.smallestKey());
    }
    return new Difference(
        family.name(),
        "file "
            + name
            + " with "
            + family.describeKey(file.smallestKey())
            + " to "
            + family.describeKey(file.largestKey()),
        height.orElse(newest),
        Kind.UNREADABLE,
        message);
  }

  private static String familyOf(LiveFileMetaData file) {
    return new String(file.columnFamilyName(), java.nio.charset.StandardCharsets.US_ASCII);
  }

  Cursor<?, ?> cursor(Family<?, ?> family) {
    return new Cursor<>(db, family, options);
  }

  /** The block that an entry came with, as this store knows it. */
  OptionalLong height(Family<?, ?> family, byte[] key, byte[] value) {
    return family.height(key, value, this);
  }

  /** The block of the first entry at or behind a key, or of the last one before it. */
  OptionalLong nearest(Family<?, ?> family, byte[] key) {
    try (Cursor<?, ?> cursor = cursor(family)) {
      cursor.seek(key);
      if (!cursor.valid()) {
        cursor.seekForPrev(key);
      }
      return cursor.valid()
          ? height(family, cursor.rawKey(), cursor.rawValue())
          : OptionalLong.empty();
    }
  }

  @Override
  public OptionalLong ofLeaf(long leaf) {
    return heightAt(Families.LEAVES, leaf);
  }

  @Override
  public OptionalLong ofSeal(long number) {
    return heightAt(Families.SEALS, number);
  }

  @Override
  public OptionalLong ofNewest() {
    return OptionalLong.of(newest);
  }

  /** The block of the entry of that number; empty when it is not there or cannot be read. */
  private OptionalLong heightAt(Family<?, ?> family, long number) {
    try {
      byte[] key = Codec.number(number);
      byte[] value = db.getRaw(options, family, key);
      return value == null ? OptionalLong.empty() : height(family, key, value);
    } catch (StoreException | IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  /** Height of the newest block of the chain under audit. */
  long newest() {
    return newest;
  }

  /** Height of the newest block that this store itself holds. */
  long tipHeight() {
    return view.tip().height();
  }

  @Override
  public void close() {
    options.close();
    view.lease().exit();
  }

  /** An entry with its family's knowledge around it. */
  private static final class StoredEntry implements RawEntry {
    private final Family<?, ?> family;
    private final byte[] key;
    private final byte[] value;
    private final long height;

    StoredEntry(Family<?, ?> family, byte[] key, byte[] value, long height) {
      this.family = family;
      this.key = key;
      this.value = value;
      this.height = height;
    }

    @Override
    public String family() {
      return family.name();
    }

    @Override
    public byte[] key() {
      return key.clone();
    }

    @Override
    public byte[] value() {
      return value.clone();
    }

    @Override
    public long height() {
      return height;
    }

    @Override
    public String describe() {
      return family.describeKey(key);
    }
  }

  /** Found and expected around the first byte that differs. */
  static String firstDifference(byte[] found, byte[] wanted) {
    int at = Arrays.mismatch(found, wanted);
    return "byte "
        + at
        + " of "
        + found.length
        + ": "
        + hexAt(found, at)
        + " (expected: "
        + hexAt(wanted, at)
        + " of "
        + wanted.length
        + ")";
  }

  private static String hexAt(byte[] bytes, int at) {
    return at < bytes.length ? "0x" + HexFormat.of().toHexDigits(bytes[at]) : "end";
  }
}
