package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first authority's certificate is revoked at some time; the record is renewed in mid 2034. */
final class RevocationOverDecadesTest {
  private static final int KEY_COMPROMISE = 1;
  private static final TestTsa FIRST = Decades.authority(2026);

  private static EvidenceRecord renewed2034(List<byte[]> crls) throws Exception {
    return Renewal.timeStampUnchecked(
        Decades.initial(), crls, Decades.authority(2034).at(Decades.middle(2034)));
  }

  private static String standing(EvidenceRecord record, List<byte[]> crls, int year) {
    try {
      record.verify(
          Decades.DOCUMENTS, Decades.trust().withCrls(crls), Decades.middle(year).toEpochMilli());
      return "stands";
    } catch (EvidenceRecordException e) {
      return e.fault().name();
    }
  }

  /** Reasons as RFC 5280 numbers them: 0 unspecified, 1 key compromise, 4 superseded, 5 ceased. */
  @ParameterizedTest
  @CsvSource({
    // revoked at, reason, by itself in 2030, renewed in 2034 and looked at in 2036
    "2026-02-01, 1, REVOKED, REVOKED",
    "2026-02-01, 4, REVOKED, REVOKED",
    "2028-01-01, 0, REVOKED, REVOKED",
    "2028-01-01, 1, REVOKED, REVOKED",
    "2028-01-01, 2, REVOKED, REVOKED",
    "2028-01-01, 4, stands, stands",
    "2028-01-01, 5, stands, stands",
    "2032-01-01, 1, stands, REVOKED",
    "2032-01-01, 4, stands, stands",
    "2034-12-01, 1, stands, stands",
    "2034-12-01, 5, stands, stands"
  })
  void whatWasSignedStandsUnlessTheKeyWasInDangerBeforeTheRenewal(
      String day, int reason, String by2030, String renewedBy2036) throws Exception {
    Instant revokedAt = Instant.parse(day + "T00:00:00Z");
    // An authority's list of 2035 tells of all of them; one asked in 2030 only of what was by then.
    List<byte[]> crls = List.of(FIRST.crl(Decades.start(2035), List.of(revokedAt), reason));
    assertThat(standing(Decades.initial(), crls, 2030)).isEqualTo(by2030);
    assertThat(standing(renewed2034(List.of()), crls, 2036)).isEqualTo(renewedBy2036);
  }

  @Test
  void theListThatARenewalTookAlongSpeaksForItself() throws Exception {
    byte[] clean = FIRST.crl(Decades.start(2034));
    byte[] revoked = FIRST.crl(Decades.start(2034), List.of(Decades.start(2033)), KEY_COMPROMISE);
    EvidenceRecord good = renewed2034(List.of(clean));
    assertThat(good.chains().getFirst().getFirst().token().crls()).containsExactly(clean);
    assertThat(standing(good, List.of(), 2036)).isEqualTo("stands");
    assertThat(standing(renewed2034(List.of(revoked)), List.of(), 2036)).isEqualTo("REVOKED");
  }

  @Test
  void aRenewalTakesNewerListsInPlaceOfOlderOnes() throws Exception {
    byte[] old = FIRST.crl(Decades.start(2026));
    byte[] newer = FIRST.crl(Decades.start(2034));
    EvidenceRecord renewed =
        Renewal.timeStamp(
            Decades.initial(List.of(old)),
            Decades.DOCUMENTS,
            Decades.trust().withCrls(List.of(newer)),
            Decades.authority(2034).at(Decades.middle(2034)));
    assertThat(renewed.chains().getFirst().getFirst().token().crls()).containsExactly(newer);
  }

  @Test
  void listsOfOthersSayNothing() throws Exception {
    byte[] foreign =
        Decades.authority(2040)
            .crl(Decades.start(2026), List.of(Decades.start(2025)), KEY_COMPROMISE);
    assertThat(standing(Decades.initial(), List.of(foreign), 2030)).isEqualTo("stands");
  }

  @Test
  void aListThatItsIssuerDidNotSignIsRefused() throws Exception {
    byte[] forged = FIRST.crl(Decades.start(2026)).clone();
    forged[forged.length - 1] ^= 1;
    assertThat(standing(Decades.initial(), List.of(forged), 2030)).isEqualTo("TOKEN_INVALID");
    assertThat(standing(Decades.initial(), List.of(new byte[] {1}), 2030))
        .isEqualTo("TOKEN_INVALID");
  }
}
