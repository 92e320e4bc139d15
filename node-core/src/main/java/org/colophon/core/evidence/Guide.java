package org.colophon.core.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.colophon.core.RefusedException;

/** The text that tells a reader how to check a bundle with tools that are not ours. */
public final class Guide {
  private static final byte[] TEXT = read();

  private Guide() {}

  /** Its bytes; the same in every bundle. */
  public static byte[] bytes() {
    return TEXT.clone();
  }

  /** Refuses another text: a reader would type what it says. */
  static void verify(byte[] guide) throws RefusedException {
    if (!Arrays.equals(guide, TEXT)) {
      throw EvidenceVerifier.refused("is not the known text");
    }
  }

  private static byte[] read() {
    try (InputStream in = Guide.class.getResourceAsStream(Parts.GUIDE)) {
      return Objects.requireNonNull(in, Parts.GUIDE).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
