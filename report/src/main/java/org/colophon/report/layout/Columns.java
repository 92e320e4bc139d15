package org.colophon.report.layout;

import java.util.Arrays;

/** The columns of a table: the same ones for all of its rows. */
final class Columns {
  /** Room between the texts of two columns. */
  private static final double GUTTER = 10;

  /** Room at both sides of a row. */
  private static final double INSET = 4;

  private final double[] weights;
  private final double unit;

  Columns(double width, double... weights) {
    this.weights = weights.clone();
    double forText = width - 2 * INSET - GUTTER * (weights.length - 1);
    this.unit = forText / Arrays.stream(weights).sum();
  }

  int count() {
    return weights.length;
  }

  double left(int column) {
    double left = INSET;
    for (int i = 0; i < column; i++) {
      left += weights[i] * unit + GUTTER;
    }
    return left;
  }

  double width(int column) {
    return weights[column] * unit;
  }
}
