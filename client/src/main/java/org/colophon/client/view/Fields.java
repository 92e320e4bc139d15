package org.colophon.client.view;

import java.util.Locale;
import org.colophon.core.json.ObjBuilder;
import org.colophon.verifier.Style;

/** Named values, a line each for a person, or members for programs. */
final class Fields {
  /** What stands below a name. */
  static final String INDENT = " ".repeat(12);

  private Fields() {}

  static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-12s", name)).append(Style.plain(value)).append('\n');
  }

  /** Like {@link #line}, when there is something. */
  static void lineIf(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      line(text, name, value);
    }
  }

  /** A member, when there is something. */
  static void member(ObjBuilder json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  /** The name of a constant in words. */
  static String words(String name) {
    return Style.plain(name).toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
