package org.colophon.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.colophon.interop.ArchiveFixture.EVIDENCE_RECORD;
import static org.colophon.interop.ArchiveFixture.MANIFEST;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.PlainZip;
import org.colophon.core.evidence.archive.Container;
import org.colophon.crypto.Hash;
import org.colophon.crypto.ers.ArchivedDocuments;
import org.colophon.crypto.ers.EvidenceRecordException;
import org.colophon.crypto.ers.Trust;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** After each of these changes neither DSS nor our own verifier passes the container. */
final class DssRefusesChangesTest {
  private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");

  private static ArchiveFixture fixture;
  private static byte[] original;
  private static byte[] another;

  @BeforeAll
  static void makeContainers() throws Exception {
    fixture = new ArchiveFixture();
    original = fixture.container(0, List.of(fixture.crl())).write();
    another = fixture.container(3, List.of(fixture.crl())).write();
  }

  /** Spoils the parts of a container. */
  private interface Change {
    void apply(SequencedMap<String, byte[]> parts);
  }

  private record Case(String name, Change change) {}

  private static List<Case> cases() {
    return List.of(
        new Case("record.json: a byte", parts -> flip(parts, "record.json", 20)),
        new Case("header.json: a byte", parts -> flip(parts, "header.json", 20)),
        new Case("seal.note: a byte", parts -> flip(parts, "seal.note", 20)),
        new Case("policy.txt: a byte", parts -> flip(parts, "policy.txt", 20)),
        new Case("record.json: a newline behind it", parts -> append(parts, "record.json")),
        new Case(
            "record.json changed, and its digest in the manifest",
            DssRefusesChangesTest::changeWithManifest),
        new Case("record.json of another record", parts -> take(parts, "record.json")),
        new Case("header.json of another block", parts -> take(parts, "header.json")),
        new Case("evidence record of another record", parts -> take(parts, EVIDENCE_RECORD)),
        new Case("manifest of another record", parts -> take(parts, MANIFEST)),
        new Case(
            "record.json and manifest of another record",
            parts -> {
              take(parts, "record.json");
              take(parts, MANIFEST);
            }),
        new Case(
            "record.json, header.json and manifest of another record",
            parts -> {
              take(parts, "record.json");
              take(parts, "header.json");
              take(parts, MANIFEST);
            }),
        new Case("record.json and header.json exchanged", DssRefusesChangesTest::exchange),
        new Case("record.json removed", parts -> parts.remove("record.json")),
        new Case("header.json removed", parts -> parts.remove("header.json")),
        new Case("seal.note removed", parts -> parts.remove("seal.note")),
        new Case("policy.txt removed", parts -> parts.remove("policy.txt")),
        new Case(
            "policy.txt removed, and from the manifest",
            parts -> {
              parts.remove("policy.txt");
              edit(parts, withoutReference("policy.txt"));
            }),
        new Case(
            "a document added, also to the manifest",
            parts -> {
              parts.put("more.txt", "more".getBytes(UTF_8));
              edit(parts, withReference("more.txt", "more".getBytes(UTF_8)));
            }),
        new Case(
            "manifest: a digest",
            parts ->
                edit(
                    parts,
                    text ->
                        text.replace(base64(parts, "record.json"), base64(parts, "header.json")))),
        new Case(
            "manifest: a reference removed", parts -> edit(parts, withoutReference("seal.note"))),
        new Case(
            "manifest: a name",
            parts -> edit(parts, text -> text.replace("\"seal.note\"", "\"seal2.note\""))),
        new Case(
            "manifest: the digest method",
            parts -> edit(parts, text -> text.replace("xmlenc#sha256", "xmlenc#sha512"))),
        new Case(
            "manifest: another evidence record",
            parts ->
                edit(parts, text -> text.replace("evidencerecord.ers", "evidencerecord2.ers"))),
        new Case("manifest removed", parts -> parts.remove(MANIFEST)),
        new Case("evidence record removed", parts -> parts.remove(EVIDENCE_RECORD)),
        new Case("evidence record: cut", parts -> cut(parts, EVIDENCE_RECORD)),
        new Case("evidence record: a document's hash", parts -> flip(parts, EVIDENCE_RECORD, 70)),
        new Case("evidence record: a sibling's hash", DssRefusesChangesTest::flipSibling),
        new Case("evidence record: the signature", parts -> flip(parts, EVIDENCE_RECORD, -1)));
  }

  @TestFactory
  Stream<DynamicTest> noChangePasses() {
    return cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> assertNotPassed(one.change())));
  }

  @TestFactory
  Stream<DynamicTest> whatTheChangesStartFromPasses() {
    return Stream.of(original, another)
        .map(container ->
            DynamicTest.dynamicTest(
                "original", () -> assertThat(dss().validate(container).isPassed(1)).isTrue()));
  }

  private static Dss dss() {
    return Dss.strict(List.of(fixture.archive().root()), List.of(), NOW);
  }

  private static void assertNotPassed(Change change) {
    SequencedMap<String, byte[]> parts = ArchiveFixture.parts(original);
    change.apply(parts);
    byte[] changed = PlainZip.write(parts);
    assertThat(changed).isNotEqualTo(original);
    assertThat(isPassedByDss(changed)).as("passed by DSS").isFalse();
    assertThat(catchThrowable(() -> verifyOurselves(changed)))
        .isInstanceOfAny(RefusedException.class, EvidenceRecordException.class);
  }

  /** A container that DSS does not even take for one does not pass either. */
  private static boolean isPassedByDss(byte[] changed) {
    try {
      return dss().validate(changed).isPassed(1);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static void verifyOurselves(byte[] changed) throws Exception {
    Container container = Container.read(changed);
    container
        .evidenceRecord()
        .verify(
            ArchivedDocuments.of(List.copyOf(container.documents().byName().values())),
            Trust.of(List.of(fixture.archive().root())),
            NOW.toEpochMilli());
  }

  private static void flip(SequencedMap<String, byte[]> parts, String name, int at) {
    byte[] bytes = part(parts, name).clone();
    bytes[Math.floorMod(at, bytes.length)] ^= 1;
    parts.put(name, bytes);
  }

  private static void append(SequencedMap<String, byte[]> parts, String name) {
    byte[] bytes = Arrays.copyOf(part(parts, name), part(parts, name).length + 1);
    bytes[bytes.length - 1] = '\n';
    parts.put(name, bytes);
  }

  private static void cut(SequencedMap<String, byte[]> parts, String name) {
    parts.put(name, Arrays.copyOf(part(parts, name), part(parts, name).length - 1));
  }

  private static void take(SequencedMap<String, byte[]> parts, String name) {
    parts.put(name, part(ArchiveFixture.parts(another), name));
  }

  private static void exchange(SequencedMap<String, byte[]> parts) {
    byte[] record = part(parts, "record.json");
    parts.put("record.json", part(parts, "header.json"));
    parts.put("header.json", record);
  }

  private static void changeWithManifest(SequencedMap<String, byte[]> parts) {
    String before = base64(parts, "record.json");
    flip(parts, "record.json", 20);
    edit(parts, text -> text.replace(before, base64(parts, "record.json")));
  }

  /** A list of one hash value: a sequence of 34 bytes, which hold a string of 32. */
  private static void flipSibling(SequencedMap<String, byte[]> parts) {
    String der = HexFormat.of().formatHex(part(parts, EVIDENCE_RECORD));
    int list = der.indexOf("30220420");
    assertThat(list).isPositive().isEven();
    flip(parts, EVIDENCE_RECORD, list / 2 + 10);
  }

  private static String base64(SequencedMap<String, byte[]> parts, String name) {
    byte[] digest = Hash.sha256(part(parts, name)).bytes();
    return Base64.getEncoder().encodeToString(digest);
  }

  /** Rewrites the manifest's text. */
  private interface Edit {
    String apply(String text);
  }

  private static void edit(SequencedMap<String, byte[]> parts, Edit edit) {
    String text = new String(part(parts, MANIFEST), US_ASCII);
    String edited = edit.apply(text);
    assertThat(edited).isNotEqualTo(text);
    parts.put(MANIFEST, edited.getBytes(US_ASCII));
  }

  private static Edit withoutReference(String name) {
    return text -> {
      String end = "</asic:DataObjectReference>\n";
      int named = text.indexOf("URI=\"" + name + "\"");
      int from = text.lastIndexOf("  <asic:DataObjectReference", named);
      return text.substring(0, from) + text.substring(text.indexOf(end, named) + end.length());
    };
  }

  private static Edit withReference(String name, byte[] document) {
    String digest = Base64.getEncoder().encodeToString(Hash.sha256(document).bytes());
    return text ->
        text.replace(
            "</asic:ASiCManifest>",
            "  <asic:DataObjectReference MimeType=\"text/plain\" URI=\""
                + name
                + "\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
                + "<ds:DigestValue>"
                + digest
                + "</ds:DigestValue></asic:DataObjectReference></asic:ASiCManifest>");
  }

  private static byte[] part(SequencedMap<String, byte[]> parts, String name) {
    return Optional.ofNullable(parts.get(name)).orElseThrow(() -> new AssertionError(name));
  }
}
