package org.colophon.core.content;

import java.util.regex.Pattern;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;

/** What a work is classified as, by the classification of its kind of right. */
final class Category {
  /** Copyright Law of the PRC (2020), art. 3, items 1 to 9. */
  private static final Pattern ITEM = Pattern.compile("(art)?3\\.[1-9]");

  /** Nice classification of goods and services, classes 1 to 45. */
  private static final Pattern NICE_CLASS = Pattern.compile("[1-9]|[1-3][0-9]|4[0-5]");

  /** International Patent Classification: a subclass, or a group of one (WIPO ST.8). */
  private static final Pattern IPC_SYMBOL =
      Pattern.compile("[A-H](0[1-9]|[1-9][0-9])[A-Z]( [1-9][0-9]{0,3}/[0-9]{2,6})?");

  private Category() {}

  /** Returns {@code category}, or refuses it as BAD_IDENTIFIER. */
  static String check(WorkDeclare.IpKind kind, String category) throws RefusedException {
    Pattern pattern =
        switch (kind) {
          case COPYRIGHT -> ITEM;
          case TRADEMARK -> NICE_CLASS;
          case PATENT -> IPC_SYMBOL;
        };
    if (!pattern.matcher(category).matches()) {
      throw new RefusedException(
          Reason.BAD_IDENTIFIER, "category: of a " + kind + " (expected: " + expected(kind) + ")");
    }
    return category;
  }

  private static String expected(WorkDeclare.IpKind kind) {
    return switch (kind) {
      case COPYRIGHT -> "art3.1 to art3.9, an item of Copyright Law art. 3";
      case TRADEMARK -> "1 to 45, a Nice class";
      case PATENT -> "an IPC symbol such as G06F 17/30";
    };
  }
}
