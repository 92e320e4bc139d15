package org.colophon.core.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Level;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, seals, results and replies are read back as they were written, and no otherwise. */
class StoredFormsTest {
  private static final Hash HASH = Hash.sha256("x".getBytes(UTF_8));
  private static final RecordId ID = new RecordId(HASH);
  private static final Reply.Place PLACE =
      new Reply.Place(new Height(1), new LeafIndex(2), new Timestamp(3));

  private static BlockHeader header() {
    return new BlockHeader(
        ChainId.of("test", HASH),
        3,
        0,
        new LeafIndex(10),
        new Height(4),
        HASH,
        Hash.sha256(new byte[] {1}),
        Hash.sha256(new byte[] {2}),
        Hash.sha256(new byte[] {3}),
        Hash.sha256(new byte[] {4}),
        Optional.empty(),
        Hash.sha256(new byte[] {5}),
        6,
        new Timestamp(1_767_225_600_000L),
        new TreeSize(13),
        Level.FIRST);
  }

  @Test
  void aHeaderIsReadAsItWasWritten() throws Exception {
    byte[] bytes = header().bytes();
    assertThat(BlockHeader.parse(bytes)).isEqualTo(header());
    assertThat(BlockHeader.parse(bytes).bytes()).isEqualTo(bytes);
    assertThat(new String(bytes, UTF_8)).startsWith("{\"block\":{\"chain\":\"colophon/test/");
  }

  @Test
  void aHeaderKnowsItsPlace() {
    assertThat(header().leafIndex()).isEqualTo(new LeafIndex(13));
    assertThat(header().checkpointSize()).isEqualTo(new TreeSize(14));
    assertThat(header().covers(new LeafIndex(9))).isFalse();
    assertThat(header().covers(new LeafIndex(10))).isTrue();
    assertThat(header().covers(new LeafIndex(12))).isTrue();
    assertThat(header().covers(new LeafIndex(13))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"count\":3|\"count\":4",
        "\"count\":3|\"count\":-3",
        "\"firstIndex\":10|\"firstIndex\":11",
        "\"epoch\":0|\"epoch\":\"0\"",
        "\"version\":1|\"version\":0",
        "\"version\":1}|\"version\":1,\"x\":1}",
        "\"term\":6,|",
        "\"term\":6|\"term\":6.0",
        "colophon/test|Colophon/test",
        "{\"block\":|{\"blocks\":",
        "}}|},\"more\":1}",
        "}}|}}x"
      })
  void refusesAHeaderThatIsNotOne(String found, String replacement) {
    String text = new String(header().bytes(), UTF_8);
    assertThat(text).contains(found);
    byte[] changed = text.replace(found, replacement == null ? "" : replacement).getBytes(UTF_8);
    assertThatThrownBy(() -> BlockHeader.parse(changed)).isInstanceOf(RefusedException.class);
  }

  @Test
  void aSealIsReadAsItWasWritten() throws Exception {
    SealDocument document =
        new SealDocument(
            "a\nnote — ü\n", List.of("AAAA", "BBBB"), List.of("CCCC"), Optional.of("DDDD"));
    Seal seal =
        new Seal(
            1, 2, new TreeSize(14), new Height(4), Attestation.of(List.of(5L, 9L, 7L)), document);
    assertThat(Seal.parse(seal.json().bytes())).isEqualTo(seal);
    assertThat(SealDocument.parse(document.bytes())).isEqualTo(document);
    assertThat(seal.hash()).isEqualTo(Hash.sha256(document.bytes()));
    assertThat(document.tokenBytes()).hasSize(2);
    assertThat(document.crlBytes()).hasSize(1);
    assertThat(document.archiveBytes()).isPresent();
  }

  @Test
  void everyPartOfASealIsInItsHash() {
    Optional<String> none = Optional.empty();
    List<SealDocument> all =
        List.of(
            SealDocument.unstamped("note"),
            new SealDocument("note", List.of("AAAA"), List.of(), none),
            new SealDocument("note", List.of(), List.of("AAAA"), none),
            new SealDocument("note", List.of(), List.of(), Optional.of("AAAA")));
    assertThat(all.stream().map(SealDocument::hash).distinct()).hasSameSizeAs(all);
  }

  @Test
  void theLargestSealThatAnEntryCanHoldIsReadFromItsStore() throws Exception {
    // Lines of one em dash are what escapes and UTF-8 swell most in a note.
    String note = "—\n".repeat((1 << 20) / 4);
    String longest = "A".repeat(SealDocument.DER_CHARS_MAX);
    SealDocument document =
        new SealDocument(
            note,
            Collections.nCopies(SealDocument.TOKENS_MAX, longest),
            Collections.nCopies(SealDocument.CRLS_MAX, longest),
            Optional.of(longest));
    Seal seal =
        new Seal(1, 1, new TreeSize(1), new Height(0), Attestation.of(List.of(1L)), document);
    assertThat(EntryCodec.decode(EntryCodec.seal(1, document), 1)).isPresent();
    assertThat(Seal.parse(seal.json().bytes())).isEqualTo(seal);
  }

  @Test
  void resultsAreReadAsTheyWereWritten() throws Exception {
    List<Results.Refused> refused =
        List.of(new Results.Refused(ID, Reason.DUPLICATE), new Results.Refused(ID, Reason.EXPIRED));
    assertThat(Results.parse(Results.json(refused).bytes())).isEqualTo(refused);
    assertThat(Results.hash(List.of(ID), refused))
        .isNotEqualTo(Results.hash(List.of(), refused))
        .isNotEqualTo(Results.hash(List.of(ID), refused.reversed()));
  }

  @Test
  void repliesAreReadAsTheyWereWritten() throws Exception {
    Receipt receipt = new Receipt(ID, new Height(1), new LeafIndex(2), new Timestamp(3));
    Refusal refusal = new Refusal(Reason.DUPLICATE, "again");
    List<Reply> replies =
        List.of(
            new Reply.Taken(),
            new Reply.Voided(refusal),
            new Reply.Ordered(
                Optional.of(PLACE),
                4,
                new TreeMap<>(
                    Map.of(
                        1, new Outcome.Refused(refusal, Optional.of(receipt)),
                        2, new Outcome.Refused(refusal, Optional.empty())))),
            new Reply.Ordered(
                Optional.empty(),
                1,
                new TreeMap<>(Map.of(0, new Outcome.Refused(refusal, Optional.empty())))));
    for (Reply reply : replies) {
      assertThat(Reply.parse(reply.bytes())).isEqualTo(reply);
    }
    assertThatThrownBy(() -> Reply.parse(Json.object().build().bytes()))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void whatIsNotRefusedStandsOneBehindTheOther() {
    Refusal refusal = new Refusal(Reason.EXPIRED, "too late");
    Outcome.Refused no = new Outcome.Refused(refusal, Optional.empty());
    Reply.Ordered reply = new Reply.Ordered(Optional.of(PLACE), 3, new TreeMap<>(Map.of(1, no)));
    RecordId second = RecordId.ofHex("22".repeat(32));
    RecordId third = RecordId.ofHex("33".repeat(32));
    assertThat(reply.outcomes(List.of(ID, second, third)))
        .containsExactly(
            new Outcome.Accepted(new Receipt(ID, PLACE.height(), PLACE.index(), PLACE.time())),
            no,
            new Outcome.Accepted(
                new Receipt(third, PLACE.height(), PLACE.index().plus(1), PLACE.time())));
    assertThatThrownBy(() -> reply.outcomes(List.of(ID)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"count\":2,\"refused\":[]}",
        "{\"count\":1,\"place\":{\"height\":1,\"index\":2,\"time\":3},\"refused\":"
            + "[{\"at\":0,\"refusal\":{\"detail\":\"\",\"reason\":\"EXPIRED\"}}]}",
        "{\"count\":1,\"refused\":"
            + "[{\"at\":1,\"refusal\":{\"detail\":\"\",\"reason\":\"EXPIRED\"}}]}",
        "{\"count\":0,\"refused\":[]}"
      })
  void aReplyThatContradictsItselfIsNone(String json) {
    assertThatThrownBy(() -> Reply.parse(json.getBytes(UTF_8)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void stateChangesAreChained() {
    List<StateChange> changes = List.of(StateChange.put("a", Json.of(1)), StateChange.remove("b"));
    assertThat(StateChange.chain(HASH, changes))
        .isEqualTo(
            Hash.sha256(
                ("{\"changes\":[{\"key\":\"a\",\"value\":1},{\"key\":\"b\"}],\"previous\":\""
                        + HASH.hex()
                        + "\"}")
                    .getBytes(UTF_8)));
  }
}
