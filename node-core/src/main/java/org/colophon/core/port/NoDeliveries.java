package org.colophon.core.port;

import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;

/** A node that is no court's takes no deliveries. */
public final class NoDeliveries implements Deliveries {
  @Override
  public Progress begin(byte[] index, byte[] request, byte[] signature) throws RefusedException {
    throw refused();
  }

  @Override
  public Progress progress(byte[] request, byte[] signature) throws RefusedException {
    throw refused();
  }

  @Override
  public void store(Hash delivery, int number, byte[] ciphertext) throws RefusedException {
    throw refused();
  }

  @Override
  public byte[] give(byte[] request, byte[] signature) throws RefusedException {
    throw refused();
  }

  private static RefusedException refused() {
    return new RefusedException(Reason.NOT_FOUND, "deliveries: this node is no court's");
  }
}
