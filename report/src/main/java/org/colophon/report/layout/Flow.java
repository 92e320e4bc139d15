package org.colophon.report.layout;

import java.util.ArrayList;
import java.util.List;

/** Puts strips on pages, one under the other. */
public final class Flow {
  private final double height;
  private final List<List<Placed>> pages = new ArrayList<>();
  private final List<Strip> waiting = new ArrayList<>();
  private double used;

  /**
   * A strip where it stands.
   *
   * @param top from the top of the text
   */
  record Placed(Strip strip, double top) {}

  /** Pages whose text has that height. */
  public Flow(double height) {
    this.height = height;
    pages.add(new ArrayList<>());
  }

  /** Adds strips; those that stay with their next one are placed when that one comes. */
  public void add(List<Strip> strips) {
    for (Strip strip : strips) {
      waiting.add(strip);
      if (!strip.staysWithNext()) {
        placeWaiting();
      }
    }
  }

  /** Goes on at the top of a new page, unless it stands there already. */
  public void newPage() {
    placeWaiting();
    if (!pages.getLast().isEmpty()) {
      turn();
    }
  }

  /** The pages, at least one. */
  List<List<Placed>> pages() {
    placeWaiting();
    if (pages.size() > 1 && pages.getLast().isEmpty()) {
      pages.removeLast();
    }
    return pages;
  }

  private void placeWaiting() {
    double together = waiting.stream().mapToDouble(Strip::height).sum();
    if (used + together > height && together <= height && used > 0) {
      turn();
    }
    for (Strip strip : waiting) {
      place(strip);
    }
    waiting.clear();
  }

  private void place(Strip strip) {
    if (used + strip.height() > height && used > 0) {
      turn();
    }
    boolean isFirst = pages.getLast().isEmpty();
    if (isFirst && strip.isGap()) {
      return;
    }
    if (isFirst && strip.head().isPresent()) {
      put(strip.head().get());
    }
    put(strip);
  }

  private void put(Strip strip) {
    pages.getLast().add(new Placed(strip, used));
    used += strip.height();
  }

  private void turn() {
    pages.add(new ArrayList<>());
    used = 0;
  }
}
