package org.colophon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.receipt.ReceiptAssembler;
import org.colophon.core.evidence.receipt.ReceiptCheck;
import org.colophon.core.evidence.receipt.ReceiptException;
import org.colophon.core.evidence.receipt.ReceiptFacts;
import org.colophon.core.evidence.receipt.ReceiptVerifier;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.cose.CoseSigner;
import org.colophon.crypto.cose.InclusionReceipt;
import org.colophon.crypto.cose.ReceiptClaims;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.x509.TlsIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receipt holds for its record under its chain, and for nothing else. */
class ReceiptTest {
  private static final Duration VALIDITY = Duration.ofDays(30);

  /** A moment within the validity of the organisations' roots, which begins with the test run. */
  private final Instant now = Instant.now();

  private final TestConsortium consortium = TestConsortium.ofSeed(31);
  private final Actor creator = consortium.actor("creator-one");
  private final TestLedger ledger = open();
  private final CoseSigner court = signer(TestConsortium.COURT_NORTH);
  private final Genesis genesis = consortium.genesis();
  private final ReceiptVerifier verifier = new ReceiptVerifier(genesis);
  private TestRecord record = consortium.records().declare(creator, consortium.hash("a song"));
  private TestRecord other = consortium.records().declare(creator, consortium.hash("another"));

  private TestLedger open() {
    try {
      return consortium.openWith(creator);
    } catch (Exception e) {
      throw new AssertionError("a memory ledger does not open", e);
    }
  }

  @BeforeEach
  void order() throws Exception {
    ledger.accept(record);
    ledger.accept(other);
  }

  private CoseSigner signer(OrgId organisation) {
    return CoseSigner.of(identity(organisation, TestConsortium.node(organisation).text(), now));
  }

  private static TlsIdentity identity(OrgId organisation, String node, Instant from) {
    return TestConsortium.authority(organisation).issueDocumentSigner(node, from, VALIDITY);
  }

  private Timestamp time() {
    return new Timestamp(now.toEpochMilli());
  }

  private byte[] receipt() throws RefusedException {
    try (LedgerReader reader = ledger.read()) {
      return new ReceiptAssembler(genesis, court).assemble(reader, record.id(), time());
    }
  }

  /** A receipt of what the test wants, signed by whom it wants. */
  private byte[] issue(ReceiptClaims claims, Note note, long index, long size, CoseSigner signer) {
    try (LedgerReader reader = ledger.read()) {
      long real = Math.min(size, reader.size().value());
      InclusionProof proof = Proofs.inclusion(index, real, reader.nodes());
      return InclusionReceipt.issue(
              claims,
              new InclusionProof(index, size, proof.path()),
              Proofs.root(real, reader.nodes()),
              note,
              List.of(),
              signer)
          .bytes();
    }
  }

  private ReceiptClaims claims(String issuer, RecordId subject) {
    return new ReceiptClaims(
        genesis.chain().text() + "/" + issuer, subject.hex(), time().seconds());
  }

  private long indexOf(TestRecord of) {
    try (LedgerReader reader = ledger.read()) {
      return reader.leafOf(of.id()).orElseThrow().value();
    }
  }

  private void assertFails(byte[] receipt, ReceiptCheck check) {
    assertFails(receipt, record.bytes(), verifier, check);
  }

  private static void assertFails(
      byte[] receipt, byte[] leaf, ReceiptVerifier by, ReceiptCheck check) {
    assertThatThrownBy(() -> by.verify(receipt, leaf))
        .isInstanceOfSatisfying(
            ReceiptException.class, e -> assertThat(e.check()).as(e.getMessage()).isEqualTo(check));
  }

  @Test
  void holdsForItsRecordAndSaysWhoIssuedAndWhoSealed() throws Exception {
    Seal seal = ledger.seal();
    ReceiptFacts facts = verifier.verify(receipt(), record.bytes());
    assertThat(facts.record()).isEqualTo(record.id());
    assertThat(facts.index().value()).isEqualTo(indexOf(record));
    assertThat(facts.size()).isEqualTo(seal.size());
    assertThat(facts.root()).isEqualTo(Note.parse(seal.note()).checkpoint().root());
    assertThat(facts.issuer()).isEqualTo("court-north");
    assertThat(facts.node()).isEqualTo(TestConsortium.node(TestConsortium.COURT_NORTH).text());
    assertThat(facts.issuedAt().seconds()).isEqualTo(time().seconds());
    assertThat(facts.cosignedBy()).containsExactly("court-north", "court-south", "notary-east");
    assertThat(facts.attested()).isEqualTo(seal.attested());
    // Later seals change nothing: it is the first that covers the record.
    ledger.accept(consortium.records().declare(creator, consortium.hash("a third")));
    ledger.seal();
    assertThat(verifier.verify(receipt(), record.bytes()).size()).isEqualTo(seal.size());
  }

  @Test
  void holdsForRecordsOfBeforeAndAfterAChangeOfTheMembership() throws Exception {
    ledger.seal();
    Actor notary = consortium.actor(TestConsortium.NOTARY);
    Organisation registry = consortium.newcomer("registry", Tier.VALIDATOR);
    ledger.enact(ledger.changes().replace(notary, TestConsortium.OFFICE, registry));
    ReceiptFacts before = verifier.verify(receipt(), record.bytes());
    assertThat(before.cosignedBy()).containsExactly("court-north", "court-south", "notary-east");
    record = consortium.records().declare(creator, consortium.hash("later"));
    ledger.accept(record);
    long time = ledger.ledger().tip().header().time().seconds() + 9;
    ledger.seal(
        time, List.of(TestConsortium.COURT_NORTH, TestConsortium.COURT_SOUTH, registry.id()));
    byte[] receipt = receipt();
    assertThat(verifier.verify(receipt, record.bytes()).cosignedBy())
        .containsExactly("court-north", "court-south", "registry");
    byte[] stripped = withoutChanges(receipt);
    assertFails(stripped, ReceiptCheck.COSIGNATURES);
    CoseSigner gone = signer(TestConsortium.OFFICE);
    try (LedgerReader reader = ledger.read()) {
      byte[] byOneWhoLeft =
          new ReceiptAssembler(genesis, gone).assemble(reader, record.id(), time());
      assertFails(byOneWhoLeft, ReceiptCheck.ISSUER);
      assertThat(InclusionReceipt.parse(byOneWhoLeft).changes()).hasSize(1);
    }
  }

  /** The same receipt as one that was issued without the changes. */
  private byte[] withoutChanges(byte[] receipt) {
    InclusionReceipt read = InclusionReceipt.parse(receipt);
    return issue(
        read.claims(),
        read.note(),
        read.inclusion().leafIndex(),
        read.inclusion().treeSize(),
        court);
  }

  @Test
  void isIssuedOnlyForWhatIsThereAndSealed() throws Exception {
    assertThatThrownBy(this::receipt)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.UNSEALED));
    record = consortium.records().declare(creator, consortium.hash("never ordered"));
    assertThatThrownBy(this::receipt)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void isIssuedOnlyInTheNameOfANode() {
    TlsIdentity subject =
        TestConsortium.authority(TestConsortium.OFFICE).issueSubject("clerk", now, VALIDITY);
    assertThatThrownBy(() -> new ReceiptAssembler(genesis, CoseSigner.of(subject)))
        .hasMessage("certificate: not for a node");
  }

  @Test
  void failsByNameForAnythingElse() throws Exception {
    Seal seal = ledger.seal();
    byte[] good = receipt();
    assertFails(new byte[0], ReceiptCheck.FORM);
    assertFails("{}".getBytes(StandardCharsets.UTF_8), ReceiptCheck.FORM);
    assertFails(good, new byte[0], verifier, ReceiptCheck.RECORD);
    assertFails(good, seal.noteBytes(), verifier, ReceiptCheck.RECORD);
    assertFails(good, other.bytes(), verifier, ReceiptCheck.INCLUSION);
    byte[] spoilt = record.bytes().clone();
    spoilt[20] ^= 1;
    assertFails(good, spoilt, verifier, ReceiptCheck.RECORD);
    ReceiptVerifier elsewhere =
        new ReceiptVerifier(TestConsortium.ofSeed(31, "elsewhere", id -> "AAAA").genesis());
    assertFails(good, record.bytes(), elsewhere, ReceiptCheck.RECORD);
    byte[] lastByte = good.clone();
    lastByte[lastByte.length - 1] ^= 1;
    assertFails(lastByte, ReceiptCheck.SIGNATURE);
  }

  @Test
  void failsWithoutAQuorumOnExactlyThatTree() throws Exception {
    Note seal = Note.parse(ledger.seal().note());
    long size = seal.checkpoint().size();
    long index = indexOf(record);
    ReceiptClaims right = claims("court-north", record.id());
    assertThat(verifier.verify(issue(right, seal, index, size, court), record.bytes()).size())
        .extracting(s -> s.value())
        .isEqualTo(size);
    List<OrgId> two = TestConsortium.validators().subList(0, 2);
    Note weak = Note.parse(ledger.note(seal.checkpoint(), 5, two));
    assertFails(issue(right, weak, index, size, court), ReceiptCheck.COSIGNATURES);
    Note reversed = Note.of(seal.checkpoint(), seal.signatures().reversed());
    assertFails(issue(right, reversed, index, size, court), ReceiptCheck.COSIGNATURES);
    Note unsealed =
        Note.of(
            new Checkpoint(genesis.chain().text(), size, consortium.hash("a root")),
            seal.signatures());
    assertFails(issue(right, unsealed, index, size, court), ReceiptCheck.COSIGNATURES);
    Checkpoint lie = new Checkpoint(genesis.chain().text(), size, consortium.hash("another root"));
    Note sealedLie = Note.parse(ledger.note(lie, 5, TestConsortium.validators().subList(0, 3)));
    assertFails(issue(right, sealedLie, index, size, court), ReceiptCheck.INCLUSION);
    assertFails(issue(right, seal, indexOf(other), size, court), ReceiptCheck.INCLUSION);
    // The signature holds over the root; the size is what is wrong.
    assertFails(issue(right, seal, index, size + 1, court), ReceiptCheck.INCLUSION);
  }

  @Test
  void failsWhenSomebodyElseSignedOrTheClaimsAreWrong() throws Exception {
    Note seal = Note.parse(ledger.seal().note());
    long size = seal.checkpoint().size();
    long index = indexOf(record);
    ReceiptClaims right = claims("court-north", record.id());
    OrgId north = TestConsortium.COURT_NORTH;
    String node = TestConsortium.node(north).text();
    assertFails(
        issue(right, seal, index, size, signer(TestConsortium.COURT_SOUTH)), ReceiptCheck.ISSUER);
    assertFails(
        issue(claims("court-south", record.id()), seal, index, size, court), ReceiptCheck.ISSUER);
    assertFails(
        issue(right, seal, index, size, CoseSigner.of(identity(north, "court-north-99", now))),
        ReceiptCheck.ISSUER);
    TlsIdentity subject = TestConsortium.authority(north).issueSubject("clerk", now, VALIDITY);
    assertFails(issue(right, seal, index, size, CoseSigner.of(subject)), ReceiptCheck.ISSUER);
    TlsIdentity connections =
        TestConsortium.authority(north)
            .issueNode(node, List.of("localhost"), List.of(), now, VALIDITY);
    assertFails(issue(right, seal, index, size, CoseSigner.of(connections)), ReceiptCheck.ISSUER);
    TlsIdentity foreign =
        org.colophon.crypto.x509.CertificateAuthority.create("court-north", VALIDITY, now)
            .issueDocumentSigner(node, now, VALIDITY);
    assertFails(issue(right, seal, index, size, CoseSigner.of(foreign)), ReceiptCheck.ISSUER);
    TlsIdentity expired = identity(north, node, now.minus(VALIDITY).minusSeconds(600));
    assertFails(issue(right, seal, index, size, CoseSigner.of(expired)), ReceiptCheck.ISSUER);
    TlsIdentity later = identity(north, node, now.plus(VALIDITY));
    assertFails(issue(right, seal, index, size, CoseSigner.of(later)), ReceiptCheck.ISSUER);
    assertFails(
        issue(claims("court-north", other.id()), seal, index, size, court), ReceiptCheck.SUBJECT);
  }

  @Test
  void aSignatureOfAnotherKeyInTheSameNameFails() throws Exception {
    Note seal = Note.parse(ledger.seal().note());
    CoseSigner stranger = signer(TestConsortium.COURT_SOUTH);
    CoseSigner forger =
        new CoseSigner() {
          @Override
          public java.security.cert.X509Certificate certificate() {
            return court.certificate();
          }

          @Override
          public byte[] sign(byte[] message) {
            return stranger.sign(message);
          }
        };
    assertFails(
        issue(
            claims("court-north", record.id()),
            seal,
            indexOf(record),
            seal.checkpoint().size(),
            forger),
        ReceiptCheck.SIGNATURE);
  }
}
