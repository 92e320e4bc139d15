package org.colophon.core.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;

/**
 * Where the next page begins, as text that callers hand back and do not read. It names the list
 * that it belongs to, so that a cursor of one list is refused by another, and it is no secret: what
 * it can reach, a caller may ask for anyway.
 */
public final class Cursor {
  /** Longest text of a cursor. */
  public static final int CHARS_MAX = 64;

  private static final Pattern FORM = Pattern.compile("1\\.([0-9a-f]{16})\\.(0|[1-9][0-9]{0,15})");

  private Cursor() {}

  /**
   * The cursor of the page that begins at a leaf.
   *
   * @param list names the list, such as {@code trace/<work>}
   */
  public static String of(String list, LeafIndex next) {
    String text = "1." + tag(list) + "." + next;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The leaf at which the page begins; empty for the first page, which has the empty cursor.
   *
   * @throws RefusedException MALFORMED when it is not a cursor of that list
   */
  public static Optional<LeafIndex> parse(String list, String cursor) throws RefusedException {
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    if (cursor.length() > CHARS_MAX) {
      throw refused();
    }
    Matcher matcher = FORM.matcher(decode(cursor));
    if (!matcher.matches() || !matcher.group(1).equals(tag(list))) {
      throw refused();
    }
    LeafIndex next = new LeafIndex(Long.parseLong(matcher.group(2)));
    // A decoder forgives some texts; a cursor has one.
    if (!of(list, next).equals(cursor)) {
      throw refused();
    }
    return Optional.of(next);
  }

  private static String decode(String cursor) throws RefusedException {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      throw refused();
    }
  }

  private static String tag(String list) {
    return Hash.sha256(list.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
  }

  private static RefusedException refused() {
    return new RefusedException(
        Reason.MALFORMED, "cursor: (expected: the next cursor of the same list)");
  }
}
