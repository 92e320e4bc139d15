package org.colophon.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the one canonical text of a value (RFC 8785, 3.2). */
final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] out = new byte[512];
  private int length;

  private JsonWriter() {}

  static byte[] bytes(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.write(value);
    return Arrays.copyOf(writer.out, writer.length);
  }

  private void write(Json value) {
    switch (value) {
      case Json.Obj object -> writeObject(object);
      case Json.Arr array -> writeArray(array);
      case Json.Str string -> writeString(string.value());
      case Json.Int integer -> ascii(Long.toString(integer.value()));
      case Json.Bool bool -> ascii(bool.value() ? "true" : "false");
    }
  }

  private void writeObject(Json.Obj object) {
    SortedMembers members = SortedMembers.of(object.members());
    write('{');
    for (int i = 0; i < members.size(); i++) {
      if (i > 0) {
        write(',');
      }
      writeString(members.name(i));
      write(':');
      write(members.value(i));
    }
    write('}');
  }

  private void writeArray(Json.Arr array) {
    write('[');
    for (int i = 0; i < array.items().size(); i++) {
      if (i > 0) {
        write(',');
      }
      write(array.items().get(i));
    }
    write(']');
  }

  private void writeString(String text) {
    if (!writePlain(text)) {
      writeSpecial(text);
    }
  }

  /** Most text is ASCII without anything to escape; what is not is left to be written again. */
  private boolean writePlain(String text) {
    reserve(text.length() + 2);
    int at = length;
    out[at++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\') {
        return false;
      }
      out[at++] = (byte) c;
    }
    out[at++] = '"';
    length = at;
    return true;
  }

  private void writeSpecial(String text) {
    write('"');
    int plainFrom = 0;
    boolean ascii = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0x7f) {
        throw new IllegalArgumentException("string: holds U+007F");
      }
      if (c > 0x7f) {
        ascii = false;
      }
      if (c >= 0x20 && c != '"' && c != '\\') {
        continue;
      }
      plain(text, plainFrom, i, ascii);
      plainFrom = i + 1;
      escape(c);
    }
    plain(text, plainFrom, text.length(), ascii);
    write('"');
  }

  private void escape(char c) {
    write('\\');
    switch (c) {
      case '"', '\\' -> write(c);
      case '\b' -> write('b');
      case '\f' -> write('f');
      case '\n' -> write('n');
      case '\r' -> write('r');
      case '\t' -> write('t');
      default -> {
        ascii("u00");
        write(HEX[c >> 4]);
        write(HEX[c & 15]);
      }
    }
  }

  private void ascii(String text) {
    plain(text, 0, text.length(), true);
  }

  /** Most text is ASCII, which needs no encoder. */
  private void plain(String text, int from, int to, boolean ascii) {
    if (!ascii) {
      utf8(text.substring(from, to));
      return;
    }
    reserve(to - from);
    for (int i = from; i < to; i++) {
      out[length++] = (byte) text.charAt(i);
    }
  }

  private void utf8(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    // For an unpaired surrogate getBytes writes a question mark, and so another text.
    if (!new String(encoded, StandardCharsets.UTF_8).equals(text)) {
      throw new IllegalArgumentException("string: holds an unpaired surrogate");
    }
    reserve(encoded.length);
    System.arraycopy(encoded, 0, out, length, encoded.length);
    length += encoded.length;
  }

  private void write(int b) {
    reserve(1);
    out[length++] = (byte) b;
  }

  private void reserve(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
    }
  }
}
