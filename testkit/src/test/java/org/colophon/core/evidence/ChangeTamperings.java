package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.colophon.core.evidence.ChangedWorld.changes;
import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.parts;
import static org.colophon.core.evidence.EvidenceFixture.text;
import static org.colophon.core.evidence.Tampering.edit;
import static org.colophon.core.evidence.Tampering.rebuilt;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.colophon.core.OrgId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.StateText;
import org.colophon.core.evidence.Tampering.Case;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Policies;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.testkit.TestConsortium;

/** What an attacker does to the changes that lead from the genesis to whoever sealed. */
final class ChangeTamperings {
  static final ChangedWorld WORLD = ChangedWorld.make(TestConsortium.ofSeed(1));
  static final byte[] ZIP = WORLD.bundleOf(WORLD.last);

  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 16, 4096);
  private static final List<OrgId> FOUNDERS = TestConsortium.validators();

  private ChangeTamperings() {}

  /** Puts these changes into a bundle in the place of its own. */
  private static void putChanges(SortedMap<String, byte[]> parts, List<ChangePart> changes) {
    parts.keySet().removeIf(MembershipParts::isChange);
    for (int i = 0; i < changes.size(); i++) {
      parts.put(Parts.change(i), changes.get(i).bytes());
    }
  }

  /** Changes one of the changes and leaves the others. */
  private interface Edit {
    ChangePart apply(ChangePart change) throws Exception;
  }

  private static Case edited(String name, int number, Edit edit) {
    return rebuilt(
        name,
        Check.Name.MEMBERSHIP,
        p -> {
          List<ChangePart> changes = new ArrayList<>(changes(p));
          changes.set(number, edit.apply(changes.get(number)));
          putChanges(p, changes);
        });
  }

  private static Case picked(String name, int... numbers) {
    return picked(name, Check.Name.MEMBERSHIP, numbers);
  }

  private static Case picked(String name, Check.Name found, int... numbers) {
    return rebuilt(
        name,
        found,
        p -> {
          List<ChangePart> all = changes(p);
          List<ChangePart> chosen = new ArrayList<>();
          for (int number : numbers) {
            chosen.add(all.get(number));
          }
          putChanges(p, chosen);
        });
  }

  private static void putPolicy(SortedMap<String, byte[]> parts, Membership membership) {
    String policy = Policies.text(WORLD.consortium.chain(), membership);
    parts.put(Parts.POLICY, policy.getBytes(US_ASCII));
  }

  static List<Case> sequences() {
    SortedMap<String, byte[]> sameKeys =
        parts(
            ChangedWorld.make(WORLD.consortium.onChain("other"))
                .bundleOf(ChangedWorld.make(WORLD.consortium.onChain("other")).last));
    return List.of(
        picked("all changes removed", Check.Name.POLICY),
        picked("the first change skipped", 1, 2),
        picked("a change in between skipped", 0, 2),
        picked(
            "the newest change, which left the validators alone, skipped", Check.Name.HEADER, 0, 1),
        picked("the two newest changes skipped", 0),
        picked("two changes in another order", 1, 0, 2),
        picked("a change twice", 0, 0, 1, 2),
        picked("the newest change once more", 0, 1, 2, 2),
        picked("an old change played again", 0, 1, 2, 0),
        rebuilt(
            "a change under a number too high",
            Check.Name.MEMBERSHIP,
            p -> p.put(Parts.change(7), p.remove(Parts.change(2)))),
        rebuilt(
            "a change under a number that is none",
            Check.Name.CONTAINER,
            p -> p.put("change-64.json", part(p, Parts.change(2)))),
        rebuilt(
            "the two newest changes skipped, with the policy of the one before",
            Check.Name.COSIGNATURES,
            p -> {
              putChanges(p, changes(p).subList(0, 1));
              putPolicy(p, DecidedChange.next(changes(p).get(0).state()));
            }),
        rebuilt(
            "all changes removed, with the founders' policy",
            Check.Name.COSIGNATURES,
            p -> {
              putChanges(p, List.of());
              putPolicy(p, WORLD.consortium.genesis().membership());
            }),
        rebuilt(
            "the founders' policy",
            Check.Name.MEMBERSHIP,
            p -> putPolicy(p, WORLD.consortium.genesis().membership())),
        rebuilt(
            "changes of another chain of the same members",
            Check.Name.MEMBERSHIP,
            p -> putChanges(p, changes(sameKeys))));
  }

  /** A note on the checkpoint of a change by validators of the attacker's choice. */
  private static String noteOf(ChangePart change, List<OrgId> validators) {
    return noteOf(Note.parse(change.note()).checkpoint(), validators);
  }

  private static String noteOf(Checkpoint checkpoint, List<OrgId> validators) {
    List<NoteSignature> lines = new ArrayList<>();
    validators.forEach(v ->
        lines.addAll(
            WORLD.consortium.validator(v).sign(checkpoint, TestConsortium.START.seconds() + 20)));
    return Note.of(checkpoint, lines).sorted().text();
  }

  private static ChangePart withNote(ChangePart change, String note) {
    return new ChangePart(change.state(), change.header(), change.proof(), note);
  }

  static List<Case> notes() {
    TestConsortium strangers = TestConsortium.ofSeed(9);
    return List.of(
        edited(
            "a change that two of four sealed",
            0,
            c -> withNote(c, noteOf(c, FOUNDERS.subList(0, 2)))),
        edited(
            "a change sealed by the validator that it brings in",
            0,
            c ->
                withNote(
                    c,
                    noteOf(c, List.of(FOUNDERS.get(0), FOUNDERS.get(1), ChangedWorld.REGISTRY)))),
        edited(
            "a change sealed by who went before it",
            1,
            c ->
                withNote(
                    c,
                    noteOf(c, List.of(FOUNDERS.get(0), FOUNDERS.get(1), TestConsortium.OFFICE)))),
        edited(
            "a change sealed by nobody of the chain",
            0,
            c -> {
              Checkpoint checkpoint = Note.parse(c.note()).checkpoint();
              List<NoteSignature> lines = new ArrayList<>();
              FOUNDERS.forEach(v -> lines.addAll(strangers.validator(v).sign(checkpoint, 9)));
              return withNote(c, Note.of(checkpoint, lines).sorted().text());
            }),
        edited(
            "a change with the seal of another one",
            1,
            c -> withNote(c, changes(parts(ZIP)).get(0).note())),
        edited("a change with no note", 0, c -> withNote(c, "no note")),
        edited(
            "a change whose seal's lines are not sorted",
            0,
            c -> {
              Note note = Note.parse(c.note());
              return withNote(c, Note.of(note.checkpoint(), note.signatures().reversed()).text());
            }),
        edited(
            "a change whose seal is on another root",
            0,
            c -> {
              Checkpoint old = Note.parse(c.note()).checkpoint();
              Checkpoint forked = new Checkpoint(old.origin(), old.size(), Hash.sha256());
              return withNote(c, noteOf(forked, FOUNDERS));
            }),
        edited(
            "a change whose seal is of another size",
            0,
            c -> {
              Checkpoint old = Note.parse(c.note()).checkpoint();
              Checkpoint grown = new Checkpoint(old.origin(), old.size() + 1, old.root());
              return withNote(c, noteOf(grown, FOUNDERS));
            }));
  }

  private static StateText text(String json) throws Exception {
    return new StateText(
        JsonParser.parseObject(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), LIMITS));
  }

  private static ChangePart withState(ChangePart change, StateText state) {
    return new ChangePart(state, change.header(), change.proof(), change.note());
  }

  private static ChangePart withProof(ChangePart change, long index, List<Hash> path) {
    return new ChangePart(
        change.state(),
        change.header(),
        new InclusionProof(index, change.proof().treeSize(), path),
        change.note());
  }

  /** The header with another state: what it would have to say for other changes. */
  private static BlockHeader saying(BlockHeader h, Hash membership, Hash state) {
    return new BlockHeader(
        h.chain(),
        h.count(),
        h.epoch(),
        h.firstIndex(),
        h.height(),
        membership,
        h.previous(),
        h.results(),
        h.root(),
        h.seal(),
        h.sm3Root(),
        state,
        h.term(),
        h.time(),
        h.treeSize(),
        h.version());
  }

  static List<Case> contents() {
    return List.of(
        edited(
            "the quorum lowered in what the block changed",
            1,
            c ->
                withState(
                    c, text(c.state().json().text().replace("\"quorum\":4", "\"quorum\":3")))),
        edited(
            "the membership taken out of what the block changed",
            0,
            c -> withState(c, StateText.of(c.header().previous(), List.of()))),
        edited(
            "what the block changed, and the header with it",
            0,
            c -> {
              StateText other =
                  text(c.state().json().text().replace("\"SUSPENDED\"", "\"ADMITTED\""));
              return new ChangePart(
                  other,
                  saying(c.header(), c.header().membership(), other.hash()),
                  c.proof(),
                  c.note());
            }),
        edited(
            "the header of another block",
            0,
            c ->
                new ChangePart(
                    c.state(), changes(parts(ZIP)).get(1).header(), c.proof(), c.note())),
        edited(
            "a header that says that it is of another membership",
            1,
            c ->
                new ChangePart(
                    c.state(),
                    saying(
                        c.header(),
                        WORLD.consortium.genesis().membership().hash(),
                        c.header().state()),
                    c.proof(),
                    c.note())),
        edited(
            "the header under another index",
            0,
            c -> withProof(c, c.proof().leafIndex() - 1, c.proof().path())),
        edited(
            "the header's path shortened",
            0,
            c ->
                withProof(
                    c,
                    c.proof().leafIndex(),
                    c.proof().path().subList(0, c.proof().path().size() - 1))),
        edited(
            "a hash of the header's path changed",
            0,
            c -> {
              List<Hash> path = new ArrayList<>(c.proof().path());
              path.set(0, Hash.sha256());
              return withProof(c, c.proof().leafIndex(), path);
            }),
        edited(
            "a tree that two founders made for an organisation of their own", 0, c -> seizing(c)),
        rebuilt(
            "a member added to a change",
            Check.Name.MEMBERSHIP,
            p -> edit(p, Parts.change(0), "{\"changes\":", "{\"a\":1,\"changes\":")),
        rebuilt(
            "a change that is not canonical",
            Check.Name.MEMBERSHIP,
            p -> edit(p, Parts.change(0), "{\"changes\":", "{ \"changes\":")),
        rebuilt(
            "a change that is empty",
            Check.Name.MEMBERSHIP,
            p -> p.put(Parts.change(0), new byte[0])),
        rebuilt(
            "a header in the place of a change",
            Check.Name.MEMBERSHIP,
            p -> p.put(Parts.change(0), part(p, Parts.HEADER))));
  }

  /** A whole tree of the attacker's own, in which a strange membership comes out. */
  private static ChangePart seizing(ChangePart change) {
    Membership strange = TestConsortium.ofSeed(9).genesis().membership();
    StateText state =
        StateText.of(
            change.header().previous(),
            List.of(org.colophon.core.chain.StateChange.put("membership", (Json) strange.json())));
    BlockHeader header =
        saying(change.header(), WORLD.consortium.genesis().membership().hash(), state.hash());
    MemoryTree tree = new MemoryTree();
    for (long i = 0; i < header.leafIndex().value(); i++) {
      tree.append(Hash.sha256());
    }
    tree.append(MerkleHash.leaf(header.bytes()));
    InclusionProof proof = tree.inclusion(header.leafIndex().value());
    Checkpoint checkpoint =
        new Checkpoint(
            WORLD.consortium.chain().text(), header.checkpointSize().value(), tree.root());
    return new ChangePart(state, header, proof, noteOf(checkpoint, FOUNDERS.subList(0, 2)));
  }
}
