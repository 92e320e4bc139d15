package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.crypto.Hash;
import org.colophon.crypto.Sha2;
import org.junit.jupiter.api.Test;

final class EvidenceRecordTest {
  private static final long NOW_MS = Decades.middle(2026).toEpochMilli();

  private final EvidenceRecord record = initial();

  private static EvidenceRecord initial() {
    try {
      return Decades.initial();
    } catch (EvidenceRecordException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Fault faultOf(ThrowingCallable call) {
    EvidenceRecordException refused = catchThrowableOfType(EvidenceRecordException.class, call);
    assertThat(refused).isNotNull();
    assertThat(refused).hasMessageStartingWith(refused.fault() + ": ");
    return refused.fault();
  }

  private Fault faultWith(List<byte[]> documents) {
    return faultOf(() -> record.verify(ArchivedDocuments.of(documents), Decades.trust(), NOW_MS));
  }

  @Test
  void provesTheTimeOfTheFirstTimeStampUntilItsCertificateEnds() throws Exception {
    Standing standing = record.verify(Decades.DOCUMENTS, Decades.trust(), NOW_MS);
    assertThat(standing.provenMs()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z").toEpochMilli());
    assertThat(Instant.ofEpochMilli(standing.endsMs()))
        .isEqualTo(Decades.start(2035).plusMillis(1));
  }

  @Test
  void standsNoLongerThanThePolicyTrustsItsAlgorithms() throws Exception {
    Trust trust =
        Decades.trust().withAlgorithms(AlgorithmPolicy.standard().withWeak("p256@2030-01-01"));
    assertThat(record.verify(Decades.DOCUMENTS, trust, NOW_MS).endsMs())
        .isEqualTo(Decades.start(2030).toEpochMilli());
    long justBeforeMs = Decades.start(2030).toEpochMilli() - 1;
    record.verify(Decades.DOCUMENTS, trust, justBeforeMs);
    assertThat(faultOf(() -> record.verify(Decades.DOCUMENTS, trust, justBeforeMs + 1)))
        .isEqualTo(Fault.WEAK_ALGORITHM);
  }

  @Test
  void standsUpToTheLastMomentOfItsCertificateAndNotOneMore() throws Exception {
    long lastMs = Decades.start(2035).toEpochMilli();
    record.verify(Decades.DOCUMENTS, Decades.trust(), lastMs);
    assertThat(faultOf(() -> record.verify(Decades.DOCUMENTS, Decades.trust(), lastMs + 1)))
        .isEqualTo(Fault.EXPIRED);
  }

  @Test
  void standsByTheRootOfOneNameAndKeyThatLastsLongest() throws Exception {
    TestTsa authority = Decades.authority(2026);
    X509Certificate brief = authority.rootUntil(Decades.start(2028));
    long at2030Ms = Decades.middle(2030).toEpochMilli();
    for (List<X509Certificate> roots :
        List.of(List.of(brief, authority.root()), List.of(authority.root(), brief))) {
      Trust trust = Trust.of(roots);
      assertThat(record.verify(Decades.DOCUMENTS, trust, at2030Ms).endsMs())
          .isEqualTo(Decades.start(2035).toEpochMilli() + 1);
      assertThat(record.verify(Decades.DOCUMENTS, trust, NOW_MS).endsMs())
          .isEqualTo(Decades.start(2035).toEpochMilli() + 1);
    }
    Trust alone = Trust.of(List.of(brief));
    assertThat(record.verify(Decades.DOCUMENTS, alone, NOW_MS).endsMs())
        .isEqualTo(Decades.start(2028).toEpochMilli() + 1);
    assertThat(faultOf(() -> record.verify(Decades.DOCUMENTS, alone, at2030Ms)))
        .isEqualTo(Fault.EXPIRED);
  }

  @Test
  void cannotBeJudgedAsOfATimeBeforeItButForClocksThatDiffer() throws Exception {
    long stampedMs = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    record.verify(Decades.DOCUMENTS, Decades.trust(), stampedMs - 600_000);
    assertThat(
            faultOf(() -> record.verify(Decades.DOCUMENTS, Decades.trust(), stampedMs - 600_001)))
        .isEqualTo(Fault.OUT_OF_ORDER);
  }

  @Test
  void isOverExactlyItsDocuments() throws Exception {
    record.verify(ArchivedDocuments.of(Decades.CONTENTS.reversed()), Decades.trust(), NOW_MS);
    for (int changed = 0; changed < 4; changed++) {
      List<byte[]> documents = new ArrayList<>(Decades.CONTENTS);
      documents.set(changed, new byte[] {1});
      assertThat(faultWith(documents)).isEqualTo(Fault.OTHER_DOCUMENTS);
      documents.remove(changed);
      assertThat(faultWith(documents)).isEqualTo(Fault.OTHER_DOCUMENTS);
    }
    List<byte[]> oneMore = new ArrayList<>(Decades.CONTENTS);
    oneMore.add(new byte[] {1});
    assertThat(faultWith(oneMore)).isEqualTo(Fault.OTHER_DOCUMENTS);
    List<byte[]> oneTwice = new ArrayList<>(Decades.CONTENTS);
    oneTwice.add(Decades.CONTENTS.getFirst());
    assertThat(faultWith(oneTwice)).isEqualTo(Fault.OTHER_DOCUMENTS);
    assertThat(faultWith(List.of())).isEqualTo(Fault.OTHER_DOCUMENTS);
  }

  @Test
  void aNodeOfTheTreeIsNoDocument() throws Exception {
    // SHA-256 of the two children's hashes, joined, is their parent: such a "document" must not
    // pass.
    List<Imprint> children = Decades.tree().first();
    byte[] forged = new byte[0];
    for (Imprint child : children) {
      forged = concat(forged, child.bytes());
    }
    assertThat(Imprint.of(Hash.sha256(forged))).isEqualTo(Imprint.of(Decades.GROUP.hash()));
    assertThat(faultWith(List.of(forged))).isEqualTo(Fault.OTHER_DOCUMENTS);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Test
  void leadsToATrustedRoot() {
    Trust others = Trust.of(List.of(Decades.authority(2034).root()));
    assertThat(faultOf(() -> record.verify(Decades.DOCUMENTS, others, NOW_MS)))
        .isEqualTo(Fault.TOKEN_INVALID);
    assertThat(faultOf(() -> record.verify(Decades.DOCUMENTS, Trust.of(List.of()), NOW_MS)))
        .isEqualTo(Fault.TOKEN_INVALID);
  }

  @Test
  void isNotMadeOfATokenOverSomethingElse() {
    Imprint other = Imprint.ofData(Sha2.SHA_256, new byte[] {1});
    byte[] token = Decades.authority(2026).token(other, Decades.middle(2026));
    assertThat(faultOf(() -> EvidenceRecord.initial(Decades.tree(), token, List.of())))
        .isEqualTo(Fault.NOT_COVERED);
    assertThat(faultOf(() -> EvidenceRecord.initial(Decades.tree(), new byte[] {1}, List.of())))
        .isEqualTo(Fault.MALFORMED);
  }

  @Test
  void isNotMadeOfATokenWithAnotherHashFunction() {
    Imprint longer = Imprint.ofData(Sha2.SHA_512, Decades.tree().root().bytes());
    byte[] token = Decades.authority(2026).token(longer, Decades.middle(2026));
    assertThat(faultOf(() -> EvidenceRecord.initial(Decades.tree(), token, List.of())))
        .isEqualTo(Fault.NOT_COVERED);
  }

  @Test
  void isReadBackAsItWasWritten() throws Exception {
    EvidenceRecord read = EvidenceRecord.parse(record.der());
    assertThat(read).isEqualTo(record).hasSameHashCodeAs(record);
    assertThat(read.der()).isEqualTo(record.der());
    assertThat(read.stamps()).isEqualTo(record.stamps());
  }

  @Test
  void tellsWhatItsTimeStampsSay() {
    assertThat(record.stamps())
        .singleElement()
        .satisfies(fact -> {
          assertThat(fact.chain()).isZero();
          assertThat(fact.authority()).isEqualTo("CN=a tsa,O=a");
          assertThat(fact.algorithms()).containsExactly("p256", "sha256");
          assertThat(Instant.ofEpochMilli(fact.certificateEndsMs())).isEqualTo(Decades.start(2035));
        });
  }

  @Test
  void carriesTheRevocationListsOfItsAuthorityAndNoOthers() throws Exception {
    byte[] own = Decades.authority(2026).crl(Decades.middle(2026));
    byte[] foreign = Decades.authority(2034).crl(Decades.middle(2034));
    EvidenceRecord with = Decades.initial(List.of(foreign, own));
    assertThat(with.chains().getFirst().getFirst().token().crls()).containsExactly(own);
    with.verify(Decades.DOCUMENTS, Decades.trust(), NOW_MS);
    assertThat(EvidenceRecord.parse(with.der())).isEqualTo(with);
  }
}
