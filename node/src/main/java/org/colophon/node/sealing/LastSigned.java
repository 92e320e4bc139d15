package org.colophon.node.sealing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * The largest tree that this validator ever signed and the time that it gave, in a file of its own
 * that is durable before a signature leaves. It outlives the store: a validator whose store was set
 * back must not sign a second root for a size that it signed before, nor one whose clock was set
 * back a time before its last. Only the beginning of an epoch, which a quorum has signed, sets it
 * back, to a sealed tree; and what it remembers is of one epoch.
 */
public final class LastSigned {
  private static final JsonLimits LIMITS = new JsonLimits(4096, 2, 8);

  private static final long NEVER = -1;

  private final Path file;
  private final ChainId chain;
  private final long epoch;
  private @Nullable Checkpoint newest;
  private long seconds;

  private LastSigned(
      Path file, ChainId chain, long epoch, @Nullable Checkpoint newest, long seconds) {
    this.file = file;
    this.chain = chain;
    this.epoch = epoch;
    this.newest = newest;
    this.seconds = seconds;
  }

  /**
   * Reads the file; there is none before the first signature. A damaged one is an error, and so is
   * one of another epoch than the ledger's: it says nothing of what was signed in this one.
   */
  static LastSigned open(Path file, ChainId chain, long epoch) throws IOException {
    if (!Files.exists(file)) {
      return new LastSigned(file, chain, epoch, null, NEVER);
    }
    LastSigned found = read(file, chain);
    if (found.epoch != epoch) {
      throw new IOException(
          file + ": of epoch " + found.epoch + " (expected: " + epoch + ", the ledger's)");
    }
    return found;
  }

  private static LastSigned read(Path file, ChainId chain) throws IOException {
    try {
      Members members = Members.of("", JsonParser.parseObject(Files.readAllBytes(file), LIMITS));
      String origin = members.text("chain", 64);
      Checkpoint checkpoint =
          new Checkpoint(
              origin,
              members.integer("size", 1, Json.INTEGER_MAX),
              members.hash("root"),
              members.hashIf("sm3Root"));
      long seconds = members.integerIf("seconds", 0, Json.INTEGER_MAX).orElse(NEVER);
      long epoch = members.integerIf("epoch", 1, Json.INTEGER_MAX).orElse(0L);
      members.end();
      if (!origin.equals(chain.text())) {
        throw new IOException(file + ": of chain " + origin + " (expected: " + chain + ")");
      }
      return new LastSigned(file, chain, epoch, checkpoint, seconds);
    } catch (RefusedException e) {
      throw new IOException(file + ": damaged: " + e.refusal().detail(), e);
    }
  }

  /** Leaves of the tree that such a file remembers; empty when there is no file. */
  public static Optional<Long> sizeIn(Path file, ChainId chain) throws IOException {
    return Files.exists(file) ? read(file, chain).newest().map(Checkpoint::size) : Optional.empty();
  }

  /** Whether such a file remembers an earlier epoch than another one, or a smaller tree of it. */
  public static boolean isBehind(Path file, Path other, ChainId chain) throws IOException {
    long here = read(file, chain).epoch;
    long there = read(other, chain).epoch;
    return here < there
        || (here == there && sizeIn(file, chain).orElse(0L) < sizeIn(other, chain).orElse(0L));
  }

  /**
   * Writes into {@code next} what a validator remembers at the beginning of an epoch: the sealed
   * tree behind which it begins, whatever it signed beyond that. The time does not go back.
   *
   * @param before the file of the epoch before
   */
  public static void begin(Path before, Path next, ChainId chain, long epoch, Checkpoint sealed)
      throws IOException {
    long seconds = read(before, chain).seconds;
    new LastSigned(next, chain, epoch, null, NEVER).remember(sealed, seconds);
  }

  /** The largest tree signed so far. */
  Optional<Checkpoint> newest() {
    return Optional.ofNullable(newest);
  }

  /** The time that the newest signature bears, in seconds; −1 when there is none. */
  long seconds() {
    return seconds;
  }

  /** Makes checkpoint and time durable as the newest; returns before a signature on them leaves. */
  void remember(Checkpoint checkpoint, long atSeconds) throws IOException {
    Hash root = checkpoint.root();
    ObjBuilder members =
        Json.object()
            .put("chain", chain.text())
            .put("root", root.hex())
            .putText("sm3Root", checkpoint.sm3Root().map(Hash::hex))
            .put("size", checkpoint.size());
    if (atSeconds != NEVER) {
      members.put("seconds", atSeconds);
    }
    if (epoch > 0) {
      members.put("epoch", epoch);
    }
    byte[] text = members.build().bytes();
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
    newest = checkpoint;
    seconds = atSeconds;
  }
}
