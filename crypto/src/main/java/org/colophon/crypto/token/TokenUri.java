package org.colophon.crypto.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The name of a private key in a token: a PKCS#11 URI (RFC 7512) of the attributes that this system
 * takes. Others are refused, since one that is passed over could name another key.
 *
 * @param text the URI as it was written
 * @param module the library that speaks for the token ({@code module-path})
 * @param token label of the token
 * @param serial number of the token, when given
 * @param object label of the key, when given
 * @param id of the key in hexadecimal, when given
 * @param pinFile file of the PIN ({@code pin-source}), when given
 */
public record TokenUri(
    String text,
    Path module,
    String token,
    Optional<String> serial,
    Optional<String> object,
    Optional<String> id,
    Optional<Path> pinFile) {
  /** What every such URI begins with. */
  public static final String SCHEME = "pkcs11:";

  private static final int LENGTH_MAX = 1_024;
  private static final int DIGITS = 2;
  private static final String FILE = "file:";
  private static final String FORM =
      "pkcs11:token=LABEL;object=LABEL?module-path=/PATH&pin-source=file:/PATH";
  private static final Set<String> ATTRIBUTES = Set.of("token", "serial", "object", "id", "type");
  private static final Set<String> QUERY = Set.of("module-path", "pin-source");

  /**
   * Reads a URI.
   *
   * @throws IllegalArgumentException when it is none, or names no key
   */
  public static TokenUri parse(String text) {
    if (text.length() > LENGTH_MAX || !text.startsWith(SCHEME)) {
      throw refused("not a PKCS#11 URI of at most " + LENGTH_MAX + " characters");
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw refused("a character that must be written with %");
    }
    int question = text.indexOf('?');
    String path = text.substring(SCHEME.length(), question < 0 ? text.length() : question);
    String query = question < 0 ? "" : text.substring(question + 1);
    Map<String, byte[]> attributes = attributes(path, ";", ATTRIBUTES);
    Map<String, byte[]> options = attributes(query, "&", QUERY);
    Optional<String> object = textOf(attributes, "object");
    Optional<String> id = Optional.ofNullable(attributes.get("id")).map(HexFormat.of()::formatHex);
    if (object.isEmpty() && id.isEmpty()) {
      throw refused("neither object nor id");
    }
    if (textOf(attributes, "type").filter(type -> !type.equals("private")).isPresent()) {
      throw refused("a type that is not private");
    }
    return new TokenUri(
        text,
        absolute(textOf(options, "module-path").orElseThrow(() -> refused("no module-path"))),
        textOf(attributes, "token").orElseThrow(() -> refused("no token")),
        textOf(attributes, "serial"),
        object,
        id,
        textOf(options, "pin-source").map(TokenUri::file));
  }

  private static Map<String, byte[]> attributes(String text, String separator, Set<String> known) {
    Map<String, byte[]> found = new LinkedHashMap<>();
    if (text.isEmpty()) {
      return found;
    }
    for (String part : text.split(separator, -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (name.equals("pin-value")) {
        throw refused("pin-value: a PIN stands in no setting");
      }
      if (equals < 0 || !known.contains(name)) {
        throw refused(
            "an attribute that is not one of "
                + String.join(", ", known.stream().sorted().toList()));
      }
      if (found.put(name, decoded(part.substring(equals + 1))) != null) {
        throw refused(name + " twice");
      }
    }
    return found;
  }

  /** RFC 3986, section 2.1. */
  private static byte[] decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        bytes.write(text.charAt(i));
        continue;
      }
      if (i + DIGITS >= text.length()
          || !HexFormat.isHexDigit(text.charAt(i + 1))
          || !HexFormat.isHexDigit(text.charAt(i + DIGITS))) {
        throw refused("% without two hexadecimal digits");
      }
      bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 1 + DIGITS));
      i += DIGITS;
    }
    if (bytes.size() == 0) {
      throw refused("an empty value");
    }
    return bytes.toByteArray();
  }

  private static Optional<String> textOf(Map<String, byte[]> attributes, String name) {
    return Optional.ofNullable(attributes.get(name))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Path file(String source) {
    if (!source.startsWith(FILE)) {
      throw refused("a pin-source that is no file:");
    }
    return absolute(source.substring(FILE.length()));
  }

  private static Path absolute(String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Refused below, like a path that is not absolute.
    }
    throw refused("a path that is not absolute");
  }

  private static IllegalArgumentException refused(String found) {
    return new IllegalArgumentException("token: " + found + " (expected: " + FORM + ")");
  }

  @Override
  public String toString() {
    return text;
  }
}
