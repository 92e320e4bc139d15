package org.colophon.core.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.core.ChainId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Hash SALT = Hash.sha256(new byte[] {1});
  private static final ChainId CHAIN = ChainId.of("test", SALT);
  private static final SubjectId ALICE = new SubjectId("alice");
  private static final SubjectId COURT = new SubjectId("court-north");
  private static final OpenedMember FEE = OpenedMember.ofText("fee", ALICE, SALT, "CNY 120000");
  private static final OpenedMember PARTY =
      OpenedMember.ofText("parties[0]", ALICE, Hash.sha256(new byte[] {2}), "li-wei");

  private final SecureRandom random = new SecureRandom();
  private final RecipientSecret alice = RecipientSecret.generate(random);
  private final RecipientSecret court = RecipientSecret.generate(random);
  private final DataKey key = DataKey.generate(random);

  private List<Envelope.Recipient> both() {
    return List.of(
        new Envelope.Recipient(ALICE, alice.publicKey()),
        new Envelope.Recipient(COURT, court.publicKey()));
  }

  private Envelope envelope() throws RefusedException {
    return Envelope.seal(CHAIN, List.of(FEE, PARTY), both(), key);
  }

  private static DataKey unwrap(Envelope envelope, SubjectId subject, RecipientSecret secret)
      throws RefusedException {
    return envelope.unwrap(envelope.wrappedFor(subject).orElseThrow(), secret, Optional.empty());
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().reason()).isEqualTo(reason));
  }

  @Test
  void eachRecipientOpensIt() throws Exception {
    Envelope read = Envelope.read(envelope().bytes());

    assertThat(read.open(unwrap(read, ALICE, alice))).containsExactly(FEE, PARTY);
    assertThat(read.open(unwrap(read, COURT, court))).containsExactly(FEE, PARTY);
    assertThat(read.wrappedFor(new SubjectId("bob"))).isEmpty();
  }

  @Test
  void nobodyElseOpensIt() throws Exception {
    Envelope envelope = envelope();
    assertRefused(Reason.NOT_AUTHORISED, () -> unwrap(envelope, ALICE, court));
    assertRefused(
        Reason.NOT_AUTHORISED, () -> unwrap(envelope, COURT, RecipientSecret.generate(random)));
  }

  @Test
  void showsNothingOfWhatItHolds() throws Exception {
    String text = new String(envelope().bytes(), StandardCharsets.UTF_8);
    assertThat(text)
        .doesNotContain("120000", "li-wei", SALT.hex(), FEE.digest().hex())
        .contains(FEE.commitment().hex());
  }

  @Test
  void aKeyThatWasWrappedUnderAGrantOpensUnderThatGrantOnly() throws Exception {
    Envelope envelope = envelope();
    SubjectId judge = new SubjectId("judge-li");
    RecipientSecret secret = RecipientSecret.generate(random);
    Optional<RecordId> grant = Optional.of(new RecordId(SALT));
    WrappedKey wrapped =
        envelope.wrap(key, new Envelope.Recipient(judge, secret.publicKey()), grant);

    assertThat(envelope.open(envelope.unwrap(wrapped, secret, grant))).hasSize(2);
    for (Optional<RecordId> other :
        List.of(
            Optional.<RecordId>empty(), Optional.of(new RecordId(Hash.sha256(new byte[] {3}))))) {
      assertRefused(Reason.NOT_AUTHORISED, () -> envelope.unwrap(wrapped, secret, other));
    }
  }

  @Test
  void aKeyOfAnotherRecordOpensNothing() throws Exception {
    Envelope other = Envelope.seal(CHAIN, List.of(FEE), both(), key);
    Envelope envelope = envelope();
    WrappedKey moved = other.wrappedFor(ALICE).orElseThrow();
    assertRefused(Reason.NOT_AUTHORISED, () -> envelope.unwrap(moved, alice, Optional.empty()));
  }

  @Test
  void noByteOfItCanBeChanged() throws Exception {
    Envelope envelope = envelope();
    byte[] bytes = envelope.bytes();
    for (int i = 0; i < bytes.length; i += 11) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(isOpenedByBoth(changed)).as("byte %d", i).isFalse();
    }
    assertThat(isOpenedByBoth(bytes)).isTrue();
  }

  private boolean isOpenedByBoth(byte[] bytes) {
    try {
      Envelope read = Envelope.read(bytes);
      boolean sameKeys =
          read.recipients().stream()
              .map(WrappedKey::key)
              .toList()
              .equals(List.of(alice.publicKey().fingerprint(), court.publicKey().fingerprint()));
      return sameKeys
          && read.wrappedFor(ALICE).isPresent()
          && read.wrappedFor(COURT).isPresent()
          && !read.open(unwrap(read, ALICE, alice)).isEmpty()
          && !read.open(unwrap(read, COURT, court)).isEmpty();
    } catch (RefusedException e) {
      return false;
    }
  }

  @Test
  void opensWhatTheRecordHoldsAndNothingElse() throws Exception {
    Envelope envelope = envelope();
    Json.Obj statement = statement(FEE.commitment(), PARTY.commitment());
    envelope.requireOpens(statement.bytes());
    assertRefused(
        Reason.COMMITMENT_MISMATCH,
        () -> envelope.requireOpens(statement(FEE.commitment(), FEE.commitment()).bytes()));
    assertRefused(
        Reason.COMMITMENT_MISMATCH,
        () ->
            envelope.requireOpens(
                Json.object().put("fee", FEE.commitment().hex()).build().bytes()));
  }

  private static Json.Obj statement(Hash fee, Hash party) {
    return Json.object()
        .put("fee", fee.hex())
        .put("parties", Json.strings(List.of(party.hex())))
        .build();
  }

  @Test
  void placesLeadIntoMembers() {
    Json.Obj statement =
        Json.object()
            .put("a", SALT.hex())
            .put("b", "not a hash")
            .put(
                "items",
                Json.array(
                    List.of(
                        Json.object().put("n", 1).build(),
                        Json.object().put("note", SALT.hex()).build())))
            .build();
    assertThat(CommittedMembers.of(statement).keySet()).containsExactly("a", "items[1].note");
  }

  @Test
  void isBounded() throws Exception {
    String long1 = "x".repeat(OpenedMember.TEXT_CHARS_MAX);
    List<OpenedMember> much =
        List.of(
            OpenedMember.ofText("a", ALICE, SALT, long1),
            OpenedMember.ofText("b", ALICE, SALT, long1));
    assertRefused(Reason.TOO_LARGE, () -> Envelope.seal(CHAIN, much, both(), key));
    assertRefused(Reason.MALFORMED, () -> Envelope.seal(CHAIN, List.of(), both(), key));
    assertRefused(Reason.MALFORMED, () -> Envelope.seal(CHAIN, List.of(FEE), List.of(), key));
    assertRefused(Reason.MALFORMED, () -> Envelope.seal(CHAIN, List.of(PARTY, FEE), both(), key));
    assertRefused(
        Reason.MALFORMED,
        () -> Envelope.seal(CHAIN, List.of(FEE), List.of(both().get(1), both().get(0)), key));
    List<Envelope.Recipient> many = new ArrayList<>();
    for (int i = 10; i < 27; i++) {
      many.add(new Envelope.Recipient(new SubjectId("judge-" + i), alice.publicKey()));
    }
    assertRefused(Reason.TOO_LARGE, () -> Envelope.seal(CHAIN, List.of(FEE), many, key));
    assertRefused(Reason.TOO_LARGE, () -> Envelope.read(new byte[Envelope.BYTES_MAX + 1]));
  }

  /** The largest openings that may be, for as many recipients as there may be. */
  @Test
  void theLargestHasRoom() throws Exception {
    List<OpenedMember> openings = new ArrayList<>();
    for (int i = 100; i < 100 + 128; i++) {
      openings.add(OpenedMember.ofText("works[" + i + "]", ALICE, SALT, "x".repeat(250)));
    }
    List<Envelope.Recipient> many = new ArrayList<>();
    for (int i = 10; i < 10 + Envelope.RECIPIENTS_MAX; i++) {
      many.add(new Envelope.Recipient(new SubjectId("judge-" + i), alice.publicKey()));
    }
    Envelope envelope = Envelope.seal(CHAIN, openings, many, key);
    assertThat(envelope.bytes().length).isBetween(100_000, Envelope.BYTES_MAX);
    assertThat(envelope.open(unwrap(envelope, new SubjectId("judge-12"), alice)))
        .isEqualTo(openings);
  }

  @Test
  void anOpeningThatOpensSomethingElseIsFound() throws Exception {
    // The holder of the key says one thing in the list and another in the body.
    Envelope honest = Envelope.seal(CHAIN, List.of(FEE), both(), key);
    Envelope forged =
        new Envelope(
            CHAIN,
            honest.opens(),
            honest.recipients(),
            org.colophon.crypto.StrictBase64.encode(
                key.encrypt(
                    honest.binding().bytes(),
                    Json.object()
                        .put(
                            "openings",
                            Json.array(
                                List.of(OpenedMember.ofText("fee", ALICE, SALT, "CNY 1").json())))
                        .build()
                        .bytes())));
    assertRefused(Reason.COMMITMENT_MISMATCH, () -> forged.open(unwrap(forged, ALICE, alice)));
  }
}
