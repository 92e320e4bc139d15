package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.core.evidence.EvidenceFixture.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Membership;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.crypto.note.TlogProof;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/**
 * The present quorum has sealed a block that no ledger would make: it says that it is of another
 * membership than the seal before it brought.
 */
class ForgedHandoverTest {
  private static final ChangedWorld WORLD = ChangeTamperings.WORLD;
  private static final TestConsortium CONSORTIUM = WORLD.consortium;

  private final SortedMap<String, byte[]> parts = EvidenceFixture.parts(ChangeTamperings.ZIP);
  private final Actor notary = CONSORTIUM.actor(TestConsortium.NOTARY);
  private final List<ChangePart> changes = ChangedWorld.changes(parts);
  private final String newestBefore = SealDocument.parse(part(parts, Parts.BEFORE)).note();

  ForgedHandoverTest() throws Exception {}

  private Hash membershipAfter(int changesSoFar) throws Exception {
    Membership membership =
        changesSoFar == 0
            ? CONSORTIUM.genesis().membership()
            : DecidedChange.next(changes.get(changesSoFar - 1).state());
    return membership.hash();
  }

  /** A bundle whose tree holds the record and its block behind everything else. */
  private byte[] forge(Actor signer, Hash membership, Optional<String> noteBefore)
      throws Exception {
    return forge(signer, membership, noteBefore, Level.FIRST);
  }

  private byte[] forge(Actor signer, Hash membership, Optional<String> noteBefore, Level version)
      throws Exception {
    TestRecord record = CONSORTIUM.records().deposit(signer, CONSORTIUM.hash("forged"));
    Optional<byte[]> before = noteBefore.map(note -> SealDocument.unstamped(note).bytes());
    long size = Note.parse(part(parts, Parts.NOTE)).checkpoint().size();
    MemoryTree tree = new MemoryTree();
    for (long i = 0; i < size; i++) {
      tree.append(Hash.sha256());
    }
    tree.append(MerkleHash.leaf(record.bytes()));
    Hash seal = before.isPresent() ? Hash.sha256(before.get()) : CONSORTIUM.genesis().hash();
    byte[] header = header(size, tree.root(), membership, seal, version).bytes();
    tree.append(MerkleHash.leaf(header));
    Note note = sealed(new Checkpoint(CONSORTIUM.chain().text(), size + 2, tree.root()));
    parts.keySet().removeIf(name -> name.startsWith("support-"));
    parts.put(Parts.NOTE, note.bytes());
    parts.put(Parts.HEADER, header);
    parts.put(Parts.RECORD, record.bytes());
    parts.put(Parts.TLOG_PROOF, TlogProof.of(tree.inclusion(size), note).text().getBytes(UTF_8));
    parts.put(
        Parts.PROOFS,
        new LeafProofs(tree.inclusion(size + 1), tree.inclusion(size), List.of()).bytes());
    parts.remove(Parts.BEFORE);
    before.ifPresent(bytes -> parts.put(Parts.BEFORE, bytes));
    parts.remove(Parts.MANIFEST);
    parts.put(Parts.MANIFEST, Manifest.of(CONSORTIUM.chain(), record.id(), parts).bytes());
    return PlainZip.write(parts);
  }

  private static BlockHeader header(
      long firstIndex, Hash root, Hash membership, Hash seal, Level version) {
    Hash any = CONSORTIUM.genesis().hash();
    return new BlockHeader(
        CONSORTIUM.chain(),
        1,
        0,
        new LeafIndex(firstIndex),
        new Height(99),
        membership,
        any,
        any,
        root,
        seal,
        Optional.empty(),
        any,
        1,
        TestConsortium.START.plus(99_000),
        new TreeSize(firstIndex + 1),
        version);
  }

  private static Note sealed(Checkpoint checkpoint) {
    List<OrgId> validators = WORLD.ledger.validators().subList(0, 4);
    return signed(checkpoint, TestConsortium.START.seconds() + 500, validators);
  }

  private static Note signed(Checkpoint checkpoint, long seconds, List<OrgId> validators) {
    List<NoteSignature> lines = new ArrayList<>();
    validators.forEach(v -> lines.addAll(CONSORTIUM.validator(v).sign(checkpoint, seconds)));
    return Note.of(checkpoint, lines).sorted();
  }

  private void assertFails(Check.Name name, byte[] bundle) {
    assertThat(EvidenceFixture.verify(bundle).failure()).map(Check::name).contains(name);
  }

  @Test
  void aBlockOfTheMembershipThatItsSealBroughtVerifies() throws Exception {
    byte[] bundle = forge(notary, membershipAfter(3), Optional.of(newestBefore));
    assertThat(EvidenceFixture.verify(bundle, CONSORTIUM.genesis()).failure()).isEmpty();
  }

  @Test
  void aBlockOfAnOlderMembershipThanItsSealBroughtIsRefused() throws Exception {
    for (int changesSoFar = 0; changesSoFar < 3; changesSoFar++) {
      assertFails(
          Check.Name.NOT_BEFORE,
          forge(notary, membershipAfter(changesSoFar), Optional.of(newestBefore)));
    }
  }

  @Test
  void aBlockOfAYoungerMembershipThanItsSealBroughtIsRefused() throws Exception {
    assertFails(Check.Name.NOT_BEFORE, forge(notary, membershipAfter(3), Optional.empty()));
    String handover = changes.get(0).note();
    assertFails(Check.Name.NOT_BEFORE, forge(notary, membershipAfter(2), Optional.of(handover)));
    assertThat(
            EvidenceFixture.verify(forge(notary, membershipAfter(1), Optional.of(handover)))
                .failure())
        .isEmpty();
  }

  @Test
  void aBlockOfAnotherLevelThanItsMembershipIsRefused() throws Exception {
    Optional<String> before = Optional.of(newestBefore);
    assertFails(Check.Name.HEADER, forge(notary, membershipAfter(3), before, new Level(2)));
    assertFails(
        Check.Name.LEVEL,
        forge(notary, membershipAfter(3), before, new Level(Level.NEWEST.number() + 1)));
  }

  @Test
  void aBlockOfAMembershipThatNeverWasIsRefused() throws Exception {
    assertFails(Check.Name.HEADER, forge(notary, Hash.sha256(), Optional.of(newestBefore)));
  }

  /** Beside the seal that handed over, a tree of that size is the new quorum's to seal. */
  @Test
  void theSealBeforeIsJudgedByTheMembershipOfItsTime() throws Exception {
    Checkpoint handover = Note.parse(changes.get(0).note()).checkpoint();
    long seconds = TestConsortium.START.seconds() + 77;
    List<OrgId> founders = TestConsortium.validators();
    String old = signed(handover, seconds, founders.subList(1, 4)).text();
    assertFails(Check.Name.NOT_BEFORE, forge(notary, membershipAfter(1), Optional.of(old)));
    List<OrgId> heirs = List.of(founders.get(0), founders.get(1), ChangedWorld.REGISTRY);
    String resealed = signed(handover, seconds, heirs).text();
    assertThat(
            EvidenceFixture.verify(forge(notary, membershipAfter(1), Optional.of(resealed)))
                .failure())
        .isEmpty();
    assertFails(Check.Name.NOT_BEFORE, forge(notary, membershipAfter(1), Optional.of("no note")));
  }

  @Test
  void aKeyThatAnOrganisationBroughtLaterIsRefused() throws Exception {
    assertFails(Check.Name.SIGNER_KEYS, forge(WORLD.archive, membershipAfter(0), Optional.empty()));
    String handover = changes.get(0).note();
    assertFails(
        Check.Name.SIGNER_KEYS, forge(WORLD.archive, membershipAfter(1), Optional.of(handover)));
    assertThat(
            EvidenceFixture.verify(
                    forge(WORLD.archive, membershipAfter(3), Optional.of(newestBefore)))
                .failure())
        .isEmpty();
  }
}
