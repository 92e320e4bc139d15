package org.colophon.client.net;

import java.time.Duration;
import org.colophon.config.Profile;
import org.colophon.core.membership.Genesis;

/** The nodes themselves. */
public final class LedgerNetwork {
  private LedgerNetwork() {}

  /** Connects in the name of a profile. */
  public static Network connect(Profile profile, Genesis genesis, Duration timeout)
      throws NetworkException {
    throw new NetworkException("not there yet", null);
  }
}
