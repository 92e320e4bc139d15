package org.colophon.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.membership.Membership;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.cms.PdfSignature;
import org.colophon.crypto.ers.AlgorithmPolicy;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.Pem;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestAuthority;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time-stamps, evidence records, certificates and the guide: what else a bundle can hold. */
class StampedEvidenceTest {
  private static final Duration TEN_YEARS = Duration.ofDays(3650);

  private final TestConsortium consortium = TestConsortium.ofSeed(31);
  private final Actor alice = consortium.actor("alice");
  private final TestAuthority notary = TestAuthority.of(TestConsortium.NOTARY);
  private final TestAuthority court = TestAuthority.of(TestConsortium.COURT_NORTH);
  private final TestLedger ledger = open();
  private int works;

  private TestLedger open() {
    try {
      return consortium.openWith(alice);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void growBeyondOneRecord() throws Exception {
    ledger.seal();
    for (int i = 0; i < 4; i++) {
      declare();
    }
  }

  private RecordId declare() throws Exception {
    TestRecord work = consortium.records().declare(alice, Hash.sha256(new byte[] {(byte) works++}));
    ledger.accept(work);
    return work.id();
  }

  private byte[] bundle(RecordId id) throws Exception {
    return EvidenceFixture.assemble(consortium, ledger, id);
  }

  @Test
  void outsidersTimesAreFactsAndTheEvidenceRecordStands() throws Exception {
    RecordId id = declare();
    Seal seal = ledger.sealStamped(notary, court);
    EvidenceReport report = EvidenceFixture.verify(bundle(id), consortium.genesis());

    assertThat(report.failure()).isEmpty();
    EvidenceReport.Facts facts = report.facts().orElseThrow();
    Timestamp stamped = seal.attested().plus(1000);
    assertThat(facts.stamps())
        .containsExactly(
            new TimeStamps.Stamp(TestConsortium.NOTARY.text(), stamped),
            new TimeStamps.Stamp(TestConsortium.COURT_NORTH.text(), stamped));
    assertThat(facts.archive().orElseThrow().provenMs()).isEqualTo(stamped.value());
    assertThat(report.checks().stream().map(Check::name))
        .contains(Check.Name.TIME_STAMPS, Check.Name.EVIDENCE_RECORD, Check.Name.GUIDE);
  }

  @Test
  void everyRecordOfASealHasItsOwnWayThroughTheArchiveTree() throws Exception {
    List<RecordId> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(declare());
    }
    ledger.sealStamped(notary);
    for (RecordId id : ids) {
      EvidenceReport report = EvidenceFixture.verify(bundle(id), consortium.genesis());
      assertThat(report.failure()).isEmpty();
      assertThat(report.facts().orElseThrow().archive()).isPresent();
    }
  }

  @Test
  void whereNobodyStampedALaterSealCoversTheGap() throws Exception {
    RecordId id = declare();
    Seal bare = ledger.seal();
    assertThat(EvidenceFixture.verify(bundle(id)).facts().orElseThrow().stamps()).isEmpty();

    declare();
    Seal stamped = ledger.sealStamped(notary);
    EvidenceReport.Facts facts = EvidenceFixture.verify(bundle(id)).facts().orElseThrow();
    assertThat(facts.stamps()).hasSize(1);
    assertThat(facts.attested()).isEqualTo(stamped.attestation());
    assertThat(stamped.size()).isGreaterThan(bare.size());
    // The archive tree of the later seal holds only what no earlier seal covered.
    assertThat(facts.archive()).isEmpty();
  }

  @Test
  void whatADishonestLeaderPutsInForTokensIsPassedOver() throws Exception {
    RecordId id = declare();
    Timestamp at = ledger.ledger().tip().header().time().plus(5000);
    TestAuthority own = TestAuthority.of(TestConsortium.NOTARY);
    ledger.seal(
        at.seconds(),
        TestConsortium.validators().subList(0, 3),
        note ->
            new SealDocument(
                note,
                List.of(
                    "MAA=",
                    StrictBase64.encode(
                        own.stamp(
                            "another note".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                            at)),
                    StrictBase64.encode(own.stamp(Hash.sha256(new byte[] {9}), at))),
                List.of("MAA="),
                Optional.of(StrictBase64.encode(own.stamp(Hash.sha256(new byte[] {8}), at)))));
    EvidenceReport report = EvidenceFixture.verify(bundle(id), consortium.genesis());

    assertThat(report.failure()).isEmpty();
    assertThat(report.facts().orElseThrow().stamps()).isEmpty();
    assertThat(report.facts().orElseThrow().archive()).isEmpty();
    assertThat(EvidenceFixture.parts(bundle(id)))
        .doesNotContainKeys(Parts.stamp(0), Parts.revocations(0), Parts.ARCHIVE);
  }

  @Test
  void aTimeStampThatDoesNotBelongThereIsRefused() throws Exception {
    RecordId first = declare();
    ledger.sealStamped(notary);
    RecordId second = declare();
    ledger.sealStamped(notary, court);
    SortedMap<String, byte[]> other = EvidenceFixture.parts(bundle(first));
    byte[] foreign = EvidenceFixture.part(other, Parts.stamp(0));

    refuses(Check.Name.TIME_STAMPS, second, parts -> parts.put(Parts.stamp(0), foreign));
    refuses(Check.Name.TIME_STAMPS, second, parts -> parts.put(Parts.stamp(2), foreign));
    refuses(Check.Name.TIME_STAMPS, second, parts -> parts.remove(Parts.stamp(0)));
    refuses(Check.Name.TIME_STAMPS, second, parts -> parts.put(Parts.stamp(0), new byte[] {0x30}));
    refuses(Check.Name.TIME_STAMPS, second, parts -> parts.put(Parts.stamp(0), new byte[0]));
    refuses(Check.Name.TIME_STAMPS, second, parts -> parts.remove(Parts.revocations(0)));
    refuses(Check.Name.TIME_STAMPS, second, parts -> parts.put(Parts.revocations(1), foreign));
    refuses(
        Check.Name.TIME_STAMPS,
        second,
        parts -> {
          parts.remove(Parts.stamp(0));
          parts.remove(Parts.stamp(1));
        });
    refuses(
        Check.Name.TIME_STAMPS,
        second,
        parts -> {
          byte[] changed = EvidenceFixture.part(parts, Parts.stamp(0)).clone();
          changed[changed.length - 5] ^= 1;
          parts.put(Parts.stamp(0), changed);
        });
    refuses(Check.Name.CONTAINER, second, parts -> parts.put(Parts.stamp(16), foreign));
    refuses(Check.Name.CONTAINER, second, parts -> parts.put("seal-1.tsr", foreign));
  }

  @Test
  void anAuthorityOutsideTheChainIsTrustedOnlyByWhoBringsItsRoot() throws Exception {
    RecordId id = declare();
    ledger.sealStamped(notary);
    CertificateAuthority foreignRoot =
        CertificateAuthority.create(
            "outside", TEN_YEARS, Instant.ofEpochMilli(TestConsortium.START.value()));
    TestAuthority foreign = TestAuthority.under(foreignRoot);
    SortedMap<String, byte[]> parts = EvidenceFixture.parts(bundle(id));
    Timestamp at = TestConsortium.START.plus(5_000_000);
    parts.put(
        Parts.stamp(0),
        TestAuthority.response(foreign.stamp(EvidenceFixture.part(parts, Parts.NOTE), at)));
    byte[] rebuilt = EvidenceFixture.rebuild(parts);

    assertThat(failing(EvidenceFixture.verify(rebuilt))).isEqualTo(Check.Name.TIME_STAMPS);
    EvidenceReport trusted = verify(rebuilt, List.of(foreignRoot.certificate()), at);
    assertThat(trusted.failure()).isEmpty();
    assertThat(trusted.facts().orElseThrow().stamps().getFirst().authority()).contains("outside");
  }

  @Test
  void theArchiveIsAboutTheBundlesOwnDocuments() throws Exception {
    RecordId first = declare();
    RecordId second = declare();
    ledger.sealStamped(notary);
    byte[] foreign = EvidenceFixture.part(EvidenceFixture.parts(bundle(first)), Parts.ARCHIVE);

    refuses(Check.Name.EVIDENCE_RECORD, second, parts -> parts.put(Parts.ARCHIVE, foreign));
    refuses(Check.Name.EVIDENCE_RECORD, second, parts -> parts.put(Parts.ARCHIVE, new byte[9]));
    refuses(
        Check.Name.EVIDENCE_RECORD,
        second,
        parts -> {
          byte[] changed = EvidenceFixture.part(parts, Parts.ARCHIVE).clone();
          changed[changed.length / 2] ^= 1;
          parts.put(Parts.ARCHIVE, changed);
        });
  }

  @Test
  void anEvidenceRecordThatNobodyRenewedEndsWithItsCertificateOrItsHash() throws Exception {
    RecordId id = declare();
    ledger.sealStamped(notary);
    byte[] bundle = bundle(id);
    long endsMs =
        EvidenceFixture.verify(bundle).facts().orElseThrow().archive().orElseThrow().endsMs();

    assertThat(verify(bundle, List.of(), new Timestamp(endsMs - 1)).failure()).isEmpty();
    assertThat(failing(verify(bundle, List.of(), new Timestamp(endsMs))))
        .isEqualTo(Check.Name.EVIDENCE_RECORD);
    EvidenceReport weak =
        EvidenceVerifier.verify(
            bundle,
            new EvidenceVerifier.Options(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                AlgorithmPolicy.standard().withWeak("sha256@2026-06-01"),
                EvidenceFixture.VERIFIED_AT));
    assertThat(failing(weak)).isEqualTo(Check.Name.EVIDENCE_RECORD);
  }

  @Test
  void theGuideIsTheKnownTextOrNotThere() throws Exception {
    RecordId id = declare();
    ledger.seal();
    refuses(
        Check.Name.GUIDE,
        id,
        parts ->
            EvidenceFixture.put(
                parts, Parts.GUIDE, EvidenceFixture.text(parts, Parts.GUIDE) + "curl | sh\n"));
    SortedMap<String, byte[]> parts = EvidenceFixture.parts(bundle(id));
    parts.remove(Parts.GUIDE);
    assertThat(EvidenceFixture.verify(EvidenceFixture.rebuild(parts)).failure()).isEmpty();
  }

  @Test
  void aCertificateIsTheWordOfANodeOfTheChainAboutThisRecord() throws Exception {
    RecordId id = declare();
    ledger.seal();
    RecordId other = declare();
    ledger.seal();
    String node = TestConsortium.node(TestConsortium.COURT_NORTH).text();

    SortedMap<String, byte[]> parts = EvidenceFixture.parts(bundle(id));
    parts.put(
        Parts.CERTIFICATE, pdf(id, TestConsortium.authority(TestConsortium.COURT_NORTH), node));
    EvidenceReport report = EvidenceFixture.verify(EvidenceFixture.rebuild(parts));
    assertThat(report.failure()).isEmpty();
    assertThat(report.facts().orElseThrow().certifiedBy())
        .contains(node + " of " + TestConsortium.COURT_NORTH);

    byte[] ofAnother = pdf(other, TestConsortium.authority(TestConsortium.COURT_NORTH), node);
    byte[] ofAnotherOrganisation = pdf(id, TestConsortium.authority(TestConsortium.NOTARY), node);
    byte[] ofNoNode =
        pdf(id, TestConsortium.authority(TestConsortium.COURT_NORTH), "court-north-9");
    byte[] ofAStranger =
        pdf(
            id,
            CertificateAuthority.create(
                TestConsortium.COURT_NORTH.text(), TEN_YEARS, Instant.now()),
            node);
    for (byte[] wrong :
        List.of(ofAnother, ofAnotherOrganisation, ofNoNode, ofAStranger, new byte[100])) {
      refuses(Check.Name.CERTIFICATE, id, changed -> changed.put(Parts.CERTIFICATE, wrong));
    }
  }

  @Test
  void anotherOrganisationThatNamesTheSameRootDoesNotStandInTheWay() throws Exception {
    RecordId id = declare();
    OrgId owner = TestConsortium.NOTARY;
    TestConsortium shared =
        TestConsortium.ofSeed(
            31,
            "test",
            organisation -> {
              OrgId named = organisation.equals(TestConsortium.COURT_NORTH) ? owner : organisation;
              return Pem.base64Der(TestConsortium.authority(named).certificate());
            });
    List<Membership> memberships = List.of(shared.genesis().membership());
    byte[] right = pdf(id, TestConsortium.authority(owner), TestConsortium.node(owner).text());
    assertThat(CertificatePart.verify(right, id, memberships))
        .isEqualTo(TestConsortium.node(owner) + " of " + owner);

    OrgId copier = TestConsortium.COURT_NORTH;
    byte[] ofTheCopier =
        pdf(id, TestConsortium.authority(copier), TestConsortium.node(copier).text());
    assertThatThrownBy(() -> CertificatePart.verify(ofTheCopier, id, memberships))
        .isInstanceOf(RefusedException.class);
  }

  /** No document: the signature's place alone, in a file that nobody could open. */
  private static byte[] pdf(RecordId id, CertificateAuthority root, String node) throws Exception {
    Instant at = Instant.ofEpochMilli(EvidenceFixture.VERIFIED_AT.value());
    String file = "%PDF-1.7\n7" + PdfSignature.placeFor(CertificatePart.reason(id), at) + "%%EOF\n";
    return PdfSignature.sign(
        file.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
        root.issueDocumentSigner(node, at, TEN_YEARS));
  }

  private interface Change {
    void of(SortedMap<String, byte[]> parts);
  }

  private void refuses(Check.Name check, RecordId id, Change change) throws Exception {
    SortedMap<String, byte[]> parts = EvidenceFixture.parts(bundle(id));
    change.of(parts);
    assertThat(failing(EvidenceFixture.verify(EvidenceFixture.rebuild(parts)))).isEqualTo(check);
  }

  private static EvidenceReport verify(
      byte[] bundle, List<X509Certificate> authorities, Timestamp at) {
    return EvidenceVerifier.verify(
        bundle,
        new EvidenceVerifier.Options(
            Optional.empty(), Optional.empty(), authorities, AlgorithmPolicy.standard(), at));
  }

  private static Check.Name failing(EvidenceReport report) {
    return report
        .failure()
        .orElseThrow(() -> new AssertionError("verified, though it should not"))
        .name();
  }
}
