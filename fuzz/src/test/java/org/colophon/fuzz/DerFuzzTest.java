package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.time.Instant;
import org.colophon.crypto.cose.InclusionReceipt;
import org.colophon.crypto.ers.EvidenceRecord;
import org.colophon.crypto.ers.EvidenceRecordException;
import org.colophon.crypto.tsp.TimeStamp;
import org.colophon.crypto.tsp.TimeStampAuthority;
import org.colophon.crypto.tsp.TimeStampException;
import org.colophon.crypto.x509.PeerIdentity;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.RevocationList;
import org.colophon.testkit.TestConsortium;

/** ASN.1 and COSE: time-stamps, certificates, lists of revoked ones, evidence records, receipts. */
class DerFuzzTest {
  private static final long AT_MS = TestConsortium.START.value();
  private static final TimeStampAuthority AUTHORITY =
      TimeStampAuthority.of(
          TestConsortium.authority(TestConsortium.NOTARY)
              .issueTimeStamping("tsa", Instant.ofEpochMilli(AT_MS), Duration.ofDays(30)));

  static final Decoder TOKEN =
      Decoder.exact(TimeStampException.class, TimeStamp::parse, TimeStamp::der);
  static final Decoder REVOCATIONS =
      Decoder.exact(IllegalArgumentException.class, RevocationList::parse, RevocationList::der);
  static final Decoder EVIDENCE_RECORD =
      Decoder.exact(EvidenceRecordException.class, EvidenceRecord::parse, EvidenceRecord::der);
  static final Decoder RECEIPT =
      Decoder.exact(
          IllegalArgumentException.class, InclusionReceipt::parse, InclusionReceipt::bytes);

  /** Who it is for can be asked of every certificate. */
  static final Decoder CERTIFICATE =
      Decoder.of(
          IllegalArgumentException.class,
          Pem::certificate,
          (bytes, certificate) -> {
            assertThat(Pem.der(certificate)).isEqualTo(bytes);
            assertThat(PeerIdentity.of(certificate)).isNotNull();
            assertThat(PeerIdentity.dnsNames(certificate)).isNotNull();
            assertThat(PeerIdentity.ipAddresses(certificate)).isNotNull();
          });

  /** Every query is answered, if with a refusal, and what was granted can be read. */
  static final Decoder QUERY =
      Decoder.of(
          TimeStampException.class,
          bytes -> TimeStamp.parseResponse(AUTHORITY.answer(bytes, AT_MS)),
          (bytes, stamp) -> assertThat(stamp.timeMs()).isEqualTo(AT_MS));

  @FuzzTest
  void token(byte[] bytes) throws Exception {
    TOKEN.feed(bytes);
  }

  @FuzzTest
  void revocations(byte[] bytes) throws Exception {
    REVOCATIONS.feed(bytes);
  }

  @FuzzTest
  void evidenceRecord(byte[] bytes) throws Exception {
    EVIDENCE_RECORD.feed(bytes);
  }

  @FuzzTest
  void receipt(byte[] bytes) throws Exception {
    RECEIPT.feed(bytes);
  }

  @FuzzTest
  void certificate(byte[] bytes) throws Exception {
    CERTIFICATE.feed(bytes);
  }

  @FuzzTest
  void query(byte[] bytes) throws Exception {
    QUERY.feed(bytes);
  }
}
