package org.colophon.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.config.HostPort;
import org.colophon.config.Mistake;
import org.colophon.config.NodeConfig;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.membership.CheckpointKeys;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Suite;
import org.colophon.core.membership.Tier;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.crypto.note.NoteKeyType;
import org.colophon.crypto.note.NoteSigner;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.PeerIdentity;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.node.delivery.DeliveryInbox;
import org.colophon.node.sealing.ValidatorSigner;
import org.colophon.node.stamping.OwnAuthority;

/**
 * Looks at what a node's settings lead to before anything of it is opened, and finds all mistakes
 * at once: files that are not what they should be, and settings that do not fit the chain.
 */
public final class Preflight {
  private final NodeConfig config;
  private final List<Mistake> mistakes = new ArrayList<>();

  /** Reads a file, or says why not. */
  private interface Reading {
    void run() throws IOException;
  }

  private Preflight(NodeConfig config) {
    this.config = config;
  }

  /** All mistakes; none when the node can start as far as can be seen. */
  public static List<Mistake> mistakes(NodeConfig config) {
    Preflight preflight = new Preflight(config);
    preflight.readFiles();
    preflight.readTlsIdentity();
    preflight.readGenesis();
    return List.copyOf(preflight.mistakes);
  }

  /** Ports of a node that does not run yet and that others listen on. */
  public static List<Mistake> takenPorts(NodeConfig config) {
    Preflight preflight = new Preflight(config);
    preflight.requireFree("rpc", config.rpc());
    preflight.requireFree("raft", config.raft());
    config.admin().ifPresent(admin -> preflight.requireFree("admin", admin.address()));
    return List.copyOf(preflight.mistakes);
  }

  private void requireFree(String key, HostPort address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException | RuntimeException e) {
      mistake(
          key,
          address + " cannot be listened on: " + e.getMessage(),
          "an address of this machine, and a port that nobody listens on");
    }
  }

  private void readFiles() {
    config.keys().record().ifPresent(key -> read("keys.record", () -> KeyFiles.read(key)));
    config
        .documents()
        .ifPresent(own ->
            read(
                "documents",
                () -> TlsIdentity.loadSigner(own.certificate(), own.key(), Set.of(KeyKind.P256))));
    config.tsa().ifPresent(own -> read("tsa", () -> OwnAuthority.load(own, () -> 0)));
    config
        .delivery()
        .webhook()
        .ifPresent(
            webhook -> read("delivery.webhook", () -> DeliveryInbox.requireReadable(webhook)));
    Path nearest = new DataLayout(config.node().data()).nearest();
    if (!Files.isWritable(nearest)) {
      mistake("node.data", nearest + " cannot be written", "a folder that the node may write");
    }
  }

  private void read(String key, Reading reading) {
    try {
      reading.run();
    } catch (IOException e) {
      mistake(
          key,
          String.valueOf(e.getMessage()),
          "files that `colophon-node init` wrote, or others of their kind");
    }
  }

  private void readTlsIdentity() {
    try {
      TlsIdentity own =
          TlsIdentity.load(config.tls().certificate(), config.tls().key(), KeyKind.OF_NODES);
      String expected = "colophon:node:" + config.node().organisation() + "/" + config.node().id();
      String found = PeerIdentity.of(own.certificate()).map(PeerIdentity::uri).orElse("nobody");
      if (!found.equals(expected)) {
        mistake("tls.certificate", "for " + found, "the certificate of " + expected);
      }
    } catch (IOException e) {
      mistake("tls", String.valueOf(e.getMessage()), "a certificate and its key, both PEM");
    }
  }

  private void readGenesis() {
    Genesis genesis;
    try {
      genesis = DataLayout.readGenesis(config.genesis());
    } catch (IOException e) {
      mistake("genesis", String.valueOf(e.getMessage()), "the file that all founders agreed on");
      return;
    }
    readBinding(genesis);
    readCheckpointKeys(genesis);
    // Once there is a ledger, it says who the members are; the node looks when it has opened it.
    if (!Files.exists(new DataLayout(config.node().data()).store())) {
      readMembership(genesis, members(genesis));
    }
  }

  private void readBinding(Genesis genesis) {
    Path bound = new DataLayout(config.node().data()).genesis();
    try {
      if (Files.exists(bound) && !Arrays.equals(Files.readAllBytes(bound), genesis.bytes())) {
        mistake(
            "node.data",
            config.node().data() + " belongs to another chain",
            "the data folder of " + genesis.chain() + ", or a new one");
      }
    } catch (IOException e) {
      mistake("node.data", bound + " cannot be read", "a folder that the node may read");
    }
  }

  private void readCheckpointKeys(Genesis genesis) {
    if (config.keys().checkpoint().isEmpty()) {
      return;
    }
    NodeConfig.CheckpointKeys files = config.keys().checkpoint().get();
    OrgId organisation = new OrgId(config.node().organisation());
    boolean isSm = genesis.suite() == Suite.SM;
    if (files.sm2().isPresent() != isSm) {
      mistake(
          "keys.sm2",
          (isSm ? "none" : "a key") + " on a chain of the suite " + genesis.suite(),
          isSm
              ? "the key that init --suite sm wrote"
              : "none: only a chain of the suite sm has it");
      return;
    }
    int before = mistakes.size();
    String witness = ValidatorKeys.witnessName(genesis.chain(), organisation);
    read(
        "keys.log",
        () -> NoteSigner.read(files.log(), NoteKeyType.LOG_ED25519, genesis.chain().text()));
    read(
        "keys.ed25519",
        () -> NoteSigner.read(files.ed25519(), NoteKeyType.COSIGNER_ED25519, witness));
    read(
        "keys.mlDsa44",
        () -> NoteSigner.read(files.mlDsa44(), NoteKeyType.COSIGNER_ML_DSA_44, witness));
    files
        .sm2()
        .ifPresent(
            key -> read("keys.sm2", () -> NoteSigner.read(key, NoteKeyType.COSIGNER_SM2, witness)));
    if (mistakes.size() > before) {
      return;
    }
    try {
      CheckpointKeys own = ValidatorSigner.read(genesis.chain(), organisation, files).publicKeys();
      Optional<CheckpointKeys> founded =
          genesis.membership().organisation(organisation).flatMap(Organisation::checkpointKeys);
      boolean isNew = !Files.exists(new DataLayout(config.node().data()).store());
      if (isNew && founded.isPresent() && !founded.get().equals(own)) {
        mistake(
            "keys",
            "other checkpoint keys than the genesis has",
            "the keys made with the founding");
      }
    } catch (IOException e) {
      mistake("keys", String.valueOf(e.getMessage()), "the checkpoint keys that init wrote");
    }
  }

  /** The founders, unless the settings name somebody else: then the others are asked. */
  private Membership members(Genesis genesis) {
    Membership founders = genesis.membership();
    return MembershipAhead.knowsAll(founders, config)
        ? founders
        : MembershipAhead.withAllNodes(config, genesis).membership();
  }

  private void readMembership(Genesis genesis, Membership members) {
    Optional<Organisation> owner = members.organisationOf(new NodeId(config.node().id()));
    if (owner.isEmpty()) {
      mistake(
          "node.id", config.node().id() + " is not a node of " + genesis.chain(), nodesOf(members));
    } else if (!owner.get().id().text().equals(config.node().organisation())) {
      mistake("node.organisation", config.node().organisation(), owner.get().id().text());
    } else if (owner.get().tier() == Tier.VALIDATOR && config.keys().checkpoint().isEmpty()) {
      mistake("keys", owner.get().id() + " is a validator", "log, ed25519 and mlDsa44");
    }
    for (int i = 0; i < config.peers().size(); i++) {
      String peer = config.peers().get(i).id();
      if (members.organisationOf(new NodeId(peer)).isEmpty()) {
        mistake("peers[" + i + "].id", peer + " is not a node of the chain", nodesOf(members));
      }
    }
  }

  private static String nodesOf(Membership members) {
    return "one of "
        + String.join(
            ", ",
            members.organisations().stream()
                .flatMap(organisation -> organisation.nodes().stream())
                .map(NodeId::text)
                .toList());
  }

  private void mistake(String key, String found, String remedy) {
    mistakes.add(new Mistake(key, found, remedy));
  }
}
