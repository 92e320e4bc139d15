package org.colophon.crypto.ers;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Looks over bytes from outside before a parser may see them: one element in DER's lengths (X.690
 * section 10.1), neither deep nor of many parts. It holds no copy and does not recurse, so that
 * nothing hostile costs more than one pass.
 */
final class DerBounds {
  /** A time-stamp token within an evidence record has some 18. */
  static final int DEPTH_MAX = 32;

  static final int ELEMENTS_MAX = 400_000;

  private static final int CONSTRUCTED = 0x20;
  private static final int TAG_NUMBER = 0x1f;
  private static final int LENGTH_BYTES_MAX = 4;

  private final byte[] der;
  private int position;

  private DerBounds(byte[] der) {
    this.der = der;
  }

  /** Refuses anything but one element that fills {@code der}. */
  static void check(byte[] der) throws EvidenceRecordException {
    new DerBounds(der).walk();
  }

  private void walk() throws EvidenceRecordException {
    Deque<Integer> ends = new ArrayDeque<>();
    ends.push(der.length);
    int elements = 0;
    while (!ends.isEmpty()) {
      if (position == ends.peek()) {
        ends.pop();
      } else {
        if (ends.size() == 1 && elements > 0) {
          throw malformed("bytes behind the element");
        }
        elements++;
        if (elements > ELEMENTS_MAX) {
          throw new EvidenceRecordException(
              Fault.TOO_LARGE, "DER: over " + ELEMENTS_MAX + " elements");
        }
        readElement(ends);
      }
    }
    if (elements == 0) {
      throw malformed("nothing");
    }
  }

  private void readElement(Deque<Integer> ends) throws EvidenceRecordException {
    int end = ends.element();
    int tag = next(end);
    if ((tag & TAG_NUMBER) == TAG_NUMBER) {
      throw malformed("a tag number over 30");
    }
    int length = readLength(end);
    if (length > end - position) {
      throw malformed("an element longer than what holds it");
    }
    if ((tag & CONSTRUCTED) == 0) {
      position += length;
      return;
    }
    if (ends.size() > DEPTH_MAX) {
      throw new EvidenceRecordException(Fault.TOO_LARGE, "DER: deeper than " + DEPTH_MAX);
    }
    ends.push(position + length);
  }

  private int readLength(int end) throws EvidenceRecordException {
    int first = next(end);
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > LENGTH_BYTES_MAX) {
      throw malformed("a length that is indefinite or of " + count + " bytes");
    }
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | next(end);
    }
    if (length < 0x80 || length >>> (8 * (count - 1)) == 0) {
      throw malformed("a length that is not in its shortest form");
    }
    if (length > end - position) {
      throw malformed("an element longer than what holds it");
    }
    return (int) length;
  }

  private int next(int end) throws EvidenceRecordException {
    if (position >= end) {
      throw malformed("an element that is cut short");
    }
    return der[position++] & 0xff;
  }

  private static EvidenceRecordException malformed(String detail) {
    return new EvidenceRecordException(Fault.MALFORMED, "DER: " + detail);
  }
}
