package org.colophon.client.command;

import java.io.IOException;
import java.time.Duration;
import org.colophon.client.Context;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;

/** Until a record is sealed: seconds, as a rule. */
final class SealWait {
  private static final Duration POLL = Duration.ofMillis(500);

  private SealWait() {}

  /**
   * Returns when the record is sealed.
   *
   * @param wait whether to wait at all
   * @param most how long to
   * @throws NetworkException UNSEALED when it is not by then
   */
  static void await(Session session, String record, boolean wait, Duration most, Context context)
      throws IOException, InterruptedException {
    Duration waited = Duration.ZERO;
    while (!session.network().receipt(record, session.lastHeight().value()).getSealed()) {
      if (!wait || waited.compareTo(most) >= 0) {
        throw new NetworkException(
            new Refusal(Reason.UNSEALED, "the record is ordered but not sealed yet (see --wait)"),
            null);
      }
      context.pause().pause(POLL);
      waited = waited.plus(POLL);
    }
  }
}
