package org.colophon.node;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.crypto.x509.Pem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The roots of a chain's organisations. */
public final class MemberRoots {
  private static final Logger LOG = LoggerFactory.getLogger(MemberRoots.class);

  private MemberRoots() {}

  /**
   * Each organisation's CA, by the organisation's name. The chain does not read certificates: one
   * that cannot be read lets nobody in, and stops nobody else.
   */
  public static Map<String, X509Certificate> of(Membership membership) {
    Map<String, X509Certificate> roots = new HashMap<>();
    for (Organisation organisation : membership.organisations()) {
      try {
        roots.put(organisation.id().text(), Pem.ofBase64Der(organisation.certificate()));
      } catch (IllegalArgumentException e) {
        LOG.error("the certificate of {} cannot be read: {}", organisation.id(), e.getMessage());
      }
    }
    return roots;
  }
}
