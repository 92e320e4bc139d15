package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.parts;
import static org.colophon.core.evidence.EvidenceFixture.put;
import static org.colophon.core.evidence.EvidenceFixture.rebuild;
import static org.colophon.core.evidence.EvidenceFixture.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.crypto.note.TlogProof;
import org.colophon.testkit.Actor;
import org.colophon.testkit.Seeds;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tampered bundle never verifies, and the check that finds it says so by name. */
class TamperedEvidenceTest {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 12, 1024);
  private static final World WORLD = World.make(1);
  private static final World SAME_KEYS = World.make(WORLD.consortium.onChain("other"));
  private static final byte[] ZIP = WORLD.bundleOf(WORLD.work);

  /** A chain with sealed records of one creator, and the bundle that is tampered with. */
  private record World(
      TestConsortium consortium, TestLedger ledger, TestRecord work, TestRecord other) {
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
  interface Tampering {
    byte[] apply(SortedMap<String, byte[]> parts) throws Exception;
  }

  record Case(String name, Check.Name found, Tampering tampering) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Changes parts; checksums and manifest are made right again. */
  private interface Change {
    void apply(SortedMap<String, byte[]> parts) throws Exception;
  }

  private static Case rebuilt(String name, Check.Name found, Change change) {
    return new Case(
        name,
        found,
        parts -> {
          change.apply(parts);
          return rebuild(parts);
        });
  }

  private static Case raw(String name, Tampering tampering) {
    return new Case(name, Check.Name.CONTAINER, tampering);
  }

  static Stream<Case> cases() {
    return Stream.of(swaps(), notes(), headers(), proofs(), supports(), containers())
        .flatMap(List::stream);
  }

  private static List<Case> swaps() {
    SortedMap<String, byte[]> other = parts(WORLD.bundleOf(WORLD.other));
    SortedMap<String, byte[]> foreign = parts(SAME_KEYS.bundleOf(SAME_KEYS.work));
    return List.of(
        rebuilt(
            "another record of the chain",
            Check.Name.RECORD,
            p -> p.put(Parts.RECORD, part(other, Parts.RECORD))),
        new Case(
            "another record of the chain, and a manifest that names it",
            Check.Name.INCLUSION,
            p -> {
              p.put(Parts.RECORD, part(other, Parts.RECORD));
              p.remove(Parts.MANIFEST);
              p.put(
                  Parts.MANIFEST,
                  Manifest.of(WORLD.consortium.chain(), WORLD.other.id(), p).bytes());
              return PlainZip.write(p);
            }),
        rebuilt(
            "another record with its proofs",
            Check.Name.HEADER,
            p -> {
              p.put(Parts.RECORD, part(other, Parts.RECORD));
              p.put(Parts.PROOFS, part(other, Parts.PROOFS));
            }),
        rebuilt(
            "another block's header",
            Check.Name.HEADER,
            p -> p.put(Parts.HEADER, part(other, Parts.HEADER))),
        rebuilt(
            "an earlier seal of the chain",
            Check.Name.HEADER,
            p -> p.put(Parts.NOTE, part(other, Parts.NOTE))),
        rebuilt(
            "a record of another chain",
            Check.Name.RECORD,
            p -> p.put(Parts.RECORD, part(foreign, Parts.RECORD))),
        rebuilt(
            "another chain's genesis",
            Check.Name.GENESIS,
            p -> p.put(Parts.GENESIS, part(foreign, Parts.GENESIS))),
        rebuilt(
            "another chain's policy",
            Check.Name.POLICY,
            p -> p.put(Parts.POLICY, part(foreign, Parts.POLICY))),
        rebuilt(
            "another chain's checkpoint by the same validators",
            Check.Name.CHECKPOINT,
            p -> p.put(Parts.NOTE, part(foreign, Parts.NOTE))),
        rebuilt(
            "another chain's header and proofs",
            Check.Name.HEADER,
            p -> {
              p.put(Parts.HEADER, part(foreign, Parts.HEADER));
              p.put(Parts.PROOFS, part(foreign, Parts.PROOFS));
            }),
        new Case(
            "another chain's bundle under this chain's genesis",
            Check.Name.GENESIS,
            p -> {
              SortedMap<String, byte[]> mixed = new TreeMap<>(foreign);
              mixed.put(Parts.GENESIS, part(p, Parts.GENESIS));
              return rebuild(mixed);
            }),
        rebuilt(
            "a policy with a smaller quorum",
            Check.Name.POLICY,
            p ->
                put(
                    p,
                    Parts.POLICY,
                    text(p, Parts.POLICY).replace("group validators 3", "group validators 1"))),
        rebuilt(
            "a genesis with another quorum",
            Check.Name.GENESIS,
            p ->
                put(
                    p,
                    Parts.GENESIS,
                    text(p, Parts.GENESIS).replace("\"quorum\":3", "\"quorum\":4"))),
        rebuilt(
            "a validator's key replaced in the genesis",
            Check.Name.GENESIS,
            p -> {
              String key =
                  TestConsortium.ofSeed(9)
                      .genesis()
                      .membership()
                      .validators()
                      .getFirst()
                      .checkpointKeys()
                      .orElseThrow()
                      .log();
              String own =
                  WORLD
                      .consortium
                      .genesis()
                      .membership()
                      .validators()
                      .getFirst()
                      .checkpointKeys()
                      .orElseThrow()
                      .log();
              put(p, Parts.GENESIS, text(p, Parts.GENESIS).replace(own, key));
            }),
        rebuilt(
            "the statement changed",
            Check.Name.SIGNATURE,
            p -> put(p, Parts.RECORD, text(p, Parts.RECORD).replace("text/plain", "text/plaim"))),
        rebuilt(
            "the signature of another record",
            Check.Name.SIGNATURE,
            p -> {
              String wanted = text(other, Parts.RECORD);
              String own = text(p, Parts.RECORD);
              put(
                  p,
                  Parts.RECORD,
                  wanted.substring(0, wanted.indexOf(",\"statement\""))
                      + own.substring(own.indexOf(",\"statement\"")));
            }),
        rebuilt(
            "the same statement in another record",
            Check.Name.INCLUSION,
            p ->
                p.put(
                    Parts.RECORD,
                    WORLD
                        .consortium
                        .signBatch(
                            WORLD.consortium.actor("alice").with(WORLD.consortium.key("alice", 1)),
                            List.of(WORLD.work))
                        .getFirst())));
  }

  private static Note note(SortedMap<String, byte[]> parts) {
    return Note.parse(part(parts, Parts.NOTE));
  }

  private static List<NoteSignature> linesOf(
      TestConsortium consortium, Checkpoint checkpoint, int from, int to, long seconds) {
    List<NoteSignature> lines = new ArrayList<>();
    TestConsortium.validators()
        .subList(from, to)
        .forEach(v -> lines.addAll(consortium.validator(v).sign(checkpoint, seconds)));
    return lines;
  }

  private static void putNote(
      SortedMap<String, byte[]> parts, Checkpoint checkpoint, List<NoteSignature> lines) {
    put(parts, Parts.NOTE, Note.of(checkpoint, lines).sorted().text());
  }

  /** As {@link #putNote}, with the C2SP proof of it, as a thorough attacker would. */
  private static void putNoteAndProof(
      SortedMap<String, byte[]> parts, Checkpoint checkpoint, List<NoteSignature> lines)
      throws Exception {
    putNote(parts, checkpoint, lines);
    InclusionProof record = LeafProofs.parse(part(parts, Parts.PROOFS)).record();
    put(parts, Parts.TLOG_PROOF, TlogProof.of(record, note(parts)).text());
  }

  private static List<Case> notes() {
    TestConsortium own = WORLD.consortium;
    TestConsortium strangers = TestConsortium.ofSeed(9);
    Checkpoint checkpoint = note(parts(ZIP)).checkpoint();
    Checkpoint forked = new Checkpoint(checkpoint.origin(), checkpoint.size(), Hash.sha256());
    long time = TestConsortium.START.seconds() + 30;
    return List.of(
        rebuilt(
            "one validator's lines removed",
            Check.Name.COSIGNATURES,
            p -> putNoteAndProof(p, checkpoint, linesOf(own, checkpoint, 0, 2, time))),
        rebuilt(
            "one line removed",
            Check.Name.COSIGNATURES,
            p ->
                putNoteAndProof(p, checkpoint, linesOf(own, checkpoint, 0, 3, time).subList(1, 9))),
        rebuilt(
            "one validator's lines by keys of nobody",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = linesOf(own, checkpoint, 0, 2, time);
              lines.addAll(linesOf(strangers, checkpoint, 2, 3, time));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "lines of an organisation that is no validator",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = linesOf(own, checkpoint, 0, 2, time);
              lines.addAll(own.validator(TestConsortium.PROCURATORATE).sign(checkpoint, time));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "a foreign line beside a right quorum",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = linesOf(own, checkpoint, 0, 3, time);
              lines.add(strangers.validator(TestConsortium.NOTARY).sign(checkpoint, time).get(1));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "one validator's signature under another's key name",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = linesOf(own, checkpoint, 0, 3, time);
              lines.set(
                  7,
                  NoteSignature.of(
                      lines.get(7).name(), lines.get(7).keyId(), lines.get(1).bytes()));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "the time of one cosignature changed",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = new ArrayList<>(note(p).signatures());
              int at = indexOfLength(lines, 72);
              byte[] bytes = lines.get(at).bytes();
              bytes[7] ^= 1;
              lines.set(at, NoteSignature.of(lines.get(at).name(), lines.get(at).keyId(), bytes));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "both cosigners of a validator at different times",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = linesOf(own, checkpoint, 0, 3, time);
              lines.set(1, linesOf(own, checkpoint, 0, 1, time - 1).get(1));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "the lines not sorted",
            Check.Name.COSIGNATURES,
            p -> put(p, Parts.NOTE, Note.of(checkpoint, note(p).signatures().reversed()).text())),
        rebuilt(
            "another root with the old signatures",
            Check.Name.COSIGNATURES,
            p -> putNote(p, forked, note(p).signatures())),
        rebuilt(
            "another size with the old signatures",
            Check.Name.COSIGNATURES,
            p ->
                putNote(
                    p,
                    new Checkpoint(checkpoint.origin(), checkpoint.size() + 1, checkpoint.root()),
                    note(p).signatures())),
        rebuilt(
            "another root that a quorum signed",
            Check.Name.HEADER,
            p -> putNote(p, forked, linesOf(own, forked, 0, 3, time))),
        rebuilt(
            "more validators in the note than in the C2SP proof",
            Check.Name.TLOG_PROOF,
            p -> putNote(p, checkpoint, linesOf(own, checkpoint, 0, 4, time))),
        rebuilt("no note at all", Check.Name.CHECKPOINT, p -> put(p, Parts.NOTE, "nothing\n")),
        rebuilt(
            "a note that is not UTF-8",
            Check.Name.CHECKPOINT,
            p -> {
              byte[] bytes = part(p, Parts.NOTE).clone();
              bytes[bytes.length - 5] = (byte) 0xff;
              p.put(Parts.NOTE, bytes);
            }));
  }

  private static int indexOfLength(List<NoteSignature> lines, int length) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).bytes().length == length) {
        return i;
      }
    }
    throw new AssertionError("no line of " + length + " bytes");
  }

  private static void edit(SortedMap<String, byte[]> parts, String name, String from, String to) {
    String text = text(parts, name);
    assertThat(text).contains(from);
    put(parts, name, text.replace(from, to));
  }

  private static List<Case> headers() {
    SortedMap<String, byte[]> other = parts(WORLD.bundleOf(WORLD.other));
    return List.of(
        rebuilt(
            "the block's time changed",
            Check.Name.HEADER,
            p -> {
              BlockHeader header = BlockHeader.parse(part(p, Parts.HEADER));
              long time = header.time().value();
              edit(p, Parts.HEADER, "\"time\":" + time, "\"time\":" + (time - 86_400_000));
            }),
        rebuilt(
            "the block's height changed",
            Check.Name.HEADER,
            p -> edit(p, Parts.HEADER, "\"height\":", "\"height\":1")),
        rebuilt(
            "the header replaced by a record",
            Check.Name.HEADER,
            p -> p.put(Parts.HEADER, part(p, Parts.RECORD))),
        rebuilt(
            "the record replaced by the header",
            Check.Name.RECORD,
            p -> p.put(Parts.RECORD, part(p, Parts.HEADER))),
        rebuilt(
            "the seal before replaced by another",
            Check.Name.NOT_BEFORE,
            p -> p.put(Parts.BEFORE, part(other, Parts.BEFORE))),
        rebuilt(
            "the seal before replaced by the sealing one",
            Check.Name.NOT_BEFORE,
            p ->
                p.put(
                    Parts.BEFORE,
                    Json.object()
                        .put("note", text(p, Parts.NOTE))
                        .put("tokens", Json.strings(List.of()))
                        .build()
                        .bytes())),
        rebuilt("the seal before removed", Check.Name.NOT_BEFORE, p -> p.remove(Parts.BEFORE)),
        rebuilt(
            "a token added to the seal before",
            Check.Name.NOT_BEFORE,
            p -> edit(p, Parts.BEFORE, "\"tokens\":[]", "\"tokens\":[\"MAA=\"]")));
  }

  private static Json.Obj json(SortedMap<String, byte[]> parts, String name) throws Exception {
    return JsonParser.parseObject(part(parts, name), LIMITS);
  }

  /** Changes one proof of proofs.json. */
  private static void putProof(
      SortedMap<String, byte[]> parts, String which, long index, List<String> path)
      throws Exception {
    TreeMap<String, Json> members = new TreeMap<>(json(parts, Parts.PROOFS).members());
    members.put(which, Json.object().put("index", index).put("path", Json.strings(path)).build());
    parts.put(Parts.PROOFS, new Json.Obj(members).bytes());
  }

  private static List<String> path(InclusionProof proof) {
    return new ArrayList<>(proof.path().stream().map(Hash::hex).toList());
  }

  private static List<Case> proofs() {
    return List.of(
        rebuilt(
            "the record's index changed",
            Check.Name.INCLUSION,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).record();
              putProof(p, "record", proof.leafIndex() - 1, path(proof));
            }),
        rebuilt(
            "the record's path shortened",
            Check.Name.INCLUSION,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).record();
              putProof(p, "record", proof.leafIndex(), path(proof).subList(1, proof.path().size()));
            }),
        rebuilt(
            "the record's path lengthened",
            Check.Name.INCLUSION,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).record();
              List<String> path = path(proof);
              path.add(Hash.sha256().hex());
              putProof(p, "record", proof.leafIndex(), path);
            }),
        rebuilt(
            "a hash of the record's path changed",
            Check.Name.INCLUSION,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).record();
              List<String> path = path(proof);
              path.set(1, Hash.sha256().hex());
              putProof(p, "record", proof.leafIndex(), path);
            }),
        rebuilt(
            "the header's index changed",
            Check.Name.HEADER,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).header();
              putProof(p, "header", proof.leafIndex() - 1, path(proof));
            }),
        rebuilt(
            "the header's path shortened",
            Check.Name.HEADER,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).header();
              putProof(p, "header", proof.leafIndex(), path(proof).subList(0, 1));
            }),
        rebuilt(
            "an index beyond the tree",
            Check.Name.HEADER,
            p -> putProof(p, "record", 1L << 40, List.of())),
        rebuilt(
            "a tree of another size",
            Check.Name.HEADER,
            p -> {
              long size = LeafProofs.parse(part(p, Parts.PROOFS)).record().treeSize();
              edit(p, Parts.PROOFS, "\"size\":" + size, "\"size\":" + (size + 1));
            }),
        rebuilt(
            "the C2SP proof of another leaf",
            Check.Name.TLOG_PROOF,
            p -> {
              InclusionProof header = LeafProofs.parse(part(p, Parts.PROOFS)).header();
              put(p, Parts.TLOG_PROOF, TlogProof.of(header, note(p)).text());
            }),
        rebuilt(
            "extra data in the C2SP proof",
            Check.Name.TLOG_PROOF,
            p -> {
              InclusionProof record = LeafProofs.parse(part(p, Parts.PROOFS)).record();
              put(p, Parts.TLOG_PROOF, TlogProof.withExtra(new byte[] {1}, record, note(p)).text());
            }));
  }

  /** Takes supporting records with their proofs, by their old numbers, in a new order. */
  private static void pickSupports(SortedMap<String, byte[]> parts, int... numbers)
      throws Exception {
    List<byte[]> leaves = new ArrayList<>();
    List<Json> proofs = new ArrayList<>();
    List<Json> old = supportProofs(parts);
    for (int number : numbers) {
      leaves.add(part(parts, Parts.support(number)));
      proofs.add(old.get(number));
    }
    for (int i = 0; parts.remove(Parts.support(i)) != null; i++) {
      assertThat(i).isLessThan(Parts.SUPPORTS_MAX);
    }
    for (int i = 0; i < leaves.size(); i++) {
      parts.put(Parts.support(i), leaves.get(i));
    }
    putSupportProofs(parts, proofs);
  }

  private static List<Json> supportProofs(SortedMap<String, byte[]> parts) throws Exception {
    if (json(parts, Parts.PROOFS).members().get("supports") instanceof Json.Arr(List<Json> items)) {
      return items;
    }
    throw new AssertionError("no supports");
  }

  private static void putSupportProofs(SortedMap<String, byte[]> parts, List<Json> proofs)
      throws Exception {
    TreeMap<String, Json> members = new TreeMap<>(json(parts, Parts.PROOFS).members());
    members.put("supports", Json.array(proofs));
    parts.put(Parts.PROOFS, new Json.Obj(members).bytes());
  }

  private static List<Case> supports() {
    SortedMap<String, byte[]> foreign = parts(SAME_KEYS.bundleOf(SAME_KEYS.work));
    return List.of(
        rebuilt(
            "all supporting records removed with their proofs",
            Check.Name.SIGNER_KEYS,
            p -> pickSupports(p)),
        rebuilt(
            "the newest supporting record removed with its proof",
            Check.Name.SIGNER_KEYS,
            p -> pickSupports(p, 1)),
        rebuilt(
            "the oldest supporting record removed with its proof",
            Check.Name.SIGNER_KEYS,
            p -> pickSupports(p, 0)),
        rebuilt(
            "a supporting record removed, its proof left",
            Check.Name.SIGNER_KEYS,
            p -> p.remove(Parts.support(1))),
        rebuilt(
            "a supporting record's proof removed, the record left",
            Check.Name.SIGNER_KEYS,
            p -> putSupportProofs(p, List.of())),
        rebuilt("a supporting record twice", Check.Name.SIGNER_KEYS, p -> pickSupports(p, 0, 1, 1)),
        rebuilt(
            "two supporting records swapped, their proofs left",
            Check.Name.SIGNER_KEYS,
            p -> {
              byte[] first = part(p, Parts.support(0));
              p.put(Parts.support(0), part(p, Parts.support(1)));
              p.put(Parts.support(1), first);
            }),
        rebuilt(
            "a supporting record of another chain",
            Check.Name.SIGNER_KEYS,
            p -> p.put(Parts.support(0), part(foreign, Parts.support(0)))),
        rebuilt(
            "a supporting record that never stood on the chain",
            Check.Name.SIGNER_KEYS,
            p -> {
              Actor mallory =
                  WORLD.consortium.actor("alice").with(WORLD.consortium.key("mallory", 1));
              p.put(
                  Parts.support(0),
                  WORLD
                      .consortium
                      .records()
                      .rotate(WORLD.consortium.actor("alice"), mallory)
                      .bytes());
            }),
        rebuilt(
            "a record of the chain that supports nothing added",
            Check.Name.SIGNER_KEYS,
            p -> {
              p.put(Parts.support(2), part(p, Parts.RECORD));
              List<Json> proofs = new ArrayList<>(supportProofs(p));
              proofs.add(json(p, Parts.PROOFS).members().get("record"));
              putSupportProofs(p, proofs);
            }),
        rebuilt(
            "a supporting record's index changed",
            Check.Name.SIGNER_KEYS,
            p -> {
              List<Json> proofs = new ArrayList<>(supportProofs(p));
              TreeMap<String, Json> first = new TreeMap<>(((Json.Obj) proofs.getFirst()).members());
              first.put("index", Json.of(0));
              proofs.set(0, new Json.Obj(first));
              putSupportProofs(p, proofs);
            }),
        rebuilt(
            "a supporting record under a number too high",
            Check.Name.SIGNER_KEYS,
            p -> p.put(Parts.support(40), p.remove(Parts.support(1)))));
  }

  private static List<Case> containers() {
    List<Case> cases = new ArrayList<>();
    cases.add(raw("empty", p -> new byte[0]));
    cases.add(raw("one byte", p -> new byte[1]));
    cases.add(raw("an end record alone", p -> Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, 22)));
    cases.add(raw("longer than a bundle may be", p -> new byte[Parts.BYTES_MAX + 1]));
    cases.add(raw("cut in the middle", p -> Arrays.copyOf(ZIP, ZIP.length / 2)));
    cases.add(raw("cut by its last byte", p -> Arrays.copyOf(ZIP, ZIP.length - 1)));
    cases.add(raw("a byte behind it", p -> Arrays.copyOf(ZIP, ZIP.length + 1)));
    cases.add(raw("twice", p -> concat(ZIP, ZIP)));
    cases.add(raw("compressed", TamperedEvidenceTest::compressed));
    cases.add(raw("a name twice", TamperedEvidenceTest::doubled));
    cases.add(raw("a comment", p -> withComment(ZIP)));
    for (String name :
        List.of("extra.txt", "record.json.bak", "support-64.json", "support-9.json")) {
      cases.add(raw("an added part " + name, p -> added(p, name)));
    }
    for (String name : List.of("../record.json", "/etc/passwd", "a/../record.json", "..\\x")) {
      cases.add(raw("an added part " + name, p -> added(p, name)));
    }
    for (String name :
        List.of(
            Parts.MANIFEST,
            Parts.GENESIS,
            Parts.POLICY,
            Parts.NOTE,
            Parts.HEADER,
            Parts.RECORD,
            Parts.TLOG_PROOF,
            Parts.PROOFS)) {
      cases.add(
          raw(
              "without " + name,
              p -> {
                p.remove(name);
                return PlainZip.write(p);
              }));
    }
    return cases;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] added(SortedMap<String, byte[]> parts, String name) {
    parts.put(name, new byte[] {1});
    return rebuild(parts);
  }

  private static byte[] compressed(SortedMap<String, byte[]> parts) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /** A second record.json, which other tools would show instead of the first. */
  private static byte[] doubled(SortedMap<String, byte[]> parts) {
    SortedMap<String, byte[]> twin = new TreeMap<>(parts);
    byte[] record = twin.remove(Parts.RECORD);
    twin.put("recorc.json", record);
    twin.put("record.json", record);
    String latin = new String(PlainZip.write(twin), java.nio.charset.StandardCharsets.ISO_8859_1);
    return latin
        .replace("recorc.json", "record.json")
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static byte[] withComment(byte[] zip) {
    byte[] longer = concat(zip, "hello".getBytes(UTF_8));
    ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putShort(zip.length - 2, (short) 5);
    return longer;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedByTheCheckThatFindsIt(Case tampered) throws Exception {
    byte[] bundle = tampered.tampering.apply(parts(ZIP));
    assertThat(bundle).isNotEqualTo(ZIP);
    for (EvidenceReport report :
        List.of(
            EvidenceFixture.verify(bundle),
            EvidenceFixture.verify(bundle, WORLD.consortium.genesis()))) {
      assertThat(report.verified()).isFalse();
      assertThat(report.facts()).isEmpty();
      assertThat(report.failure()).map(Check::name).contains(tampered.found);
      assertThat(report.checks().getLast()).isEqualTo(report.failure().orElseThrow());
      assertThat(report.failure().orElseThrow().detail()).isNotBlank();
    }
  }

  @Test
  void theBundleItselfVerifies() {
    assertThat(EvidenceFixture.verify(ZIP, WORLD.consortium.genesis()).failure()).isEmpty();
    assertThat(rebuild(parts(ZIP))).isEqualTo(ZIP);
    assertThat(cases().count()).isGreaterThan(60);
  }

  @Test
  void everyFlippedByteOfAnArchiveIsFound() {
    Seeds.check(
        5,
        3,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (int i = 0; i < 400; i++) {
            byte[] changed = ZIP.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            assertThat(EvidenceFixture.verify(changed).verified()).as("byte %s", at).isFalse();
          }
        });
  }

  /** The checksums and the manifest are made right again, so that only what they cover can tell. */
  @Test
  void everyFlippedByteOfAPartIsFoundBehindARebuiltManifest() {
    Seeds.check(
        6,
        2,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (String name : parts(ZIP).keySet()) {
            if (name.equals(Parts.MANIFEST)) {
              continue;
            }
            for (int i = 0; i < 40; i++) {
              SortedMap<String, byte[]> parts = parts(ZIP);
              byte[] changed = part(parts, name).clone();
              int at = random.nextInt(changed.length);
              changed[at] ^= (byte) (1 + random.nextInt(255));
              parts.put(name, changed);
              EvidenceReport report = EvidenceFixture.verify(rebuild(parts));
              assertThat(report.verified()).as("%s, byte %s", name, at).isFalse();
            }
          }
        });
  }

  @Test
  void everyFlippedByteOfTheManifestIsFound() {
    byte[] manifest = part(parts(ZIP), Parts.MANIFEST);
    for (int at = 0; at < manifest.length; at++) {
      SortedMap<String, byte[]> parts = parts(ZIP);
      byte[] changed = manifest.clone();
      changed[at] ^= 1;
      parts.put(Parts.MANIFEST, changed);
      EvidenceReport report = EvidenceFixture.verify(PlainZip.write(parts));
      assertThat(report.verified()).as("byte %s", at).isFalse();
    }
  }

  @Test
  void randomGarbageIsRefusedWithoutAnException() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] garbage = new byte[random.nextInt(4_000)];
      random.nextBytes(garbage);
      assertThat(EvidenceFixture.verify(garbage).verified()).isFalse();
      SortedMap<String, byte[]> parts = parts(ZIP);
      List<String> names = List.copyOf(parts.keySet());
      String name = names.get(random.nextInt(names.size()));
      parts.put(name, garbage);
      byte[] bundle = name.equals(Parts.MANIFEST) ? PlainZip.write(parts) : rebuild(parts);
      assertThat(EvidenceFixture.verify(bundle).verified()).isFalse();
    }
  }

  @Test
  void aRecordThatIsNotInForceByAnyKeyOfItsChainIsRefusedEvenWhenItStandsInTheTree()
      throws Exception {
    // A quorum that sealed a tree with such a leaf has lied; the bundle shows it.
    ForgedTree tree = new ForgedTree(TestConsortium.ofSeed(3));
    Actor nobody = tree.consortium().actor("nobody");
    TestRecord record = tree.consortium().records().deposit(nobody, Hash.sha256());
    byte[] bundle = tree.bundle(record, List.of());
    assertThat(EvidenceFixture.verify(bundle).failure())
        .map(Check::name)
        .contains(Check.Name.SIGNER_KEYS);
  }

  @Test
  void aKeyThatCameIntoForceLaterIsRefused() throws Exception {
    ForgedTree tree = new ForgedTree(TestConsortium.ofSeed(3));
    TestConsortium consortium = tree.consortium();
    Actor alice = consortium.actor("alice");
    TestRecord record = consortium.records().deposit(alice, Hash.sha256());
    TestRecord later =
        consortium.records().register(consortium.actor(TestConsortium.NOTARY), alice);
    byte[] early = tree.bundle(record, List.of(later));
    assertThat(EvidenceFixture.verify(early).verified()).isTrue();
    byte[] late = tree.bundleWithSupportsBehind(record, List.of(later));
    assertThat(EvidenceFixture.verify(late).failure())
        .map(Check::name)
        .contains(Check.Name.SIGNER_KEYS);
  }

  @Test
  void aKeyOfAnotherSubjectIsRefused() throws Exception {
    ForgedTree tree = new ForgedTree(TestConsortium.ofSeed(3));
    TestConsortium consortium = tree.consortium();
    Actor alice = consortium.actor("alice");
    Actor posing = consortium.actor("bob").with(alice.key());
    TestRecord registration =
        consortium.records().register(consortium.actor(TestConsortium.NOTARY), alice);
    TestRecord record = consortium.records().deposit(posing, Hash.sha256());
    assertThat(EvidenceFixture.verify(tree.bundle(record, List.of(registration))).failure())
        .map(Check::name)
        .contains(Check.Name.SIGNER_KEYS);
    Actor office = consortium.actor(TestConsortium.OFFICE);
    TestRecord posingAsOffice =
        consortium
            .records()
            .deposit(consortium.actor(TestConsortium.NOTARY).with(office.key()), Hash.sha256());
    assertThat(EvidenceFixture.verify(tree.bundle(posingAsOffice, List.of())).failure())
        .map(Check::name)
        .contains(Check.Name.SIGNER_KEYS);
  }

  /**
   * Signers that rest on signers that rest on signers: each is followed once, not 4 to the 16th.
   */
  @Test
  void manySignersThatRestOnManySignersAreFollowedInLittleTime() throws Exception {
    ForgedTree tree = new ForgedTree(TestConsortium.ofSeed(3));
    TestConsortium consortium = tree.consortium();
    List<Actor> known =
        new ArrayList<>(TestConsortium.validators().stream().map(consortium::actor).toList());
    List<TestRecord> supports = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Actor next = consortium.actor("layer-" + i);
      TestRecord record = consortium.record(consortium.records().registration(next));
      for (Actor signer : known.subList(known.size() - 3, known.size())) {
        record.by(signer, Role.REGISTRAR);
      }
      supports.add(record.by(next, Role.SUBJECT));
      known.add(next);
    }
    TestRecord record = consortium.records().deposit(known.getLast(), Hash.sha256());
    byte[] bundle = tree.bundle(record, supports);
    assertThat(EvidenceFixture.verify(bundle).verified()).isTrue();
  }
}
