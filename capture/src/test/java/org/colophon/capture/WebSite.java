package org.colophon.capture;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site on this machine whose pages a test writes, and changes. */
final class WebSite implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** What a page answers. */
  interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  WebSite() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  WebSite(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.start();
  }

  String at(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The paths that were asked for. */
  List<String> asked() {
    return asked;
  }

  WebSite page(String path, Page page) {
    server.createContext(
        path,
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          try (exchange) {
            if (exchange.getRequestURI().getPath().equals(path)) {
              page.answer(exchange);
            } else {
              exchange.sendResponseHeaders(404, -1);
            }
          }
        });
    return this;
  }

  WebSite text(String path, String type, String text) {
    return page(path, exchange -> send(exchange, 200, type, text.getBytes(StandardCharsets.UTF_8)));
  }

  WebSite html(String path, String html) {
    return text(path, "text/html; charset=utf-8", html);
  }

  void remove(String path) {
    server.removeContext(path);
  }

  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
