package org.colophon.core.evidence.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.PlainZip;
import org.colophon.crypto.Hash;
import org.colophon.crypto.ers.ArchivedDocuments;
import org.colophon.crypto.ers.EvidenceRecordException;
import org.colophon.crypto.ers.Fault;
import org.colophon.crypto.ers.Trust;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestArchive;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContainerTest {
  private static final long SEED = 319162;
  private static final Instant STAMPED = Instant.parse("2026-03-01T12:00:00Z");
  private static final String MANIFEST = "META-INF/ASiCEvidenceRecordManifest001.xml";
  private static final String EVIDENCE_RECORD = "META-INF/evidencerecord.ers";
  private static final List<String> NAMES =
      List.of(
          "mimetype",
          MANIFEST,
          EVIDENCE_RECORD,
          "header.json",
          "policy.txt",
          "record.json",
          "seal.note");

  private static Container container;
  private static Container other;
  private static TestArchive archive;

  @BeforeAll
  static void makeContainers() throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(5);
    Actor alice = consortium.actor("alice");
    TestLedger ledger = consortium.openWith(alice);
    TestRecord first = consortium.records().declare(alice, Hash.sha256(new byte[] {1}));
    TestRecord second = consortium.records().declare(alice, Hash.sha256(new byte[] {2}));
    ledger.accept(first);
    ledger.accept(second);
    ledger.seal();
    archive = TestArchive.of(consortium, "notary-east");
    container = archive.container(ledger, first, STAMPED, List.of(archive.crl(STAMPED)));
    other = archive.container(ledger, second, STAMPED, List.of());
  }

  private static Reason reasonOf(byte[] bytes) {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> Container.read(bytes));
    assertThat(refused).isNotNull();
    assertThat(refused.refusal().detail()).isNotEmpty();
    return refused.refusal().reason();
  }

  private static SequencedMap<String, byte[]> parts() {
    try {
      return new LinkedHashMap<>(PlainZip.read(container.write(), NAMES));
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] with(String name, byte[] bytes) {
    SequencedMap<String, byte[]> parts = parts();
    assertThat(parts).containsKey(name);
    parts.put(name, bytes);
    return PlainZip.write(parts);
  }

  @Test
  void readsWhatItWrote() throws Exception {
    Container read = Container.read(container.write());
    assertThat(read).isEqualTo(container);
    assertThat(read.write()).isEqualTo(container.write());
    assertThat(read.documents().group()).isEqualTo(container.documents().group());
  }

  @Test
  void itsEvidenceRecordIsOverItsDocuments() throws Exception {
    Container read = Container.read(container.write());
    ArchivedDocuments documents =
        ArchivedDocuments.of(List.copyOf(read.documents().byName().values()));
    assertThat(
            read.evidenceRecord()
                .verify(
                    documents, Trust.of(List.of(archive.root())), STAMPED.toEpochMilli() + 1_000)
                .provenMs())
        .isEqualTo(STAMPED.toEpochMilli());
  }

  @Test
  void beginsAsToolsThatLookForTheMediaTypeExpect() {
    byte[] bytes = container.write();
    assertThat(new String(bytes, 30, 8, US_ASCII)).isEqualTo("mimetype");
    assertThat(new String(bytes, 38, 31, US_ASCII)).isEqualTo("application/vnd.etsi.asic-e+zip");
  }

  @Test
  void otherToolsReadItsParts() throws Exception {
    SequencedMap<String, byte[]> found = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(container.write()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        found.put(entry.getName(), in.readAllBytes());
      }
    }
    assertThat(found).containsExactlyEntriesOf(parts());
    assertThat(found.keySet()).containsExactlyElementsOf(NAMES);
  }

  @Test
  void noByteCanBeChangedCutOrAdded() {
    byte[] bytes = container.write();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      assertThat(reasonOf(changed)).as("byte %s, seed %s", at, SEED).isEqualTo(Reason.MALFORMED);
    }
    for (int length = 0; length < bytes.length; length += 1 + random.nextInt(40)) {
      assertThat(reasonOf(Arrays.copyOf(bytes, length))).isEqualTo(Reason.MALFORMED);
    }
    assertThat(reasonOf(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void aDocumentThatTheManifestDoesNotListIsRefused() {
    for (String name : List.of("record.json", "header.json", "seal.note", "policy.txt")) {
      assertThat(reasonOf(with(name, "{}".getBytes(UTF_8)))).isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void partsAreNeitherMissingNorAddedNorMoved() {
    for (String name : NAMES) {
      SequencedMap<String, byte[]> parts = parts();
      parts.remove(name);
      assertThat(reasonOf(PlainZip.write(parts)))
          .as("without %s", name)
          .isEqualTo(Reason.MALFORMED);
      parts = parts();
      byte[] moved = parts.remove(name);
      if (!name.equals(NAMES.getLast())) {
        parts.put(name, moved);
        assertThat(reasonOf(PlainZip.write(parts))).as("%s last", name).isEqualTo(Reason.MALFORMED);
      }
    }
    for (String name :
        List.of("notes.txt", "META-INF/signatures.xml", "META-INF/evidencerecord002.ers")) {
      SequencedMap<String, byte[]> parts = parts();
      parts.put(name, new byte[] {1});
      assertThat(reasonOf(PlainZip.write(parts))).as("with %s", name).isEqualTo(Reason.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../record.json",
        "/record.json",
        "META-INF/../record.json",
        "RECORD.JSON",
        "record.json\0"
      })
  void otherNamesAreRefused(String name) {
    SequencedMap<String, byte[]> renamed = new LinkedHashMap<>();
    parts().forEach((part, bytes) -> renamed.put(part.equals("record.json") ? name : part, bytes));
    assertThat(reasonOf(PlainZip.write(renamed))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void aManifestThatOnlyMeansTheSameIsRefused() {
    String text = new String(parts().get(MANIFEST), US_ASCII);
    for (String changed :
        List.of(
            text + "\n",
            "<?xml version=\"1.0\"?>" + text,
            text.replace("asic:", "a:").replace(":asic", ":a"),
            text.replace("></asic:SigReference>", "/>"),
            text.replace("MimeType=\"text/plain\" ", ""),
            text + "<!-- -->",
            "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>" + text)) {
      assertThat(changed).isNotEqualTo(text);
      assertThat(reasonOf(with(MANIFEST, changed.getBytes(US_ASCII)))).isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void anotherMediaTypeIsRefused() {
    for (String type : List.of("application/vnd.etsi.asic-s+zip", "", "text/plain")) {
      assertThat(reasonOf(with("mimetype", type.getBytes(US_ASCII)))).isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void anEvidenceRecordThatIsNoneIsRefused() {
    assertThat(reasonOf(with(EVIDENCE_RECORD, new byte[0]))).isEqualTo(Reason.MALFORMED);
    assertThat(reasonOf(with(EVIDENCE_RECORD, new byte[] {0x30, 0}))).isEqualTo(Reason.MALFORMED);
    assertThat(reasonOf(with(EVIDENCE_RECORD, new byte[5 << 20]))).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void tooManyBytesAreRefusedUnread() {
    assertThat(reasonOf(new byte[Container.BYTES_MAX + 1])).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void anotherRecordsEvidenceIsReadButProvesNothing() throws Exception {
    Container swapped = Container.read(with(EVIDENCE_RECORD, other.evidenceRecord().der()));
    assertThat(swapped.evidenceRecord()).isEqualTo(other.evidenceRecord());
    ArchivedDocuments documents =
        ArchivedDocuments.of(List.copyOf(swapped.documents().byName().values()));
    assertThat(
            catchThrowableOfType(
                    EvidenceRecordException.class,
                    () ->
                        swapped
                            .evidenceRecord()
                            .verify(
                                documents,
                                Trust.of(List.of(archive.root())),
                                STAMPED.toEpochMilli()))
                .fault())
        .isEqualTo(Fault.OTHER_DOCUMENTS);
  }

  @Test
  void theManifestSaysWhatIsArchivedAndByWhat() {
    assertThat(new String(parts().get(MANIFEST), US_ASCII))
        .startsWith(
            """
            <asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" \
            xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
              <asic:SigReference URI="META-INF/evidencerecord.ers"></asic:SigReference>
              <asic:DataObjectReference MimeType="application/json" URI="header.json">
                <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256">\
            </ds:DigestMethod>
                <ds:DigestValue>\
            """)
        .endsWith("</ds:DigestValue>\n  </asic:DataObjectReference>\n</asic:ASiCManifest>");
  }
}
