package org.colophon.capture.surroundings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.capture.Plain;
import org.colophon.core.json.Json;

/**
 * What a name leads to, by this machine and by a second resolver.
 *
 * @param host the name, or an address
 * @param kind whether there was anything to ask
 * @param system what this machine says, its hosts file included
 * @param second who else was asked
 * @param other what the second resolver says; absent when it did not answer or was not asked
 * @param why it is absent
 */
record Names(
    String host,
    Kind kind,
    Set<String> system,
    Optional<Resolver> second,
    Optional<Set<String>> other,
    Optional<String> why) {
  /** Whether there is anything to ask. */
  enum Kind {
    /** A name that resolvers know. */
    NAME,
    /** An address: nothing is looked up. */
    NUMERIC,
    /** A name that by definition is this machine (RFC 6761). */
    LOOPBACK
  }

  static Names ask(String host, Optional<Resolver> second) {
    Kind kind = kind(host);
    Set<String> system = system(host);
    if (kind != Kind.NAME || second.isEmpty()) {
      return new Names(host, kind, system, second, Optional.empty(), Optional.of("not asked"));
    }
    try {
      Set<String> other = second.get().addresses(host);
      return new Names(host, kind, system, second, Optional.of(other), Optional.empty());
    } catch (IOException e) {
      String why = Plain.text(String.valueOf(e.getMessage()));
      return new Names(host, kind, system, second, Optional.empty(), Optional.of(why));
    }
  }

  private static Kind kind(String host) {
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return Kind.LOOPBACK;
    }
    return isNumeric(host) ? Kind.NUMERIC : Kind.NAME;
  }

  private static boolean isNumeric(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** An address as Java writes it, whoever wrote it. */
  static String numeric(String address) {
    return isNumeric(address) ? InetAddress.ofLiteral(address).getHostAddress() : address;
  }

  private static Set<String> system(String host) {
    Set<String> addresses = new TreeSet<>();
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        addresses.add(numeric(address.getHostAddress()));
      }
    } catch (UnknownHostException e) {
      // No address: the browser will not get there either.
    }
    return addresses;
  }

  /** What the comparison says, of the name and of the servers that truly answered. */
  Finding finding(Set<String> connected) {
    String point = "names";
    String here = host + ": this machine says " + shown(system);
    switch (kind) {
      case NUMERIC -> {
        return Finding.clean(point, host + ": an address, so that no resolver has a say");
      }
      case LOOPBACK -> {
        return Finding.found(
            point, host + ": this machine itself: what was taken down did not leave it");
      }
      case NAME -> {
        // Compared below.
      }
    }
    if (second.isEmpty()) {
      return Finding.unknown(point, here + "; no second resolver was to be asked");
    }
    if (other.isEmpty()) {
      return Finding.unknown(
          point,
          here
              + "; the second resolver "
              + second.get().text()
              + " did not answer: "
              + why.orElse(""));
    }
    String all =
        here
            + "; "
            + second.get().text()
            + " says "
            + shown(other.get())
            + "; the browser was answered by "
            + shown(connected);
    if (!connected.isEmpty() && other.get().containsAll(connected)) {
      return Finding.clean(point, all);
    }
    return Finding.found(
        point,
        all
            + (other.get().isEmpty()
                ? ": the second resolver knows no such name"
                : ": not the same, as is common for names that many servers share"));
  }

  private static String shown(Set<String> addresses) {
    return addresses.isEmpty() ? "no address" : String.join(", ", new TreeSet<>(addresses));
  }

  Json json(Set<String> connected) {
    return Json.object()
        .put("name", Plain.text(host))
        .put("kind", kind.name())
        .put("system", strings(system))
        .putText("secondResolver", second.map(Resolver::text))
        .putIf("second", other.map(Names::strings))
        .putText("secondMissing", why)
        .put("connected", strings(connected))
        .build();
  }

  private static Json strings(Set<String> texts) {
    return Json.array(new TreeSet<>(texts).stream().map(Json::of).toList());
  }
}
