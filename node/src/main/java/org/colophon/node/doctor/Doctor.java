package org.colophon.node.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.colophon.config.ConfigException;
import org.colophon.config.Mistake;
import org.colophon.config.NodeConfig;
import org.colophon.core.ChainId;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.node.DataLayout;
import org.colophon.node.MembershipAhead;
import org.colophon.node.Preflight;
import org.colophon.rpc.server.Examination.Finding;

/**
 * Examines a node: from its settings on, whether it runs or not, or a running one from what it
 * knows. It changes nothing.
 */
public final class Doctor {
  private final NodeConfig config;
  private final LongSupplier clockMs;
  private final List<Finding> findings = new ArrayList<>();

  private Doctor(NodeConfig config, LongSupplier clockMs) {
    this.config = config;
    this.clockMs = clockMs;
  }

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
    Doctor doctor = new Doctor(config, clockMs);
    doctor.settings(Preflight.mistakes(config), file + " and all files that it names");
    try {
      Genesis genesis = DataLayout.readGenesis(config.genesis());
      RunningCheck running = RunningCheck.of(config, genesis);
      doctor.findings.addAll(running.findings());
      doctor.network(genesis.chain(), MembershipAhead.ofFirst(config, genesis), running.maySign());
    } catch (IOException e) {
      doctor.notLookedAt(e);
    }
    return List.copyOf(doctor.findings);
  }

  /**
   * The same of a node that runs: its settings and its chain are those in memory; the files that
   * the settings name are looked at as they lie there now.
   *
   * @param members those in force
   * @param running what the node says of itself
   */
  static List<Finding> examine(
      NodeConfig config,
      ChainId chain,
      Membership members,
      RunningCheck running,
      LongSupplier clockMs)
      throws InterruptedException {
    Doctor doctor = new Doctor(config, clockMs);
    List<Mistake> inFiles = config.mistakesInFiles();
    doctor.settings(
        inFiles.isEmpty() ? Preflight.mistakes(config) : inFiles,
        "all files that the settings name");
    doctor.findings.addAll(running.findings());
    doctor.network(chain, members, running.maySign());
    return List.copyOf(doctor.findings);
  }

  private void settings(List<Mistake> mistakes, String wellWhen) {
    mistakes.stream().map(Doctor::finding).forEach(findings::add);
    if (mistakes.isEmpty()) {
      findings.add(Finding.ok("settings", wellWhen));
    }
    findings.addAll(MachineCheck.of(config));
  }

  private void network(ChainId chain, Membership members, boolean maySign)
      throws InterruptedException {
    findings.addAll(CertificateCheck.of(config, members, clockMs.getAsLong()));
    try {
      findings.addAll(NetworkCheck.of(config, chain, members, maySign, clockMs));
    } catch (IOException e) {
      notLookedAt(e);
    }
  }

  /** What is the matter with the files stands among the mistakes already. */
  private void notLookedAt(IOException failure) {
    findings.add(
        Finding.warning(
            "network",
            "not looked at: " + failure.getMessage(),
            "mend the settings, then ask again"));
  }

  private static Finding finding(Mistake mistake) {
    return Finding.error(
        mistake.key().isEmpty() ? "settings" : mistake.key(), mistake.found(), mistake.remedy());
  }
}
