package org.colophon.benchmarks;

/**
 * How long figures are measured, in seconds.
 *
 * @param warmUp of the nodes, once
 * @param warm of each workload, before it counts
 * @param counted of each workload
 */
record Length(double warmUp, double warm, double counted) {
  /** For shapes. */
  static final Length QUICK = new Length(20, 2, 4);

  /** For figures that are quoted. */
  static final Length FULL = new Length(240, 10, 20);
}
