package org.colophon.capture.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.capture.CaptureLimits;
import org.netpreserve.jwarc.WaczWriter;

/**
 * What went over the network.
 *
 * @param exchanges how many requests were sent
 * @param notKept of them are over the limit
 * @param cut answers that were not kept to their end, or did not come to it
 * @param bytes of all bodies, as they came
 * @param browsersOwn what the browser asked on its own account
 * @param servers addresses that answered, by host
 * @param peers servers that proved their names
 * @param page the last document's answer, its lines; empty when there was none
 * @param unread lines of the browser's log that were no events
 */
public record Traffic(
    int exchanges,
    int notKept,
    int cut,
    long bytes,
    Set<String> browsersOwn,
    Map<String, Set<String>> servers,
    List<TlsPeer> peers,
    List<String> page,
    long unread) {
  /** Copies what it is given. */
  public Traffic {
    browsersOwn = Set.copyOf(browsersOwn);
    servers = Map.copyOf(servers);
    peers = List.copyOf(peers);
    page = List.copyOf(page);
  }

  /**
   * What is archived.
   *
   * @param address the page's
   * @param title the page's
   * @param at when it was asked for
   * @param software what took it down
   */
  public record Description(String address, String title, Instant at, String software) {}

  /**
   * Makes the archive of a browser's log.
   *
   * @param log Chromium's log of its network stack
   * @param folder gets {@code page.wacz}, {@code netlog.json} and, when there was a document,
   *     {@code response.html}
   */
  public static Traffic archive(
      Path log, Path folder, Description description, CaptureLimits limits) throws IOException {
    Path warc = folder.resolve("data.warc.gz");
    try {
      Traffic traffic = write(warc, log, folder, description, limits);
      pack(warc, folder.resolve("page.wacz"), description);
      return traffic;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      Files.deleteIfExists(warc);
    }
  }

  private static Traffic write(
      Path warc, Path log, Path folder, Description description, CaptureLimits limits)
      throws IOException {
    Collector collector = new Collector(limits);
    Connections connections = new Connections();
    try (Spool spool = new Spool(folder.resolve("bodies.tmp"));
        WarcFile file = new WarcFile(warc, description.at(), description.software())) {
      Requests requests =
          new Requests(
              spool, limits.bodyBytes(), connections, exchange -> collector.take(exchange, file));
      long unread =
          new NetLog()
              .read(
                  log,
                  folder.resolve("netlog.json"),
                  event -> {
                    connections.take(event);
                    requests.take(event);
                  });
      requests.endAll();
      collector.writeDocument(folder.resolve("response.html"));
      return collector.traffic(connections.peers(), unread);
    }
  }

  /** WACZ 1.1.1: archive, index, pages, and the digests of all. */
  private static void pack(Path warc, Path wacz, Description description) throws IOException {
    try (WaczWriter writer = new WaczWriter(wacz)) {
      writer.setAutoPages(false);
      writer.set("title", description.title());
      writer.set("software", description.software());
      writer.set("created", description.at().toString());
      writer.set("mainPageUrl", description.address());
      writer.set("mainPageDate", description.at().toString());
      writer.writeResource("archive/data.warc.gz", warc);
      writer.addPage(description.address(), description.at(), description.title());
    }
  }

  /** Counts exchanges while they are written. */
  private static final class Collector {
    private final CaptureLimits limits;
    private final Set<String> browsersOwn = new TreeSet<>();
    private final Map<String, Set<String>> servers = new LinkedHashMap<>();
    private Optional<Exchange> document = Optional.empty();
    private int count;
    private int cut;
    private long bytes;

    private Collector(CaptureLimits limits) {
      this.limits = limits;
    }

    private void take(Exchange exchange, WarcFile file) {
      if (++count > limits.exchanges()) {
        return;
      }
      try {
        file.write(exchange);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      bytes += exchange.body().size();
      cut += exchange.isWhole() || exchange.leadsOn() ? 0 : 1;
      if (exchange.isBrowsers()) {
        browsersOwn.add(exchange.url());
      } else {
        exchange.server().ifPresent(server -> answeredBy(exchange.url(), server));
      }
      if (exchange.isPage() && !exchange.answer().isEmpty()) {
        document = Optional.of(exchange);
      }
    }

    private void answeredBy(String url, InetAddress server) {
      int start = url.indexOf("://") + 3;
      String rest = url.substring(start);
      String site = rest.split("[/?#]", 2)[0];
      servers.computeIfAbsent(site, name -> new LinkedHashSet<>()).add(server.getHostAddress());
    }

    private void writeDocument(Path file) throws IOException {
      if (document.isPresent() && document.get().decoded().size() > 0) {
        try (InputStream in = document.get().decoded().open()) {
          Files.copy(in, file);
        }
      }
    }

    private Traffic traffic(List<TlsPeer> peers, long unread) {
      return new Traffic(
          count,
          Math.max(0, count - limits.exchanges()),
          cut,
          bytes,
          browsersOwn,
          servers,
          peers,
          document.map(Exchange::answer).orElse(List.of()),
          unread);
    }
  }
}
