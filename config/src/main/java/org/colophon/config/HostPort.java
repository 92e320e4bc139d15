package org.colophon.config;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Where a service listens or is reached.
 *
 * @param host a DNS name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
  private static final int PORT_MAX = 65_535;
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
  private static final Pattern IPV4_LIKE = Pattern.compile("[0-9.]+");
  private static final Pattern IPV6_LIKE = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /** Refuses what is neither a name nor an address, and ports out of range. */
  public HostPort {
    if (!isHost(host)) {
      throw new IllegalArgumentException("a host name, an IPv4 or an IPv6 address");
    }
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("a port from 1 to " + PORT_MAX);
    }
  }

  /**
   * Parses {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("host:port");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
      if (!IPV6_LIKE.matcher(host).matches()) {
        throw new IllegalArgumentException("an IPv6 address between the brackets");
      }
    } else if (host.contains(":")) {
      throw new IllegalArgumentException("[IPv6 address]:port, with the brackets");
    }
    return new HostPort(host, parsePort(text.substring(colon + 1)));
  }

  /** Whether {@code text} is a DNS name or an address. */
  static boolean isHost(String text) {
    if (IPV4_LIKE.matcher(text).matches()) {
      // Short forms such as 127.1 mean different things to different resolvers.
      return text.split("\\.", -1).length == 4 && isLiteral(text);
    }
    return IPV6_LIKE.matcher(text).matches() ? isLiteral(text) : NAME.matcher(text).matches();
  }

  /** Whether only this machine reaches it: {@code localhost}, or a loopback address. */
  public boolean isLoopback() {
    return host.equals("localhost")
        || (isLiteral(host) && InetAddress.ofLiteral(host).isLoopbackAddress());
  }

  private static boolean isLiteral(String text) {
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int parsePort(String text) {
    if (!text.matches("[1-9][0-9]{0,4}")) {
      throw new IllegalArgumentException("a port from 1 to " + PORT_MAX);
    }
    return Integer.parseInt(text);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
