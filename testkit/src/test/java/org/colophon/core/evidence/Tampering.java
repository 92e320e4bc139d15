package org.colophon.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.parts;
import static org.colophon.core.evidence.EvidenceFixture.put;
import static org.colophon.core.evidence.EvidenceFixture.rebuild;
import static org.colophon.core.evidence.EvidenceFixture.text;

import java.util.List;
import java.util.SortedMap;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.crypto.note.Note;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;

/** What an attacker does to a bundle: a world to attack, and the tools for it. */
final class Tampering {
  private Tampering() {}

  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 12, 1024);
  static final World WORLD = World.make(1);
  static final World SAME_KEYS = World.make(WORLD.consortium.onChain("other"));
  static final byte[] ZIP = WORLD.bundleOf(WORLD.work);

  /** A chain with sealed records of one creator, and the bundle that is tampered with. */
  record World(TestConsortium consortium, TestLedger ledger, TestRecord work, TestRecord other) {
    static World make(long seed) {
      return make(TestConsortium.ofSeed(seed));
    }

    static World make(TestConsortium consortium) {
      try {
        Actor alice = consortium.actor("alice");
        TestLedger ledger = consortium.openWith(alice);
        ledger.seal();
        Actor renewed = alice.with(consortium.key("alice", 1));
        ledger.accept(consortium.records().rotate(alice, renewed));
        TestRecord other = consortium.records().declare(renewed, consortium.hash("other"));
        ledger.accept(other);
        ledger.seal();
        for (int i = 0; i < 4; i++) {
          ledger.accept(consortium.records().deposit(renewed, consortium.hash("filler")));
        }
        TestRecord work = consortium.records().declare(renewed, consortium.hash("work"));
        ledger.orderAll(
            ledger.nextStamp(),
            List.of(
                consortium.records().deposit(renewed, consortium.hash("beside")).bytes(),
                work.bytes(),
                consortium.records().deposit(renewed, consortium.hash("behind")).bytes()));
        ledger.seal(TestConsortium.START.seconds() + 30);
        return new World(consortium, ledger, work, other);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    byte[] bundleOf(TestRecord record) {
      try {
        return EvidenceFixture.assemble(consortium, ledger, record.id());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Makes a tampered bundle out of the right one's parts. */
  interface Maker {
    byte[] apply(SortedMap<String, byte[]> parts) throws Exception;
  }

  /** A tampering, and the check that must find it. */
  record Case(String name, Check.Name found, Maker maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Changes parts; checksums and manifest are made right again. */
  interface Change {
    void apply(SortedMap<String, byte[]> parts) throws Exception;
  }

  static Case rebuilt(String name, Check.Name found, Change change) {
    return new Case(
        name,
        found,
        parts -> {
          change.apply(parts);
          return rebuild(parts);
        });
  }

  static Case raw(String name, Maker maker) {
    return new Case(name, Check.Name.CONTAINER, maker);
  }

  static Note note(SortedMap<String, byte[]> parts) {
    return Note.parse(part(parts, Parts.NOTE));
  }

  static void edit(SortedMap<String, byte[]> parts, String name, String from, String to) {
    String text = text(parts, name);
    assertThat(text).contains(from);
    put(parts, name, text.replace(from, to));
  }

  static Json.Obj json(SortedMap<String, byte[]> parts, String name) throws Exception {
    return JsonParser.parseObject(part(parts, name), LIMITS);
  }
}
