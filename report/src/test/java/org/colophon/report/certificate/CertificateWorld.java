package org.colophon.report.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Candidate;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.evidence.PlainZip;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.record.Role;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;

/** A chain with a work of two authors, and the certificates that its node issues. */
final class CertificateWorld {
  /** The organisations' roots begin when the test runs. */
  static final Instant SIGNED_AT =
      TestConsortium.authority(TestConsortium.COURT_NORTH)
          .certificate()
          .getNotBefore()
          .toInstant()
          .plus(Duration.ofMinutes(10));

  static final NodeId NODE = new NodeId("court-north-1");
  static final TlsIdentity SIGNER =
      TestConsortium.authority(TestConsortium.COURT_NORTH)
          .issueDocumentSigner(NODE.text(), SIGNED_AT, Duration.ofDays(365));

  final TestConsortium consortium = TestConsortium.ofSeed(20260301);
  final TestRecords records = consortium.records();
  final Actor li = consortium.actor("author-li-bai");
  final Actor du = consortium.actor("author-du-fu");
  final Actor press = consortium.actor("press.east-lake");
  final TestLedger ledger;
  private long seconds = TestConsortium.START.seconds();

  CertificateWorld() throws Exception {
    ledger = consortium.openWith(li, du, press);
    seal();
  }

  /** A declaration of a published work with this title, by both authors. */
  TestRecord work(String title) {
    return records.record(declaration(title)).by(li, Role.CREATOR);
  }

  WorkDeclare declaration(String title) {
    return new WorkDeclare(
        Optional.empty(),
        title,
        WorkDeclare.IpKind.COPYRIGHT,
        "art3.1",
        List.of(
            new WorkDeclare.Author(li.subject(), 6_667),
            new WorkDeclare.Author(du.subject(), 3_333)),
        Optional.empty(),
        Optional.of("2025-11-30"),
        Optional.empty(),
        List.of(
            new ContentDigest(
                consortium.hash("text"),
                Optional.of(consortium.hash("text in SM3")),
                48_213,
                "application/epub+zip"),
            new ContentDigest(consortium.hash("cover"), Optional.empty(), 2_113_408, "image/png")),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        WorkDeclare.AiUse.ASSISTED);
  }

  /** Orders a record some time after the one before. */
  RecordId accept(TestRecord record) throws Exception {
    seconds += 61;
    ledger.orderAll(new Timestamp(seconds * 1000 + 123), List.of(record.bytes()));
    try (LedgerReader reader = ledger.read()) {
      return reader.leafOf(record.id()).map(leaf -> record.id()).orElseThrow();
    }
  }

  /** Seals the tip by three validators whose clocks differ. */
  Seal seal() throws Exception {
    seconds = Math.max(seconds, ledger.nextStamp().seconds()) + 2;
    Candidate candidate = ledger.propose();
    Checkpoint checkpoint = candidate.checkpoint(consortium.chain());
    List<OrgId> signing = TestConsortium.validators().subList(0, TestConsortium.QUORUM);
    List<NoteSignature> lines = new ArrayList<>();
    for (int i = 0; i < signing.size(); i++) {
      lines.addAll(consortium.validator(signing.get(i)).sign(checkpoint, seconds + i));
    }
    String note = Note.of(checkpoint, lines).sorted().text();
    ledger.apply(
        ledger.nextStamp(), EntryCodec.seal(candidate.round(), SealDocument.unstamped(note)));
    try (LedgerReader reader = ledger.read()) {
      return reader.newestSeal().orElseThrow();
    }
  }

  CertificateModel model(RecordId record) {
    return model(record, List.of());
  }

  CertificateModel model(RecordId record, List<TimeStampFacts> stamps) {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      BlockHeader header = query.record(record).orElseThrow().header();
      Seal seal = reader.firstSealCovering(header.checkpointSize()).orElseThrow();
      return new LedgerFacts(query, consortium.genesis(), consortium.genesis().membership(), seal)
          .of(record, stamps, issuer())
          .orElseThrow();
    }
  }

  static IssuerFacts issuer() {
    return new IssuerFacts(TestConsortium.COURT_NORTH, NODE, SIGNED_AT, Optional.empty());
  }

  /** The parts of the record's bundle. */
  SortedMap<String, byte[]> parts(RecordId record) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      return new TreeMap<>(
          PlainZip.read(new EvidenceAssembler(consortium.genesis()).assemble(reader, record)));
    }
  }

  static List<TimeStampFacts> stamps() {
    return List.of(
        new TimeStampFacts(
            "CN=notary-east time-stamping, O=notary-east",
            new Timestamp(TestConsortium.START.value() + 7_265_000),
            "2.25.1234567",
            "41"),
        new TimeStampFacts(
            "CN=court-south time-stamping, O=court-south",
            new Timestamp(TestConsortium.START.value() + 7_265_400),
            "2.25.7654321",
            "980012"));
  }
}
