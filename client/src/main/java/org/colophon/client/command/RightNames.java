package org.colophon.client.command;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.colophon.client.Failure;
import org.colophon.core.content.Right;

/** Rights as words of the command line. */
final class RightNames {
  private RightNames() {}

  static Right parse(String name) throws Failure {
    String upper = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(Right.values())
        .filter(right -> right.name().equals(upper))
        .findFirst()
        .orElseThrow(() ->
            Failure.usage(
                "--rights: '" + name + "' is none of " + List.of(Right.values()) + " and not all"));
  }

  /** The rights of those names; all economic ones for {@code all}. */
  static Set<Right> parse(List<String> names) throws Failure {
    EnumSet<Right> rights = EnumSet.noneOf(Right.class);
    for (String name : names) {
      if (name.equalsIgnoreCase("all")) {
        rights.addAll(Right.ECONOMIC);
      } else {
        rights.add(parse(name));
      }
    }
    return rights;
  }
}
