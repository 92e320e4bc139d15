package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.CertificateList;
import org.junit.jupiter.api.Test;

/** What a token in an evidence record may carry beside the time-stamp. */
final class ArchiveTokenTest {
  private static final TestTsa TSA = Decades.authority(2026);

  private final byte[] plain = TSA.token(Decades.tree().root(), Decades.middle(2026));
  private final byte[] first = TSA.crl(Decades.start(2026));
  private final byte[] second = TSA.crl(Decades.middle(2026));

  private static ASN1Encodable list(byte[] crl) {
    return CertificateList.getInstance(crl);
  }

  /** The token with these in its field crls, in this order. */
  private byte[] with(List<ASN1Encodable> crls) {
    SignedData signedData = SignedData.getInstance(ContentInfo.getInstance(plain).getContent());
    ASN1Set set = new DLSet(crls.toArray(ASN1Encodable[]::new));
    SignedData changed =
        new SignedData(
            signedData.getDigestAlgorithms(),
            signedData.getEncapContentInfo(),
            signedData.getCertificates(),
            set,
            signedData.getSignerInfos());
    try {
      return new ContentInfo(ContentInfo.getInstance(plain).getContentType(), changed)
          .getEncoded(ASN1Encoding.DL);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Fault faultOf(byte[] token) {
    EvidenceRecordException refused =
        catchThrowableOfType(EvidenceRecordException.class, () -> ArchiveToken.parse(token));
    assertThat(refused).isNotNull();
    return refused.fault();
  }

  @Test
  void carriesListsOfItsIssuersInOneOrder() throws Exception {
    ArchiveToken one = ArchiveToken.parse(plain).withCrls(List.of(first, second));
    ArchiveToken other = ArchiveToken.parse(plain).withCrls(List.of(second, first));
    assertThat(one.der()).isEqualTo(other.der());
    assertThat(one.crls()).containsExactlyInAnyOrder(first, second);
    assertThat(one.timeStamp().der()).isEqualTo(plain);
    String asWritten = hex(one.crls().get(0)) + hex(one.crls().get(1));
    String exchanged = hex(one.crls().get(1)) + hex(one.crls().get(0));
    String der = hex(one.der());
    assertThat(der).contains(asWritten);
    assertThat(faultOf(HexFormat.of().parseHex(der.replace(asWritten, exchanged))))
        .isEqualTo(Fault.MALFORMED);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void isUnchangedByListsOfOthers() throws Exception {
    byte[] foreign = Decades.authority(2034).crl(Decades.middle(2034));
    assertThat(ArchiveToken.parse(plain).withCrls(List.of(foreign)).der()).isEqualTo(plain);
    assertThat(faultOf(with(List.of(list(foreign))))).isEqualTo(Fault.MALFORMED);
  }

  @Test
  void carriesAtMostSixteenLists() throws Exception {
    List<byte[]> crls = new ArrayList<>();
    for (int day = 0; day < ArchiveToken.CRLS_MAX; day++) {
      crls.add(TSA.crl(Decades.start(2026).plusSeconds(86_400L * day)));
    }
    assertThat(ArchiveToken.parse(plain).withCrls(crls).crls()).hasSize(ArchiveToken.CRLS_MAX);
    crls.add(second);
    EvidenceRecordException refused =
        catchThrowableOfType(
            EvidenceRecordException.class, () -> ArchiveToken.parse(plain).withCrls(crls));
    assertThat(refused.fault()).isEqualTo(Fault.TOO_LARGE);
  }

  @Test
  void carriesNothingElseInTheirPlace() {
    assertThat(faultOf(with(List.of()))).as("an empty field").isEqualTo(Fault.MALFORMED);
    assertThat(faultOf(with(List.of(new DERSequence())))).isEqualTo(Fault.MALFORMED);
    assertThat(faultOf(with(List.of(new DERTaggedObject(false, 1, new DERSequence())))))
        .isEqualTo(Fault.MALFORMED);
  }
}
