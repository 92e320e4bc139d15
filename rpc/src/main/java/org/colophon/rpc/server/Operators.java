package org.colophon.rpc.server;

import java.util.Set;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.crypto.x509.PeerIdentity;

/**
 * Who runs a node, and so may be told of its paths, hosts and ports. Its settings say so; the chain
 * does not.
 *
 * @param organisation whose node it is, and whose subjects may be its operators
 * @param node the node itself
 * @param subjects its operators, by their pseudonyms
 */
public record Operators(OrgId organisation, NodeId node, Set<String> subjects) {
  /** Copies the subjects. */
  public Operators {
    subjects = Set.copyOf(subjects);
  }

  /** Whether a caller is one of them, or the node itself. */
  boolean include(PeerIdentity caller) {
    return caller.organisation().equals(organisation.text())
        && switch (caller.kind()) {
          case NODE -> caller.name().equals(node.text());
          case SUBJECT -> subjects.contains(caller.name());
          case TSA -> false;
        };
  }
}
