package org.colophon.client.delivery;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.client.submit.Pause;
import org.colophon.client.submit.Signatory;
import org.colophon.core.Reason;
import org.colophon.core.delivery.DeliveryRequest;
import org.colophon.core.delivery.DeliveryRequest.Verb;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.DeliveryProgress;
import org.colophon.rpc.proto.SignedDeliveryRequest;

/**
 * The node of a court, found among the profile's by asking each: the others take no deliveries.
 * What passes by itself is tried again for a while.
 */
public final class CourtNode {
  private static final Duration WAIT_MIN = Duration.ofMillis(250);
  private static final Duration WAIT_MAX = Duration.ofSeconds(8);
  private static final int NONCE_CHARS = 32;

  private final Session session;
  private final List<URI> nodes;
  private final Duration patience;
  private final Pause pause;
  private Optional<URI> found = Optional.empty();

  /**
   * A court's node.
   *
   * @param node where it is; one of the profile's when empty
   * @param patience for each request, with all its attempts
   */
  public CourtNode(Session session, Optional<URI> node, Duration patience, Pause pause) {
    this.session = session;
    this.nodes = node.map(List::of).orElseGet(() -> session.profile().nodes());
    this.patience = patience;
    this.pause = pause;
  }

  /** Begins a delivery, or goes on with it. */
  DeliveryProgress begin(PackedDelivery delivery) throws IOException, InterruptedException {
    byte[] index = delivery.index().bytes();
    return ask(node ->
        session
            .network()
            .beginDelivery(node, index, signed(Verb.SEND, delivery.id(), Optional.empty())));
  }

  /** How a delivery stands. */
  public DeliveryProgress progress(Hash delivery) throws IOException, InterruptedException {
    return ask(node ->
        session.network().deliveryProgress(node, signed(Verb.STATUS, delivery, Optional.empty())));
  }

  /** Stores a chunk. */
  void store(Hash delivery, int number, byte[] ciphertext)
      throws IOException, InterruptedException {
    boolean _ =
        ask(node -> {
          session.network().storeDeliveryChunk(node, delivery, number, ciphertext);
          return true;
        });
  }

  /** The index of a delivery, or a chunk, as the node gives it: not checked. */
  byte[] fetch(Hash delivery, Optional<Integer> chunk) throws IOException, InterruptedException {
    return ask(node -> session.network().fetchDelivery(node, signed(Verb.FETCH, delivery, chunk)));
  }

  private interface Question<T> {
    T of(URI node) throws IOException;
  }

  private <T> T ask(Question<T> question) throws IOException, InterruptedException {
    Duration wait = WAIT_MIN;
    Duration waited = Duration.ZERO;
    while (true) {
      try {
        return askOnce(question);
      } catch (NetworkException e) {
        if (!e.isPassing() || waited.compareTo(patience) >= 0) {
          throw e;
        }
      }
      pause.pause(wait);
      waited = waited.plus(wait);
      wait = wait.multipliedBy(2).compareTo(WAIT_MAX) < 0 ? wait.multipliedBy(2) : WAIT_MAX;
    }
  }

  /** The first node that is not another organisation's; from then on that node alone. */
  private <T> T askOnce(Question<T> question) throws IOException {
    Optional<NetworkException> why = Optional.empty();
    for (URI node : found.map(List::of).orElse(nodes)) {
      try {
        T answer = question.of(node);
        found = Optional.of(node);
        return answer;
      } catch (NetworkException e) {
        // That some node is not the court's says less than why the court's own gives nothing.
        if (why.isEmpty() || isOfAnother(why.get())) {
          why = Optional.of(e);
        }
      }
    }
    throw why.orElseThrow(() -> new NetworkException("the profile names no node", null));
  }

  private static boolean isOfAnother(NetworkException refused) {
    return refused.isNotFound()
        || refused.refusal().filter(one -> one.reason() == Reason.ROLE_DENIED).isPresent();
  }

  /** Each request is signed anew, for a node gives something out once for each. */
  private SignedDeliveryRequest signed(Verb verb, Hash delivery, Optional<Integer> chunk)
      throws IOException {
    Signatory signatory = session.signatory();
    byte[] request =
        new DeliveryRequest(
                verb,
                session.genesis().chain(),
                signatory.subject(),
                signatory.key().name(),
                signatory.now(),
                signatory.salt().hex().substring(0, NONCE_CHARS),
                delivery,
                chunk)
            .bytes();
    return SignedDeliveryRequest.newBuilder()
        .setRequest(ByteString.copyFrom(request))
        .setSignature(ByteString.copyFrom(signatory.key().sign(request)))
        .build();
  }
}
