package org.colophon.report.words;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.colophon.core.Timestamp;
import org.colophon.report.layout.Phrase;

/** Values as a person reads them. */
public final class Show {
  private static final int GROUP = 8;
  private static final ZoneId BEIJING = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private Show() {}

  /** Hex digits in groups of eight, so that two of them can be compared by eye. */
  public static String hex(String hex) {
    StringBuilder grouped = new StringBuilder();
    for (int i = 0; i < hex.length(); i += GROUP) {
      grouped.append(i == 0 ? "" : " ").append(hex, i, Math.min(hex.length(), i + GROUP));
    }
    return grouped.toString();
  }

  /** The same in a narrow column: so many groups on each line. */
  public static List<Phrase> hexLines(String hex, int groups) {
    List<Phrase> lines = new ArrayList<>();
    for (int i = 0; i < hex.length(); i += groups * GROUP) {
      lines.add(Phrase.of(hex(hex.substring(i, Math.min(hex.length(), i + groups * GROUP)))));
    }
    return lines;
  }

  /** A time to the millisecond, in UTC, and for Chinese readers in Beijing's time as well. */
  public static List<Phrase> time(Timestamp time, Messages messages) {
    return at(Instant.ofEpochMilli(time.value()), TIME, messages);
  }

  /** A time to the second. */
  public static List<Phrase> seconds(Timestamp time, Messages messages) {
    return at(Instant.ofEpochMilli(time.value()), SECONDS, messages);
  }

  /** A time to the second. */
  public static List<Phrase> seconds(Instant time, Messages messages) {
    return at(time, SECONDS, messages);
  }

  private static List<Phrase> at(Instant time, DateTimeFormatter format, Messages messages) {
    List<Phrase> shown = new ArrayList<>();
    shown.add(Phrase.of(format.format(time.atOffset(ZoneOffset.UTC)) + " UTC"));
    if (messages.language().isChinese()) {
      shown.add(
          Phrase.of(
              Messages.load("certificate", "zh")
                  .getString("time.beijing")
                  .replace("{0}", format.format(time.atZone(BEIJING)))));
    }
    return shown;
  }

  /** A time in UTC within a sentence. */
  public static String utcSeconds(Timestamp time) {
    return SECONDS.format(Instant.ofEpochMilli(time.value()).atOffset(ZoneOffset.UTC)) + " UTC";
  }

  /** Basis points of a whole: 10,000 are 100 %. */
  public static String share(long basisPoints) {
    String hundredths = String.format(Locale.ROOT, "%02d", basisPoints % 100);
    return basisPoints % 100 == 0
        ? basisPoints / 100 + " %"
        : basisPoints / 100 + "." + hundredths + " %";
  }

  /** A number with its thousands told apart, as ISO 80000-1 has it. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }
}
