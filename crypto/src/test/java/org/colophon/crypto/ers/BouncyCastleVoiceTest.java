package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.ers.ERSByteData;
import org.bouncycastle.tsp.ers.ERSData;
import org.bouncycastle.tsp.ers.ERSDataGroup;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.tsp.ers.ERSException;
import org.colophon.crypto.Sha2;
import org.junit.jupiter.api.Test;

/** Bouncy Castle's own reading of RFC 4998 agrees with ours on what covers what. */
final class BouncyCastleVoiceTest {
  private static final Trust TRUST = Decades.trust();

  private static DigestCalculatorProvider digests() throws Exception {
    return new JcaDigestCalculatorProviderBuilder().build();
  }

  private static ERSEvidenceRecord theirs(EvidenceRecord record) throws Exception {
    return new ERSEvidenceRecord(record.der(), digests());
  }

  private static ERSDataGroup group(List<byte[]> documents) {
    List<ERSData> data = new ArrayList<>();
    documents.forEach(document -> data.add(new ERSByteData(document)));
    return new ERSDataGroup(data);
  }

  private static void assertAgreed(EvidenceRecord record, int lastYear) throws Exception {
    Instant at = Decades.middle(lastYear).plusSeconds(1);
    record.verify(Decades.DOCUMENTS, TRUST, at.toEpochMilli());
    ERSEvidenceRecord theirs = theirs(record);
    theirs.validatePresent(group(Decades.CONTENTS), Date.from(at));
    theirs.validate(
        new JcaSimpleSignerInfoVerifierBuilder().build(Decades.authority(lastYear).certificate()));
    List<byte[]> changed = new ArrayList<>(Decades.CONTENTS);
    changed.set(1, new byte[] {1});
    assertThatThrownBy(() -> theirs(record).validatePresent(group(changed), Date.from(at)))
        .isInstanceOf(ERSException.class);
    assertThatThrownBy(() -> record.verify(ArchivedDocuments.of(changed), TRUST, at.toEpochMilli()))
        .isInstanceOf(EvidenceRecordException.class);
  }

  private static EvidenceRecord stamped(EvidenceRecord record, int year) throws Exception {
    return Renewal.timeStamp(
        record, Decades.DOCUMENTS, TRUST, Decades.authority(year).at(Decades.middle(year)));
  }

  private static EvidenceRecord rehashed(EvidenceRecord record, int year) throws Exception {
    return Renewal.hashTree(
        record,
        Decades.DOCUMENTS,
        Sha2.SHA_512,
        TRUST,
        Decades.authority(year).at(Decades.middle(year)));
  }

  @Test
  void onAFirstRecordOutOfAnArchiveTree() throws Exception {
    assertAgreed(Decades.initial(), 2026);
  }

  @Test
  void onARenewedHashTree() throws Exception {
    assertAgreed(rehashed(Decades.initial(), 2034), 2034);
  }

  @Test
  void onAHashTreeRenewedTwice() throws Exception {
    assertAgreed(rehashed(rehashed(Decades.initial(), 2034), 2040), 2040);
  }

  @Test
  void onATimeStampRenewal() throws Exception {
    assertAgreed(stamped(Decades.initial(), 2034), 2034);
  }

  @Test
  void onWhatATimeStampRenewalCovers() throws Exception {
    EvidenceRecord record = Decades.initial();
    TimeStampRequest request =
        theirs(record).generateTimeStampRenewalRequest(new TimeStampRequestGenerator());
    assertThat(request.getMessageImprintDigest())
        .isEqualTo(Renewal.hashOver(record.chains().getFirst().getFirst()).bytes());
  }

  @Test
  void onWhatAHashTreeRenewalCovers() throws Exception {
    EvidenceRecord record = stamped(Decades.initial(), 2034);
    TimeStampRequest request =
        theirs(record)
            .generateHashRenewalRequest(
                digests()
                    .get(new AlgorithmIdentifier(new ASN1ObjectIdentifier(Sha2.SHA_512.oid()))),
                group(Decades.CONTENTS),
                new TimeStampRequestGenerator());
    List<Imprint> hashes =
        Renewal.hashesOver(record.chains(), Decades.DOCUMENTS, Sha2.SHA_512).stream()
            .sorted()
            .toList();
    assertThat(request.getMessageImprintDigest())
        .isEqualTo(ReducedHashTree.of(Sha2.SHA_512, List.of(hashes)).root().bytes());
  }
}
