package org.colophon.capture.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** To which servers the browser connected, and what they showed of themselves. */
final class Connections {
  private static final int PEERS_MAX = 1_000;

  private final Map<Long, String> siteOfJob = new HashMap<>();
  private final Map<Long, Socket> sockets = new HashMap<>();
  private final Map<String, TlsPeer> peers = new LinkedHashMap<>();

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
