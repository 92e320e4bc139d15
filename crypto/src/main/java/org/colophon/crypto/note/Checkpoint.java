package org.colophon.crypto.note;

import java.util.Optional;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;

/**
 * A tree's size and root (tlog-checkpoint), without extension lines: the ML-DSA cosignature does
 * not cover them, so Colophon has none.
 *
 * @param origin the chain id; 1 to 255 bytes of UTF-8 without control characters
 * @param size number of leaves, 0 or more
 * @param root root of the RFC 6962 tree of that size
 * @param sm3Root root of the tree of that size with SM3, where there is one; not in the text: an
 *     SM2 cosignature names it
 */
public record Checkpoint(String origin, long size, Hash root, Optional<Hash> sm3Root) {
  private static final int TEXT_LENGTH_MAX = NoteText.NAME_LENGTH_MAX + 1 + 19 + 1 + 44 + 1;

  /** Checks the ranges. */
  public Checkpoint {
    NoteText.checkOrigin(origin);
    if (size < 0) {
      throw new IllegalArgumentException("tree size: " + size + " (expected: 0 or more)");
    }
  }

  /** A checkpoint of a log that has no tree with SM3. */
  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, Optional.empty());
  }

  /** The same with the root of the tree with SM3. */
  public Checkpoint withSm3Root(Hash sm3) {
    return new Checkpoint(origin, size, root, Optional.of(sm3));
  }

  /** Both roots as people and proofs of contradiction tell them: the text, and a line for SM3. */
  public String fullText() {
    return text() + sm3Root.map(NoteText::sm3Line).orElse("");
  }

  /** The note's body: origin, size and base64 root, each on a line of its own. */
  public String text() {
    return origin + "\n" + size + "\n" + StrictBase64.encode(root.bytes()) + "\n";
  }

  /**
   * Reads a note's body.
   *
   * @throws IllegalArgumentException for any text that {@link #text} would not give, hence also for
   *     extension lines
   */
  public static Checkpoint parse(String body) {
    if (body.length() > TEXT_LENGTH_MAX) {
      throw new IllegalArgumentException("checkpoint: longer than " + TEXT_LENGTH_MAX);
    }
    String[] lines = body.split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty()) {
      throw new IllegalArgumentException("checkpoint: not three lines, each ending in a newline");
    }
    long size = NoteText.decimal("tree size", lines[1]);
    Hash root;
    try {
      root = Hash.of(StrictBase64.decode(lines[2]));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("root hash: not 32 bytes in base64", e);
    }
    return new Checkpoint(lines[0], size, root);
  }
}
