package org.colophon.core.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.colophon.core.ChainId;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.signature.SigningKey;

/** Puts signatures around statements: the leaf's bytes. */
public final class Records {
  private Records() {}

  /** The record of a statement that all its signers sign, with keys in the signers' order. */
  public static byte[] sign(byte[] statement, List<SigningKey> keys) {
    return assemble(statement, keys.stream().map(key -> key.sign(statement)).toList());
  }

  /** The record of a statement whose signatures were made elsewhere, in the signers' order. */
  public static byte[] assemble(byte[] statement, List<byte[]> signatures) {
    return join(sigs(signatures), statement, "{");
  }

  /**
   * The records of many statements under one signature.
   *
   * @param statements 1 to 65,536, each with this one signer
   */
  public static List<byte[]> signBatch(ChainId chain, List<byte[]> statements, SigningKey key) {
    if (statements.isEmpty() || statements.size() > BatchProof.SIZE_MAX) {
      throw new IllegalArgumentException(
          "batch: "
              + statements.size()
              + " statements (expected: 1 to "
              + BatchProof.SIZE_MAX
              + ")");
    }
    MemoryTree tree = MemoryTree.of(statements.stream().map(MerkleHash::leaf).toList());
    Hash root = tree.root();
    byte[] signature = key.sign(BatchProof.signedText(chain, root, key.name(), statements.size()));
    String sigs = sigs(List.of(signature));
    List<byte[]> records = new ArrayList<>(statements.size());
    for (int i = 0; i < statements.size(); i++) {
      String batch = new BatchProof(tree.inclusion(i)).json().text();
      records.add(join(sigs, statements.get(i), "{\"batch\":" + batch + ","));
    }
    return records;
  }

  private static String sigs(List<byte[]> signatures) {
    return Json.strings(signatures.stream().map(Base64.getEncoder()::encodeToString).toList())
        .text();
  }

  /** The members stand in canonical order already: batch, sigs, statement. */
  private static byte[] join(String sigs, byte[] statement, String start) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(statement.length + 1024);
    out.writeBytes(
        (start + "\"sigs\":" + sigs + ",\"statement\":").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(statement);
    out.write('}');
    return out.toByteArray();
  }
}
