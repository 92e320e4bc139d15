package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.ItemBatch;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemProofTest {
  private static final Hash SECRET = Hash.sha256("secret".getBytes(UTF_8));
  private static final RecordId RECORD = new RecordId(Hash.sha256("record".getBytes(UTF_8)));

  private static Hash item(long index) {
    return Hash.sha256(("item " + index).getBytes(UTF_8));
  }

  private static MemoryTree tree(long size) {
    return MemoryTree.of(
        LongStream.range(0, size)
            .mapToObj(i -> ItemProof.leaf(ItemProof.salt(SECRET, i), item(i)))
            .toList());
  }

  private static ItemBatch batch(MemoryTree tree) {
    return new ItemBatch(ItemBatch.Algorithm.RFC6962_SHA256, tree.size(), tree.root());
  }

  private static ItemProof proof(MemoryTree tree, long index) {
    return new ItemProof(RECORD, item(index), ItemProof.salt(SECRET, index), tree.inclusion(index));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13})
  void everyItemIsShownAndNothingElse(long size) throws Exception {
    MemoryTree tree = tree(size);
    ItemBatch batch = batch(tree);
    for (long i = 0; i < size; i++) {
      ItemProof proof = proof(tree, i);
      assertThat(proof.shows(batch)).isTrue();
      assertThat(ItemProof.parse(proof.bytes())).isEqualTo(proof);
      Hash other = item(size);
      assertThat(new ItemProof(RECORD, other, proof.salt(), proof.proof()).shows(batch)).isFalse();
      assertThat(new ItemProof(RECORD, proof.digest(), other, proof.proof()).shows(batch))
          .isFalse();
      assertThat(proof.shows(new ItemBatch(batch.algorithm(), size + 1, batch.root()))).isFalse();
      assertThat(proof.shows(new ItemBatch(batch.algorithm(), size, other))).isFalse();
      for (int at = 0; at < proof.proof().path().size(); at++) {
        List<Hash> path = new java.util.ArrayList<>(proof.proof().path());
        path.set(at, other);
        InclusionProof bent = new InclusionProof(i, size, path);
        assertThat(new ItemProof(RECORD, proof.digest(), proof.salt(), bent).shows(batch))
            .isFalse();
      }
      if (size > 1) {
        InclusionProof moved = new InclusionProof((i + 1) % size, size, proof.proof().path());
        assertThat(new ItemProof(RECORD, proof.digest(), proof.salt(), moved).shows(batch))
            .isFalse();
      }
    }
  }

  /** An inner node has 64 bytes as a leaf's data has; the first byte hashed tells them apart. */
  @Test
  void anInnerNodeIsNoItem() {
    MemoryTree tree = tree(2);
    Hash left = tree.node(0, 0);
    Hash right = tree.node(0, 1);
    assertThat(ItemProof.leaf(left, right)).isNotEqualTo(MerkleHash.node(left, right));
    ItemProof forged = new ItemProof(RECORD, right, left, new InclusionProof(0, 1, List.of()));
    assertThat(forged.shows(new ItemBatch(batch(tree).algorithm(), 1, tree.root()))).isFalse();
  }

  /** By hand: printf of the tag, the secret and eight bytes into sha256sum. */
  @Test
  void saltsFollowFromSecretAndIndex() {
    assertThat(ItemProof.salt(SECRET, 0)).isNotEqualTo(ItemProof.salt(SECRET, 1));
    assertThat(ItemProof.salt(SECRET, 258).hex())
        .isEqualTo("1687a9594c0fe26d7ab941493e964568a61d25f7cce6b129889ff06e86a4fea5");
  }

  @Test
  void refusesATextOfAnotherForm() {
    String text = new String(proof(tree(5), 2).bytes(), UTF_8);
    for (String wrong :
        List.of(
            "",
            "{}",
            text + "\n",
            text.replace("proof/1", "proof/2"),
            text.replace("\"index\":2", "\"index\":5"),
            text.replace("\"index\":2", "\"index\":-1"),
            text.replace("\"index\":2", "\"index\":4"),
            text.replace("\"size\":5", "\"size\":0"),
            text.replace("\"size\":5", "\"size\":1048577"),
            text.replace("\"size\":5", "\"size\":2000"),
            text.replace("\"salt\"", "\"sauce\""),
            text.replaceFirst("\\{", "{\"a\":1,"),
            text.replaceFirst("\"path\":\\[\"..", "\"path\":[\"XX"))) {
      assertThatThrownBy(() -> ItemProof.parse(wrong.getBytes(UTF_8)))
          .as(wrong)
          .isInstanceOf(RefusedException.class);
    }
  }

  /** As many as one record may cover: the last and the first are shown. */
  @Test
  void theLargestBatchIsShown() {
    MemoryTree tree = tree(ItemBatch.COUNT_MAX);
    ItemBatch batch = batch(tree);
    assertThat(proof(tree, 0).shows(batch)).isTrue();
    assertThat(proof(tree, ItemBatch.COUNT_MAX - 1).shows(batch)).isTrue();
    assertThat(proof(tree, 700_001).proof().path()).hasSize(20);
  }
}
