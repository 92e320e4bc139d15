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
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * The largest tree that this validator ever signed and the time that it gave, in a file of its own
 * that is durable before a signature leaves. It outlives the store: a validator whose store was set
 * back must not sign a second root for a size that it signed before, nor one whose clock was set
 * back a time before its last.
 */
public final class LastSigned {
  private static final JsonLimits LIMITS = new JsonLimits(4096, 2, 8);

  private static final long NEVER = -1;

  private final Path file;
  private final ChainId chain;
  private @Nullable Checkpoint newest;
  private long seconds;

  private LastSigned(Path file, ChainId chain, @Nullable Checkpoint newest, long seconds) {
    this.file = file;
    this.chain = chain;
    this.newest = newest;
    this.seconds = seconds;
  }

  /** Reads the file; there is none before the first signature. A damaged one is an error. */
  static LastSigned open(Path file, ChainId chain) throws IOException {
    if (!Files.exists(file)) {
      return new LastSigned(file, chain, null, NEVER);
    }
    try {
      Members members = Members.of("", JsonParser.parseObject(Files.readAllBytes(file), LIMITS));
      String origin = members.text("chain", 64);
      Checkpoint checkpoint =
          new Checkpoint(
              origin, members.integer("size", 1, Json.INTEGER_MAX), members.hash("root"));
      long seconds = members.integerIf("seconds", 0, Json.INTEGER_MAX).orElse(NEVER);
      members.end();
      if (!origin.equals(chain.text())) {
        throw new IOException(file + ": of chain " + origin + " (expected: " + chain + ")");
      }
      return new LastSigned(file, chain, checkpoint, seconds);
    } catch (RefusedException e) {
      throw new IOException(file + ": damaged: " + e.refusal().detail(), e);
    }
  }

  /** Leaves of the tree that such a file remembers; empty when there is no file. */
  public static Optional<Long> sizeIn(Path file, ChainId chain) throws IOException {
    return open(file, chain).newest().map(Checkpoint::size);
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
    byte[] text =
        Json.object()
            .put("chain", chain.text())
            .put("root", root.hex())
            .put("seconds", atSeconds)
            .put("size", checkpoint.size())
            .build()
            .bytes();
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
