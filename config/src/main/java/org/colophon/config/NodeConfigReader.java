package org.colophon.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and checks a node's settings; every mistake is noted before any is thrown. */
final class NodeConfigReader {
  private static final int PEERS_MAX = 512;
  private static final int DAY_SECONDS = 86_400;
  private static final int DAYS_MAX = 3_650;
  private static final int MB_MAX = 1 << 30;
  private static final String NAME = Values.NAME_REMEDY;
  private static final int AUTHORITIES_MAX = 8;
  private static final URI NO_ADDRESS = URI.create("http://localhost");
  private static final int PERCENT_MAX = 50;
  private static final int ARCHIVE_FOLDERS_MAX = 16;
  private static final int OPERATORS_MAX = 64;
  private static final String HOST = "a host name or address to listen on";
  private static final String LOOPBACK = "127.0.0.1";
  private static final HostPort NOWHERE = new HostPort("localhost", 1);

  private NodeConfigReader() {}

  /** The settings alone. */
  static NodeConfig read(ObjectNode yaml, Path file) throws ConfigException {
    Section.Problems problems = new Section.Problems();
    NodeConfig config = read(yaml, file, problems);
    problems.throwIfAny(file);
    return config;
  }

  /** The settings, and whether the files that they name are there. */
  static NodeConfig readWithFiles(ObjectNode yaml, Path file) throws ConfigException {
    Section.Problems problems = new Section.Problems();
    NodeConfig config = read(yaml, file, problems);
    requireFiles(config, problems);
    problems.throwIfAny(file);
    return config;
  }

  /** What is wrong with the files of settings that were read before. */
  static List<Mistake> mistakesInFiles(NodeConfig config) {
    Section.Problems problems = new Section.Problems();
    requireFiles(config, problems);
    return problems.all();
  }

  private static NodeConfig read(ObjectNode yaml, Path file, Section.Problems problems) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Section root = new Section("", yaml, folder == null ? Path.of("/") : folder, problems);
    NodeConfig config =
        new NodeConfig(
            node(root.section("node")),
            root.file("genesis", "path of the genesis file"),
            listen(root.section("rpc")),
            listen(root.section("raft")),
            root.sections("peers", PEERS_MAX, NodeConfigReader::peer),
            tls(root.section("tls")),
            keys(root.sectionIf("keys")),
            sealing(root.sectionIf("sealing")),
            timeStamping(root),
            root.has("tsa") ? Optional.of(tsa(root.section("tsa"))) : Optional.empty(),
            root.has("documents") ? Optional.of(tls(root.section("documents"))) : Optional.empty(),
            delivery(root.sectionIf("delivery")),
            disk(root.sectionIf("disk")),
            search(root.sectionIf("search")),
            archive(root),
            root.has("admin")
                ? Optional.of(new NodeConfig.Admin(admin(root.section("admin"))))
                : Optional.empty(),
            limits(root.sectionIf("limits")),
            log(root.sectionIf("log")));
    root.end();
    checkTogether(config, problems);
    return config;
  }

  private static void requireFiles(NodeConfig config, Section.Problems problems) {
    requireFile("genesis", config.genesis(), problems);
    requireFile("tls.certificate", config.tls().certificate(), problems);
    requirePrivate("tls.key", config.tls().key(), problems);
    config
        .keys()
        .checkpoint()
        .ifPresent(keys -> {
          requirePrivate("keys.log", keys.log(), problems);
          requirePrivate("keys.ed25519", keys.ed25519(), problems);
          requirePrivate("keys.mlDsa44", keys.mlDsa44(), problems);
          keys.sm2().ifPresent(sm2 -> requirePrivate("keys.sm2", sm2, problems));
        });
    config.keys().record().ifPresent(key -> requirePrivate("keys.record", key, problems));
    config
        .tsa()
        .ifPresent(tsa -> {
          requireFile("tsa.certificate", tsa.certificate(), problems);
          requirePrivate("tsa.key", tsa.key(), problems);
          requireFile("tsa.crl", tsa.crl(), problems);
        });
    config
        .documents()
        .ifPresent(documents -> {
          requireFile("documents.certificate", documents.certificate(), problems);
          requirePrivate("documents.key", documents.key(), problems);
        });
    config
        .delivery()
        .webhook()
        .ifPresent(webhook -> {
          requirePrivate("delivery.webhook.secret", webhook.secret(), problems);
          webhook
              .roots()
              .ifPresent(roots -> requireFile("delivery.webhook.roots", roots, problems));
        });
    if (Files.exists(config.node().data()) && !Files.isDirectory(config.node().data())) {
      problems.add("node.data", config.node().data() + " is a file", "a folder");
    }
  }

  /** A key that is wrong already has a stand-in for a path, of which nothing more is said. */
  private static void requireFile(String key, Path path, Section.Problems problems) {
    if (problems.has(key)) {
      return;
    }
    if (!Files.isReadable(path) || !Files.isRegularFile(path)) {
      problems.add(key, path + " is not there or not readable", "a file that the node may read");
    }
  }

  private static void requirePrivate(String key, Path path, Section.Problems problems) {
    if (problems.has(key)) {
      return;
    }
    requireFile(key, path, problems);
    FileModes.complaint(path).ifPresent(found -> problems.add(key, found, "chmod 600 " + path));
  }

  private static NodeConfig.Node node(Section section) {
    NodeConfig.Node node =
        new NodeConfig.Node(
            section.value("id", NAME, "", Values::name),
            section.value("organisation", NAME, "", Values::name),
            section.file("data", "path of the data folder"),
            section.has("operators")
                ? section.values("operators", OPERATORS_MAX, Values::name)
                : List.of());
    section.end();
    return node;
  }

  private static HostPort listen(Section section) {
    String host = section.value("host", HOST, NOWHERE.host(), NodeConfigReader::host);
    HostPort address = new HostPort(host, section.integer("port", 1, 65_535));
    section.end();
    return address;
  }

  private static HostPort admin(Section section) {
    HostPort address =
        new HostPort(
            section.valueIf("host", HOST, NOWHERE.host(), NodeConfigReader::host).orElse(LOOPBACK),
            section.integer("port", 1, 65_535));
    section.end();
    return address;
  }

  private static String host(String text) {
    if (!HostPort.isHost(text)) {
      throw new IllegalArgumentException(HOST);
    }
    return text;
  }

  private static NodeConfig.Disk disk(Section section) {
    NodeConfig.Disk standard = NodeConfig.Disk.DEFAULT;
    NodeConfig.Disk disk =
        new NodeConfig.Disk(
            section.integer("freeMb", 0, MB_MAX, standard.freeMb()),
            section.integer("freePercent", 0, PERCENT_MAX, standard.freePercent()));
    section.end();
    return disk;
  }

  private static NodeConfig.Search search(Section section) {
    NodeConfig.Search search =
        new NodeConfig.Search(section.flag("works", NodeConfig.Search.DEFAULT.works()));
    section.end();
    return search;
  }

  private static NodeConfig.Archive archive(Section root) {
    if (!root.has("archive")) {
      return NodeConfig.Archive.NONE;
    }
    Section section = root.section("archive");
    NodeConfig.Archive archive =
        new NodeConfig.Archive(section.files("folders", ARCHIVE_FOLDERS_MAX));
    section.end();
    return archive;
  }

  private static NodeConfig.Peer peer(Section section) {
    return new NodeConfig.Peer(
        section.value("id", NAME, "", Values::name),
        section.value("rpc", "host:port", NOWHERE, HostPort::parse),
        section.value("raft", "host:port", NOWHERE, HostPort::parse));
  }

  private static NodeConfig.Tls tls(Section section) {
    NodeConfig.Tls tls =
        new NodeConfig.Tls(
            section.file("certificate", "path of a PEM file"),
            section.file("key", "path of a PEM file"));
    section.end();
    return tls;
  }

  private static NodeConfig.Keys keys(Section section) {
    String path = "path of a PEM file";
    Optional<Path> log = section.fileIf("log", path);
    Optional<Path> ed25519 = section.fileIf("ed25519", path);
    Optional<Path> mlDsa44 = section.fileIf("mlDsa44", path);
    Optional<Path> sm2 = section.fileIf("sm2", path);
    Optional<Path> record = section.fileIf("record", path);
    section.end();
    long given = List.of(log, ed25519, mlDsa44).stream().filter(Optional::isPresent).count();
    if (given == 0 && sm2.isEmpty()) {
      return new NodeConfig.Keys(Optional.empty(), record);
    }
    if (given < 3) {
      section.mistake(
          "log", given + " of log, ed25519, mlDsa44", "all three for a validator, else none");
      return new NodeConfig.Keys(Optional.empty(), record);
    }
    return new NodeConfig.Keys(
        Optional.of(
            new NodeConfig.CheckpointKeys(
                log.orElseThrow(), ed25519.orElseThrow(), mlDsa44.orElseThrow(), sm2)),
        record);
  }

  private static NodeConfig.Sealing sealing(Section section) {
    NodeConfig.Sealing sealing =
        new NodeConfig.Sealing(
            section.integer("candidateIntervalMs", 100, 60_000, 1000),
            section.integer("idleSealSeconds", 1, DAY_SECONDS, 300));
    section.end();
    return sealing;
  }

  private static NodeConfig.TimeStamping timeStamping(Section root) {
    if (!root.has("timeStamping")) {
      return NodeConfig.TimeStamping.NONE;
    }
    Section section = root.section("timeStamping");
    NodeConfig.TimeStamping read =
        new NodeConfig.TimeStamping(
            section.integer("timeoutMs", 50, 10_000, NodeConfig.TimeStamping.NONE.timeoutMs()),
            section.sections("authorities", AUTHORITIES_MAX, NodeConfigReader::authority));
    section.end();
    return read;
  }

  private static NodeConfig.Authority authority(Section section) {
    String address = "an http or https address";
    return new NodeConfig.Authority(
        section.value("name", NAME, "", Values::name),
        section.value("url", address, NO_ADDRESS, Values::httpAddress),
        section.valueIf("crl", address, NO_ADDRESS, Values::httpAddress),
        section.valueIf("policy", "an object identifier", "", Values::objectIdentifier));
  }

  private static NodeConfig.Tsa tsa(Section section) {
    NodeConfig.Tsa tsa =
        new NodeConfig.Tsa(
            section.file("certificate", "path of a PEM file"),
            section.file("key", "path of a PEM file"),
            section.file("crl", "path of a revocation list"));
    section.end();
    return tsa;
  }

  private static NodeConfig.Delivery delivery(Section section) {
    NodeConfig.Delivery standard = NodeConfig.Delivery.DEFAULT;
    NodeConfig.Delivery delivery =
        new NodeConfig.Delivery(
            section.integer("perSenderMb", 1, MB_MAX, standard.perSenderMb()),
            section.integer("totalMb", 1, MB_MAX, standard.totalMb()),
            section.integer("freeMb", 0, MB_MAX, standard.freeMb()),
            section.integer("unfinishedDays", 1, DAYS_MAX, standard.unfinishedDays()),
            section.integer("keepAnsweredDays", 0, DAYS_MAX, standard.keepAnsweredDays()),
            section.has("webhook")
                ? Optional.of(webhook(section.section("webhook")))
                : Optional.empty());
    section.end();
    return delivery;
  }

  private static NodeConfig.Webhook webhook(Section section) {
    NodeConfig.Webhook webhook =
        new NodeConfig.Webhook(
            section.value("url", "an https address", NO_ADDRESS, Values::httpsAddress),
            section.file("secret", "path of a file of secrets"),
            section.fileIf("roots", "path of a PEM file"));
    section.end();
    return webhook;
  }

  private static NodeConfig.Limits limits(Section section) {
    NodeConfig.Limits standard = NodeConfig.Limits.DEFAULT;
    NodeConfig.Limits limits =
        new NodeConfig.Limits(
            section.integer("storeMemoryMb", 16, 1 << 20, standard.storeMemoryMb()),
            section.integer("raftLogMb", 64, 1 << 20, standard.raftLogMb()),
            section.integer("pendingRecords", 1, 10_000_000, standard.pendingRecords()),
            section.integer("batchRecords", 1, 65_536, standard.batchRecords()),
            section.integer("batchBytes", 1 << 16, 24 << 20, standard.batchBytes()),
            section.integer("batchAgeMs", 0, 10_000, standard.batchAgeMs()));
    section.end();
    return limits;
  }

  private static NodeConfig.Log log(Section section) {
    NodeConfig.Log standard = NodeConfig.Log.DEFAULT;
    NodeConfig.Log log =
        new NodeConfig.Log(
            section
                .valueIf("level", "a level", standard.level(), Values.oneOf(NodeConfig.Level.class))
                .orElse(standard.level()),
            section
                .valueIf(
                    "format", "a format", standard.format(), Values.oneOf(NodeConfig.Format.class))
                .orElse(standard.format()));
    section.end();
    return log;
  }

  /** What no single value shows; stand-ins of mistakes found before are passed over. */
  private static void checkTogether(NodeConfig config, Section.Problems problems) {
    Set<String> ids = new HashSet<>();
    Set<HostPort> addresses = new HashSet<>();
    for (int i = 0; i < config.peers().size(); i++) {
      NodeConfig.Peer peer = config.peers().get(i);
      if (!peer.id().isEmpty() && !ids.add(peer.id())) {
        problems.add("peers[" + i + "].id", peer.id() + " occurs twice", "each node once");
      }
      for (HostPort address : List.of(peer.rpc(), peer.raft())) {
        if (!address.equals(NOWHERE) && !addresses.add(address)) {
          problems.add("peers[" + i + "]", address + " occurs twice", "an address of its own");
        }
      }
    }
    Set<String> operators = new HashSet<>();
    for (String operator : config.node().operators()) {
      if (!operators.add(operator)) {
        problems.add("node.operators", operator + " occurs twice", "each subject once");
      }
    }
    Set<String> authorities = new HashSet<>();
    for (NodeConfig.Authority authority : config.timeStamping().authorities()) {
      if (!authority.name().isEmpty() && !authorities.add(authority.name())) {
        problems.add(
            "timeStamping.authorities", authority.name() + " occurs twice", "each name once");
      }
    }
    Set<Path> folders = new HashSet<>();
    for (int i = 0; i < config.archive().folders().size(); i++) {
      Path folder = config.archive().folders().get(i);
      if (!folders.add(folder)) {
        problems.add("archive.folders[" + i + "]", folder + " occurs twice", "each folder once");
      }
      if (folder.startsWith(config.node().data()) && !problems.has("node.data")) {
        problems.add(
            "archive.folders[" + i + "]", folder + " is inside of node.data", "a folder elsewhere");
      }
    }
    String self = config.node().id();
    if (!self.isEmpty() && !config.peers().isEmpty() && !ids.contains(self)) {
      problems.add("peers", self + " is not among them", "all nodes, this one included");
    }
    boolean listens = config.rpc().port() > 1 && config.raft().port() > 1;
    if (listens && config.rpc().equals(config.raft())) {
      problems.add("raft", config.raft() + " is rpc's too", "a port of its own");
    }
    int admin = config.admin().map(own -> own.address().port()).orElse(0);
    if (admin > 1 && (admin == config.rpc().port() || admin == config.raft().port())) {
      problems.add("admin.port", admin + " is rpc's or raft's too", "a port of its own");
    }
  }
}
