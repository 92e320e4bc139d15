package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.parts;
import static org.colophon.core.evidence.EvidenceFixture.rebuild;
import static org.colophon.core.evidence.Tampering.ZIP;
import static org.colophon.core.evidence.Tampering.raw;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.colophon.core.evidence.Tampering.Case;

/** Archives that are not the one archive of their parts. */
final class ContainerTamperings {
  private ContainerTamperings() {}

  static List<Case> containers() {
    List<Case> cases = new ArrayList<>();
    cases.add(raw("empty", p -> new byte[0]));
    cases.add(raw("one byte", p -> new byte[1]));
    cases.add(raw("an end record alone", p -> Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, 22)));
    cases.add(raw("longer than a bundle may be", p -> new byte[Parts.BYTES_MAX + 1]));
    cases.add(raw("cut in the middle", p -> Arrays.copyOf(ZIP, ZIP.length / 2)));
    cases.add(raw("cut by its last byte", p -> Arrays.copyOf(ZIP, ZIP.length - 1)));
    cases.add(raw("a byte behind it", p -> Arrays.copyOf(ZIP, ZIP.length + 1)));
    cases.add(raw("twice", p -> concat(ZIP, ZIP)));
    cases.add(raw("compressed", ContainerTamperings::compressed));
    cases.add(raw("a name twice", ContainerTamperings::doubled));
    cases.add(raw("a comment", p -> withComment(ZIP)));
    for (String name :
        List.of("extra.txt", "record.json.bak", "support-64.json", "support-9.json")) {
      cases.add(raw("an added part " + name, p -> added(p, name)));
    }
    for (String name : List.of("../record.json", "/etc/passwd", "a/../record.json", "..\\x")) {
      cases.add(raw("an added part " + name, p -> added(p, name)));
    }
    for (String name :
        List.of(
            Parts.MANIFEST,
            Parts.GENESIS,
            Parts.POLICY,
            Parts.NOTE,
            Parts.HEADER,
            Parts.RECORD,
            Parts.TLOG_PROOF,
            Parts.PROOFS)) {
      cases.add(
          raw(
              "without " + name,
              p -> {
                p.remove(name);
                return PlainZip.write(p);
              }));
    }
    return cases;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] added(SortedMap<String, byte[]> parts, String name) {
    parts.put(name, new byte[] {1});
    return rebuild(parts);
  }

  private static byte[] compressed(SortedMap<String, byte[]> parts) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /** A second record.json, which other tools would show instead of the first. */
  private static byte[] doubled(SortedMap<String, byte[]> parts) {
    SortedMap<String, byte[]> twin = new TreeMap<>(parts);
    byte[] record = twin.remove(Parts.RECORD);
    twin.put("recorc.json", record);
    twin.put("record.json", record);
    String latin = new String(PlainZip.write(twin), java.nio.charset.StandardCharsets.ISO_8859_1);
    return latin
        .replace("recorc.json", "record.json")
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static byte[] withComment(byte[] zip) {
    byte[] longer = concat(zip, "hello".getBytes(UTF_8));
    ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putShort(zip.length - 2, (short) 5);
    return longer;
  }
}
