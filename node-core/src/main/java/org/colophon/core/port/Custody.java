package org.colophon.core.port;

import org.colophon.core.RefusedException;
import org.colophon.core.custody.CustodyReceipt;

/** Keeps the ciphertexts of private matter; any thread may call. */
public interface Custody {
  /**
   * Stores a ciphertext. What no record names within a week is destroyed.
   *
   * @param envelope its bytes
   * @param holder whose it is: an organisation, which has a share of what may wait here
   * @return what the custodian signs once it is on the disk
   * @throws RefusedException when it is no envelope of this chain, was destroyed, or there is no
   *     room; NOT_FOUND when this node is no custodian
   */
  CustodyReceipt keep(byte[] envelope, String holder) throws RefusedException;

  /**
   * Gives a ciphertext to one of its recipients.
   *
   * @param request bytes of a signed {@link org.colophon.core.custody.FetchRequest}
   * @throws RefusedException when the request is not authentic, not a recipient's, or there is no
   *     such ciphertext, or none any more
   */
  byte[] give(byte[] request, byte[] signature) throws RefusedException;

  /** How much is kept. */
  Figures figures();

  /**
   * How much is kept.
   *
   * @param custodian whether this node keeps anything
   * @param named ciphertexts that a record names
   * @param namedBytes of them
   * @param waiting ciphertexts that no record names yet
   * @param waitingBytes of them
   * @param erased ciphertexts that were destroyed at a record's request
   */
  record Figures(
      boolean custodian,
      long named,
      long namedBytes,
      long waiting,
      long waitingBytes,
      long erased) {
    /** Of a node that is no custodian. */
    public static final Figures NONE = new Figures(false, 0, 0, 0, 0, 0);
  }
}
