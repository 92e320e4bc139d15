package org.colophon.capture.traffic;

import java.util.List;

/**
 * A server that proved its name.
 *
 * @param site scheme, name and port, as the browser asked for it
 * @param address of the server
 * @param version such as {@code TLS 1.3}
 * @param certificates as they were served, in PEM
 */
public record TlsPeer(String site, String address, String version, List<String> certificates) {
  /** Copies the certificates. */
  public TlsPeer {
    certificates = List.copyOf(certificates);
  }
}
