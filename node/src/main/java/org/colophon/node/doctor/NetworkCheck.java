package org.colophon.node.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.colophon.config.NodeConfig;
import org.colophon.core.ChainId;
import org.colophon.core.NodeId;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.node.MemberRoots;
import org.colophon.node.NodeDaemon;
import org.colophon.node.observe.PeerAnswer;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.proto.StatusView;
import org.colophon.rpc.server.Examination.Finding;

/** Asks the other nodes, with this node's certificate, and counts whom it reaches. */
final class NetworkCheck {
  private static final long CLOCK_WARNING_MS = 500;
  private static final long CLOCK_ERROR_MS = 2_000;

  private final String self;
  private final ChainId chain;
  private final Membership members;
  private final Map<String, String> cutOff;
  private final List<Finding> findings = new ArrayList<>();

  private NetworkCheck(String self, ChainId chain, Membership members, Map<String, String> cutOff) {
    this.self = self;
    this.chain = chain;
    this.members = members;
    this.cutOff = cutOff;
  }

  static List<Finding> of(
      NodeConfig config, ChainId chain, Membership members, boolean maySign, LongSupplier clockMs)
      throws IOException, InterruptedException {
    ReloadableKeyManager keys =
        new ReloadableKeyManager(TlsIdentity.load(config.tls().certificate(), config.tls().key()));
    OrganisationTrust trust = OrganisationTrust.of(MemberRoots.of(members));
    List<PeerAnswer> answers = PeerAnswer.ask(config.others(), keys, trust.trustManager(), clockMs);
    Map<String, String> cutOff = RaftPorts.failures(config.others(), Tls.context(keys, trust));
    return of(config.node().id(), chain, members, maySign, answers, cutOff);
  }

  /**
   * Judges what the others answered a node.
   *
   * @param self its name
   * @param maySign whether no alarm of its own forbids it
   * @param cutOff why others are not reached on the ports over which nodes order
   */
  static List<Finding> of(
      String self,
      ChainId chain,
      Membership members,
      boolean maySign,
      List<PeerAnswer> answers,
      Map<String, String> cutOff) {
    NetworkCheck check = new NetworkCheck(self, chain, members, cutOff);
    answers.forEach(check::peer);
    check.quorum(answers, maySign);
    check.clock(answers);
    return check.findings;
  }

  private void peer(PeerAnswer answer) {
    String topic = "peer " + answer.node();
    Optional<StatusView> status = answer.status();
    if (status.isEmpty()) {
      boolean member = members.organisationOf(new NodeId(answer.node())).isPresent();
      findings.add(
          Finding.warning(
              topic,
              "no answer: " + answer.failure(),
              member
                  ? "see whether it runs, and whether its rpc address in peers is reached from here"
                  : "its organisation is no member: take it out of peers"));
      return;
    }
    StatusView view = status.get();
    String found =
        view.getRole()
            + " at height "
            + view.getHeight()
            + ", "
            + answer.roundTripMs()
            + " ms away, knows level "
            + view.getLevelKnown();
    if (!view.getChain().equals(chain.text())) {
      findings.add(
          Finding.error(
              topic,
              "of chain " + view.getChain(),
              "correct its address in peers, or the genesis"));
    } else if (cutOff.containsKey(answer.node())) {
      String alarms =
          view.getAlarmsCount() > 0 ? "; alarms: " + String.join(", ", view.getAlarmsList()) : "";
      findings.add(
          Finding.error(
              topic,
              found + "; not reached on its raft port: " + cutOff.get(answer.node()) + alarms,
              "see its raft address in peers, that firewalls let that port through in both"
                  + " directions, and that both nodes' TLS certificates are of members"));
    } else if (view.getLevelKnown() < members.level().number()) {
      findings.add(
          Finding.error(
              topic,
              found + " (in force: " + members.level() + ")",
              "its operator installs a release that knows the level in force"));
    } else if (view.getAlarmsCount() > 0) {
      findings.add(
          Finding.warning(
              topic,
              found + "; alarms: " + String.join(", ", view.getAlarmsList()),
              "its operator runs colophon-node doctor there"));
    } else if (!view.getVersion().equals(NodeDaemon.VERSION)) {
      findings.add(
          Finding.warning(
              topic,
              found + ", version " + view.getVersion() + " (here: " + NodeDaemon.VERSION + ")",
              "upgrade one node after the other until all have the same version"));
    } else {
      findings.add(Finding.ok(topic, found));
    }
  }

  /** This node counts itself: where it stands, it can run. */
  private void quorum(List<PeerAnswer> answers, boolean maySign) {
    Set<String> ordering = new HashSet<>(Set.of(self));
    Set<String> signing = new HashSet<>(maySign ? ordering : Set.of());
    for (PeerAnswer answer : answers) {
      boolean here = answer.status().filter(s -> s.getChain().equals(chain.text())).isPresent();
      if (here && !cutOff.containsKey(answer.node())) {
        ordering.add(answer.node());
        if (answer.status().get().getAlarmsList().stream().noneMatch(Alarms::isForbidding)) {
          signing.add(answer.node());
        }
      }
    }
    List<Organisation> validators =
        members.organisations().stream()
            .filter(organisation -> organisation.tier() == Tier.VALIDATOR)
            .toList();
    long there = among(validators, ordering);
    long sealing = among(validators, signing);
    int majority = validators.size() / 2 + 1;
    int quorum = members.quorum();
    String found =
        there
            + " of "
            + validators.size()
            + " validators reached (to order: "
            + majority
            + ", to seal: "
            + quorum
            + (sealing < there ? "; " + (there - sealing) + " of them may not sign" : "")
            + ")";
    String remedy = "find out with the operators of the others who is down or cut off";
    if (there < majority) {
      findings.add(Finding.error("quorum", found + ": nothing is ordered", remedy));
    } else if (sealing < quorum) {
      findings.add(Finding.error("quorum", found + ": nothing is sealed", remedy));
    } else if (sealing < validators.size()) {
      findings.add(Finding.warning("quorum", found, remedy));
    } else {
      findings.add(Finding.ok("quorum", found));
    }
  }

  private static long among(List<Organisation> validators, Set<String> nodes) {
    return validators.stream()
        .filter(validator -> validator.nodes().stream().map(NodeId::text).anyMatch(nodes::contains))
        .count();
  }

  private void clock(List<PeerAnswer> answers) {
    OptionalLong ahead = PeerAnswer.ownAheadMs(answers);
    if (ahead.isEmpty()) {
      findings.add(
          Finding.warning(
              "clock", "nobody to compare it with", "ask again when others are reached"));
      return;
    }
    long ms = ahead.getAsLong();
    String found =
        Math.abs(ms) + " ms " + (ms < 0 ? "behind" : "ahead of") + " the median of the others";
    String remedy = "see that this machine's clock is kept by NTP (chronyc tracking)";
    if (Math.abs(ms) > CLOCK_ERROR_MS) {
      findings.add(Finding.error("clock", found, remedy));
    } else if (Math.abs(ms) > CLOCK_WARNING_MS) {
      findings.add(Finding.warning("clock", found, remedy));
    } else {
      findings.add(Finding.ok("clock", found));
    }
  }
}
