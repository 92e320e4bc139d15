package org.colophon.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.node.NodeDaemon;
import org.colophon.node.observe.PeerAnswer;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.proto.StatusView;
import org.colophon.rpc.server.Examination.Finding;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.Test;

/** What the doctor makes of others' answers. */
final class NetworkCheckTest {
  private final Genesis genesis = TestConsortium.ofSeed(23).genesis();
  private final List<OrgId> validators =
      genesis.membership().organisations().stream()
          .filter(organisation -> organisation.tier() == Tier.VALIDATOR)
          .map(Organisation::id)
          .toList();
  private final String self = node(0);

  private String node(int validator) {
    return TestConsortium.node(validators.get(validator)).text();
  }

  private StatusView.Builder well() {
    return StatusView.newBuilder()
        .setChain(genesis.chain().text())
        .setRole("FOLLOWER")
        .setHeight(7)
        .setLevelKnown(genesis.membership().level().number())
        .setVersion(NodeDaemon.VERSION);
  }

  private PeerAnswer answer(int validator, StatusView.Builder status, long aheadMs) {
    return new PeerAnswer(
        node(validator), Optional.of(status.build()), 3, OptionalLong.of(aheadMs), "");
  }

  private List<Finding> findings(Function<Integer, PeerAnswer> ofTheOthers) {
    return findings(true, ofTheOthers);
  }

  private List<Finding> findings(boolean maySign, Function<Integer, PeerAnswer> ofTheOthers) {
    return findings(maySign, ofTheOthers, Map.of());
  }

  private List<Finding> findings(
      boolean maySign, Function<Integer, PeerAnswer> ofTheOthers, Map<String, String> cutOff) {
    List<PeerAnswer> answers = new ArrayList<>();
    for (int i = 1; i < validators.size(); i++) {
      answers.add(ofTheOthers.apply(i));
    }
    return NetworkCheck.of(self, genesis.chain(), genesis.membership(), maySign, answers, cutOff);
  }

  private static Finding about(List<Finding> findings, String topic) {
    return findings.stream().filter(f -> f.topic().equals(topic)).findFirst().orElseThrow();
  }

  private void assertQuorum(List<Finding> findings, String severity, String found) {
    Finding quorum = about(findings, "quorum");
    assertThat(quorum.severity().name()).isEqualTo(severity);
    assertThat(quorum.found()).contains(found);
  }

  private PeerAnswer silent(int validator) {
    return new PeerAnswer(node(validator), Optional.empty(), 0, OptionalLong.empty(), "refused");
  }

  @Test
  void countsWhoAnswersWellAndSaysWhoDoesNot() {
    List<Finding> well = findings(i -> answer(i, well(), 20));
    assertThat(well).allMatch(finding -> finding.severity().name().equals("OK"));

    List<Finding> oneDown = findings(i -> i == 1 ? silent(i) : answer(i, well(), 0));
    assertThat(about(oneDown, "peer " + node(1)).found()).contains("no answer: refused");
    assertQuorum(oneDown, "WARNING", validators.size() - 1 + " of " + validators.size());

    assertQuorum(findings(this::silent), "ERROR", "nothing is ordered");
  }

  @Test
  void whoAnswersButIsCutOffFromRaftDoesNotOrder() {
    Map<String, String> one = Map.of(node(1), "Connection refused");
    List<Finding> findings = findings(true, i -> answer(i, well(), 0), one);
    Finding peer = about(findings, "peer " + node(1));
    assertThat(peer.severity().name()).isEqualTo("ERROR");
    assertThat(peer.found()).contains("not reached on its raft port: Connection refused");
    assertThat(about(findings, "peer " + node(2)).severity().name()).isEqualTo("OK");
    assertQuorum(findings, "WARNING", validators.size() - 1 + " of " + validators.size());
    Map<String, String> all = new TreeMap<>();
    for (int i = 1; i < validators.size(); i++) {
      all.put(node(i), "Connection refused");
    }
    assertQuorum(findings(true, i -> answer(i, well(), 0), all), "ERROR", "nothing is ordered");
  }

  @Test
  void aNodeOfAnotherChainCountsForNothing() {
    List<Finding> foreign =
        findings(i -> answer(i, well().setChain("colophon/other/0123456789abcdef"), 0));
    assertThat(about(foreign, "peer " + node(1)).severity().name()).isEqualTo("ERROR");
    assertQuorum(foreign, "ERROR", "nothing is ordered");
  }

  @Test
  void aNodeThatMayNotSignOrdersAndDoesNotSeal() {
    List<Finding> forked = findings(i -> answer(i, well().addAlarms(Alarms.FORK), 0));
    assertThat(about(forked, "peer " + node(1)).found()).contains("alarms: FORK");
    assertQuorum(forked, "ERROR", "nothing is sealed");
    int faulty = validators.size() - genesis.membership().quorum();
    Function<Integer, PeerAnswer> someDown = i -> i <= faulty ? silent(i) : answer(i, well(), 0);
    assertQuorum(findings(someDown), "WARNING", "");
    assertQuorum(findings(false, someDown), "ERROR", "nothing is sealed");
    List<Finding> full = findings(i -> answer(i, well().addAlarms(Alarms.DISK_FULL), 0));
    assertQuorum(full, "OK", "");
    List<Finding> unknown = findings(i -> answer(i, well().addAlarms("OF_A_LATER_RELEASE"), 0));
    assertQuorum(unknown, "ERROR", "nothing is sealed");
  }

  @Test
  void saysHowFarTheClockIsFromTheOthers() {
    List<Finding> ahead = findings(i -> answer(i, well(), -5_000));
    assertThat(about(ahead, "clock").severity().name()).isEqualTo("ERROR");
    assertThat(about(ahead, "clock").found()).startsWith("5000 ms ahead of");
    List<Finding> behind = findings(i -> answer(i, well(), 900));
    assertThat(about(behind, "clock").severity().name()).isEqualTo("WARNING");
    assertThat(about(behind, "clock").found()).startsWith("900 ms behind");
  }

  @Test
  void anotherVersionIsAWarningAndALevelThatIsNotKnownAnError() {
    List<Finding> other = findings(i -> answer(i, well().setVersion("0.0.1"), 0));
    assertThat(about(other, "peer " + node(1)).severity().name()).isEqualTo("WARNING");
    List<Finding> behind = findings(i -> answer(i, well().setLevelKnown(0), 0));
    assertThat(about(behind, "peer " + node(1)).severity().name()).isEqualTo("ERROR");
  }
}
