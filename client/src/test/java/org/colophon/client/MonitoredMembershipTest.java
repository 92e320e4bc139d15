package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.config.Profile;
import org.colophon.core.OrgId;
import org.colophon.core.chain.Seal;
import org.colophon.core.json.Json;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who trusts the genesis follows the chain to whoever its validators are today, and nowhere else.
 */
class MonitoredMembershipTest {
  private static final URI A = URI.create("https://a.example:1");
  private static final URI B = URI.create("https://b.example:1");

  /** Of the founders, a quorum; the chain lets two of them go. */
  private static final List<OrgId> FOUNDERS =
      List.of(TestConsortium.COURT_NORTH, TestConsortium.COURT_SOUTH, TestConsortium.OFFICE);

  @TempDir private Path folder;
  private MonitoredChain chain = uninitialised();

  @SuppressWarnings("NullAway")
  private static MonitoredChain uninitialised() {
    return null;
  }

  @BeforeEach
  void setUp() throws Exception {
    chain = MonitoredChain.ofSeed(7).grow(2);
    chain.seal();
    chain.show(A.toString(), chain.honest());
    chain.show(B.toString(), chain.honest());
    Path profile = folder.resolve("profile");
    new Profile(
            profile,
            List.of(A, B),
            profile.resolve("genesis.json"),
            "notary-east",
            "clerk",
            Optional.empty(),
            profile.resolve("key.pem"),
            Optional.empty(),
            List.of())
        .write();
    Files.write(profile.resolve("genesis.json"), chain.consortium.genesis().bytes());
  }

  private World.Run run(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--profile", folder.resolve("profile")));
    return Shell.on((profile, genesis, timeout) -> chain).run(all.toArray());
  }

  private World.Run once() {
    return run("chain", "monitor", "--once", "--json");
  }

  private static void assertRound(World.Run run, int exitCode, String outcome) {
    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(exitCode);
    assertThat(World.text(run.json().getLast(), "outcome")).isEqualTo(outcome);
  }

  private long keptSize(World.Run run) {
    Json kept = run.json().getLast().members().get("kept");
    return kept instanceof Json.Obj tree ? Long.parseLong(World.text(tree, "size")) : 0;
  }

  /** Two of the founders give way to others: a quorum of the founders is none any more. */
  private Seal changeHands() throws Exception {
    chain.replace(TestConsortium.OFFICE, "registry");
    chain.grow(1);
    chain.replace(TestConsortium.COURT_SOUTH, "tribunal");
    return chain.grow(2).seal();
  }

  @Test
  void theMonitorFollowsFromOneMembershipToTheNext() throws Exception {
    assertRound(once(), ExitCodes.OK, "ADVANCED");
    Seal newest = changeHands();
    World.Run run = once();
    assertRound(run, ExitCodes.OK, "ADVANCED");
    assertThat(keptSize(run)).isEqualTo(newest.size().value());
    assertRound(once(), ExitCodes.OK, "UNCHANGED");
    long next = chain.grow(3).seal().size().value();
    assertThat(keptSize(once())).isEqualTo(next);
  }

  @Test
  void whoComesLateFollowsAllChangesAtOnce() throws Exception {
    Seal newest = changeHands();
    assertThat(keptSize(once())).isEqualTo(newest.size().value());
  }

  @Test
  void thoseWhoLeftSignNothingThatCountsWhetherTheyShowTheChangesOrNot() throws Exception {
    changeHands();
    long size = keptSize(once());
    String claim = chain.signed(chain.madeUp(size + 10, "after"), FOUNDERS);
    for (List<byte[]> changes : List.of(List.<byte[]>of(), chain.changes())) {
      chain.show(B.toString(), chain.showing(claim, changes));
      World.Run run = once();
      assertRound(run, ExitCodes.OK, "UNCHANGED");
      assertThat(keptSize(run)).isEqualTo(size);
    }
  }

  @Test
  void aMemberThatIsStillThereIsConvictedByWhatItSignsUnderTheNewMembership() throws Exception {
    changeHands();
    long size = keptSize(once());
    String lie = chain.signed(chain.madeUp(size, "lie"), List.of(TestConsortium.COURT_NORTH));
    chain.show(B.toString(), chain.showing(lie, chain.changes()));
    World.Run run = once();
    assertRound(run, ExitCodes.CONTRADICTION, "CONTRADICTION");
    assertThat(run.err()).contains("court-north signed two trees");
    assertProofHolds();
    assertThat(once().exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 80})
  void aChainThatFoundersLedElsewhereByAChangeOfTheirOwnIsCaught(int length) throws Exception {
    assertRound(once(), ExitCodes.OK, "ADVANCED");
    MonitoredChain fork = chain.fork().grow(1);
    fork.replace(TestConsortium.OFFICE, "impostor");
    fork.grow(length).seal();
    changeHands();
    chain.show(B.toString(), fork.honest());
    World.Run run = once();
    assertRound(run, ExitCodes.CONTRADICTION, "CONTRADICTION");
    assertThat(run.err()).contains("the log was forked");
    assertProofHolds();
  }

  private void assertProofHolds() throws Exception {
    Path state = folder.resolve("profile").resolve("monitor");
    try (Stream<Path> files = Files.list(state)) {
      List<Path> proofs =
          files.filter(f -> f.getFileName().toString().startsWith("equivocation-")).toList();
      assertThat(proofs).isNotEmpty();
      for (Path proof : proofs) {
        World.Run checked = run("chain", "monitor", "--check", proof);
        assertThat(checked.exitCode()).as(checked.err()).isZero();
      }
    }
  }

  @Test
  void changesThatDoNotHoldAreThatNodesTrouble() throws Exception {
    Seal newest = changeHands();
    List<byte[]> changes = chain.changes();
    byte[] spoilt = changes.getLast().clone();
    spoilt[spoilt.length / 2] ^= 1;
    for (List<byte[]> shown :
        List.of(
            List.of(changes.getLast()),
            List.of(changes.getLast(), changes.getFirst()),
            List.of(changes.getFirst(), spoilt),
            List.of(new byte[0]))) {
      chain.show(B.toString(), chain.showing(newest.note(), shown));
      World.Run run = once();
      assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
      assertThat(World.text(run.json().getLast(), "nodes")).contains("\"error\"");
      assertThat(keptSize(run)).isEqualTo(newest.size().value());
    }
  }

  @Test
  void checkpointsAndConsistencyAreJudgedByTheMembershipOfTheirTime() throws Exception {
    World.Run before = run("chain", "checkpoint");
    Path monday = Files.writeString(folder.resolve("monday.note"), before.out());
    changeHands();
    World.Run after = run("chain", "checkpoint");
    assertThat(after.exitCode()).as(after.err()).isZero();
    assertThat(after.err()).contains("registry");
    Path tuesday = Files.writeString(folder.resolve("tuesday.note"), after.out());
    World.Run consistent = run("chain", "consistency", monday, tuesday);
    assertThat(consistent.exitCode()).as(consistent.err()).isZero();
    assertThat(run("chain", "checkpoint", "--number", "1").exitCode()).isZero();
    long size = chain.tip().size();
    String claim = chain.signed(chain.tip(), FOUNDERS);
    Path forged = Files.writeString(folder.resolve("forged.note"), claim);
    World.Run refused = run("chain", "consistency", forged, size);
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(refused.err()).contains("COSIGNATURES");
  }
}
