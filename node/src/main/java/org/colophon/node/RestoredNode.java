package org.colophon.node;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.LogTree;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Tip;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.client.LedgerClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node that was put back from a backup from cosigning until so many other validators as
 * make a quorum with it have shown their newest sealed checkpoint, and its own ledger has come to
 * each of them. What it signed after the backup was made stands in those, or in the log that it has
 * applied by then; the file that remembers it was set back. A marker keeps the duty over a restart.
 */
final class RestoredNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestoredNode.class);
  private static final long ASK_MS = 1_000;

  private final Path marker;
  private final Ledger ledger;
  private final Alarms alarms;
  private final OrgId self;
  private final Map<NodeId, URI> peers;
  private final LedgerClient client;
  private final Set<OrgId> reached = new HashSet<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("colophon-restored").factory());

  private RestoredNode(
      Path marker,
      Ledger ledger,
      Alarms alarms,
      OrgId self,
      Map<NodeId, URI> peers,
      LedgerClient client) {
    this.marker = marker;
    this.ledger = ledger;
    this.alarms = alarms;
    this.self = self;
    this.peers = Map.copyOf(peers);
    this.client = client;
  }

  /** Raises the alarm when the marker is there; to be called before anything is cosigned. */
  static boolean isAwaited(DataLayout layout, Alarms alarms) {
    boolean awaited = Files.exists(layout.restored());
    if (awaited) {
      alarms.raise(Alarms.RESTORED);
    }
    return awaited;
  }

  /**
   * Begins to ask the others.
   *
   * @param self the organisation of this node
   * @param peers the other nodes
   */
  static RestoredNode ask(
      DataLayout layout,
      Ledger ledger,
      Alarms alarms,
      OrgId self,
      Map<NodeId, URI> peers,
      LedgerClient client) {
    RestoredNode restored =
        new RestoredNode(layout.restored(), ledger, alarms, self, peers, client);
    var _ =
        restored.timer.scheduleWithFixedDelay(
            restored::askAll, ASK_MS, ASK_MS, TimeUnit.MILLISECONDS);
    return restored;
  }

  private void askAll() {
    try {
      Tip tip = ledger.tip();
      NoteJudge judge = tip.governance().judge();
      for (ValidatorKeys validator : judge.validators()) {
        OrgId organisation = validator.organisation();
        if (!organisation.equals(self) && !reached.contains(organisation)) {
          askOne(organisation, judge);
        }
      }
      if (reached.size() + 1 >= judge.quorum()) {
        Files.deleteIfExists(marker);
        alarms.clear(Alarms.RESTORED);
        LOG.info("restored: caught up with the newest checkpoints of {}", reached);
        timer.shutdown();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("restored: the others will be asked again: {}", e.toString());
    }
  }

  /** What one validator's nodes cannot answer now, or this node has not come to, is asked again. */
  private void askOne(OrgId organisation, NoteJudge judge) {
    for (Map.Entry<NodeId, URI> peer : peers.entrySet()) {
      boolean theirs =
          ledger
              .tip()
              .governance()
              .membership()
              .organisationOf(peer.getKey())
              .filter(owner -> owner.id().equals(organisation))
              .isPresent();
      if (!theirs) {
        continue;
      }
      try {
        String note = client.checkpoint(peer.getValue()).getSeal().getNote();
        if (hasCome(note, judge)) {
          reached.add(organisation);
        }
      } catch (IOException | IllegalArgumentException e) {
        LOG.info("restored: no checkpoint of {}: {}", peer.getKey(), e.getMessage());
      }
    }
  }

  /** Whether this ledger holds the tree of that note; one that contradicts it is a fork. */
  private boolean hasCome(String note, NoteJudge judge) {
    Checkpoint checkpoint = judge.checkpoint(note);
    if (!checkpoint.origin().equals(ledger.genesis().chain().text())
        || checkpoint.size() > ledger.tip().sealed().size().value()) {
      return false;
    }
    Checkpoint own;
    try (LedgerReader reader = ledger.read()) {
      own = LogTree.checkpoint(ledger.genesis().chain(), reader, checkpoint.size());
    }
    if (own.equals(checkpoint)) {
      return true;
    }
    if (judge.signers(note).map(signers -> signers.size() >= judge.quorum()).orElse(false)) {
      alarms.fork(note, own.fullText());
    }
    return false;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.close();
  }
}
