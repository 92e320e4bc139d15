package org.colophon.report.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines: between words, and between Chinese characters as their typography has it
 * (GB/T 15834-2011, 5.1): no line begins with a closing mark or ends in an opening one, and a dash
 * or ellipsis is not divided. A word that is longer than a line is divided anywhere.
 */
final class LineBreaker {
  private static final String NOT_FIRST = "，。、；：？！）》〉」』】〕〗”’·％‰℃,.;:?!)]}%>~〜…—";
  private static final String NOT_LAST = "（《〈「『【〔〖“‘([{<$￥№";
  private static final String UNDIVIDED = "—…";

  private LineBreaker() {}

  /** At least one line, each with pieces of at most {@code width} unless it is a single piece. */
  static List<List<Piece>> lines(List<Piece> pieces, double width) {
    List<List<Piece>> lines = new ArrayList<>();
    int start = 0;
    while (start < pieces.size()) {
      int end = endOfLine(pieces, start, width);
      lines.add(trimmed(pieces.subList(start, end)));
      start = end;
      while (start < pieces.size() && isSpace(pieces.get(start))) {
        start++;
      }
    }
    return lines.isEmpty() ? List.of(List.of()) : lines;
  }

  private static int endOfLine(List<Piece> pieces, int start, double width) {
    double used = 0;
    int lastBreak = start;
    for (int i = start; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (i > start && mayBreak(pieces.get(i - 1), piece)) {
        lastBreak = i;
      }
      used += piece.width();
      if (used > width && !isSpace(piece) && i > start) {
        return lastBreak > start ? lastBreak : i;
      }
    }
    return pieces.size();
  }

  /** Whether a line may end behind the one and the next begin with the other. */
  static boolean mayBreak(Piece before, Piece behind) {
    if (isSpace(behind)) {
      return false;
    }
    if (isSpace(before)) {
      return true;
    }
    if (before.isCode() || behind.isCode()) {
      return true;
    }
    if (isAmong(NOT_FIRST, behind) || isAmong(NOT_LAST, before)) {
      return false;
    }
    if (isAmong(UNDIVIDED, before) && before.first() == behind.first()) {
      return false;
    }
    // A hyphen is no place to break: a reader could not tell whether it belongs to the word.
    return before.kind() == Piece.Kind.IDEOGRAPH || behind.kind() == Piece.Kind.IDEOGRAPH;
  }

  private static boolean isAmong(String marks, Piece piece) {
    return marks.indexOf(piece.first()) >= 0;
  }

  private static boolean isSpace(Piece piece) {
    return piece.kind() == Piece.Kind.SPACE;
  }

  private static List<Piece> trimmed(List<Piece> line) {
    int end = line.size();
    while (end > 0 && isSpace(line.get(end - 1))) {
      end--;
    }
    return List.copyOf(line.subList(0, end));
  }
}
