package org.colophon.client.submit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.client.file.AtomicFiles;
import org.colophon.core.ChainId;

/**
 * The highest block that this profile has seen a record of its own in. Each command may meet
 * another node, and one that is behind would answer "not registered" to what was just registered;
 * asked for at least this height, it waits.
 */
public final class LastHeight {
  private final Path file;
  private final ChainId chain;
  private long stored;
  private long height;

  /** Reads what an earlier command noted; what is unreadable or of another chain counts as none. */
  public LastHeight(Path file, ChainId chain) {
    this.file = file;
    this.chain = chain;
    this.stored = read(file, chain);
    this.height = stored;
  }

  /** The height to ask for. */
  public synchronized long value() {
    return height;
  }

  /** Notes a height. */
  public synchronized void seen(long seenHeight) {
    height = Math.max(height, seenHeight);
  }

  /** Keeps it for the next command. */
  public synchronized void save() throws IOException {
    if (height > stored) {
      AtomicFiles.write(
          file, (chain.text() + " " + height + "\n").getBytes(StandardCharsets.US_ASCII));
      stored = height;
    }
  }

  private static long read(Path file, ChainId chain) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) < 256) {
        String[] words = Files.readString(file, StandardCharsets.US_ASCII).trim().split(" ", -1);
        if (words.length == 2 && words[0].equals(chain.text())) {
          return Math.max(0, Long.parseLong(words[1]));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Without it a command is only less sure to see its own records at once.
    }
    return 0;
  }
}
