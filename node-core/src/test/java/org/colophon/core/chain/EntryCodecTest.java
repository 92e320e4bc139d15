package org.colophon.core.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  private static final int RECORDS_MAX = 3;
  private static final Timestamp STAMP = new Timestamp(1_767_225_600_123L);

  private static byte[] stamped(byte[] entry) {
    EntryCodec.stamp(entry, STAMP);
    return entry;
  }

  private static final SealDocument SEAL =
      new SealDocument("a note\n", List.of("MAA=", "MAAA"), List.of("MAAB"), Optional.of("AAAA"));

  private static List<byte[]> entries() {
    return List.of(
        stamped(EntryCodec.records(List.of("one".getBytes(UTF_8), "two".getBytes(UTF_8)))),
        stamped(EntryCodec.candidate()),
        stamped(EntryCodec.cosignature(7, "a note\n")),
        stamped(EntryCodec.seal(8, SEAL)));
  }

  @Test
  void readsRecordsInTheirOrder() {
    var ordered =
        (EntryCodec.Ordered.RecordsOrdered)
            EntryCodec.decode(entries().get(0), RECORDS_MAX).orElseThrow();
    assertThat(ordered.stamp()).isEqualTo(STAMP);
    assertThat(ordered.records().stream().map(r -> new String(r, UTF_8)))
        .containsExactly("one", "two");
  }

  @Test
  void readsCandidatesCosignaturesAndSeals() {
    assertThat(EntryCodec.decode(entries().get(1), RECORDS_MAX))
        .contains(new EntryCodec.Ordered.CandidateOrdered(STAMP));
    assertThat(EntryCodec.decode(entries().get(2), RECORDS_MAX))
        .contains(new EntryCodec.Ordered.CosignatureOrdered(STAMP, 7, "a note\n"));
    assertThat(EntryCodec.decode(entries().get(3), RECORDS_MAX))
        .contains(new EntryCodec.Ordered.SealOrdered(STAMP, 8, SEAL));
  }

  @Test
  void anEntryThatIsCutOrLengthenedIsNone() {
    for (byte[] entry : entries()) {
      for (int length = 0; length < entry.length; length++) {
        assertThat(EntryCodec.decode(Arrays.copyOf(entry, length), RECORDS_MAX)).isEmpty();
      }
      assertThat(EntryCodec.decode(Arrays.copyOf(entry, entry.length + 1), RECORDS_MAX)).isEmpty();
    }
  }

  @Test
  void anEntryOfAnotherVersionOrKindIsNone() {
    for (byte[] entry : entries()) {
      for (int value = -128; value < 128; value++) {
        byte[] changed = entry.clone();
        changed[0] = (byte) value;
        assertThat(EntryCodec.decode(changed, RECORDS_MAX).isPresent()).isEqualTo(value == 1);
      }
      byte[] kind = entry.clone();
      kind[1] = 5;
      assertThat(EntryCodec.decode(kind, RECORDS_MAX)).isEmpty();
      kind[1] = 0;
      assertThat(EntryCodec.decode(kind, RECORDS_MAX)).isEmpty();
    }
  }

  @Test
  void aStampThatIsNegativeOrInexactIsNone() {
    for (long stamp : new long[] {-1, Long.MIN_VALUE, Json.INTEGER_MAX + 1, Long.MAX_VALUE}) {
      byte[] entry = EntryCodec.candidate();
      ByteBuffer.wrap(entry).putLong(EntryCodec.STAMP_OFFSET, stamp);
      assertThat(EntryCodec.decode(entry, RECORDS_MAX)).isEmpty();
    }
  }

  @Test
  void noRecordsOrTooManyAreNone() {
    byte[] record = {1};
    assertThat(EntryCodec.decode(EntryCodec.records(List.of()), RECORDS_MAX)).isEmpty();
    assertThat(EntryCodec.decode(EntryCodec.records(List.of(record, record, record)), RECORDS_MAX))
        .isPresent();
    assertThat(
            EntryCodec.decode(
                EntryCodec.records(List.of(record, record, record, record)), RECORDS_MAX))
        .isEmpty();
  }

  @Test
  void lengthsThatLieAreNone() {
    for (int lie : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 4, 1 << 30}) {
      byte[] entry = EntryCodec.records(List.of("one".getBytes(UTF_8)));
      ByteBuffer.wrap(entry).putInt(EntryCodec.HEADER_BYTES + 4, lie);
      assertThat(EntryCodec.decode(entry, RECORDS_MAX)).isEmpty();
      byte[] count = EntryCodec.records(List.of("one".getBytes(UTF_8)));
      ByteBuffer.wrap(count).putInt(EntryCodec.HEADER_BYTES, lie);
      assertThat(EntryCodec.decode(count, 65_536)).isEmpty();
    }
  }

  @Test
  void tokensAndListsAreBase64WithinTheirBounds() {
    String longest = "A".repeat(SealDocument.DER_CHARS_MAX);
    for (int place = 0; place < 3; place++) {
      assertThat(decodeSeal(place, List.of(longest))).isPresent();
      for (String wrong : List.of(longest + "AAAA", "", "a b", "====", "A=", "AA\n", "AB==")) {
        assertThat(decodeSeal(place, List.of(wrong))).as("%s", wrong).isEmpty();
      }
      int max = place == 2 ? 1 : SealDocument.TOKENS_MAX;
      assertThat(decodeSeal(place, Collections.nCopies(max, "AAAA"))).isPresent();
      assertThat(decodeSeal(place, Collections.nCopies(max + 1, "AAAA"))).isEmpty();
    }
  }

  /** An entry written by hand: one of its three lists holds {@code texts}, the others nothing. */
  private static Optional<EntryCodec.Ordered> decodeSeal(int place, List<String> texts) {
    ByteBuffer out = ByteBuffer.allocate(4 << 20);
    out.put(EntryCodec.seal(1, SealDocument.unstamped("note")), 0, EntryCodec.HEADER_BYTES + 16);
    for (int list = 0; list < 3; list++) {
      List<String> held = list == place ? texts : List.of();
      out.putInt(held.size());
      held.forEach(text -> out.putInt(text.length()).put(text.getBytes(UTF_8)));
    }
    return EntryCodec.decode(Arrays.copyOf(out.array(), out.position()), RECORDS_MAX);
  }

  @Test
  void hostileBytesNeverThrow() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 100_000; i++) {
      byte[] entry = entries().get(i % 4);
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        entry[random.nextInt(entry.length)] = (byte) random.nextInt(256);
      }
      byte[] cut = Arrays.copyOf(entry, random.nextInt(entry.length + 4));
      assertThatCode(() -> EntryCodec.decode(cut, RECORDS_MAX)).doesNotThrowAnyException();
    }
  }
}
