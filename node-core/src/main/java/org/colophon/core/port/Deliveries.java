package org.colophon.core.port;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.crypto.Hash;

/** Takes deliveries for a court, and gives them to it; any thread may call. */
public interface Deliveries {
  /**
   * Begins a delivery, or goes on with one that was begun.
   *
   * @param index bytes of a {@link org.colophon.core.delivery.DeliveryIndex}
   * @param request bytes of a signed {@link org.colophon.core.delivery.DeliveryRequest} to SEND it
   * @throws RefusedException when it is not authentic, not for this node's court, or there is no
   *     room; NOT_FOUND when this node takes none
   */
  Progress begin(byte[] index, byte[] request, byte[] signature) throws RefusedException;

  /**
   * How a delivery stands, for its sender and its recipients.
   *
   * @param request bytes of a signed request for its STATUS
   */
  Progress progress(byte[] request, byte[] signature) throws RefusedException;

  /**
   * Stores a chunk; returns when it is on the disk. Storing it again changes nothing.
   *
   * @param number in the index
   * @param ciphertext whose digest stands there, which is all that allows to store it
   * @throws RefusedException NOT_FOUND for a delivery that was not begun, COMMITMENT_MISMATCH for
   *     another chunk, OVERLOADED when there is no room
   */
  void store(Hash delivery, int number, byte[] ciphertext) throws RefusedException;

  /**
   * Gives the index or a chunk to a recipient.
   *
   * @param request bytes of a signed request to FETCH it
   */
  byte[] give(byte[] request, byte[] signature) throws RefusedException;

  /**
   * How a delivery stands.
   *
   * @param chunks how many it has
   * @param missing numbers of those that are not here, ascending
   * @param droppedAt when it is dropped; empty while it is whole and waits for the court
   */
  record Progress(int chunks, List<Integer> missing, Optional<Timestamp> droppedAt) {
    /** Copies the list. */
    public Progress {
      missing = List.copyOf(missing);
    }
  }
}
