package org.colophon.verifier;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How text looks on a terminal.
 *
 * @param colour whether escape sequences may be written
 */
public record Style(boolean colour) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int HASH_CHARS = 16;

  /** Colours only where somebody looks at them and has not asked for none (no-color.org). */
  public static Style of(boolean isTerminal, @Nullable String noColor) {
    return new Style(isTerminal && (noColor == null || noColor.isEmpty()));
  }

  /** What is named. */
  public String bold(String text) {
    return wrap("1", text);
  }

  /** What is only there to be complete. */
  public String dim(String text) {
    return wrap("2", text);
  }

  /** What holds. */
  public String good(String text) {
    return wrap("32", text);
  }

  /** What needs a look. */
  public String warn(String text) {
    return wrap("33", text);
  }

  /** What does not hold. */
  public String bad(String text) {
    return wrap("31", text);
  }

  private String wrap(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /**
   * Text from outside, made safe to print: control and formatting characters could move the cursor
   * or turn the reading direction, and so show another text than the one that is there.
   */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          int type = Character.getType(c);
          boolean hidden =
              type == Character.CONTROL
                  || type == Character.FORMAT
                  || type == Character.LINE_SEPARATOR
                  || type == Character.PARAGRAPH_SEPARATOR
                  || type == Character.SURROGATE;
          plain.appendCodePoint(hidden ? 0xFFFD : c);
        });
    return plain.toString();
  }

  /** An instant in UTC; a time that nobody has given yet is a dash. */
  public static String time(long ms) {
    return ms <= 0 ? "-" : TIME.format(Instant.ofEpochMilli(ms));
  }

  /** An instant that is known in whole seconds only, as cosignatures give it: rounded down. */
  public static String seconds(long ms) {
    return ms <= 0 ? "-" : SECONDS.format(Instant.ofEpochMilli(ms));
  }

  /** How far apart the times lie of which one is the median; nothing when there is one time. */
  public static String spread(long earliestMs, long latestMs) {
    return latestMs > earliestMs ? ", spread " + (latestMs - earliestMs) / 1000 + " s" : "";
  }

  /** The beginning of a hash, for a person. */
  public static String brief(String hash) {
    return hash.length() <= HASH_CHARS ? hash : hash.substring(0, HASH_CHARS) + "…";
  }

  /** So many of something, whose plural ends in s. */
  public static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** Basis points as percent. */
  public static String percent(long basisPoints) {
    String text = String.format(Locale.ROOT, "%.2f", basisPoints / 100.0);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) + " %" : text + " %";
  }
}
