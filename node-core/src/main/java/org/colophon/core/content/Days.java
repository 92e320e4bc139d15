package org.colophon.core.content;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Calendar days as {@code YYYY-MM-DD} (ISO 8601). */
final class Days {
  private Days() {}

  static String check(String text) {
    try {
      if (text.length() == 10 && LocalDate.parse(text).toString().equals(text)) {
        return text;
      }
    } catch (DateTimeException e) {
      // Falls through to the one refusal for all that is not a day.
    }
    throw new IllegalArgumentException("not a day as YYYY-MM-DD");
  }
}
