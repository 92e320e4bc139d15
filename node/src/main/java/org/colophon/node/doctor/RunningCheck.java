package org.colophon.node.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.colophon.config.NodeConfig;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.port.NodePort;
import org.colophon.node.observe.ChangesRoom;
import org.colophon.node.observe.OperatorClient;
import org.colophon.node.observe.Readiness;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.server.AdminPort.Hindrance;
import org.colophon.rpc.server.Examination.Finding;

/**
 * What keeps the node from its work, as it says itself when it runs.
 *
 * @param findings what was found
 * @param maySign whether no alarm is known that forbids it
 */
record RunningCheck(List<Finding> findings, boolean maySign) {
  private static final int HINDRANCES_MAX = 64;
  private static final int CHARS_MAX = 1024;

  RunningCheck {
    findings = List.copyOf(findings);
  }

  private static RunningCheck only(Finding finding) {
    return new RunningCheck(List.of(finding), true);
  }

  /** Asks the node at its operator's port, when it runs and has one. */
  static RunningCheck of(NodeConfig config, Genesis genesis) throws InterruptedException {
    if (config.admin().isEmpty()) {
      return only(
          Finding.warning(
              "node",
              "not asked: the settings have no admin port",
              "add the section admin; see config/examples/court-node.yaml"));
    }
    try {
      Optional<Json.Obj> status = OperatorClient.status(config, genesis);
      if (status.isEmpty()) {
        return only(
            Finding.warning(
                "node", "does not run, or not with these settings", "colophon-node serve"));
      }
      Members members = Members.of("", status.get());
      return of(
          members.objects("hindrances", 0, HINDRANCES_MAX, RunningCheck::hindrance),
          members.texts("alarms", 0, HINDRANCES_MAX, CHARS_MAX),
          members.text("role", CHARS_MAX),
          members.integer("height", 0, Json.INTEGER_MAX),
          new NodePort.Levels(level(members, "level"), level(members, "levelKnown")),
          (int) members.integer("changesUsedPercent", 0, 100));
    } catch (IOException | RefusedException e) {
      return only(
          Finding.error(
              "node",
              String.valueOf(e.getMessage()),
              "see who listens on the admin port, and look at the node's log"));
    }
  }

  private static Level level(Members members, String name) throws RefusedException {
    return new Level((int) members.integer(name, 1, Level.NUMBER_MAX));
  }

  private static Hindrance hindrance(Members members) throws RefusedException {
    return new Hindrance(
        members.text("name", CHARS_MAX),
        members.text("detail", CHARS_MAX),
        members.text("remedy", CHARS_MAX));
  }

  /** Of what the node said, or says here. */
  static RunningCheck of(
      List<Hindrance> hindrances,
      List<String> alarms,
      String role,
      long height,
      NodePort.Levels levels,
      int changesUsedPercent) {
    List<Finding> findings = new ArrayList<>();
    hindrances.forEach(found ->
        findings.add(Finding.error("node", found.name() + ": " + found.detail(), found.remedy())));
    Set<String> told = hindrances.stream().map(Hindrance::name).collect(Collectors.toSet());
    alarms.stream()
        .filter(alarm -> Alarms.ALL.contains(alarm) && !told.contains(alarm))
        .map(Readiness::told)
        .forEach(found ->
            findings.add(
                Finding.warning("node", found.name() + ": " + found.detail(), found.remedy())));
    if (findings.isEmpty()) {
      findings.add(Finding.ok("node", "runs as " + role + " at height " + height));
    }
    findings.add(Finding.ok("level", text(levels)));
    findings.add(changes(changesUsedPercent));
    return new RunningCheck(findings, alarms.stream().noneMatch(Alarms::isForbidding));
  }

  private static Finding changes(int usedPercent) {
    String found = usedPercent + " % of the changes of the membership that a chain takes";
    return usedPercent < ChangesRoom.WARNING_PERCENT
        ? Finding.ok("membership", found)
        : Finding.warning(
            "membership",
            found,
            "change only what must be; raise the feature level to one that takes more before there"
                + " is no room for that either");
  }

  /** That a release knows more is as it should be until all of them do. */
  private static String text(NodePort.Levels levels) {
    String text = levels.inForce() + " is in force, this release knows up to " + levels.known();
    return levels.known().isAbove(levels.inForce())
        ? text + " (once all do: colophon organisation raise-level)"
        : text;
  }
}
