package org.colophon.node;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.colophon.core.Timestamp;
import org.colophon.core.port.NodePort;
import org.colophon.node.stamping.OwnAuthority;

/** Until when the certificates, lists and keys of a node are valid: told weeks before they end. */
final class Validities {
  private static final long DUE_MS = Duration.ofDays(60).toMillis();

  private final Supplier<X509Certificate> tls;
  private final Supplier<Optional<X509Certificate>> root;
  private final Optional<X509Certificate> documents;
  private final Optional<OwnAuthority> authority;
  private final Supplier<Optional<Timestamp>> keyEnd;
  private final LongSupplier clockMs;

  /**
   * Looks at these.
   *
   * @param tls what the node shows now
   * @param root the organisation's root, as the chain has it now
   * @param documents with which it signs documents
   * @param authority the time-stamping authority that it is
   * @param keyEnd when the first of its own keys on the chain ends
   */
  Validities(
      Supplier<X509Certificate> tls,
      Supplier<Optional<X509Certificate>> root,
      Optional<X509Certificate> documents,
      Optional<OwnAuthority> authority,
      Supplier<Optional<Timestamp>> keyEnd,
      LongSupplier clockMs) {
    this.tls = tls;
    this.root = root;
    this.documents = documents;
    this.authority = authority;
    this.keyEnd = keyEnd;
    this.clockMs = clockMs;
  }

  /** All of them, the first to end first. */
  List<NodePort.Validity> all() {
    List<NodePort.Validity> all = new ArrayList<>();
    all.add(of("TLS", end(tls.get())));
    root.get().ifPresent(certificate -> all.add(of("CA", end(certificate))));
    documents.ifPresent(certificate -> all.add(of("DOCUMENTS", end(certificate))));
    if (authority.isPresent()) {
      all.add(of("TSA", end(authority.get().certificate())));
      nextList(authority.get()).ifPresent(next -> all.add(of("CRL", next)));
    }
    keyEnd.get().ifPresent(end -> all.add(of("KEY", Instant.ofEpochMilli(end.value()))));
    all.sort(Comparator.comparing(NodePort.Validity::until));
    return all;
  }

  /** A list that cannot be read is as good as one that has ended. */
  private static Optional<Instant> nextList(OwnAuthority authority) {
    try {
      return authority.nextRevocations();
    } catch (IOException e) {
      return Optional.of(Instant.EPOCH);
    }
  }

  private NodePort.Validity of(String what, Instant end) {
    long ms = end.toEpochMilli();
    return new NodePort.Validity(what, new Timestamp(ms), ms - DUE_MS <= clockMs.getAsLong());
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }
}
