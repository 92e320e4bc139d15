package org.colophon.node.doctor;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.colophon.config.NodeConfig;
import org.colophon.core.Timestamp;
import org.colophon.core.port.NodePort;
import org.colophon.node.observe.Readiness;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.server.Examination;
import org.colophon.rpc.server.Examiner;
import org.jspecify.annotations.Nullable;

/**
 * Examines the node that it is part of. The other nodes are asked each time, so one examination
 * runs at a time: who asks meanwhile waits for it, and it serves all who ask soon after. How many
 * may wait is bounded where they come in.
 */
public final class RunningNode implements Examiner {
  private static final long FRESH_NS = TimeUnit.SECONDS.toNanos(5);

  private final NodeConfig config;
  private final NodePort node;
  private final Alarms alarms;
  private final IntSupplier changesUsedPercent;
  private final LongSupplier clockMs;
  private @Nullable Examination newest;
  private long newestNs;

  /**
   * Examines this node, which runs with these settings.
   *
   * @param changesUsedPercent how much of the changes of the membership is used up
   */
  public RunningNode(
      NodeConfig config,
      NodePort node,
      Alarms alarms,
      IntSupplier changesUsedPercent,
      LongSupplier clockMs) {
    this.config = config;
    this.node = node;
    this.alarms = alarms;
    this.changesUsedPercent = changesUsedPercent;
    this.clockMs = clockMs;
  }

  @Override
  public synchronized Examination examine() throws InterruptedException {
    if (newest != null && System.nanoTime() - newestNs < FRESH_NS) {
      return newest;
    }
    NodePort.Status status = node.status();
    Examination made =
        new Examination(
            new Timestamp(clockMs.getAsLong()),
            Doctor.examine(
                config,
                node.genesis().chain(),
                node.membership(),
                RunningCheck.of(
                    Readiness.of(node, alarms),
                    status.alarms(),
                    status.role().name(),
                    status.height().value(),
                    status.levels(),
                    changesUsedPercent.getAsInt()),
                clockMs));
    newest = made;
    newestNs = System.nanoTime();
    return made;
  }
}
