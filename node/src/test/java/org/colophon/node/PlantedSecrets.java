package org.colophon.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.colophon.crypto.Hash;
import org.colophon.storage.StoreAudit;

/** What may not be found anywhere, in whatever form it could be written there. */
final class PlantedSecrets {
  private final Set<Pattern> patterns = new LinkedHashSet<>();

  /** A form of a secret, a character for each byte, and what it is. */
  private record Pattern(String what, String bytes) {}

  /** A text: as it is, in wider characters, and its digest, which anybody could guess from. */
  PlantedSecrets text(String text) {
    add(text, text.getBytes(UTF_8));
    add(text + " in UTF-16", text.getBytes(UTF_16BE));
    add(text + " in UTF-16", text.getBytes(UTF_16LE));
    return bytes("digest of " + text, Hash.sha256(text.getBytes(UTF_8)).bytes());
  }

  /** Bytes that are chosen at random. */
  PlantedSecrets bytes(String what, byte[] bytes) {
    add(what, bytes);
    return this;
  }

  private void add(String what, byte[] bytes) {
    patterns.add(new Pattern(what, new String(bytes, ISO_8859_1)));
    String hex = HexFormat.of().formatHex(bytes);
    patterns.add(new Pattern(what + " in hex", hex));
    patterns.add(new Pattern(what + " in hex", hex.toUpperCase(java.util.Locale.ROOT)));
    for (int before = 0; before < 3; before++) {
      String base64 = base64(bytes, before);
      patterns.add(new Pattern(what + " in base64", base64));
      patterns.add(new Pattern(what + " in base64", base64.replace('+', '-').replace('/', '_')));
    }
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
    String text = new String(bytes, ISO_8859_1);
    for (Pattern pattern : patterns) {
      assertThat(text.contains(pattern.bytes())).as("%s holds %s", where, pattern.what()).isFalse();
    }
  }

  /** Looks into what is packed, too: parts of zips, zips in zips, and the text of PDFs. */
  void assertHiddenWithin(String where, byte[] bytes) throws IOException {
    assertHidden(where, bytes);
    String start = new String(bytes, 0, Math.min(4, bytes.length), ISO_8859_1);
    if (start.startsWith("PK")) {
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
        for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
          assertHiddenWithin(where + "!" + part.getName(), zip.readAllBytes());
        }
      }
    } else if (start.equals("%PDF")) {
      try (var document = Loader.loadPDF(bytes)) {
        assertHidden("the text of " + where, new PDFTextStripper().getText(document));
      }
    }
  }

  /** Every file below a folder. */
  void assertHiddenBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertHiddenWithin(file.toString(), Files.readAllBytes(file));
      }
    }
  }

  /** What nodes tell their operators, who may read no more than others. */
  void assertHiddenFromOperators(InProcessNetwork network) throws IOException {
    for (String node : network.nodes()) {
      URI admin = URI.create("http://" + network.config(node).admin().orElseThrow().address());
      for (String path : List.of("/metrics", "/status", "/health/ready", "/log")) {
        try (InputStream answer = admin.resolve(path).toURL().openStream()) {
          assertHidden(node + path, answer.readAllBytes());
        }
      }
    }
  }

  /** Every file of a node that is stopped, and what its compressed store holds. */
  void assertHiddenIn(DataLayout layout) throws IOException {
    assertHiddenBelow(layout.root());
    try (StoreAudit audit = StoreAudit.open(layout.store())) {
      for (String family : StoreAudit.families()) {
        audit.scan(
            family,
            entry -> {
              assertHidden(family + " " + entry.describe(), entry.key());
              assertHidden(family + " " + entry.describe(), entry.value());
            },
            unreadable -> assertThat(unreadable).isNull());
      }
      for (String family : StoreAudit.localFamilies()) {
        audit.scan(
            family,
            entry -> assertHidden(family, entry.value()),
            unreadable -> assertThat(unreadable).isNull());
      }
    }
  }
}
