package org.colophon.crypto.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import org.colophon.crypto.StrictBase64;
import org.jspecify.annotations.Nullable;

/**
 * One signature line of a note (signed-note): who signed, with which key, and the bytes. Immutable.
 */
public final class NoteSignature {
  /** By the UTF-8 bytes of the key name, then by key id as an unsigned number. */
  static final Comparator<NoteSignature> BY_KEY =
      Comparator.comparing((NoteSignature s) -> NoteText.utf8(s.name), Arrays::compareUnsigned)
          .thenComparing(s -> s.keyId, Integer::compareUnsigned);

  private static final String PREFIX = "\u2014 ";
  private static final int KEY_ID_LENGTH = 4;

  private final String name;
  private final int keyId;
  private final byte[] bytes;

  private NoteSignature(String name, int keyId, byte[] bytes) {
    this.name = name;
    this.keyId = keyId;
    this.bytes = bytes;
  }

  /**
   * A signature by the key of this name and id.
   *
   * @param bytes what stands after the key id, at least one byte; copied
   * @throws IllegalArgumentException when the name is no key name, or there are no bytes
   */
  public static NoteSignature of(String name, int keyId, byte[] bytes) {
    NoteText.checkKeyName(name);
    if (bytes.length < 1) {
      throw new IllegalArgumentException("note signature: no bytes");
    }
    return new NoteSignature(name, keyId, bytes.clone());
  }

  /**
   * Reads a line, without its newline.
   *
   * @throws IllegalArgumentException for any text that {@link #line} would not give
   */
  public static NoteSignature parse(String line) {
    int space = line.indexOf(' ', PREFIX.length());
    if (!line.startsWith(PREFIX) || space < 0) {
      throw new IllegalArgumentException(
          "signature line: not of the form \"\u2014 <name> <base64>\"");
    }
    byte[] blob;
    try {
      blob = StrictBase64.decode(line.substring(space + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("signature line: not canonical base64", e);
    }
    if (blob.length <= KEY_ID_LENGTH) {
      throw new IllegalArgumentException("signature line: no signature after the key id");
    }
    return of(
        line.substring(PREFIX.length(), space),
        ByteBuffer.wrap(blob).getInt(),
        Arrays.copyOfRange(blob, KEY_ID_LENGTH, blob.length));
  }

  /** The key's name. */
  public String name() {
    return name;
  }

  /** The key's id: four bytes, big-endian. */
  public int keyId() {
    return keyId;
  }

  /** A copy of the bytes after the key id: timestamp (cosignatures) and signature. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The line without its newline: em dash, name, base64 of key id and bytes. */
  public String line() {
    byte[] blob =
        ByteBuffer.allocate(KEY_ID_LENGTH + bytes.length).putInt(keyId).put(bytes).array();
    return PREFIX + name + " " + StrictBase64.encode(blob);
  }

  /** Whether both name the same key, whatever the bytes. */
  public boolean isBySameKeyAs(NoteSignature other) {
    return keyId == other.keyId && name.equals(other.name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NoteSignature that
        && isBySameKeyAs(that)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + keyId;
  }

  @Override
  public String toString() {
    return line();
  }
}
