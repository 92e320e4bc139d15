package org.colophon.node.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.colophon.config.ConfigException;
import org.colophon.config.Mistake;
import org.colophon.config.NodeConfig;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.node.DataLayout;
import org.colophon.node.MembershipAhead;
import org.colophon.node.Preflight;

/** Examines a node from its settings on. It changes nothing, and the node may run or not. */
public final class Doctor {
  private Doctor() {}

  /**
   * All findings, good and bad. Settings that cannot be used are all that is looked at.
   *
   * @param file the node's settings
   */
  public static List<Finding> examine(Path file, LongSupplier clockMs) throws InterruptedException {
    NodeConfig config;
    try {
      config = NodeConfig.load(file);
    } catch (ConfigException e) {
      return e.mistakes().stream().map(Doctor::finding).toList();
    }
    List<Finding> findings = new ArrayList<>();
    List<Mistake> mistakes = Preflight.mistakes(config);
    mistakes.stream().map(Doctor::finding).forEach(findings::add);
    if (mistakes.isEmpty()) {
      findings.add(Finding.ok("settings", file + " and all files that it names"));
    }
    findings.addAll(MachineCheck.of(config));
    try {
      Genesis genesis = DataLayout.readGenesis(config.genesis());
      Membership members = MembershipAhead.ofFirst(config, genesis);
      findings.addAll(CertificateCheck.of(config, members, clockMs.getAsLong()));
      findings.addAll(RunningCheck.of(config, genesis));
      findings.addAll(NetworkCheck.of(config, genesis.chain(), members, clockMs));
    } catch (IOException e) {
      // What is the matter with the files stands among the mistakes already.
      findings.add(
          Finding.warning(
              "network", "not looked at: " + e.getMessage(), "mend the settings, then ask again"));
    }
    return List.copyOf(findings);
  }

  private static Finding finding(Mistake mistake) {
    return Finding.error(
        mistake.key().isEmpty() ? "settings" : mistake.key(), mistake.found(), mistake.remedy());
  }
}
