package org.colophon.core.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the one canonical text of a value (RFC 8785, 3.2). */
final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  private JsonWriter() {}

  static byte[] bytes(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.write(value);
    return writer.out.toByteArray();
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
    char separator = '{';
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      out.write(separator);
      separator = ',';
      writeString(member.getKey());
      out.write(':');
      write(member.getValue());
    }
    if (object.members().isEmpty()) {
      out.write('{');
    }
    out.write('}');
  }

  private void writeArray(Json.Arr array) {
    out.write('[');
    for (int i = 0; i < array.items().size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      write(array.items().get(i));
    }
    out.write(']');
  }

  private void writeString(String text) {
    out.write('"');
    int plainFrom = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0x7f) {
        throw new IllegalArgumentException("string: holds U+007F");
      }
      if (c >= 0x20 && c != '"' && c != '\\') {
        continue;
      }
      utf8(text.substring(plainFrom, i));
      plainFrom = i + 1;
      escape(c);
    }
    utf8(text.substring(plainFrom));
    out.write('"');
  }

  private void escape(char c) {
    out.write('\\');
    switch (c) {
      case '"', '\\' -> out.write(c);
      case '\b' -> out.write('b');
      case '\f' -> out.write('f');
      case '\n' -> out.write('n');
      case '\r' -> out.write('r');
      case '\t' -> out.write('t');
      default -> {
        ascii("u00");
        out.write(HEX[c >> 4]);
        out.write(HEX[c & 15]);
      }
    }
  }

  private void ascii(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void utf8(String text) {
    if (text.isEmpty()) {
      return;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    // For an unpaired surrogate getBytes writes a question mark, and so another text.
    if (!new String(encoded, StandardCharsets.UTF_8).equals(text)) {
      throw new IllegalArgumentException("string: holds an unpaired surrogate");
    }
    out.writeBytes(encoded);
  }
}
