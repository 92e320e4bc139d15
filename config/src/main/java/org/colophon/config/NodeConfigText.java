package org.colophon.config;

import java.nio.file.Path;

/** Writes a node's settings as YAML. */
final class NodeConfigText {
  private NodeConfigText() {}

  static String of(NodeConfig config) {
    StringBuilder text = new StringBuilder();
    text.append("node:\n");
    text.append("  id: ").append(quote(config.node().id())).append('\n');
    text.append("  organisation: ").append(quote(config.node().organisation())).append('\n');
    text.append("  data: ").append(path(config.node().data())).append('\n');
    if (!config.node().operators().isEmpty()) {
      text.append("  operators:\n");
      config
          .node()
          .operators()
          .forEach(operator -> text.append("    - ").append(quote(operator)).append('\n'));
    }
    text.append("genesis: ").append(path(config.genesis())).append('\n');
    listen(text, "rpc", config.rpc());
    listen(text, "raft", config.raft());
    text.append("peers:\n");
    for (NodeConfig.Peer peer : config.peers()) {
      text.append("  - id: ").append(quote(peer.id())).append('\n');
      text.append("    rpc: ").append(quote(peer.rpc().toString())).append('\n');
      text.append("    raft: ").append(quote(peer.raft().toString())).append('\n');
    }
    identity(text, "tls", config.tls().certificate(), config.tls().key());
    keys(text, config.keys());
    text.append("sealing:\n");
    number(text, "candidateIntervalMs", config.sealing().candidateIntervalMs());
    number(text, "idleSealSeconds", config.sealing().idleSealSeconds());
    timeStamping(text, config.timeStamping());
    config
        .tsa()
        .ifPresent(tsa -> {
          identity(text, "tsa", tsa.certificate(), tsa.key());
          text.append("  crl: ").append(path(tsa.crl())).append('\n');
        });
    config.documents().ifPresent(own -> identity(text, "documents", own.certificate(), own.key()));
    delivery(text, config.delivery());
    text.append("disk:\n");
    number(text, "freeMb", config.disk().freeMb());
    number(text, "freePercent", config.disk().freePercent());
    text.append("search:\n  works: ").append(config.search().works()).append('\n');
    if (!config.archive().folders().isEmpty()) {
      text.append("archive:\n  folders:\n");
      config
          .archive()
          .folders()
          .forEach(folder -> text.append("    - ").append(path(folder)).append('\n'));
    }
    config.admin().ifPresent(admin -> listen(text, "admin", admin.address()));
    text.append("limits:\n");
    number(text, "storeMemoryMb", config.limits().storeMemoryMb());
    number(text, "raftLogMb", config.limits().raftLogMb());
    number(text, "pendingRecords", config.limits().pendingRecords());
    number(text, "batchRecords", config.limits().batchRecords());
    number(text, "batchBytes", config.limits().batchBytes());
    number(text, "batchAgeMs", config.limits().batchAgeMs());
    text.append("log:\n  level: ").append(config.log().level().name()).append('\n');
    text.append("  format: ").append(config.log().format().name()).append('\n');
    return text.toString();
  }

  private static void delivery(StringBuilder text, NodeConfig.Delivery delivery) {
    text.append("delivery:\n");
    number(text, "perSenderMb", delivery.perSenderMb());
    number(text, "totalMb", delivery.totalMb());
    number(text, "freeMb", delivery.freeMb());
    number(text, "unfinishedDays", delivery.unfinishedDays());
    number(text, "keepAnsweredDays", delivery.keepAnsweredDays());
    delivery
        .webhook()
        .ifPresent(webhook -> {
          text.append("  webhook:\n");
          text.append("    url: ").append(quote(webhook.url().toString())).append('\n');
          text.append("    secret: ").append(path(webhook.secret())).append('\n');
          webhook
              .roots()
              .ifPresent(roots -> text.append("    roots: ").append(path(roots)).append('\n'));
        });
  }

  private static void listen(StringBuilder text, String name, HostPort address) {
    text.append(name).append(":\n");
    text.append("  host: ").append(quote(address.host())).append('\n');
    number(text, "port", address.port());
  }

  private static void identity(StringBuilder text, String name, Path certificate, Path key) {
    text.append(name).append(":\n");
    text.append("  certificate: ").append(path(certificate)).append('\n');
    text.append("  key: ").append(path(key)).append('\n');
  }

  private static void timeStamping(StringBuilder text, NodeConfig.TimeStamping timeStamping) {
    if (timeStamping.authorities().isEmpty()) {
      return;
    }
    text.append("timeStamping:\n");
    number(text, "timeoutMs", timeStamping.timeoutMs());
    text.append("  authorities:\n");
    for (NodeConfig.Authority authority : timeStamping.authorities()) {
      text.append("    - name: ").append(quote(authority.name())).append('\n');
      text.append("      url: ").append(quote(authority.url().toString())).append('\n');
      authority
          .crl()
          .ifPresent(crl -> text.append("      crl: ").append(quote(crl.toString())).append('\n'));
      authority
          .policy()
          .ifPresent(oid -> text.append("      policy: ").append(quote(oid)).append('\n'));
    }
  }

  private static void keys(StringBuilder text, NodeConfig.Keys keys) {
    if (keys.checkpoint().isEmpty() && keys.record().isEmpty()) {
      return;
    }
    text.append("keys:\n");
    keys.checkpoint()
        .ifPresent(checkpoint -> {
          text.append("  log: ").append(path(checkpoint.log())).append('\n');
          text.append("  ed25519: ").append(path(checkpoint.ed25519())).append('\n');
          text.append("  mlDsa44: ").append(path(checkpoint.mlDsa44())).append('\n');
          checkpoint.sm2().ifPresent(sm2 -> text.append("  sm2: ").append(path(sm2)).append('\n'));
        });
    keys.record().ifPresent(key -> text.append("  record: ").append(path(key)).append('\n'));
  }

  private static void number(StringBuilder text, String name, int value) {
    text.append("  ").append(name).append(": ").append(value).append('\n');
  }

  private static String path(Path path) {
    return quote(path.toAbsolutePath().normalize().toString());
  }

  /** YAML's double-quoted form. */
  static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
