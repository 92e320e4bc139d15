package org.colophon.capture.surroundings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One point of the check of the surroundings.
 *
 * @param verdict what came of it
 * @param point what was looked at
 * @param words what was found
 */
public record Finding(Verdict verdict, String point, String words) {
  /** What came of a point. */
  public enum Verdict {
    /** Nothing there could change what was taken down. */
    CLEAN,
    /** Something there could; it is for a person to judge whether it did. */
    FOUND,
    /** It could not be looked at. */
    UNKNOWN
  }

  static Finding clean(String point, String words) {
    return new Finding(Verdict.CLEAN, point, words);
  }

  static Finding found(String point, String words) {
    return new Finding(Verdict.FOUND, point, words);
  }

  static Finding unknown(String point, String words) {
    return new Finding(Verdict.UNKNOWN, point, words);
  }

  /** As a line of the transcript. */
  public String toLine() {
    return String.format(
        Locale.ROOT, "[%-7s] %s: %s", verdict.name().toLowerCase(Locale.ROOT), point, words);
  }

  /** Whether the browser shut itself in, which it cannot as root. */
  public static Finding ofSandbox(boolean isRoot) {
    return isRoot
        ? found("sandbox", "run by root, so that the browser runs without its own sandbox")
        : clean("sandbox", "the browser's own");
  }

  /** Whether a certificate that does not hold would have been taken. */
  public static Finding ofAccepted(List<Path> files) {
    return files.isEmpty()
        ? clean("certificates", "those that hold by the browser's own roots, and no others")
        : found("certificates", "taken although they may not hold: the keys in " + files);
  }
}
