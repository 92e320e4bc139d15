package org.colophon.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Candidate;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.chain.SealingState;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;

/**
 * A history made of a seed: stamped entries of every kind, most of them right, some refused, some
 * void. Applied in their order to any store, they give the same chain.
 */
public final class TestHistory {
  private static final Timestamp YEAR_2100 = new Timestamp(4_102_444_800_000L);
  private static final int CONTENTS = 12;

  private final SplittableRandom random;
  private final TestConsortium consortium;
  private final TestRecords records;
  private final TestLedger ledger;
  private final Actor notary;
  private final List<Actor> actors = new ArrayList<>();
  private final List<TestRecord> made = new ArrayList<>();
  private final List<TestRecord> works = new ArrayList<>();
  private final List<byte[]> entries = new ArrayList<>();
  private int subjects;
  private int keys;

  private TestHistory(TestConsortium consortium, long seed) throws Exception {
    this.random = new SplittableRandom(seed);
    this.consortium = consortium;
    this.records = consortium.records();
    this.ledger = consortium.open(new MemoryStore());
    this.notary = consortium.actor(TestConsortium.NOTARY);
  }

  /** So many entries, stamped, in their order. */
  public static List<byte[]> entries(TestConsortium consortium, long seed, int count)
      throws Exception {
    TestHistory history = new TestHistory(consortium, seed);
    while (history.entries.size() < count) {
      history.add(history.someStamp(), history.someEntry());
    }
    return List.copyOf(history.entries);
  }

  private void add(Timestamp stamp, byte[] entry) throws Exception {
    byte[] stamped = entry.clone();
    if (stamped.length >= EntryCodec.HEADER_BYTES) {
      EntryCodec.stamp(stamped, stamp);
    }
    ledger.ledger().apply(ledger.nextPosition(), stamped);
    entries.add(stamped);
  }

  /** Clocks go ahead and back; one in forty has gone mad. */
  private Timestamp someStamp() {
    return random.nextInt(40) == 0
        ? YEAR_2100
        : new Timestamp(ledger.nextStamp().value() + random.nextInt(-3_000, 5_000));
  }

  private byte[] someEntry() {
    return switch (random.nextInt(16)) {
      case 0 -> EntryCodec.candidate();
      case 1, 2, 3 -> someCosignature();
      case 4 -> someSeal();
      case 5 -> garbage();
      case 6 -> batch();
      default -> someRecords();
    };
  }

  private byte[] someRecords() {
    List<byte[]> chosen = new ArrayList<>();
    for (int i = random.nextInt(1, 9); i > 0; i--) {
      TestRecord record = someRecord();
      made.add(record);
      chosen.add(record.bytes());
    }
    if (random.nextInt(20) == 0) {
      byte[] spoilt = chosen.getLast().clone();
      spoilt[random.nextInt(spoilt.length)] ^= 1;
      chosen.set(chosen.size() - 1, spoilt);
    }
    return EntryCodec.records(chosen);
  }

  private TestRecord someRecord() {
    if (actors.size() < 3 || random.nextInt(12) == 0) {
      return registration();
    }
    Actor actor = anyOf(actors);
    TestRecord earlier = anyOf(made);
    Hash content = consortium.hash("content " + random.nextInt(CONTENTS));
    return switch (random.nextInt(10)) {
      case 0 -> records.draft(actor, records.commitment(actor, content));
      case 1 -> records.draftAfter(actor, earlier.work(), earlier.id(), 2, content);
      case 2 -> work(records.declare(actor, content));
      case 3 -> records.reveal(actor, earlier.id(), content);
      case 4 -> records.deposit(actor, content).notAfter(someStamp());
      case 5 -> records.supplement(actor, earlier.id(), content);
      case 6, 7 -> transfer(actor);
      case 8 -> random.nextInt(3) == 0 ? rotation(actor) : earlier;
      default -> random.nextInt(8) == 0 ? records.revoke(actor) : earlier;
    };
  }

  private TestRecord registration() {
    Actor actor = consortium.actor("subject-" + subjects++);
    actors.add(actor);
    return records.register(notary, actor);
  }

  private TestRecord work(TestRecord record) {
    works.add(record);
    return record;
  }

  private TestRecord transfer(Actor owner) {
    return works.isEmpty()
        ? records.draft(owner, consortium.hash("draft"))
        : records.transfer(owner, anyOf(actors), anyOf(works).work(), random.nextInt(1, 10_001));
  }

  private TestRecord rotation(Actor actor) {
    Actor renewed = actor.with(consortium.key(actor.subject().text(), ++keys));
    actors.set(actors.indexOf(actor), renewed);
    return records.rotate(actor, renewed);
  }

  private byte[] batch() {
    Actor signer = actors.isEmpty() ? notary : anyOf(actors);
    List<TestRecord> batch = new ArrayList<>();
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      batch.add(records.deposit(signer, consortium.hash("batched " + i)));
    }
    return EntryCodec.records(consortium.signBatch(signer, batch));
  }

  private byte[] garbage() {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    if (bytes.length > 2 && random.nextBoolean()) {
      bytes[0] = 1;
      bytes[1] = (byte) random.nextInt(1, 5);
    }
    return bytes;
  }

  private byte[] someCosignature() {
    List<Candidate> open = open();
    if (open.isEmpty()) {
      return EntryCodec.candidate();
    }
    Candidate candidate = anyOf(open);
    TestValidator validator = consortium.validator(anyOf(TestConsortium.validators()));
    String note = validator.cosign(candidate.checkpoint(consortium.chain()), someSeconds());
    return EntryCodec.cosignature(candidate.round() + random.nextInt(6) / 5, note);
  }

  private byte[] someSeal() {
    List<Candidate> open = open();
    if (open.isEmpty()) {
      return EntryCodec.candidate();
    }
    Candidate candidate = anyOf(open);
    int signing = random.nextInt(2, 5);
    String note =
        ledger.note(
            candidate.checkpoint(consortium.chain()),
            someSeconds(),
            TestConsortium.validators().subList(0, signing));
    return EntryCodec.seal(
        candidate.round(),
        new SealDocument(note, List.of("MAA="), List.of("MAAA"), Optional.of("AAAA")));
  }

  private long someSeconds() {
    return ledger.nextStamp().seconds() + random.nextInt(3);
  }

  private List<Candidate> open() {
    try (LedgerReader reader = ledger.read()) {
      return new SealingState(reader).candidates();
    }
  }

  private <T> T anyOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
