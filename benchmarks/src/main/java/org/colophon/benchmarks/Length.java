package org.colophon.benchmarks;

/**
 * How long figures are measured, in seconds.
 *
 * @param warmUp of the nodes, once
 * @param warm of each workload, before it counts
 * @param counted of each workload
 * @param streamed works of one list, a number and not a time
 * @param grown leaves of a chain that has grown, a number as well
 */
record Length(double warmUp, double warm, double counted, int streamed, long grown) {
  /** For shapes. */
  static final Length QUICK = new Length(20, 2, 4, 20_000, 200_000);

  /** For figures that are quoted. */
  static final Length FULL = new Length(240, 10, 20, 1_000_000, 1_000_000);
}
