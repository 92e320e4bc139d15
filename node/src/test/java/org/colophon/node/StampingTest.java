package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.config.NodeConfig;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.evidence.TimeStamps;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.Ordering;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.AuthorityView;
import org.colophon.rpc.proto.StatusView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Seals are stamped by the authorities that answer, and never wait for those that do not. */
@Timeout(900)
final class StampingTest {
  private static final String COURT = "court-1";
  private static final String NOTARY = "notary-1";

  @TempDir private Path directory;

  @Test
  void aCourtAndTheNotaryStampTheSealsOfANewNetwork() throws Exception {
    InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 1);
    List<NodeConfig.Authority> authorities = network.config(COURT).timeStamping().authorities();
    // A busy machine takes its time for the first connections.
    ask(network, new NodeConfig.TimeStamping(10_000, authorities));
    network.startAll();
    try (network;
        LedgerClient client = network.client("creator")) {
      network.awaitSealed(client);
      Actor creator = Registrations.register(network, client, "creator");
      EvidenceReport.Facts facts = stampedByBoth(network, client, creator);
      assertThat(authorities(facts)).containsExactlyInAnyOrder(COURT, NOTARY);
      assertThat(facts.archive()).isPresent();
    }
  }

  @Test
  void whoeverAnswersWronglyIsLeftOutAndNamedAndTheNextSealCoversTheGap() throws Exception {
    InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 0);
    try (network;
        FickleAuthority fickle = new FickleAuthority(network.config(NOTARY).tsa().orElseThrow())) {
      ask(network, new NodeConfig.TimeStamping(5_000, List.of(at("fickle", fickle))));
      network.startAll();
      network.awaitSealed();
      try (LedgerClient client = network.client("creator")) {
        Actor creator = Registrations.register(network, client, "creator");
        for (FickleAuthority.Mood mood : FickleAuthority.Mood.values()) {
          if (mood == FickleAuthority.Mood.RIGHT) {
            continue;
          }
          fickle.mood(mood);
          TestRecord work = network.records().declare(creator, network.records().hash(mood.name()));
          long height = network.accept(client, work);
          network.awaitSealed(client);
          awaitFailure(network, mood);
          // It is asked again after a while; until then seals go without it.
          fickle.mood(FickleAuthority.Mood.RIGHT);
          awaitStamped(network);
          EvidenceReport report = verify(network, client.evidence(work.id().hex(), height));
          assertThat(report.failure()).as("%s", mood).isEmpty();
          assertThat(report.facts().orElseThrow().stamps()).as("%s", mood).hasSize(1);
        }
      }
      network.assertEqual();
    }
  }

  @Test
  void anAuthorityThatLeadsToNoOrganisationIsNotTaken() throws Exception {
    Path elsewhere = directory.resolve("elsewhere");
    InProcessNetwork other = new InProcessNetwork(elsewhere, 4, 0);
    InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 0);
    try (other;
        network;
        FickleAuthority stranger = new FickleAuthority(other.config(NOTARY).tsa().orElseThrow())) {
      ask(network, new NodeConfig.TimeStamping(10_000, List.of(at("stranger", stranger))));
      network.startAll();
      network.awaitSealed();
      awaitFailed(network, "UNTRUSTED");
      assertThat(newestSeal(network).document().tokens()).isEmpty();
    }
  }

  private static NodeConfig.Authority at(String name, FickleAuthority authority) {
    return new NodeConfig.Authority(name, authority.uri(), Optional.empty(), Optional.empty());
  }

  private static void ask(InProcessNetwork network, NodeConfig.TimeStamping timeStamping) {
    NodeConfig.Sealing sealing = new NodeConfig.Sealing(200, 1);
    for (String node : network.nodes()) {
      network.configure(node, config -> config.with(sealing).with(timeStamping));
    }
  }

  private static void awaitFailure(InProcessNetwork network, FickleAuthority.Mood mood)
      throws Exception {
    String expected =
        switch (mood) {
          case RIGHT -> throw new IllegalArgumentException("no failure");
          case GARBAGE -> "MALFORMED";
          case WRONG_IMPRINT -> "WRONG_IMPRINT";
          case WRONG_NONCE -> "WRONG_NONCE";
          case HTTP_ERROR -> "HTTP_STATUS";
          case ENDLESS -> "TOO_LARGE";
          case SILENT -> "SLOW";
        };
    awaitFailed(network, expected);
  }

  /**
   * Registers works until the seal over one bears both stamps and the leader says so of itself: an
   * authority that was slow once is left alone for a while, and seals go without it.
   */
  private static EvidenceReport.Facts stampedByBoth(
      InProcessNetwork network, LedgerClient client, Actor creator) throws Exception {
    for (int song = 0; ; song++) {
      TestRecord work = network.records().declare(creator, network.records().hash("song " + song));
      long height = network.accept(client, work);
      network.awaitSealed(client);
      awaitStamped(network);
      EvidenceReport report = verify(network, client.evidence(work.id().hex(), height));
      assertThat(report.failure()).isEmpty();
      EvidenceReport.Facts facts = report.facts().orElseThrow();
      StatusView leader = status(network, leader(network));
      if (authorities(facts).containsAll(List.of(COURT, NOTARY))
          && leader.getStamping().getAuthoritiesList().stream().allMatch(StampingTest::answers)) {
        return facts;
      }
      Thread.sleep(500);
    }
  }

  private static boolean answers(AuthorityView authority) {
    return authority.getLastStamp() > 0 && authority.getFailure().isEmpty();
  }

  private static List<String> authorities(EvidenceReport.Facts facts) {
    return facts.stamps().stream().map(TimeStamps.Stamp::authority).toList();
  }

  private static AuthorityView awaitFailed(InProcessNetwork network, String reason)
      throws Exception {
    while (true) {
      AuthorityView view = status(network, leader(network)).getStamping().getAuthorities(0);
      if (!view.getFailure().isEmpty() && view.getFailure().startsWith(reason)) {
        return view;
      }
      Thread.sleep(50);
    }
  }

  /** Of all nodes, since a client may ask any of them. */
  private static void awaitStamped(InProcessNetwork network) throws Exception {
    for (String node : network.running()) {
      network.await(node, status -> status.getStamping().getUnstampedSeals() == 0);
    }
  }

  private static Seal newestSeal(InProcessNetwork network) {
    try (LedgerReader reader = network.daemon(network.running().getFirst()).ledger().read()) {
      return reader.newestSeal().orElseThrow();
    }
  }

  private static String leader(InProcessNetwork network) throws Exception {
    while (true) {
      for (String node : network.running()) {
        if (network.daemon(node).raft().role() == Ordering.Role.LEADER) {
          return node;
        }
      }
      Thread.sleep(50);
    }
  }

  private static StatusView status(InProcessNetwork network, String node) throws Exception {
    return network.await(node, any -> true);
  }

  private static EvidenceReport verify(InProcessNetwork network, byte[] zip) throws Exception {
    return EvidenceVerifier.verify(
        zip,
        EvidenceVerifier.Options.of(
            Optional.of(network.genesis()),
            Optional.empty(),
            new Timestamp(System.currentTimeMillis())));
  }
}
