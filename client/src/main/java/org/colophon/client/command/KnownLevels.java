package org.colophon.client.command;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.core.NodeId;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.rpc.proto.StatusView;
import org.colophon.verifier.Style;

/** Which nodes would stop at a feature level, as far as they tell. */
final class KnownLevels {
  private final Session session;
  private final Membership members;

  KnownLevels(Session session, Membership members) {
    this.session = session;
    this.members = members;
  }

  /** A line for each node that does not know the level, or was not heard of it. */
  List<String> warnings(Level level) throws IOException {
    List<String> warnings = new ArrayList<>();
    Set<String> unheard = new TreeSet<>();
    for (Organisation member : members.organisations()) {
      member.nodes().stream().map(NodeId::text).forEach(unheard::add);
    }
    for (URI uri : session.profile().nodes()) {
      try {
        StatusView status = session.network().status(uri);
        unheard.remove(status.getNode());
        if (status.getLevelKnown() < level.number()) {
          warnings.add(stops(Style.plain(status.getNode()), status.getLevelKnown(), level));
        }
      } catch (NetworkException e) {
        warnings.add(
            "warning: " + uri + " gave no answer: " + Style.plain(String.valueOf(e.getMessage())));
      }
    }
    if (!unheard.isEmpty()) {
      warnings.add(
          "warning: not known whether these know level "
              + level
              + ": "
              + String.join(", ", unheard));
    }
    return warnings;
  }

  private static String stops(String node, int known, Level level) {
    return "warning: "
        + node
        + " knows levels up to "
        + known
        + ": it stops when level "
        + level
        + " comes into force, until it is upgraded";
  }
}
