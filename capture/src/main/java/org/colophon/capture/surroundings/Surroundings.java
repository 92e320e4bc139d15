package org.colophon.capture.surroundings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.colophon.capture.Plain;
import org.colophon.core.json.Json;

/**
 * The machine around a browser: what on it could make a page other than the one that the server
 * gives. Looked at before the browser starts, judged when it is known which servers answered.
 */
public final class Surroundings {
  private static final int NAMES_MAX = 200;
  private static final List<String> PROXY_VARIABLES =
      List.of("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy", "auto_proxy");

  private final Places places;
  private final String host;
  private final Map<String, String> environment;
  private final ClockSource clock;
  private final Names names;
  private final List<Finding> hostsTrouble = new ArrayList<>();
  private final HostsFile hosts;

  /**
   * Where things lie on this machine.
   *
   * @param hosts the hosts file
   * @param policies folders of settings that an administrator forces on Chromium
   * @param extensions folders of extensions for all users
   * @param launcher folder of settings that Debian's launcher reads
   * @param preload libraries that are put into every program
   */
  public record Places(
      Path hosts, List<Path> policies, List<Path> extensions, Path launcher, Path preload) {
    /** On Debian. */
    public static final Places DEBIAN =
        new Places(
            Path.of("/etc/hosts"),
            List.of(
                Path.of("/etc/chromium/policies/managed"),
                Path.of("/etc/chromium/policies/recommended"),
                Path.of("/etc/opt/chrome/policies/managed"),
                Path.of("/etc/opt/chrome/policies/recommended")),
            List.of(Path.of("/usr/share/chromium/extensions")),
            Path.of("/etc/chromium.d"),
            Path.of("/etc/ld.so.preload"));

    /** Copies the lists. */
    public Places {
      policies = List.copyOf(policies);
      extensions = List.copyOf(extensions);
    }
  }

  /**
   * Looks at the machine.
   *
   * @param host whose page is to be taken down
   * @param environment of this process, which the browser does not get
   * @param second a resolver to compare with
   */
  public Surroundings(
      Places places, String host, Map<String, String> environment, Optional<Resolver> second) {
    this.places = places;
    this.host = host;
    this.environment = new TreeMap<>(environment);
    this.clock = ClockSource.read();
    this.names = Names.ask(host, second);
    this.hosts = readHosts();
  }

  private HostsFile readHosts() {
    try {
      return HostsFile.read(places.hosts());
    } catch (IOException e) {
      hostsTrouble.add(
          Finding.unknown("hosts file", Plain.text(places.hosts() + ": " + e.getMessage())));
      return new HostsFile(List.of());
    }
  }

  /** The machine's clock. */
  public ClockSource clock() {
    return clock;
  }

  /**
   * What was found.
   *
   * @param connected addresses that answered, by site (a host, with a port when it is a special
   *     one)
   */
  public List<Finding> findings(Map<String, Set<String>> connected) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(
        hostsTrouble.isEmpty() ? List.of(hostsEntries(connected.keySet())) : hostsTrouble);
    findings.add(proxies());
    findings.add(names.finding(connectedTo(connected)));
    findings.add(
        Finding.clean("profile", "new and empty for this capture alone, with a home of its own"));
    findings.add(
        files("settings forced on the browser", places.policies(), "none", Finding::found));
    findings.add(
        files(
            "extensions",
            places.extensions(),
            "switched off, none for all users",
            (point, words) -> Finding.clean(point, words + ", which are switched off")));
    findings.add(
        files(
            "the launcher's settings",
            List.of(places.launcher()),
            "none",
            (point, words) -> Finding.clean(point, words + "; the command line is below")));
    findings.add(preloaded());
    findings.add(clock.finding());
    return findings;
  }

  private Finding hostsEntries(Set<String> sites) {
    Set<String> all = new TreeSet<>();
    all.add(host);
    sites.stream().limit(NAMES_MAX).map(Surroundings::hostOf).forEach(all::add);
    List<String> entries =
        all.stream()
            .flatMap(name -> hosts.of(name).stream().map(line -> name + " by \"" + line + "\""))
            .map(Plain::text)
            .toList();
    String point = "hosts file";
    return entries.isEmpty()
        ? Finding.clean(point, places.hosts() + " says nothing of " + all.size() + " host(s) asked")
        : Finding.found(
            point, places.hosts() + " gives addresses to " + String.join("; ", entries));
  }

  /** A site's host, without its port and brackets. */
  private static String hostOf(String site) {
    return site.replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
  }

  private Finding proxies() {
    String set =
        environment.entrySet().stream()
            .filter(variable ->
                PROXY_VARIABLES.contains(variable.getKey().toLowerCase(Locale.ROOT))
                    && !variable.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return Finding.clean(
        "proxy",
        "switched off in the browser"
            + (set.isEmpty() ? "; no variable names one" : "; not passed on: " + set));
  }

  private Set<String> connectedTo(Map<String, Set<String>> connected) {
    Set<String> addresses = new TreeSet<>();
    connected.forEach((site, servers) -> {
      if (hostOf(site).equals(host)) {
        addresses.addAll(servers);
      }
    });
    return addresses;
  }

  private interface Judging {
    Finding judge(String point, String words);
  }

  private static Finding files(String point, List<Path> folders, String none, Judging some) {
    List<String> found = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
        files
            .limit(NAMES_MAX)
            .map(file -> Plain.text(file.toString()))
            .sorted()
            .forEach(found::add);
      } catch (IOException e) {
        return Finding.unknown(point, Plain.text(folder + ": " + e.getMessage()));
      }
    }
    return found.isEmpty()
        ? Finding.clean(point, none)
        : some.judge(point, String.join(", ", found));
  }

  private Finding preloaded() {
    String point = "libraries put into every program";
    if (!Files.exists(places.preload())) {
      return Finding.clean(point, "none; the browser's environment is below, whole");
    }
    try {
      String content = Files.readString(places.preload()).strip();
      return content.isEmpty()
          ? Finding.clean(point, places.preload() + " is empty")
          : Finding.found(point, places.preload() + ": " + Plain.text(content));
    } catch (IOException e) {
      return Finding.unknown(point, Plain.text(places.preload() + ": " + e.getMessage()));
    }
  }

  /** What names led to, of the page's host by both resolvers and of all that were asked. */
  public Json names(Map<String, Set<String>> connected) {
    List<Json> sites = new ArrayList<>();
    new TreeMap<>(connected)
        .forEach((site, servers) ->
            sites.add(
                Json.object()
                    .put("site", Plain.text(site))
                    .put("connected", Json.array(servers.stream().map(Json::of).toList()))
                    .build()));
    return Json.object()
        .put("page", names.json(connectedTo(connected)))
        .put("resolvConf", Json.array(nameservers().stream().map(Json::of).toList()))
        .put("sites", Json.array(sites))
        .build();
  }

  private static List<String> nameservers() {
    try (Stream<String> lines = Files.lines(Path.of("/etc/resolv.conf"))) {
      return lines
          .limit(NAMES_MAX)
          .filter(line -> line.startsWith("nameserver"))
          .map(Plain::text)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
