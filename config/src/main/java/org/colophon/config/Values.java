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

  static final String NAME_REMEDY =
      "3 to 64 of a-z, 0-9, dot and hyphen, a letter or digit first and last";
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
