package org.colophon.node.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.config.NodeConfig;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Genesis;
import org.colophon.node.observe.OperatorClient;

/** Asks the node itself, when it runs and has a port for it, what keeps it from its work. */
final class RunningCheck {
  private static final int HINDRANCES_MAX = 64;
  private static final int CHARS_MAX = 1024;

  private RunningCheck() {}

  static List<Finding> of(NodeConfig config, Genesis genesis) throws InterruptedException {
    if (config.admin().isEmpty()) {
      return List.of(
          Finding.warning(
              "node",
              "not asked: the settings have no admin port",
              "add the section admin; see config/examples/court-node.yaml"));
    }
    try {
      Optional<Json.Obj> status = OperatorClient.status(config, genesis);
      if (status.isEmpty()) {
        return List.of(
            Finding.warning(
                "node", "does not run, or not with these settings", "colophon-node serve"));
      }
      return findings(Members.of("", status.get()));
    } catch (IOException | RefusedException e) {
      return List.of(
          Finding.error(
              "node",
              String.valueOf(e.getMessage()),
              "see who listens on the admin port, and look at the node's log"));
    }
  }

  private static List<Finding> findings(Members status) throws RefusedException {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(
        status.objects(
            "hindrances",
            0,
            HINDRANCES_MAX,
            hindrance ->
                Finding.error(
                    "node",
                    hindrance.text("name", CHARS_MAX) + ": " + hindrance.text("detail", CHARS_MAX),
                    hindrance.text("remedy", CHARS_MAX))));
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(
              "node",
              "runs as "
                  + status.text("role", CHARS_MAX)
                  + " at height "
                  + status.integer("height", 0, Json.INTEGER_MAX)));
    }
    return findings;
  }
}
