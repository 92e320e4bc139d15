package org.colophon.capture.traffic;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request that was sent, and what came of it.
 *
 * @param url the address asked
 * @param isPage whether the browser asked for a document to show
 * @param isBrowsers whether the browser asked on its own account and not a page's
 * @param sentAt when
 * @param request its lines, the first one without line ends
 * @param answer the answer's lines; empty when there was none
 * @param body what came, as it was encoded, without framing
 * @param decoded what came, decoded; the same when it was not encoded
 * @param isWhole whether the answer came to its end and was kept to it
 * @param server the address that answered
 * @param protocol such as {@code http/1.1} or {@code h2}
 */
record Exchange(
    String url,
    boolean isPage,
    boolean isBrowsers,
    Instant sentAt,
    List<String> request,
    List<String> answer,
    Spool.Body body,
    Spool.Body decoded,
    boolean isWhole,
    Optional<InetAddress> server,
    Optional<String> protocol) {
  Exchange {
    request = List.copyOf(request);
    answer = List.copyOf(answer);
  }

  /** Whether the answer sends the browser elsewhere; it does not read its body then. */
  boolean leadsOn() {
    return !answer.isEmpty() && answer.getFirst().matches("HTTP/[0-9.]+ 3[0-9][0-9]( .*)?");
  }
}
