package org.colophon.crypto.note;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;

/** The rules on characters that all C2SP texts share. */
final class NoteText {
  /** The structure an ML-DSA cosignature signs has one length byte for a name. */
  static final int NAME_LENGTH_MAX = 255;

  private NoteText() {}

  /** The text's bytes; refuses unpaired surrogates, which have none. */
  static byte[] utf8(String text) {
    try {
      ByteBuffer buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text: not encodable as UTF-8", e);
    }
  }

  /** The bytes' text; refuses what is no UTF-8. */
  static String ofUtf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text: not UTF-8", e);
    }
  }

  /** The line that names a root of a tree with SM3, with its newline. */
  static String sm3Line(Hash root) {
    return "sm3 " + StrictBase64.encode(root.bytes()) + "\n";
  }

  /** Refuses control characters below U+0020 other than newline. */
  static void checkNoControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\n') {
        throw new IllegalArgumentException("control character: U+%04X".formatted((int) c));
      }
    }
  }

  /** Refuses what cannot be a key name (signed-note): empty, or with Unicode spaces or a plus. */
  static String checkKeyName(String name) {
    int length = utf8(name).length;
    if (length < 1 || length > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException("key name: " + length + " bytes (expected: 1 to 255)");
    }
    boolean isAllowed = name.codePoints().noneMatch(c -> c == '+' || c < ' ' || isUnicodeSpace(c));
    if (!isAllowed) {
      throw new IllegalArgumentException("key name: holds a space, a plus or a control character");
    }
    return name;
  }

  /**
   * Refuses what cannot be the origin of a checkpoint: empty, long, or with a control character.
   */
  static String checkOrigin(String origin) {
    int length = utf8(origin).length;
    if (length < 1 || length > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException("origin: " + length + " bytes (expected: 1 to 255)");
    }
    if (origin.codePoints().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("origin: holds a control character");
    }
    return origin;
  }

  /** Reads an ASCII decimal from 0 to 2^63 − 1 without leading zeroes. */
  static long decimal(String what, String text) {
    boolean isDecimal =
        !text.isEmpty()
            && text.length() <= 19
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
            && (text.length() == 1 || text.charAt(0) != '0');
    if (!isDecimal) {
      throw new IllegalArgumentException(what + ": not a decimal without leading zeroes");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(what + ": above 2^63 - 1", e);
    }
  }

  /** White_Space of Unicode; U+0085 is the one that Java's own test leaves out. */
  private static boolean isUnicodeSpace(int c) {
    return Character.isSpaceChar(c) || Character.isWhitespace(c) || c == 0x85;
  }
}
