package org.colophon.node.observe;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.colophon.config.NodeConfig;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.StatusView;

/**
 * What another node said when it was asked how it is.
 *
 * @param node its name in the settings
 * @param status what it said; empty when it gave no answer
 * @param roundTripMs how long the answer took
 * @param aheadMs how far its clock is ahead of this node's, right to half the round trip; empty
 *     when it does not tell its clock
 * @param failure why there is no answer; empty when there is one
 */
public record PeerAnswer(
    String node,
    Optional<StatusView> status,
    long roundTripMs,
    OptionalLong aheadMs,
    String failure) {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /**
   * Asks all nodes at once, over TLS with this node's certificate.
   *
   * @param others whom to ask; none gives no answers
   * @return an answer for each, in their order
   */
  public static List<PeerAnswer> ask(
      List<NodeConfig.Peer> others,
      X509ExtendedKeyManager keys,
      X509ExtendedTrustManager trust,
      LongSupplier clockMs)
      throws InterruptedException {
    if (others.isEmpty()) {
      return List.of();
    }
    List<URI> addresses = others.stream().map(PeerAnswer::address).toList();
    ClientSettings settings =
        new ClientSettings(addresses, trust, Optional.of(keys), PATIENCE, PATIENCE, PATIENCE);
    try (LedgerClient client = LedgerClient.connect(settings);
        ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<PeerAnswer>> asked = new ArrayList<>();
      for (NodeConfig.Peer peer : others) {
        asked.add(asking.submit(() -> ask(client, peer, clockMs)));
      }
      List<PeerAnswer> answers = new ArrayList<>();
      for (int i = 0; i < asked.size(); i++) {
        answers.add(answer(asked.get(i), others.get(i)));
      }
      return List.copyOf(answers);
    }
  }

  private static URI address(NodeConfig.Peer peer) {
    return URI.create("https://" + peer.rpc());
  }

  private static PeerAnswer ask(LedgerClient client, NodeConfig.Peer peer, LongSupplier clockMs) {
    try {
      client.status(address(peer)); // connects, which takes longer than an answer
      long beganMs = clockMs.getAsLong();
      long beganNs = System.nanoTime();
      StatusView status = client.status(address(peer));
      long tookMs = (System.nanoTime() - beganNs) / 1_000_000;
      OptionalLong ahead =
          status.getClock() == 0
              ? OptionalLong.empty()
              : OptionalLong.of(status.getClock() - (beganMs + tookMs / 2));
      return new PeerAnswer(peer.id(), Optional.of(status), tookMs, ahead, "");
    } catch (IOException e) {
      return silent(peer, String.valueOf(e.getMessage()));
    }
  }

  private static PeerAnswer answer(Future<PeerAnswer> asked, NodeConfig.Peer peer)
      throws InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      return silent(peer, String.valueOf(e.getCause()));
    }
  }

  private static PeerAnswer silent(NodeConfig.Peer peer, String failure) {
    return new PeerAnswer(peer.id(), Optional.empty(), 0, OptionalLong.empty(), failure);
  }

  /** Whether it answered. */
  public boolean isReached() {
    return status.isPresent();
  }

  /**
   * How far this node's clock is ahead of the median of the others', in ms; empty when none of them
   * told its clock.
   */
  public static OptionalLong ownAheadMs(List<PeerAnswer> answers) {
    long[] sorted =
        answers.stream()
            .filter(answer -> answer.aheadMs.isPresent())
            .mapToLong(answer -> answer.aheadMs.getAsLong())
            .sorted()
            .toArray();
    return sorted.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(-(sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }
}
