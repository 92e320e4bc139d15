package org.colophon.node.stamping;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.colophon.config.NodeConfig;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.port.NodePort;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.tsp.TimeStampClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each seal stamped by the configured authorities, all at once. Who is down, slow or wrong is
 * left out: a seal never waits longer than its time-out, and never fails for want of a token.
 */
public final class SealStamper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SealStamper.class);

  private final List<AuthorityLink> authorities = new ArrayList<>();
  private final Set<TimeStampClient> clients = new LinkedHashSet<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration timeout;

  private SealStamper(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Prepares to ask the authorities; asks none yet.
   *
   * @param roots to which their certificates must lead, as they are at the time
   * @param client how an authority is reached
   */
  public static SealStamper of(
      NodeConfig.TimeStamping settings,
      Supplier<List<X509Certificate>> roots,
      Function<NodeConfig.Authority, TimeStampClient> client) {
    SealStamper stamper = new SealStamper(Duration.ofMillis(settings.timeoutMs()));
    for (NodeConfig.Authority authority : settings.authorities()) {
      TimeStampClient own = client.apply(authority);
      stamper.clients.add(own);
      stamper.authorities.add(new AuthorityLink(authority, own, roots));
    }
    return stamper;
  }

  /**
   * Stamps a note, and the root of its archive tree when it has one. Never completes exceptionally:
   * at worst the document has no tokens.
   */
  public CompletableFuture<SealDocument> stamp(String note, Supplier<Optional<Hash>> archiveRoot) {
    List<AuthorityLink> ready = authorities.stream().filter(AuthorityLink::isReady).toList();
    if (ready.isEmpty()) {
      return CompletableFuture.completedFuture(SealDocument.unstamped(note));
    }
    return CompletableFuture.supplyAsync(() -> gather(note, archiveRoot.get(), ready), executor)
        .exceptionally(failure -> {
          LOG.warn("a seal goes without tokens: {}", failure.toString());
          return SealDocument.unstamped(note);
        });
  }

  private SealDocument gather(String note, Optional<Hash> root, List<AuthorityLink> ready) {
    byte[] bytes = SealDocument.unstamped(note).noteBytes();
    List<Future<Optional<AuthorityLink.Stamps>>> asked = new ArrayList<>();
    for (AuthorityLink authority : ready) {
      asked.add(executor.submit(() -> authority.stamp(bytes, root)));
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    List<AuthorityLink.Stamps> given = new ArrayList<>();
    for (int i = 0; i < ready.size(); i++) {
      await(asked.get(i), ready.get(i), deadline).ifPresent(given::add);
    }
    return document(note, given);
  }

  private Optional<AuthorityLink.Stamps> await(
      Future<Optional<AuthorityLink.Stamps>> answer, AuthorityLink authority, long deadline) {
    try {
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      authority.failed("SLOW: no answer in " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      authority.failed("FAULT: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer.cancel(true);
    return Optional.empty();
  }

  private static SealDocument document(String note, List<AuthorityLink.Stamps> given) {
    return new SealDocument(
        note,
        given.stream().map(stamps -> base64(stamps.note())).toList(),
        given.stream().flatMap(s -> s.crl().stream()).map(SealStamper::base64).distinct().toList(),
        given.stream().flatMap(s -> s.archive().stream()).map(SealStamper::base64).findFirst());
  }

  private static String base64(AuthorityLink.DerToken token) {
    return StrictBase64.encode(token.der());
  }

  /** How the authorities are, as far as this node has asked them. */
  public List<NodePort.Authority> status() {
    return authorities.stream().map(AuthorityLink::status).toList();
  }

  @Override
  public void close() {
    executor.shutdownNow();
    clients.forEach(TimeStampClient::close);
  }
}
