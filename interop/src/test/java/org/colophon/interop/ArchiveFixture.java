package org.colophon.interop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.PlainZip;
import org.colophon.core.evidence.archive.Container;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestArchive;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;

/** A sealed ledger of five works, and the containers of its records, stamped in March 2026. */
final class ArchiveFixture {
  static final Instant STAMPED = Instant.parse("2026-03-01T12:00:00Z");

  static final String MANIFEST = "META-INF/ASiCEvidenceRecordManifest001.xml";
  static final String EVIDENCE_RECORD = "META-INF/evidencerecord.ers";

  private static final List<String> NAMES =
      List.of(
          "mimetype",
          MANIFEST,
          EVIDENCE_RECORD,
          "header.json",
          "policy.txt",
          "record.json",
          "seal.note");

  private static final int WORKS = 5;

  private final TestConsortium consortium;
  private final TestArchive archive;
  private final TestLedger ledger;
  private final List<TestRecord> works = new ArrayList<>();

  ArchiveFixture() throws Exception {
    consortium = TestConsortium.ofSeed(6);
    Actor alice = consortium.actor("alice");
    ledger = consortium.openWith(alice);
    for (int number = 0; number < WORKS; number++) {
      works.add(consortium.records().declare(alice, Hash.sha256(new byte[] {(byte) number})));
      ledger.accept(works.getLast());
    }
    ledger.seal();
    archive = TestArchive.of(consortium, "notary-east");
  }

  TestArchive archive() {
    return archive;
  }

  /** An authority of another organisation, which begins then. */
  TestArchive laterArchive(Instant start) {
    return TestArchive.of(consortium, "court-north", start);
  }

  /** The container of one of the works, with these revocation lists in its token. */
  Container container(int work, List<byte[]> crls) throws Exception {
    return archive.container(ledger, works.get(work), STAMPED, crls);
  }

  /** The list of the authority on the day of the stamp. */
  byte[] crl() {
    return archive.crl(STAMPED.minusSeconds(3_600));
  }

  /** Parts of a container, to be changed. */
  static SequencedMap<String, byte[]> parts(byte[] container) {
    try {
      return new LinkedHashMap<>(PlainZip.read(container, NAMES));
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }
}
