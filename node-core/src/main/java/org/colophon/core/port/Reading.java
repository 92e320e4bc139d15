package org.colophon.core.port;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.reading.SettledRead;

/** Reads that are not for everybody; any thread may call. A call may wait for the chain. */
public interface Reading {
  /**
   * Gives out what a grant allows, behind a lease on the chain and a line in the journal.
   *
   * @param request bytes of a signed request that names a grant
   * @throws RefusedException when the request is not authentic, not allowed, or no lease is to be
   *     had now
   */
  GivenOut readInScope(byte[] request, byte[] signature)
      throws RefusedException, InterruptedException;

  /**
   * The reads at this node of a holder's work, for cases whose seal has lifted.
   *
   * @param request bytes of a signed request that names the work and no grant
   */
  Page readsOf(byte[] request, byte[] signature) throws RefusedException;

  /**
   * A page of reads, oldest first.
   *
   * @param reads this page's
   * @param next cursor of the next page; empty in the last
   */
  record Page(List<SettledRead> reads, Optional<String> next) {
    /** Copies the reads. */
    public Page {
      reads = List.copyOf(reads);
    }
  }
}
