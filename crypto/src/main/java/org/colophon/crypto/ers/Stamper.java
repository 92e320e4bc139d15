package org.colophon.crypto.ers;

import org.colophon.crypto.tsp.TimeStampException;

/** Gets time-stamps from an authority. */
@FunctionalInterface
public interface Stamper {
  /**
   * A time-stamp over this hash value.
   *
   * @return a TimeStampToken in DER with the certificates between its signer and a trusted root and
   *     no others (see {@code TimeStamp.towards})
   * @throws TimeStampException when there is none to be had
   */
  byte[] stamp(Imprint imprint) throws TimeStampException;
}
