package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Policies;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.crypto.note.TlogProof;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;

/**
 * A tree that no ledger made and a quorum sealed all the same: the worst that a bundle can hold.
 */
record ForgedTree(TestConsortium consortium) {
  byte[] bundle(TestRecord record, List<TestRecord> supports) {
    return bundle(record, supports, 0, supports.size());
  }

  byte[] bundleWithSupportsBehind(TestRecord record, List<TestRecord> supports) {
    return bundle(record, supports, 1, 0);
  }

  private byte[] bundle(
      TestRecord record, List<TestRecord> supports, int firstSupport, int recordIndex) {
    int leaves = supports.size() + 1;
    byte[][] bytes = new byte[leaves][];
    for (int i = 0; i < supports.size(); i++) {
      bytes[firstSupport + i] = supports.get(i).bytes();
    }
    bytes[recordIndex] = record.bytes();
    MemoryTree tree = new MemoryTree();
    for (byte[] leaf : bytes) {
      tree.append(MerkleHash.leaf(leaf));
    }
    byte[] header = header(leaves, tree.root()).bytes();
    tree.append(MerkleHash.leaf(header));
    Note note = sealed(new Checkpoint(consortium.chain().text(), leaves + 1L, tree.root()));
    SortedMap<String, byte[]> parts = new TreeMap<>();
    Genesis genesis = consortium.genesis();
    parts.put(Parts.GENESIS, genesis.bytes());
    parts.put(
        Parts.POLICY, Policies.text(genesis.chain(), genesis.membership()).getBytes(US_ASCII));
    parts.put(Parts.NOTE, note.bytes());
    parts.put(Parts.HEADER, header);
    parts.put(Parts.RECORD, record.bytes());
    parts.put(
        Parts.TLOG_PROOF, TlogProof.of(tree.inclusion(recordIndex), note).text().getBytes(UTF_8));
    List<org.colophon.crypto.merkle.InclusionProof> proofs = new ArrayList<>();
    for (int i = 0; i < supports.size(); i++) {
      parts.put(Parts.support(i), supports.get(i).bytes());
      proofs.add(tree.inclusion(firstSupport + i));
    }
    parts.put(
        Parts.PROOFS,
        new LeafProofs(tree.inclusion(leaves), tree.inclusion(recordIndex), proofs).bytes());
    parts.put(Parts.MANIFEST, Manifest.of(genesis.chain(), record.id(), parts).bytes());
    return PlainZip.write(parts);
  }

  private BlockHeader header(int leaves, Hash root) {
    Hash genesis = consortium.genesis().hash();
    return new BlockHeader(
        consortium.chain(),
        leaves,
        0,
        new LeafIndex(0),
        new Height(1),
        consortium.genesis().membership().hash(),
        genesis,
        genesis,
        root,
        genesis,
        Optional.empty(),
        genesis,
        1,
        TestConsortium.START.plus(1),
        new TreeSize(leaves),
        Level.FIRST);
  }

  private Note sealed(Checkpoint checkpoint) {
    List<NoteSignature> lines = new ArrayList<>();
    TestConsortium.validators()
        .subList(0, TestConsortium.QUORUM)
        .forEach(v ->
            lines.addAll(consortium.validator(v).sign(checkpoint, TestConsortium.START.seconds())));
    return Note.of(checkpoint, lines).sorted();
  }
}
