package org.colophon.core.port;

import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.custody.CustodyReceipt;

/** A node that is no validator keeps no ciphertexts. */
public final class NoCustody implements Custody {
  @Override
  public CustodyReceipt keep(byte[] envelope, String holder) throws RefusedException {
    throw refused();
  }

  @Override
  public byte[] give(byte[] request, byte[] signature) throws RefusedException {
    throw refused();
  }

  private static RefusedException refused() {
    return new RefusedException(Reason.NOT_FOUND, "custody: this node is no custodian");
  }

  @Override
  public Figures figures() {
    return Figures.NONE;
  }
}
