package org.colophon.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.colophon.crypto.Hash;

/** What may not be found anywhere, in whatever form it could be written there. */
final class PlantedSecrets {
  private final Set<Pattern> patterns = new LinkedHashSet<>();

  /** A form of a secret, a character for each byte, and what it is. */
  private record Pattern(String what, String bytes) {}

  /**
   * A text: as it is, in wider characters, as JSON and addresses write it, and its digest, which
   * anybody could guess from.
   */
  PlantedSecrets text(String text) {
    add(text, text.getBytes(UTF_8));
    add(text + " in JSON", escaped(text).getBytes(US_ASCII));
    add(text + " in an address", URLEncoder.encode(text, UTF_8).getBytes(US_ASCII));
    add(
        text + " in an address",
        URLEncoder.encode(text, UTF_8).replace("+", "%20").getBytes(US_ASCII));
    add(text + " in UTF-16", text.getBytes(UTF_16BE));
    add(text + " in UTF-16", text.getBytes(UTF_16LE));
    return bytes("digest of " + text, Hash.sha256(text.getBytes(UTF_8)).bytes());
  }

  /** Bytes that are chosen at random. */
  PlantedSecrets bytes(String what, byte[] bytes) {
    add(what, bytes);
    return this;
  }

  /** All of those, too. */
  PlantedSecrets and(PlantedSecrets others) {
    patterns.addAll(others.patterns);
    return this;
  }

  private void add(String what, byte[] bytes) {
    patterns.add(new Pattern(what, new String(bytes, ISO_8859_1)));
    String hex = HexFormat.of().formatHex(bytes);
    patterns.add(new Pattern(what + " in hex", hex));
    patterns.add(new Pattern(what + " in hex", hex.toUpperCase(Locale.ROOT)));
    for (int before = 0; before < 3; before++) {
      String base64 = base64(bytes, before);
      patterns.add(new Pattern(what + " in base64", base64));
      patterns.add(new Pattern(what + " in base64", base64.replace('+', '-').replace('/', '_')));
    }
  }

  /** With an escape for each character that is not ASCII (RFC 8259, section 7). */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(one ->
            escaped.append(
                one < 0x80 ? Character.toString(one) : String.format(Locale.ROOT, "\\u%04x", one)));
    return escaped.toString();
  }

  /** What base64 makes of the bytes behind so many others, without what depends on neighbours. */
  private static String base64(byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String text = new String(Base64.getEncoder().withoutPadding().encode(shifted), US_ASCII);
    int end = shifted.length % 3 == 0 ? text.length() : text.length() - 1;
    return text.substring(before == 0 ? 0 : before + 1, end);
  }

  void assertHidden(String where, String text) {
    assertHidden(where, text.getBytes(UTF_8));
  }

  void assertHidden(String where, byte[] bytes) {
    assertThat(foundIn(bytes)).as("%s holds", where).isEmpty();
  }

  /** Which of them the bytes hold, as they stand. */
  private List<String> foundIn(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    return patterns.stream()
        .filter(pattern -> text.contains(pattern.bytes()))
        .map(Pattern::what)
        .toList();
  }

  /** Looks into what is packed, too. */
  void assertHiddenWithin(String where, byte[] bytes) throws IOException {
    Unpacked.within(where, bytes, this::assertHidden);
  }

  void assertHiddenBelow(Path folder) throws IOException {
    Unpacked.below(folder, this::assertHidden);
  }

  /** What nodes tell their operators, who may read no more than others. */
  void assertHiddenFromOperators(InProcessNetwork network) throws IOException {
    for (String node : network.nodes()) {
      URI admin = URI.create("http://" + network.config(node).admin().orElseThrow().address());
      for (String path : List.of("/metrics", "/status", "/health/ready", "/log")) {
        HttpURLConnection asked = (HttpURLConnection) admin.resolve(path).toURL().openConnection();
        boolean refuses = asked.getResponseCode() >= 400; // a node that is not ready says so
        try (InputStream answer = refuses ? asked.getErrorStream() : asked.getInputStream()) {
          assertHidden(node + path, answer.readAllBytes());
        }
      }
    }
  }

  void assertHiddenIn(DataLayout layout) throws IOException {
    Unpacked.in(layout, this::assertHidden);
  }

  /** The same search finds what stands there: one that finds nothing anywhere proves nothing. */
  void assertFoundWithin(String where, byte[] bytes) throws IOException {
    Set<String> found = new HashSet<>();
    Unpacked.within(where, bytes, (part, plain) -> found.addAll(foundIn(plain)));
    assertThat(found).as(where).isNotEmpty();
  }

  void assertFoundBelow(Path folder) throws IOException {
    Set<String> found = new HashSet<>();
    Unpacked.below(folder, (part, plain) -> found.addAll(foundIn(plain)));
    assertThat(found).as("%s", folder).isNotEmpty();
  }

  void assertFoundIn(DataLayout layout) throws IOException {
    Set<String> found = new HashSet<>();
    Unpacked.in(layout, (part, plain) -> found.addAll(foundIn(plain)));
    assertThat(found).as("%s", layout.root()).isNotEmpty();
  }
}
