package org.colophon.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads the vectors under src/test/resources/vectors: comments, empty lines, and lines of words.
 */
public final class Vectors {
  private Vectors() {}

  /** The lines of a file that are neither empty nor comments. */
  public static List<String> lines(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      if (in == null) {
        throw new AssertionError("no vectors " + name);
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first {@code count} words of a line, and the rest as it stands, which may be empty. */
  public static List<String> words(String line, int count) {
    return List.of((line + " ").replaceFirst(" $", "").split(" ", count + 1));
  }

  /** The bytes of a text in which {@code <XX>} stands for one byte in hex. */
  public static byte[] bytes(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("<", at) && text.indexOf('>', at) == at + 3) {
        out.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
        at += 4;
      } else {
        int next = text.offsetByCodePoints(at, 1);
        out.writeBytes(text.substring(at, next).getBytes(UTF_8));
        at = next;
      }
    }
    return out.toByteArray();
  }
}
