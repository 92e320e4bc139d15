package org.colophon.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one node: what is local to it. What all nodes must agree on stands in the genesis
 * and on the ledger. See {@code config/examples/court-node.yaml} for every key with its meaning.
 *
 * @param node who this node is and where its data lie
 * @param genesis the chain's genesis file
 * @param rpc where the service for clients listens
 * @param raft where the service for the other nodes listens
 * @param peers all nodes of the chain, itself included, under the addresses that reach them
 * @param tls what it shows on every connection
 * @param keys what it signs with
 * @param sealing when checkpoints are proposed
 * @param timeStamping whom a leader asks to stamp each seal
 * @param tsa what it stamps with, when it is an authority itself
 * @param documents what it signs certificates of evidence with
 * @param delivery what a court's node takes of deliveries
 * @param disk how much of its disk stays free
 * @param search what people may look for on it
 * @param archive where bodies of old records stand
 * @param admin where its operator asks how it is
 * @param limits its own bounds
 * @param log what it writes about itself
 */
public record NodeConfig(
    Node node,
    Path genesis,
    HostPort rpc,
    HostPort raft,
    List<Peer> peers,
    Tls tls,
    Keys keys,
    Sealing sealing,
    TimeStamping timeStamping,
    Optional<Tsa> tsa,
    Optional<Tls> documents,
    Delivery delivery,
    Disk disk,
    Search search,
    Archive archive,
    Optional<Admin> admin,
    Limits limits,
    Log log) {
  /** Copies the peers. */
  public NodeConfig {
    peers = List.copyOf(peers);
  }

  /**
   * Who the node is.
   *
   * @param id its name on the chain
   * @param organisation who runs it
   * @param data folder of its store, its Raft log and its last-signed file
   * @param operators subjects of the organisation who may have the node examined from elsewhere
   */
  public record Node(String id, String organisation, Path data, List<String> operators) {
    /** Copies the operators. */
    public Node {
      operators = List.copyOf(operators);
    }
  }

  /**
   * A node of the chain.
   *
   * @param id its name on the chain
   * @param rpc where clients reach it
   * @param raft where other nodes reach it
   */
  public record Peer(String id, HostPort rpc, HostPort raft) {}

  /**
   * A certificate with its key in PEM.
   *
   * @param certificate leaf, then the organisation's root
   * @param key PKCS#8, mode 0600
   */
  public record Tls(Path certificate, Path key) {}

  /**
   * Keys to sign with, each PKCS#8 in PEM with mode 0600.
   *
   * @param checkpoint of a validator only
   * @param record the organisation's own key for records
   */
  public record Keys(Optional<CheckpointKeys> checkpoint, Optional<Path> record) {}

  /**
   * The keys of a validator.
   *
   * @param log signs checkpoints under the chain's name
   * @param ed25519 cosigns them
   * @param mlDsa44 cosigns them for the time after elliptic curves
   * @param sm2 cosigns them on a chain of the suite {@code sm}, and only there
   */
  public record CheckpointKeys(Path log, Path ed25519, Path mlDsa44, Optional<Path> sm2) {
    /** Those of a validator of a chain of the standard suite. */
    public CheckpointKeys(Path log, Path ed25519, Path mlDsa44) {
      this(log, ed25519, mlDsa44, Optional.empty());
    }
  }

  /**
   * When the leader proposes a checkpoint.
   *
   * @param candidateIntervalMs least time between two proposals while records come
   * @param idleSealSeconds time after which an idle chain seals its tip again
   */
  public record Sealing(int candidateIntervalMs, int idleSealSeconds) {}

  /**
   * Whom a leader asks for RFC 3161 tokens on each seal.
   *
   * @param timeoutMs how long it waits for them; who is late is left out
   * @param authorities none: seals go without tokens
   */
  public record TimeStamping(int timeoutMs, List<Authority> authorities) {
    /** No authority is asked. */
    public static final TimeStamping NONE = new TimeStamping(1000, List.of());

    /** Copies the authorities. */
    public TimeStamping {
      authorities = List.copyOf(authorities);
    }
  }

  /**
   * A time-stamping authority. Its certificate must lead to an organisation of the chain.
   *
   * @param name names it in the status and the log
   * @param url takes RFC 3161 queries by HTTP POST
   * @param crl gives the revocation list of its certificate's issuer
   * @param policy OID with which it must answer
   */
  public record Authority(String name, URI url, Optional<URI> crl, Optional<String> policy) {}

  /**
   * This node as a time-stamping authority.
   *
   * @param certificate PEM: its own, then the organisation's root
   * @param key PKCS#8, mode 0600
   * @param crl the organisation's revocation list, PEM or DER
   */
  public record Tsa(Path certificate, Path key, Path crl) {}

  /**
   * What a court's node takes of deliveries, and for how long; other nodes take none.
   *
   * @param perSenderMb of all deliveries of one sender, begun or whole
   * @param totalMb of all deliveries
   * @param freeMb that must stay free on the disk
   * @param unfinishedDays until what is not whole, or not submitted on the chain, is dropped
   * @param keepAnsweredDays from the court's answer on
   * @param webhook whom to tell of each delivery
   */
  public record Delivery(
      int perSenderMb,
      int totalMb,
      int freeMb,
      int unfinishedDays,
      int keepAnsweredDays,
      Optional<Webhook> webhook) {
    /** What a court's node has unless its settings say otherwise. */
    public static final Delivery DEFAULT =
        new Delivery(32_768, 262_144, 2_048, 7, 30, Optional.empty());
  }

  /**
   * A court system that is told of deliveries.
   *
   * @param url takes Standard Webhooks by HTTPS POST
   * @param secret file of its secrets, mode 0600
   * @param roots PEM: whom to trust behind the address; without it, whom the JDK trusts
   */
  public record Webhook(URI url, Path secret, Optional<Path> roots) {}

  /**
   * How much of the disk under the data folder stays free: with less, records are refused.
   *
   * @param freeMb at least so many MiB
   * @param freePercent and at least this part of the disk
   */
  public record Disk(int freeMb, int freePercent) {
    /** What a node has unless its settings say otherwise. */
    public static final Disk DEFAULT = new Disk(1024, 1);
  }

  /**
   * What people may look for.
   *
   * @param works whether the node keeps an index of titles and identifiers beside its ledger
   */
  public record Search(boolean works) {
    /** What a node has unless its settings say otherwise. */
    public static final Search DEFAULT = new Search(true);
  }

  /**
   * Where bodies of records are found that were taken out of the store.
   *
   * @param folders of segments, searched in this order; outside of the data folder
   */
  public record Archive(List<Path> folders) {
    /** Nothing was taken out. */
    public static final Archive NONE = new Archive(List.of());

    /** Copies the folders. */
    public Archive {
      folders = List.copyOf(folders);
    }
  }

  /**
   * The port of the operator: health, metrics, status, levels of the log. On a loopback address it
   * speaks plain HTTP; on any other it speaks TLS, and only to certificates of the organisation.
   *
   * @param address where it listens
   */
  public record Admin(HostPort address) {
    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
      return address.isLoopback();
    }
  }

  /**
   * Bounds of this node.
   *
   * @param storeMemoryMb block cache and write buffers of the store
   * @param raftLogMb log that is kept for nodes that lack it; beyond it they need a copy
   * @param pendingRecords records that may wait to be ordered before callers are told to come again
   * @param batchRecords most records of one ordered entry
   * @param batchBytes most bytes of one ordered entry
   * @param batchAgeMs how long a record waits for others at most while entries are under way
   */
  public record Limits(
      int storeMemoryMb,
      int raftLogMb,
      int pendingRecords,
      int batchRecords,
      int batchBytes,
      int batchAgeMs) {
    /** What a node has unless its settings say otherwise. */
    public static final Limits DEFAULT = new Limits(256, 1024, 100_000, 4096, 4 << 20, 250);
  }

  /**
   * What the node writes about itself.
   *
   * @param level least level that is written
   * @param format of a line
   */
  public record Log(Level level, Format format) {
    /** What a node has unless its settings say otherwise. */
    public static final Log DEFAULT = new Log(Level.INFO, Format.TEXT);
  }

  /** Forms of the log. */
  public enum Format {
    /** Lines for people. */
    TEXT,
    /** One JSON object a line, for programs. */
    JSON
  }

  /** Levels of the log. */
  public enum Level {
    /** Faults only. */
    ERROR,
    /** And what an operator should look at. */
    WARN,
    /** And what happens. */
    INFO,
    /** And details. */
    DEBUG,
    /** And everything. */
    TRACE
  }

  /**
   * Reads a settings file, checks it whole, and checks that the files that it names are there; what
   * is wrong with the text and with the files is reported together.
   *
   * @throws ConfigException with every mistake at once
   */
  public static NodeConfig load(Path file) throws ConfigException {
    return NodeConfigReader.readWithFiles(YamlFile.parse(YamlFile.text(file), file), file);
  }

  /**
   * Reads settings without looking at the files that they name.
   *
   * @param file names the settings in messages; relative paths start at its folder
   * @throws ConfigException with every mistake at once
   */
  public static NodeConfig parse(String yaml, Path file) throws ConfigException {
    return NodeConfigReader.read(YamlFile.parse(yaml, file), file);
  }

  /** What is wrong with the files that these settings name, as they lie there now. */
  public List<Mistake> mistakesInFiles() {
    return NodeConfigReader.mistakesInFiles(this);
  }

  /** The peer that is this node. */
  public Peer self() {
    return peers.stream().filter(peer -> peer.id().equals(node.id())).findFirst().orElseThrow();
  }

  /** All peers but this node. */
  public List<Peer> others() {
    return peers.stream().filter(peer -> !peer.id().equals(node.id())).toList();
  }

  /** The settings as YAML that {@link #parse} reads back, with absolute paths. */
  public String yaml() {
    return NodeConfigText.of(this);
  }
}
