package org.colophon.core.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.MerkleHash;

/**
 * That an item stands under the root that a record carries. An item's leaf is salted, so a proof
 * tells nothing of the items beside it, not even to who can guess them.
 *
 * @param record the record that carries the root
 * @param digest SHA-256 of the item
 * @param salt of the item
 * @param proof from the item's leaf to the root
 */
public record ItemProof(RecordId record, Hash digest, Hash salt, InclusionProof proof) {
  private static final String FORMAT = "colophon-item-proof/1";
  private static final JsonLimits LIMITS = new JsonLimits(16 << 10, 3, 64);
  private static final byte[] SALT_TAG = "colophon-item-salt/1".getBytes(StandardCharsets.US_ASCII);

  /** The leaf hash of an item: SHA-256(00 ‖ salt ‖ digest). */
  public static Hash leaf(Hash salt, Hash digest) {
    return MerkleHash.leaf(
        ByteBuffer.allocate(2 * Hash.LENGTH).put(salt.bytes()).put(digest.bytes()).array());
  }

  /**
   * The salt of one item of a batch: SHA-256("colophon-item-salt/1" ‖ secret ‖ index as 8 bytes).
   *
   * @param secret 32 random bytes, which stay with whoever made the batch
   */
  public static Hash salt(Hash secret, long index) {
    return Hash.sha256(
        ByteBuffer.allocate(SALT_TAG.length + Hash.LENGTH + Long.BYTES)
            .put(SALT_TAG)
            .put(secret.bytes())
            .putLong(index)
            .array());
  }

  /** Whether the item is one of these. */
  public boolean shows(ItemBatch items) {
    return proof.treeSize() == items.count() && proof.verifies(leaf(salt, digest), items.root());
  }

  /** The text that {@link #parse} reads. */
  public byte[] bytes() {
    return Json.object()
        .put("format", FORMAT)
        .put("record", record.hex())
        .put("sha256", digest.hex())
        .put("salt", salt.hex())
        .put("index", proof.leafIndex())
        .put("size", proof.treeSize())
        .put("path", Json.strings(proof.path().stream().map(Hash::hex).toList()))
        .build()
        .bytes();
  }

  /** Reads what {@link #bytes} wrote, and nothing else. */
  public static ItemProof parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    if (!members.text("format", 64).equals(FORMAT)) {
      throw members.malformed("format", "(expected: " + FORMAT + ")");
    }
    long size = members.integer("size", 1, ItemBatch.COUNT_MAX);
    long index = members.integer("index", 0, size - 1);
    int length = InclusionProof.pathLength(index, size);
    ItemProof proof =
        new ItemProof(
            new RecordId(members.hash("record")),
            members.hash("sha256"),
            members.hash("salt"),
            new InclusionProof(index, size, members.hashes("path", length, length)));
    members.end();
    return proof;
  }
}
