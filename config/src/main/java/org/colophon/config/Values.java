package org.colophon.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Readers of single values; their IllegalArgumentException says what is expected. */
final class Values {
  /** The grammar that organisations, nodes and subjects share on the chain. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,62}[a-z0-9]");

  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");
  private static final int OID_CHARS_MAX = 128;

  static final String NAME_REMEDY =
      "3 to 63 of a-z, 0-9, dot and hyphen, a letter or digit first and last";
  static final String NODE_URI_REMEDY = "https://host:port";

  private Values() {}

  static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(NAME_REMEDY);
    }
    return text;
  }

  /** The address of a node's service: nothing but scheme, host and port. */
  static URI nodeUri(String text) {
    try {
      URI uri = new URI(text);
      boolean plain =
          uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null
              && (uri.getPath() == null || uri.getPath().isEmpty());
      if ("https".equals(uri.getScheme()) && uri.getHost() != null && plain) {
        HostPort.parse(uri.getHost() + ":" + uri.getPort());
        return uri;
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Falls through to the one message for all that is no node's address.
    }
    throw new IllegalArgumentException(NODE_URI_REMEDY);
  }

  /** An address that takes plain HTTP requests, with or without TLS. */
  static URI httpAddress(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Falls through to the one message for all that is no such address.
    }
    throw new IllegalArgumentException("an http or https address");
  }

  /** An address that takes HTTP requests over TLS, and nothing less. */
  static URI httpsAddress(String text) {
    try {
      URI uri = httpAddress(text);
      if ("https".equals(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message for all that is no such address.
    }
    throw new IllegalArgumentException("an https address");
  }

  /** An ASN.1 object identifier in dots. */
  static String objectIdentifier(String text) {
    if (text.length() > OID_CHARS_MAX || !OID.matcher(text).matches()) {
      throw new IllegalArgumentException("an object identifier such as 1.3.6.1");
    }
    return text;
  }

  /** A reader of an enumeration's names in any case. */
  static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    return text ->
        Arrays.stream(type.getEnumConstants())
            .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException("one of " + Arrays.toString(type.getEnumConstants())));
  }
}
