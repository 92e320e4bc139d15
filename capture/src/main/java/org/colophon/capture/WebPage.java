package org.colophon.capture;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of a page: http or https, a host, no user and no fragment.
 *
 * @param uri the address
 */
public record WebPage(URI uri) {
  private static final int CHARS_MAX = 2048;

  /** Reads an address as somebody typed it. */
  public static WebPage parse(String text) throws CaptureException {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw bad("not an address: " + e.getReason());
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw bad("scheme: " + Plain.text(scheme) + " (expected: http or https)");
    }
    if (text.length() > CHARS_MAX || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw bad("(expected: at most " + CHARS_MAX + " printable ASCII characters)");
    }
    if (uri.getRawUserInfo() != null) {
      throw bad("a user in an address would stand on the chain for ever");
    }
    if (uri.getRawFragment() != null) {
      throw bad("a fragment (#…) is never sent to a server: leave it out");
    }
    if (uri.getHost() == null) {
      throw bad("no host");
    }
    return new WebPage(uri);
  }

  private static CaptureException bad(String detail) {
    return new CaptureException(CaptureException.Reason.BAD_ADDRESS, detail);
  }

  /** The host's name or address, an IPv6 address without its brackets, in lower case. */
  public String host() {
    return uri.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
  }
}
