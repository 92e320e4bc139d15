package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.tsp.TimeStampException;
import org.junit.jupiter.api.Test;

final class RenewalTest {
  private static final Trust TRUST = Decades.trust();
  private static final Trust BROKEN_2041 =
      TRUST.withAlgorithms(AlgorithmPolicy.standard().withWeak("sha256@2041-01-01"));

  private static Stamper stamper(int year) {
    return Decades.authority(year).at(Decades.middle(year));
  }

  private static EvidenceRecord stamped2034() throws Exception {
    return Renewal.timeStamp(Decades.initial(), Decades.DOCUMENTS, TRUST, stamper(2034));
  }

  private static EvidenceRecord rehashed2040() throws Exception {
    return Renewal.hashTree(stamped2034(), Decades.DOCUMENTS, Sha2.SHA_512, TRUST, stamper(2040));
  }

  private static Fault faultOf(ThrowingCallable call) {
    EvidenceRecordException refused = catchThrowableOfType(EvidenceRecordException.class, call);
    assertThat(refused).isNotNull();
    return refused.fault();
  }

  private static Fault faultIn(EvidenceRecord record, int year) {
    return faultOf(
        () -> record.verify(Decades.DOCUMENTS, TRUST, Decades.middle(year).toEpochMilli()));
  }

  @Test
  void aRenewedTimeStampOutlivesTheCertificateOfTheFirst() throws Exception {
    Standing standing =
        stamped2034().verify(Decades.DOCUMENTS, TRUST, Decades.middle(2042).toEpochMilli());
    assertThat(Instant.ofEpochMilli(standing.provenMs())).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(Instant.ofEpochMilli(standing.endsMs()))
        .isEqualTo(Decades.start(2043).plusMillis(1));
    assertThat(standing.stamps()).extracting(ArchiveStampFact::chain).containsExactly(0, 0);
  }

  @Test
  void aRenewedHashTreeOutlivesTheHashFunctionOfTheFirst() throws Exception {
    Standing standing =
        rehashed2040().verify(Decades.DOCUMENTS, BROKEN_2041, Decades.middle(2047).toEpochMilli());
    assertThat(Instant.ofEpochMilli(standing.provenMs())).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(standing.stamps()).extracting(ArchiveStampFact::chain).containsExactly(0, 0, 1);
    assertThat(standing.stamps().getLast().algorithms()).containsExactly("p384", "sha512");
  }

  @Test
  void aRenewalThatComesTooLateIsNotHandedOut() {
    assertThat(
            faultOf(() ->
                Renewal.timeStamp(Decades.initial(), Decades.DOCUMENTS, TRUST, stamper(2036))))
        .isEqualTo(Fault.EXPIRED);
    assertThat(
            faultOf(() ->
                Renewal.hashTree(
                    Decades.initial(), Decades.DOCUMENTS, Sha2.SHA_512, TRUST, stamper(2036))))
        .isEqualTo(Fault.EXPIRED);
    assertThat(
            faultOf(() ->
                Renewal.hashTree(
                    stamped2034(), Decades.DOCUMENTS, Sha2.SHA_512, BROKEN_2041, stamper(2042))))
        .isEqualTo(Fault.WEAK_ALGORITHM);
  }

  @Test
  void aRenewedTimeStampDoesNotHelpAgainstABrokenHashFunction() {
    assertThat(
            faultOf(() ->
                Renewal.timeStamp(stamped2034(), Decades.DOCUMENTS, BROKEN_2041, stamper(2042))))
        .isEqualTo(Fault.WEAK_ALGORITHM);
  }

  @Test
  void aHashTreeIsNotRenewedForOtherDocuments() {
    List<byte[]> others = new ArrayList<>(Decades.CONTENTS);
    others.set(2, new byte[] {1});
    assertThat(
            faultOf(() ->
                Renewal.hashTree(
                    Decades.initial(),
                    ArchivedDocuments.of(others),
                    Sha2.SHA_512,
                    TRUST,
                    stamper(2034))))
        .isEqualTo(Fault.OTHER_DOCUMENTS);
  }

  @Test
  void aRenewalIsNotEarlierThanWhatItRenews() {
    assertThat(
            faultOf(() ->
                Renewal.timeStamp(Decades.initial(), Decades.DOCUMENTS, TRUST, stamper(2025))))
        .isEqualTo(Fault.OUT_OF_ORDER);
  }

  @Test
  void anAuthorityThatIsDownLeavesTheRecordAsItIs() throws Exception {
    EvidenceRecord record = Decades.initial();
    Stamper down =
        imprint -> {
          throw new TimeStampException(TimeStampException.Reason.DOWN, "authority: down");
        };
    assertThatThrownBy(() -> Renewal.timeStamp(record, Decades.DOCUMENTS, TRUST, down))
        .isInstanceOf(TimeStampException.class);
  }

  @Test
  void anAuthorityThatStampsSomethingElseIsFoundOut() {
    Stamper confused =
        imprint ->
            Decades.authority(2034)
                .token(Imprint.ofData(Sha2.SHA_256, new byte[] {1}), Decades.middle(2034));
    assertThat(
            faultOf(() -> Renewal.timeStamp(Decades.initial(), Decades.DOCUMENTS, TRUST, confused)))
        .isEqualTo(Fault.NOT_COVERED);
    assertThat(
            faultOf(() ->
                Renewal.hashTree(
                    Decades.initial(), Decades.DOCUMENTS, Sha2.SHA_256, TRUST, confused)))
        .isEqualTo(Fault.NOT_COVERED);
  }

  @Test
  void aChainKeepsItsHashFunction() throws Exception {
    EvidenceRecord record = Decades.initial();
    ArchiveStamp first = record.chains().getFirst().getFirst();
    Imprint longer = Imprint.ofData(Sha2.SHA_512, first.token().der());
    ArchiveToken token =
        ArchiveToken.parse(Decades.authority(2034).token(longer, Decades.middle(2034)));
    EvidenceRecord mixed = EvidenceRecord.of(List.of(List.of(first, ArchiveStamp.of(token))));
    assertThat(faultIn(mixed, 2036)).isEqualTo(Fault.NOT_COVERED);
  }

  @Test
  void archiveTimeStampsCannotBeLeftOutMovedOrTakenFromElsewhere() throws Exception {
    List<List<ArchiveStamp>> chains = rehashed2040().chains();
    ArchiveStamp first = chains.get(0).get(0);
    ArchiveStamp second = chains.get(0).get(1);
    ArchiveStamp third = chains.get(1).get(0);
    ArchiveStamp foreign =
        Renewal.timeStamp(
                Decades.initial(),
                Decades.DOCUMENTS,
                TRUST,
                Decades.authority(2034).at(Decades.middle(2034)))
            .chains()
            .getFirst()
            .getLast();
    assertThat(faultIn(EvidenceRecord.of(List.of(List.of(second))), 2036))
        .isEqualTo(Fault.OTHER_DOCUMENTS);
    assertThat(faultIn(EvidenceRecord.of(List.of(List.of(third))), 2042))
        .isEqualTo(Fault.OTHER_DOCUMENTS);
    assertThat(faultIn(EvidenceRecord.of(List.of(List.of(first), List.of(third))), 2042))
        .isEqualTo(Fault.NOT_COVERED);
    assertThat(faultIn(EvidenceRecord.of(List.of(List.of(first), List.of(second))), 2042))
        .isEqualTo(Fault.NOT_COVERED);
    assertThat(faultIn(EvidenceRecord.of(List.of(List.of(first, second, third))), 2042))
        .isEqualTo(Fault.NOT_COVERED);
    assertThat(faultIn(EvidenceRecord.of(List.of(List.of(first, first))), 2030))
        .isEqualTo(Fault.NOT_COVERED);
    assertThat(faultIn(EvidenceRecord.of(List.of(List.of(first, foreign), List.of(third))), 2042))
        .isEqualTo(Fault.NOT_COVERED);
  }

  @Test
  void aRenewalMayCoverManyOldTimeStampsThroughATree() throws Exception {
    ArchiveStamp first = Decades.initial().chains().getFirst().getFirst();
    Imprint another = Imprint.ofData(Sha2.SHA_256, new byte[] {1});
    ReducedHashTree tree =
        ReducedHashTree.of(
            Sha2.SHA_256, List.of(List.of(Renewal.hashOver(first)), List.of(another)));
    byte[] token = Decades.authority(2034).token(tree.root(), Decades.middle(2034));
    EvidenceRecord renewed =
        EvidenceRecord.of(
            List.of(List.of(first, ArchiveStamp.of(tree, ArchiveToken.parse(token)))));
    renewed.verify(Decades.DOCUMENTS, TRUST, Decades.middle(2036).toEpochMilli());
  }

  @Test
  void aRecordHoldsAtMost128ArchiveTimeStamps() throws Exception {
    EvidenceRecord record = Decades.initial();
    ArchiveStamp first = record.chains().getFirst().getFirst();
    List<ArchiveStamp> many = Collections.nCopies(EvidenceRecord.STAMPS_MAX, first);
    assertThat(EvidenceRecord.of(List.of(many)).stamps()).hasSize(EvidenceRecord.STAMPS_MAX);
    assertThat(faultOf(() -> EvidenceRecord.of(List.of(many, List.of(first)))))
        .isEqualTo(Fault.TOO_LARGE);
  }
}
