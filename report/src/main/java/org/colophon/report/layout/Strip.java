package org.colophon.report.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands on one page as a whole: a line, a row of a table, a gap.
 *
 * @param height from its top to the next one's
 * @param staysWithNext whether no page may end behind it
 * @param isGap whether it falls away at the top of a page
 * @param head what is repeated above it when it is the first of a page
 * @param drawing what it shows
 */
public record Strip(
    double height, boolean staysWithNext, boolean isGap, Optional<Strip> head, Drawing drawing) {
  /** Draws a strip whose upper left corner is given. */
  @FunctionalInterface
  public interface Drawing {
    /** Draws. */
    void draw(Canvas canvas, double left, double top);
  }

  /** A strip that may stand anywhere. */
  public static Strip of(double height, Drawing drawing) {
    return new Strip(height, false, false, Optional.empty(), drawing);
  }

  /** Empty room. */
  public static Strip gap(double height) {
    return new Strip(height, false, true, Optional.empty(), (canvas, left, top) -> {});
  }

  /** The same, kept on one page with what follows. */
  public Strip withNext() {
    return new Strip(height, true, isGap, head, drawing);
  }

  /** Strips that stay on one page, up to such a height together; higher ones as they are. */
  public static List<Strip> together(List<Strip> strips, double heightMax) {
    if (strips.stream().mapToDouble(Strip::height).sum() > heightMax) {
      return strips;
    }
    List<Strip> kept = new ArrayList<>(strips.stream().map(Strip::withNext).toList());
    kept.set(kept.size() - 1, strips.getLast());
    return kept;
  }

  /** The same, with what is repeated above it on a new page. */
  public Strip under(Strip repeated) {
    return new Strip(height, staysWithNext, isGap, Optional.of(repeated), drawing);
  }
}
