package org.colophon.core.record;

import org.colophon.core.ChainId;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.merkle.RecentNodes;
import org.colophon.crypto.signature.KeyName;

/**
 * Where a statement stands in a batch that was signed as a whole.
 *
 * @param proof path from the statement to the batch's root (RFC 6962 over the statements)
 */
public record BatchProof(InclusionProof proof) {
  /** Most statements under one signature. */
  public static final int SIZE_MAX = 65_536;

  /** Root of the batch that this path leads to from the given statement. */
  public Hash rootFrom(byte[] statement) {
    return proof.rootFrom(MerkleHash.leaf(statement));
  }

  /** The same, by nodes that may be known from another statement's path. */
  Hash rootFrom(byte[] statement, RecentNodes recent) {
    return proof.rootFrom(MerkleHash.leaf(statement), recent);
  }

  /** The text that the one signer of a batch signs. */
  public static byte[] signedText(ChainId chain, Hash root, KeyName signer, long size) {
    Json batch =
        Json.object()
            .put("chain", chain.text())
            .put("root", root.hex())
            .put("signer", signer.text())
            .put("size", size)
            .build();
    return Json.object().put("batch", batch).build().bytes();
  }

  /** As written in a record. */
  public Json json() {
    return Json.object()
        .put("index", proof.leafIndex())
        .put("path", Json.strings(proof.path().stream().map(Hash::hex).toList()))
        .put("size", proof.treeSize())
        .build();
  }
}
