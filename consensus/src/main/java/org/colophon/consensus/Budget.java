package org.colophon.consensus;

/** Counts what is in flight, so that a caller is told when it is too much. */
final class Budget {
  private final int elementsMax;
  private final long bytesMax;
  private int elements;
  private long bytes;

  Budget(int elementsMax, long bytesMax) {
    this.elementsMax = elementsMax;
    this.bytesMax = bytesMax;
  }

  synchronized boolean tryTake(int size) {
    if (elements == elementsMax || bytes + size > bytesMax) {
      return false;
    }
    elements++;
    bytes += size;
    return true;
  }

  synchronized void giveBack(int size) {
    if (elements == 0 || bytes < size) {
      throw new IllegalStateException("budget: given back more than was taken");
    }
    elements--;
    bytes -= size;
  }
}
