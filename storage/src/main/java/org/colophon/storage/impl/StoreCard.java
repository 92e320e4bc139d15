package org.colophon.storage.impl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Position;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;

/**
 * The file {@code STORE.json} beside RocksDB's own: canonical JSON {@code
 * {"durable":{"index":…,"term":…},"format":…,"genesis":…}}. It says what the directory is before
 * anything is opened, and is written last, so that a directory without it is no whole store.
 * RocksDB takes a damaged end of its manifest for an unfinished write and silently opens at an
 * earlier state; {@code durable} is how we notice.
 *
 * @param format version of the layout
 * @param genesis hash of the chain's genesis
 * @param durable a position that the database once said was durable
 */
public record StoreCard(int format, Hash genesis, Position durable) {
  /** Its name in the directory. */
  public static final String FILE = "STORE.json";

  private static final JsonLimits LIMITS = new JsonLimits(1024, 2, 8);

  /** Reads the card of a directory. */
  public static StoreCard read(Path directory) throws StoreException {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new StoreException(
          directory + ": no " + FILE + " (expected: the directory of a whole store)");
    }
    try {
      Members card = Members.of("", JsonParser.parseObject(Files.readAllBytes(file), LIMITS));
      int format = (int) card.integer("format", 0, Integer.MAX_VALUE);
      if (format != Families.FORMAT && format != Families.FORMAT_TAKEN_OUT) {
        // Whatever else another format says is not ours to read.
        throw new StoreException(
            file
                + ": format: "
                + format
                + " (expected: "
                + Families.FORMAT
                + " or "
                + Families.FORMAT_TAKEN_OUT
                + ")");
      }
      Members durable = card.object("durable");
      Position position =
          new Position(
              durable.integer("term", 0, Json.INTEGER_MAX),
              durable.integer("index", -1, Json.INTEGER_MAX));
      durable.end();
      StoreCard read = new StoreCard(format, card.hash("genesis"), position);
      card.end();
      return read;
    } catch (RefusedException e) {
      throw new StoreException(file + " is damaged: " + e.getMessage(), e);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(file + " cannot be read", e);
    }
  }

  /** Puts the card into a directory, whole or not at all, and durable when it returns. */
  public void write(Path directory) throws StoreException {
    Path file = directory.resolve(FILE);
    Path draft = directory.resolve(FILE + ".draft");
    Json.Obj text =
        Json.object()
            .put(
                "durable",
                Json.object().put("index", durable.index()).put("term", durable.term()).build())
            .put("format", format)
            .put("genesis", genesis.hex())
            .build();
    try {
      try (FileChannel out =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.bytes());
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      StoreFiles.sync(directory);
    } catch (IOException e) {
      throw new StoreException(file + " cannot be written", e);
    }
  }
}
