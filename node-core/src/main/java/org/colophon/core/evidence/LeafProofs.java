package org.colophon.core.evidence;

import java.util.List;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.NodeReader;
import org.colophon.crypto.merkle.Proofs;

/**
 * The paths of a bundle's leaves in one of the sealed trees.
 *
 * @param header of the block's header
 * @param record of the record
 * @param supports of the supporting records, in the order of their numbers
 */
record LeafProofs(InclusionProof header, InclusionProof record, List<InclusionProof> supports) {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 6, 128);

  LeafProofs {
    supports = List.copyOf(supports);
  }

  /** The paths of these leaves in the tree of that size of which a ledger has the nodes. */
  static LeafProofs of(
      NodeReader nodes, long size, LeafIndex header, LeafIndex record, List<LeafIndex> supports) {
    return new LeafProofs(
        Proofs.inclusion(header.value(), size, nodes),
        Proofs.inclusion(record.value(), size, nodes),
        supports.stream().map(support -> Proofs.inclusion(support.value(), size, nodes)).toList());
  }

  /** Whether these are paths of the very leaves of others, in trees of one size. */
  boolean areOfLeavesOf(LeafProofs others) {
    return header.treeSize() == others.header.treeSize()
        && header.leafIndex() == others.header.leafIndex()
        && record.leafIndex() == others.record.leafIndex()
        && indexes(supports).equals(indexes(others.supports));
  }

  private static List<Long> indexes(List<InclusionProof> proofs) {
    return proofs.stream().map(InclusionProof::leafIndex).toList();
  }

  static LeafProofs parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    long size = members.integer("size", 1, Json.INTEGER_MAX);
    Members header = members.object("header");
    Members record = members.object("record");
    LeafProofs proofs =
        new LeafProofs(
            read(header, size),
            read(record, size),
            members.objects("supports", 0, Parts.SUPPORTS_MAX, m -> read(m, size)));
    header.end();
    record.end();
    members.end();
    return proofs;
  }

  private static InclusionProof read(Members members, long size) throws RefusedException {
    long index = members.integer("index", 0, size - 1);
    List<Hash> path = members.hashes("path", 0, InclusionProof.PATH_LENGTH_MAX);
    return new InclusionProof(index, size, path);
  }

  byte[] bytes() {
    return Json.object()
        .put("header", json(header))
        .put("record", json(record))
        .put("size", record.treeSize())
        .put("supports", Json.array(supports.stream().map(LeafProofs::json).toList()))
        .build()
        .bytes();
  }

  private static Json json(InclusionProof proof) {
    return Json.object()
        .put("index", proof.leafIndex())
        .put("path", Json.strings(proof.path().stream().map(Hash::hex).toList()))
        .build();
  }
}
