package org.colophon.capture.traffic;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** To which servers the browser connected, and what they showed of themselves. */
final class Connections {
  private static final int PEERS_MAX = 1_000;

  /** A job's session, and that one's socket. */
  private static final int CARRIERS_MAX = 2;

  private final Map<Long, String> siteOfJob = new HashMap<>();
  private final Map<Long, Socket> sockets = new HashMap<>();
  private final Map<String, TlsPeer> peers = new LinkedHashMap<>();

  /** What carries what: the socket of a session of HTTP/2, the session or socket of a job. */
  private final Map<Long, Long> carriers = new HashMap<>();

  private static final class Socket {
    private String site = "";
    private String address = "";
    private List<String> certificates = List.of();
  }

  /** Takes an event, if it is one of a connection. */
  void take(NetEvent event) {
    switch (event.type()) {
      case "SOCKET_POOL_CONNECT_JOB_CREATED" ->
          siteOfJob.put(event.source(), site(event.params().path("group_id").asText()));
      case "SOCKET_ALIVE" -> alive(event);
      case "SOCKET_POOL_BOUND_TO_SOCKET",
          "HTTP2_SESSION_INITIALIZED",
          "HTTP2_SESSION_POOL_IMPORTED_SESSION_FROM_SOCKET",
          "HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION",
          "HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL" ->
          carriers.put(event.source(), event.dependsOn());
      case "TCP_CONNECT" -> {
        if (event.ends()) {
          socket(event).address = event.params().path("remote_address").asText();
        }
      }
      case "SSL_CERTIFICATES_RECEIVED" -> {
        List<String> certificates = new ArrayList<>();
        event.params().path("certificates").forEach(pem -> certificates.add(pem.asText()));
        socket(event).certificates = certificates;
      }
      case "SSL_CONNECT" -> {
        if (event.ends()) {
          proven(socket(event), event.params().path("version").asText("no handshake"));
        }
      }
      default -> {
        // Of bytes and pools.
      }
    }
  }

  private void alive(NetEvent event) {
    if (event.begins()) {
      socket(event).site = siteOfJob.getOrDefault(event.dependsOn(), "");
    } else {
      sockets.remove(event.source());
    }
  }

  /** Which server is at the end of what carries that job; empty when it cannot be told. */
  Optional<InetAddress> server(long job) {
    long carrier = job;
    for (int i = 0; i < CARRIERS_MAX && carriers.containsKey(carrier); i++) {
      carrier = carriers.get(carrier);
      Socket socket = sockets.get(carrier);
      if (socket != null) {
        return numeric(socket.address);
      }
    }
    return Optional.empty();
  }

  /** Of an address in numbers and a port; names are never looked up here. */
  private static Optional<InetAddress> numeric(String addressAndPort) {
    String address = addressAndPort.replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", "");
    try {
      return Optional.of(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Socket socket(NetEvent event) {
    return sockets.computeIfAbsent(event.source(), source -> new Socket());
  }

  /** Many sockets lead to one server; each chain is told once. */
  private void proven(Socket socket, String version) {
    if (!socket.certificates.isEmpty() && peers.size() < PEERS_MAX) {
      peers.putIfAbsent(
          socket.site + socket.address + socket.certificates,
          new TlsPeer(socket.site, socket.address, version, socket.certificates));
    }
  }

  /** Such as {@code pm/https://example.org <https://example.org same_site>}. */
  private static String site(String group) {
    int scheme = group.indexOf("http");
    int end = group.indexOf(' ', Math.max(0, scheme));
    return scheme < 0 ? group : group.substring(scheme, end < 0 ? group.length() : end);
  }

  List<TlsPeer> peers() {
    return List.copyOf(peers.values());
  }
}
