package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.colophon.crypto.Sha2;
import org.junit.jupiter.api.Test;

/** Bytes that were not made by us: refused by name, within bounds, never with another exception. */
final class HostileEvidenceRecordTest {
  private static final long SEED = 4998;
  private static final long NOW_MS = Decades.middle(2026).toEpochMilli();

  private final byte[] der = renewed();

  private static byte[] renewed() {
    try {
      byte[] crl = Decades.authority(2026).crl(Decades.middle(2026));
      EvidenceRecord stamped =
          Renewal.timeStamp(
              Decades.initial(List.of(crl)),
              Decades.DOCUMENTS,
              Decades.trust(),
              Decades.authority(2034).at(Decades.start(2034)));
      return Renewal.hashTree(
              stamped,
              Decades.DOCUMENTS,
              Sha2.SHA_512,
              Decades.trust(),
              Decades.authority(2034).at(Decades.middle(2034)))
          .der();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Fault faultOf(byte[] bytes) {
    EvidenceRecordException refused =
        catchThrowableOfType(
            EvidenceRecordException.class,
            () ->
                EvidenceRecord.parse(bytes)
                    .verify(
                        Decades.DOCUMENTS, Decades.trust(), Decades.middle(2034).toEpochMilli()));
    assertThat(refused).isNotNull();
    return refused.fault();
  }

  private static byte[] encode(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ASN1Sequence members() {
    return ASN1Sequence.getInstance(der);
  }

  private static DERSequence sequence(ASN1Encodable... elements) {
    return new DERSequence(elements);
  }

  /** The first archive time-stamp's members: digestAlgorithm, reducedHashtree, timeStamp. */
  private ASN1Sequence firstStamp() {
    ASN1Sequence chains = ASN1Sequence.getInstance(members().getObjectAt(2));
    ASN1Sequence chain = ASN1Sequence.getInstance(chains.getObjectAt(0));
    return ASN1Sequence.getInstance(chain.getObjectAt(0));
  }

  private byte[] withChains(ASN1Encodable chains) {
    return encode(sequence(members().getObjectAt(0), members().getObjectAt(1), chains));
  }

  @Test
  void theRecordItselfStands() throws Exception {
    EvidenceRecord.parse(der)
        .verify(Decades.DOCUMENTS, Decades.trust(), Decades.middle(2034).toEpochMilli());
  }

  @Test
  void everyTruncationIsMalformed() {
    for (int length = 0; length < der.length; length++) {
      byte[] cut = Arrays.copyOf(der, length);
      assertThatThrownBy(() -> EvidenceRecord.parse(cut))
          .isInstanceOfSatisfying(
              EvidenceRecordException.class, e -> assertThat(e.fault()).isEqualTo(Fault.MALFORMED));
    }
  }

  @Test
  void bytesBehindItAreMalformed() {
    assertThat(faultOf(Arrays.copyOf(der, der.length + 1))).isEqualTo(Fault.MALFORMED);
  }

  @Test
  void noFlippedBitIsOverlooked() throws Exception {
    byte[] crl = Decades.authority(2026).crl(Decades.middle(2026));
    byte[] small = Decades.initial(List.of(crl)).der();
    for (int bit = 0; bit < 8 * small.length; bit++) {
      assertRefused(flipped(small, bit), bit);
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 500; i++) {
      int bit = random.nextInt(8 * der.length);
      assertRefused(flipped(der, bit), bit);
    }
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }

  private static void assertRefused(byte[] bytes, int bit) {
    Throwable refused =
        catchThrowable(() ->
            EvidenceRecord.parse(bytes)
                .verify(Decades.DOCUMENTS, Decades.trust(), Decades.middle(2034).toEpochMilli()));
    assertThat(refused)
        .as("bit %s of %s bytes, seed %s", bit, bytes.length, SEED)
        .isInstanceOf(EvidenceRecordException.class);
  }

  @Test
  void randomEditsNeverThrowAnythingElse() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 2_000; round++) {
      byte[] changed = der.clone();
      for (int edits = 1 + random.nextInt(8); edits > 0; edits--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        EvidenceRecord.parse(changed).verify(Decades.DOCUMENTS, Decades.trust(), NOW_MS);
      } catch (EvidenceRecordException e) {
        assertThat(e.getMessage()).as("round %s, seed %s", round, SEED).isNotEmpty();
      }
    }
  }

  @Test
  void tooManyBytesAreNotLookedAt() {
    assertThat(faultOf(new byte[EvidenceRecord.BYTES_MAX + 1])).isEqualTo(Fault.TOO_LARGE);
  }

  @Test
  void deepNestingIsRefused() {
    ASN1Encodable deep = sequence();
    for (int i = 0; i < 1_000; i++) {
      deep = sequence(deep);
    }
    assertThat(faultOf(encode(deep))).isEqualTo(Fault.TOO_LARGE);
    assertThat(faultOf(withChains(deep))).isEqualTo(Fault.TOO_LARGE);
  }

  @Test
  void thousandsOfArchiveTimeStampsAreRefusedUnread() {
    ASN1Encodable empty = sequence();
    ASN1Encodable[] many = Collections.nCopies(100_000, empty).toArray(ASN1Encodable[]::new);
    assertThat(faultOf(withChains(sequence(sequence(many))))).isEqualTo(Fault.MALFORMED);
    ASN1Encodable stamp = firstStamp();
    ASN1Encodable[] stamps = Collections.nCopies(1_000, stamp).toArray(ASN1Encodable[]::new);
    assertThat(faultOf(withChains(sequence(sequence(stamps))))).isEqualTo(Fault.TOO_LARGE);
    ASN1Encodable[] chains =
        Collections.nCopies(1_000, sequence(stamp)).toArray(ASN1Encodable[]::new);
    assertThat(faultOf(withChains(sequence(chains)))).isEqualTo(Fault.TOO_LARGE);
  }

  @Test
  void emptyChainsAndEmptySequencesAreMalformed() {
    assertThat(faultOf(withChains(sequence()))).isEqualTo(Fault.MALFORMED);
    assertThat(faultOf(withChains(sequence(sequence())))).isEqualTo(Fault.MALFORMED);
    assertThat(faultOf(withChains(sequence(sequence(firstStamp()), sequence()))))
        .isEqualTo(Fault.MALFORMED);
    assertThat(faultOf(encode(sequence()))).isEqualTo(Fault.MALFORMED);
  }

  @Test
  void anotherVersionIsMalformed() {
    ASN1Encodable[] changed = members().toArray();
    changed[0] = new ASN1Integer(2);
    assertThat(faultOf(encode(sequence(changed)))).isEqualTo(Fault.MALFORMED);
  }

  @Test
  void partsThatNothingWouldCheckAreMalformed() {
    ASN1Encodable[] members = members().toArray();
    for (int tag = 0; tag < 3; tag++) {
      assertThat(
              faultOf(
                  encode(
                      sequence(
                          members[0],
                          members[1],
                          new DERTaggedObject(false, tag, sequence(sequence())),
                          members[2]))))
          .isEqualTo(Fault.MALFORMED);
    }
    ASN1Encodable[] stamp = firstStamp().toArray();
    ASN1Encodable attributes = new DERTaggedObject(false, 1, new DERSet());
    assertThat(
            faultOf(
                withChains(sequence(sequence(sequence(stamp[0], attributes, stamp[1], stamp[2]))))))
        .isEqualTo(Fault.MALFORMED);
  }

  @Test
  void digestAlgorithmsAreThoseInUse() {
    ASN1Sequence algorithms = ASN1Sequence.getInstance(members().getObjectAt(1));
    ASN1Encodable sha256 = algorithms.getObjectAt(0);
    ASN1Encodable sha512 = algorithms.getObjectAt(1);
    List<ASN1Sequence> wrong =
        List.of(
            sequence(),
            sequence(sha256),
            sequence(sha512),
            sequence(sha256, sha256),
            sequence(sha256, sha512, sha256));
    for (ASN1Sequence list : wrong) {
      ASN1Encodable[] changed = members().toArray();
      changed[1] = list;
      assertThat(faultOf(encode(sequence(changed)))).isEqualTo(Fault.MALFORMED);
    }
  }

  @Test
  void hugeHashTreesAreRefused() {
    ASN1Encodable[] stamp = firstStamp().toArray();
    ASN1Sequence tree = ASN1Sequence.getInstance(ASN1TaggedObject.getInstance(stamp[1]), false);
    List<ASN1Encodable> lists = new ArrayList<>(Collections.nCopies(10_000, tree.getObjectAt(1)));
    lists.addFirst(tree.getObjectAt(0));
    ASN1EncodableVector wide = new ASN1EncodableVector();
    Collections.nCopies(10_000, ASN1Sequence.getInstance(tree.getObjectAt(0)).getObjectAt(0))
        .forEach(wide::add);
    for (ASN1Sequence huge :
        List.of(
            new DERSequence(lists.toArray(ASN1Encodable[]::new)),
            sequence(new DERSequence(wide)))) {
      ASN1Encodable changed = new DERTaggedObject(false, 2, huge);
      assertThat(faultOf(withChains(sequence(sequence(sequence(stamp[0], changed, stamp[2]))))))
          .isEqualTo(Fault.MALFORMED);
    }
  }

  @Test
  void aHashTreeWithShortOrNoValuesIsMalformed() {
    ASN1Encodable[] stamp = firstStamp().toArray();
    ASN1Encodable shortValue = sequence(sequence(new DEROctetString(new byte[31])));
    for (ASN1Encodable tree : List.of(sequence(), sequence(sequence()), shortValue)) {
      ASN1Encodable changed = new DERTaggedObject(false, 2, tree);
      assertThat(faultOf(withChains(sequence(sequence(sequence(stamp[0], changed, stamp[2]))))))
          .isEqualTo(Fault.MALFORMED);
    }
  }
}
