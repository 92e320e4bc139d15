package org.colophon.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.europa.esig.dss.enumerations.ASiCContainerType;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.validation.reports.Reports;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.PlainZip;
import org.colophon.core.evidence.archive.Container;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.ers.ArchivedDocuments;
import org.colophon.crypto.ers.EvidenceRecord;
import org.colophon.crypto.ers.Renewal;
import org.colophon.crypto.ers.Trust;
import org.colophon.testkit.TestArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The EU's DSS passes our containers, fresh and renewed, with nothing but them and the root. */
final class DssValidatesContainersTest {
  private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");

  private static ArchiveFixture fixture;

  @BeforeAll
  static void makeFixture() throws Exception {
    fixture = new ArchiveFixture();
  }

  private static Dss dss(Instant at) {
    return Dss.strict(List.of(fixture.archive().root()), List.of(), at);
  }

  private static Trust trust(byte[] crl) {
    return Trust.of(List.of(fixture.archive().root())).withCrls(List.of(crl));
  }

  private static ArchivedDocuments documents(Container container) {
    return ArchivedDocuments.of(List.copyOf(container.documents().byName().values()));
  }

  @Test
  void passesEveryRecordOfASealWithTheRevocationListInItsToken() throws Exception {
    for (int work = 0; work < 5; work++) {
      byte[] container = fixture.container(work, List.of(fixture.crl())).write();
      assertThat(dss(NOW).validate(container).isPassed(1)).as("work %s", work).isTrue();
    }
  }

  @Test
  void passesByItsDefaultPolicyToo() throws Exception {
    Dss dss = Dss.byDefault(List.of(fixture.archive().root()), List.of(), NOW);
    byte[] container = fixture.container(0, List.of(fixture.crl())).write();
    assertThat(dss.validate(container).isPassed(1)).isTrue();
  }

  @Test
  void seesAnAsicEContainerWhoseFourDocumentsAreAllCovered() throws Exception {
    Reports reports = dss(NOW).reports(fixture.container(0, List.of(fixture.crl())).write());
    assertThat(reports.getDiagnosticData().getContainerType()).isEqualTo(ASiCContainerType.ASiC_E);
    assertThat(reports.getDiagnosticData().getEvidenceRecords().getFirst().getDigestMatchers())
        .hasSize(4)
        .allMatch(matcher -> matcher.isDataFound() && matcher.isDataIntact())
        .extracting(matcher -> matcher.getDocumentName())
        .containsExactlyInAnyOrder("header.json", "policy.txt", "record.json", "seal.note");
  }

  @Test
  void passesWithTheRevocationListBesideIt() throws Exception {
    Dss dss = Dss.strict(List.of(fixture.archive().root()), List.of(fixture.crl()), NOW);
    assertThat(dss.validate(fixture.container(0, List.of()).write()).isPassed(1)).isTrue();
  }

  @Test
  void asksForRevocationDataAndForATrustedRoot() throws Exception {
    byte[] without = fixture.container(0, List.of()).write();
    assertThat(dss(NOW).validate(without).evidenceRecords())
        .containsExactly(Indication.INDETERMINATE);
    byte[] with = fixture.container(0, List.of(fixture.crl())).write();
    assertThat(Dss.strict(List.of(), List.of(), NOW).validate(with).evidenceRecords())
        .containsExactly(Indication.INDETERMINATE);
  }

  @Test
  void doesNotPassAStolenKey() throws Exception {
    Instant stolen = ArchiveFixture.STAMPED.minusSeconds(7_200);
    byte[] crl = fixture.archive().crl(ArchiveFixture.STAMPED.minusSeconds(3_600), stolen);
    assertThat(dss(NOW).validate(fixture.container(0, List.of(crl)).write()).isPassed(1)).isFalse();
  }

  @Test
  void passesARenewedTimeStamp() throws Exception {
    Instant renewed = Instant.parse("2027-02-01T12:00:00Z");
    Container container = fixture.container(1, List.of(fixture.crl()));
    EvidenceRecord record =
        Renewal.timeStamp(
            container.evidenceRecord(),
            documents(container),
            trust(fixture.archive().crl(renewed.minusSeconds(60))),
            fixture.archive().at(renewed));
    byte[] bytes = new Container(container.documents(), record).write();
    assertThat(dss(renewed.plusSeconds(86_400)).validate(bytes).isPassed(2)).isTrue();
  }

  @Test
  void passesARenewedHashTreeAndARenewedTimeStampUponIt() throws Exception {
    Instant first = Instant.parse("2027-02-01T12:00:00Z");
    Instant second = Instant.parse("2028-02-01T12:00:00Z");
    Container container = fixture.container(2, List.of(fixture.crl()));
    EvidenceRecord rehashed =
        Renewal.hashTree(
            container.evidenceRecord(),
            documents(container),
            Sha2.SHA_512,
            trust(fixture.archive().crl(first.minusSeconds(60))),
            fixture.archive().at(first));
    byte[] bytes = new Container(container.documents(), rehashed).write();
    assertThat(dss(first.plusSeconds(86_400)).validate(bytes).isPassed(2)).isTrue();
    EvidenceRecord stamped =
        Renewal.timeStamp(
            rehashed,
            documents(container),
            trust(fixture.archive().crl(second.minusSeconds(60))),
            fixture.archive().at(second));
    bytes = new Container(container.documents(), stamped).write();
    assertThat(dss(second.plusSeconds(86_400)).validate(bytes).isPassed(3)).isTrue();
  }

  /** The first authority's certificate ends with 2034, the later one's begins with that year. */
  @Test
  void agreesOnWhatStandsAfterTheFirstCertificateHasRunOut() throws Exception {
    Instant renewed = Instant.parse("2034-06-01T12:00:00Z");
    Instant after = Instant.parse("2036-06-01T12:00:00Z");
    TestArchive later = fixture.laterArchive(Instant.parse("2034-01-01T00:00:00Z"));
    List<X509Certificate> roots = List.of(fixture.archive().root(), later.root());
    Container container = fixture.container(4, List.of(fixture.crl()));
    List<byte[]> crls =
        List.of(
            fixture.archive().crl(renewed.minusSeconds(60)), later.crl(renewed.minusSeconds(60)));
    EvidenceRecord record =
        Renewal.timeStamp(
            container.evidenceRecord(),
            documents(container),
            Trust.of(roots).withCrls(crls),
            later.at(renewed));
    Container inTime = new Container(container.documents(), record);
    Dss dss = Dss.strict(roots, List.of(), after);
    assertThat(dss.validate(container.write()).isPassed(1)).isFalse();
    assertThat(dss.validate(inTime.write()).isPassed(2)).isTrue();
    record.verify(documents(container), Trust.of(roots), after.toEpochMilli());
    assertThatThrownBy(() ->
            container
                .evidenceRecord()
                .verify(documents(container), Trust.of(roots), after.toEpochMilli()))
        .hasMessageStartingWith("EXPIRED");
  }

  /** The manifest is not under the evidence record: DSS reads its sense, we each of its bytes. */
  @Test
  void overlooksWhiteSpaceInTheManifestWhichOurReaderRefuses() throws Exception {
    SequencedMap<String, byte[]> parts =
        ArchiveFixture.parts(fixture.container(0, List.of(fixture.crl())).write());
    String manifest = new String(parts.get(ArchiveFixture.MANIFEST), US_ASCII);
    parts.put(ArchiveFixture.MANIFEST, manifest.replace("\n", "\n ").getBytes(US_ASCII));
    byte[] changed = PlainZip.write(parts);
    assertThat(dss(NOW).validate(changed).isPassed(1)).isTrue();
    assertThatThrownBy(() -> Container.read(changed)).isInstanceOf(RefusedException.class);
  }
}
