package org.colophon.node.observe;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.colophon.config.NodeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the other nodes now and then how they are, and what their clocks show. */
public final class PeerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
  private static final long FIRST_S = 2;
  private static final long EVERY_S = 15;

  private final List<NodeConfig.Peer> others;
  private final X509ExtendedKeyManager keys;
  private final X509ExtendedTrustManager trust;
  private final LongSupplier clockMs;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("colophon-peers").daemon().factory());
  private volatile List<PeerAnswer> answers = List.of();

  private PeerWatch(
      List<NodeConfig.Peer> others,
      X509ExtendedKeyManager keys,
      X509ExtendedTrustManager trust,
      LongSupplier clockMs) {
    this.others = others;
    this.keys = keys;
    this.trust = trust;
    this.clockMs = clockMs;
  }

  /** Begins to ask all nodes of the settings but this one. */
  public static PeerWatch start(
      NodeConfig settings,
      X509ExtendedKeyManager keys,
      X509ExtendedTrustManager trust,
      LongSupplier clockMs) {
    PeerWatch watch = new PeerWatch(settings.others(), keys, trust, clockMs);
    ScheduledFuture<?> _ =
        watch.timer.scheduleWithFixedDelay(watch::look, FIRST_S, EVERY_S, TimeUnit.SECONDS);
    return watch;
  }

  private void look() {
    try {
      answers = PeerAnswer.ask(others, keys, trust, clockMs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("the other nodes could not be asked: {}", e.toString());
    }
  }

  /** What they said the last time; none before they were asked. */
  public List<PeerAnswer> answers() {
    return answers;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
