package org.colophon.node;

import java.util.List;
import java.util.Optional;
import org.colophon.config.NodeConfig;

/** A node's settings that a test changes before the node starts. */
final class ChangedConfig {
  private final NodeConfig before;
  private List<NodeConfig.Peer> peers;
  private NodeConfig.Keys keys;
  private NodeConfig.Sealing sealing;
  private NodeConfig.TimeStamping timeStamping;
  private NodeConfig.Delivery delivery;
  private NodeConfig.Disk disk;
  private NodeConfig.Archive archive;
  private Optional<NodeConfig.Admin> admin;
  private NodeConfig.Limits limits;

  ChangedConfig(NodeConfig before) {
    this.before = before;
    this.peers = before.peers();
    this.keys = before.keys();
    this.sealing = before.sealing();
    this.timeStamping = before.timeStamping();
    this.delivery = before.delivery();
    this.disk = before.disk();
    this.archive = before.archive();
    this.admin = before.admin();
    this.limits = before.limits();
  }

  ChangedConfig with(List<NodeConfig.Peer> other) {
    peers = other;
    return this;
  }

  ChangedConfig with(NodeConfig.Keys other) {
    keys = other;
    return this;
  }

  ChangedConfig with(NodeConfig.Sealing other) {
    sealing = other;
    return this;
  }

  ChangedConfig with(NodeConfig.TimeStamping other) {
    timeStamping = other;
    return this;
  }

  ChangedConfig with(NodeConfig.Delivery other) {
    delivery = other;
    return this;
  }

  ChangedConfig with(NodeConfig.Disk other) {
    disk = other;
    return this;
  }

  ChangedConfig with(NodeConfig.Archive other) {
    archive = other;
    return this;
  }

  ChangedConfig with(NodeConfig.Admin other) {
    admin = Optional.of(other);
    return this;
  }

  ChangedConfig with(NodeConfig.Limits other) {
    limits = other;
    return this;
  }

  /** The settings as they are now. */
  NodeConfig config() {
    return new NodeConfig(
        before.node(),
        before.genesis(),
        before.rpc(),
        before.raft(),
        peers,
        before.tls(),
        keys,
        sealing,
        timeStamping,
        before.tsa(),
        before.documents(),
        delivery,
        disk,
        before.search(),
        archive,
        admin,
        limits,
        before.log());
  }
}
