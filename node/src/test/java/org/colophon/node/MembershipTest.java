package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.config.NodeConfig;
import org.colophon.consensus.RaftSettings;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.Check;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.Ordering;
import org.colophon.crypto.note.NoteKeyType;
import org.colophon.crypto.note.NoteSigner;
import org.colophon.node.admin.ColophonNode;
import org.colophon.node.sealing.Alarms;
import org.colophon.node.sealing.ValidatorSigner;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The membership of a running network changes, and the network goes on. */
final class MembershipTest {
  @TempDir private Path directory;

  /** Gives a node checkpoint keys in files of its own; returns them. */
  private ValidatorSigner giveCheckpointKeys(InProcessNetwork network, String node, String name)
      throws Exception {
    String chain = network.genesis().chain().text();
    Path files = directory.resolve(name);
    java.nio.file.Files.createDirectories(files);
    ValidatorSigner signer =
        new ValidatorSigner(
            NoteSigner.generate(NoteKeyType.LOG_ED25519, chain),
            NoteSigner.generate(NoteKeyType.COSIGNER_ED25519, chain + "/" + node),
            NoteSigner.generate(NoteKeyType.COSIGNER_ML_DSA_44, chain + "/" + node));
    NodeConfig.CheckpointKeys paths =
        new NodeConfig.CheckpointKeys(
            files.resolve("log.pem"), files.resolve("ed25519.pem"), files.resolve("ml-dsa.pem"));
    signer.log().write(paths.log());
    signer.ed25519().write(paths.ed25519());
    signer.mlDsa44().write(paths.mlDsa44());
    NodeConfig.Keys keys =
        new NodeConfig.Keys(Optional.of(paths), network.config(node).keys().record());
    network.configure(node, config -> config.with(keys));
    return signer;
  }

  /** The entry of an organisation as a validator with these keys. */
  private static Organisation asValidator(Organisation o, ValidatorSigner signer) {
    return new Organisation(
        o.id(),
        o.kind(),
        Tier.VALIDATOR,
        o.certificate(),
        o.recordKeys(),
        o.nodes(),
        Optional.of(signer.publicKeys()));
  }

  /** Who made the newest seal; nobody by the membership in force while it is the old quorum's. */
  private static SortedMap<OrgId, Long> newestSigners(InProcessNetwork network, String node) {
    try (LedgerReader reader = network.daemon(node).ledger().read()) {
      Seal seal = reader.newestSeal().orElseThrow();
      return MembershipVotes.governance(network, node)
          .judge()
          .signers(seal.document().note())
          .orElse(new TreeMap<>());
    }
  }

  private static EvidenceReport verify(InProcessNetwork network, byte[] zip) throws Exception {
    return EvidenceVerifier.verify(
        zip,
        EvidenceVerifier.Options.of(
            Optional.of(network.genesis()),
            Optional.empty(),
            new Timestamp(System.currentTimeMillis())));
  }

  @Test
  void anObserverTakesTheSeatOfAValidatorAndSealsInItsPlace() throws Exception {
    try (InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 1)) {
      List<String> founders = network.validators();
      String leaving = founders.getFirst();
      String rising =
          network.nodes().stream().filter(n -> !founders.contains(n)).findFirst().orElseThrow();
      ValidatorSigner signer = giveCheckpointKeys(network, rising, "risen");
      network.startAll();
      List<String> staying = founders.subList(1, 4);
      RecordId before;
      RecordId after;
      try (LedgerClient client = network.client("creator")) {
        network.awaitSealed(client);
        Actor creator = Registrations.register(network, client, "creator");
        TestRecords records = network.records();
        TestRecord early = records.deposit(creator, records.hash("under the founders"));
        before = early.id();
        network.accept(client, early);
        Membership now = network.genesis().membership();
        Organisation risen = asValidator(now.organisation(new OrgId(rising)).orElseThrow(), signer);
        new MembershipVotes(network, client, staying.getFirst(), staying.subList(1, 3))
            .replace(leaving, risen);

        TestRecord late = records.deposit(creator, records.hash("under the new ones"));
        after = late.id();
        network.accept(client, late);
        growUntilSealedBy(network, client, creator, rising);
        assertThat(newestSigners(network, rising)).doesNotContainKey(new OrgId(leaving));
        String gone = network.config(leaving).node().id();
        network.await(rising, s -> !s.getLeader().equals(gone) && !s.getLeader().isEmpty());
        takesTheVote(network, leaving, rising, staying);
        TestRecord refused =
            records.register(network.organisation(leaving), network.actor("publisher"));
        Outcome outcome = client.submit(List.of(refused.bytes())).getFirst();
        assertThat(outcome.getRefusal().getReason()).isEqualTo("UNKNOWN_ORGANISATION");
        for (RecordId id : List.of(before, after)) {
          EvidenceReport report = verify(network, client.evidence(id.hex(), 0));
          assertThat(report.failure()).isEmpty();
        }
        EvidenceReport report = verify(network, client.evidence(after.hex(), 0));
        assertThat(report.checks())
            .filteredOn(check -> check.name() == Check.Name.MEMBERSHIP)
            .extracting(Check::detail)
            .first()
            .asString()
            .contains("1 change");
      }
      network.stopAll();
      // Three of the four that vote now: none of the founders' other three is needed.
      for (String node : List.of(staying.get(0), staying.get(1), rising)) {
        network.start(node);
      }
      try (LedgerClient client = network.clientOf(staying.getFirst())) {
        TestRecords records = TestRecords.on(network.genesis().chain(), "after a restart");
        Actor creator = network.actor("creator");
        network.accept(client, records.deposit(creator, records.hash("and on")));
        network.awaitSealed(client);
        assertThat(verify(network, client.evidence(after.hex(), 0)).failure()).isEmpty();
      }
      network.start(staying.get(2));
      hearsTheRisenOne(network, rising, staying.get(0));
      network.assertEqual();
      network.assertSound();
    }
  }

  /** To an empty ledger it is an observer still, and nobody else leads. */
  private static void hearsTheRisenOne(InProcessNetwork network, String rising, String emptied)
      throws Exception {
    network.awaitSealed();
    network.stop(emptied);
    Directories.delete(network.data(emptied));
    network.lead(rising);
    network.start(emptied);
    network.awaitSealed();
    assertThat(network.daemon(rising).raft().role()).isEqualTo(Ordering.Role.LEADER);
  }

  /** Its vote in Raft, too, by the operator's commands; then one of the others may be down. */
  private static void takesTheVote(
      InProcessNetwork network, String leaving, String rising, List<String> staying)
      throws Exception {
    // The others no longer hear it, so it would not learn who leads.
    network.stop(leaving);
    network.lead(staying.get(2));
    assertThat(member(network, staying.get(1), "promote", rising))
        .as("not the leader")
        .isEqualTo(4);
    String leading = staying.get(2);
    assertThat(member(network, leading, "remove", rising)).as("a validator").isEqualTo(4);
    network.leads(leading, () -> member(network, leading, "promote", rising));
    network.leads(leading, () -> member(network, leading, "remove", leaving));
    assertThat(member(network, leading, "list", "")).isZero();
    assertThat(network.daemon(staying.get(2)).raft().group())
        .filteredOn(RaftSettings.Member::votes)
        .extracting(m -> network.nodeOf(m.node().text()))
        .containsExactlyInAnyOrder(staying.get(0), staying.get(1), staying.get(2), rising);
    network.stop(staying.get(1));
    network.start(staying.get(1));
  }

  private static int member(InProcessNetwork network, String at, String verb, String node) {
    String settings = network.directory.resolve(at).resolve("node.yaml").toString();
    return node.isEmpty()
        ? ColophonNode.run("member", verb, "--config", settings)
        : ColophonNode.run("member", verb, "--config", settings, network.config(node).node().id());
  }

  /** A seal does not wait for the slowest validator, so it may take a few. */
  private static void growUntilSealedBy(
      InProcessNetwork network, LedgerClient client, Actor creator, String organisation)
      throws Exception {
    TestRecords records = TestRecords.on(network.genesis().chain(), "growth of " + organisation);
    for (int i = 0; i < 100; i++) {
      network.accept(client, records.deposit(creator, records.hash("item " + i)));
      network.awaitSealed(client);
      if (newestSigners(network, organisation).containsKey(new OrgId(organisation))) {
        return;
      }
    }
    throw new AssertionError(organisation + " sealed nothing");
  }

  @Test
  void aValidatorWhoseKeysWereRenewedSignsAgainOnceItsNodeHasThem() throws Exception {
    try (InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 0)) {
      List<String> validators = network.validators();
      String renewing = validators.getLast();
      network.startAll();
      try (LedgerClient client = network.client("creator")) {
        network.awaitSealed(client);
        NodeConfig old = network.config(renewing);
        ValidatorSigner signer = giveCheckpointKeys(network, renewing, "renewed");
        Membership now = network.genesis().membership();
        Organisation renewed =
            asValidator(now.organisation(new OrgId(renewing)).orElseThrow(), signer);
        new MembershipVotes(network, client, renewing, validators.subList(0, 2))
            .replace(renewing, renewed);
        // The keys that the node still has are not those of the membership any more.
        assertThat(network.config(renewing)).isNotEqualTo(old);
        network.await(renewing, s -> s.getAlarmsList().contains(Alarms.CHECKPOINT_KEYS));
        network.stop(renewing);
        network.start(renewing);
        network.await(renewing, s -> s.getAlarmsList().isEmpty());
        Actor creator = Registrations.register(network, client, "creator");
        growUntilSealedBy(network, client, creator, renewing);
      }
      network.assertEqual();
      network.assertSound();
    }
  }
}
