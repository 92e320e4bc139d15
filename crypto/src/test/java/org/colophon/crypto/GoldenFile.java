package org.colophon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checked-in text that a test makes anew and compares. Run the tests with {@code
 * -Dcolophon.regenerate=true} to write it, then read the difference before committing it.
 */
public final class GoldenFile {
  private static final Path VECTORS = Path.of("src/test/resources/vectors");

  private GoldenFile() {}

  /** The text of a file under src/test/resources/vectors. */
  public static String read(String name) {
    return read(VECTORS.resolve(name));
  }

  /** Fails when the file under src/test/resources/vectors differs. */
  public static void check(String name, String expected) {
    check(VECTORS.resolve(name), expected);
  }

  /** Fails when the file differs. */
  public static void check(Path file, String expected) {
    if (Boolean.getBoolean("colophon.regenerate")) {
      try {
        Files.writeString(file, expected, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(read(file)).as("%s, made anew", file).isEqualTo(expected);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
