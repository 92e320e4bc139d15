package org.colophon.crypto.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.colophon.crypto.GoldenFile;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;

/** Trees and proofs against RFC 6962's recursive definitions, for every size up to 130. */
final class MerkleTest {
  private static final int SIZE_MAX = 130;

  /** The leaves that Certificate Transparency's own tests use. */
  private static final List<String> KNOWN_LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private final List<Hash> leaves = new ArrayList<>();
  private final MemoryTree tree = new MemoryTree();

  MerkleTest() {
    for (int i = 0; i < SIZE_MAX; i++) {
      Hash leaf = MerkleHash.leaf(("leaf " + i).getBytes(StandardCharsets.US_ASCII));
      leaves.add(leaf);
      tree.append(leaf);
    }
  }

  @Test
  void givesTheKnownRootsAndProofs() {
    MemoryTree known = new MemoryTree();
    KNOWN_LEAVES.forEach(hex -> known.append(MerkleHash.leaf(HexFormat.of().parseHex(hex))));
    StringBuilder text = new StringBuilder("# leaves (hex): " + KNOWN_LEAVES + "\n");
    for (int size = 0; size <= KNOWN_LEAVES.size(); size++) {
      text.append("root ").append(size).append(' ').append(Proofs.root(size, known)).append('\n');
    }
    for (int size = 1; size <= KNOWN_LEAVES.size(); size++) {
      for (int index = 0; index < size; index++) {
        text.append("inclusion ").append(index).append(' ').append(size);
        append(text, Proofs.inclusion(index, size, known).path());
      }
      for (int old = 1; old <= size; old++) {
        text.append("consistency ").append(old).append(' ').append(size);
        append(text, Proofs.consistency(old, size, known).path());
      }
    }
    GoldenFile.check("rfc6962.txt", text.toString());
    // Published with Certificate Transparency's reference code, not made by ours.
    assertThat(text)
        .contains(
            "root 0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n",
            "root 1 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\n",
            "root 2 fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125\n",
            "root 3 aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77\n",
            "root 4 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7\n",
            "root 5 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4\n",
            "root 6 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef\n",
            "root 7 ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c\n",
            "root 8 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328\n",
            "inclusion 5 8 bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
                + " ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
                + " d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7\n",
            "consistency 6 8 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
                + " ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
                + " d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7\n");
  }

  /** The expected text was made with OpenSSL's SM3, not by ours. */
  @Test
  void givesTheRootsAndPathsOfTheTreeWithSm3() {
    MemoryTree known = new MemoryTree(TreeHash.SM3);
    KNOWN_LEAVES.forEach(hex -> known.append(TreeHash.SM3.leaf(HexFormat.of().parseHex(hex))));
    StringBuilder text = new StringBuilder("# leaves (hex): " + KNOWN_LEAVES + "\n");
    for (int size = 0; size <= KNOWN_LEAVES.size(); size++) {
      Hash root = Proofs.root(size, known);
      assertThat(CompactTree.read(size, known).root()).isEqualTo(root);
      text.append("root ").append(size).append(' ').append(root).append('\n');
    }
    for (int size = 1; size <= KNOWN_LEAVES.size(); size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = Proofs.inclusion(index, size, known);
        Hash root = Proofs.root(size, known);
        Hash leaf = known.node(0, index);
        assertThat(proof.verifies(TreeHash.SM3, leaf, root)).isTrue();
        assertThat(proof.verifies(leaf, root)).as("with SHA-256").isEqualTo(size == 1);
        text.append("inclusion ").append(index).append(' ').append(size);
        append(text, proof.path());
      }
    }
    assertThat(text.toString()).isEqualTo(GoldenFile.read("sm3-tree.txt"));
  }

  @Test
  void givesTheReferenceRootAtEverySize() {
    CompactTree compact = CompactTree.empty();
    Map<String, Hash> nodes = new HashMap<>();
    for (int size = 0; size <= SIZE_MAX; size++) {
      Hash expected = referenceRoot(0, size);
      assertThat(Proofs.root(size, tree)).as("size %d", size).isEqualTo(expected);
      assertThat(compact.root()).as("size %d", size).isEqualTo(expected);
      assertThat(compact.frontier()).isEqualTo(Proofs.frontier(size, tree));
      assertThat(CompactTree.of(size, compact.frontier()).root()).isEqualTo(expected);
      if (size < SIZE_MAX) {
        compact.append(
            leaves.get(size),
            (level, index, hash) ->
                assertThat(nodes.put(level + "/" + index, hash)).as("handed out once").isNull());
      }
    }
    nodes.forEach((place, hash) -> {
      int slash = place.indexOf('/');
      int level = Integer.parseInt(place.substring(0, slash));
      int index = Integer.parseInt(place.substring(slash + 1));
      assertThat(hash).isEqualTo(referenceRoot(index << level, (index + 1) << level));
    });
  }

  @Test
  void includesEveryLeafAtEverySize() {
    for (int size = 1; size <= SIZE_MAX; size++) {
      Hash root = referenceRoot(0, size);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = Proofs.inclusion(index, size, tree);
        assertThat(proof.path()).isEqualTo(referencePath(index, 0, size));
        assertThat(proof.path()).hasSize(InclusionProof.pathLength(index, size));
        assertThat(proof.verifies(leaves.get(index), root)).isTrue();
        assertThat(proof.verifies(leaves.get((index + 1) % SIZE_MAX), root)).isFalse();
      }
    }
  }

  @Test
  void refusesEveryDamagedInclusion() {
    for (int size : new int[] {1, 2, 3, 7, 8, 9, 33, 130}) {
      Hash root = referenceRoot(0, size);
      for (int index = 0; index < size; index++) {
        Hash leaf = leaves.get(index);
        InclusionProof proof = Proofs.inclusion(index, size, tree);
        for (List<Hash> damaged : damages(proof.path())) {
          assertThat(new InclusionProof(index, size, damaged).verifies(leaf, root)).isFalse();
        }
        for (int other = 0; other < size; other++) {
          if (other != index) {
            assertThat(new InclusionProof(other, size, proof.path()).verifies(leaf, root))
                .isFalse();
          }
        }
        assertThat(proof.verifies(leaf, leaf)).isEqualTo(size == 1);
      }
    }
  }

  @Test
  void provesConsistencyOfEverySizeWithEveryOlder() {
    for (int size = 1; size <= SIZE_MAX; size++) {
      Hash root = referenceRoot(0, size);
      for (int old = 1; old <= size; old++) {
        Hash oldRoot = referenceRoot(0, old);
        ConsistencyProof proof = Proofs.consistency(old, size, tree);
        assertThat(proof.path()).isEqualTo(referenceSubproof(old, 0, size, true));
        assertThat(proof.verifies(oldRoot, root)).as("%d to %d", old, size).isTrue();
        if (old != size) {
          assertThat(proof.verifies(root, root)).isFalse();
          assertThat(proof.verifies(oldRoot, oldRoot)).isFalse();
          assertThat(proof.verifies(root, oldRoot)).isFalse();
        }
      }
    }
  }

  @Test
  void refusesEveryDamagedConsistency() {
    for (int size : new int[] {1, 2, 3, 7, 8, 9, 33, 64, 130}) {
      Hash root = referenceRoot(0, size);
      for (int old = 1; old <= size; old++) {
        Hash oldRoot = referenceRoot(0, old);
        List<Hash> path = Proofs.consistency(old, size, tree).path();
        for (List<Hash> damaged : damages(path)) {
          assertThat(new ConsistencyProof(old, size, damaged).verifies(oldRoot, root))
              .as("%d to %d", old, size)
              .isFalse();
        }
      }
    }
  }

  @Test
  void refusesRangesThatCannotBe() {
    assertThatThrownBy(() -> new InclusionProof(3, 3, List.of()))
        .hasMessage("leaf index: 3 (expected: 0 to 2)");
    assertThatThrownBy(() -> new InclusionProof(-1, 3, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConsistencyProof(0, 3, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConsistencyProof(4, 3, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CompactTree.of(3, List.of(leaves.getFirst())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CompactTree.of(-1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InclusionProof(0, 2, List.of()).rootFrom(leaves.getFirst()))
        .hasMessage("inclusion path: 0 hashes (expected: 1)");
  }

  @Test
  void nodesOfOtherPathsChangeNoRoot() {
    RecentNodes recent = new RecentNodes();
    for (int size = 1; size <= SIZE_MAX; size += 3) {
      for (int index = 0; index < size; index++) {
        InclusionProof right = Proofs.inclusion(index, size, tree);
        Hash leaf = leaves.get(index);
        assertThat(right.rootFrom(leaf, recent)).isEqualTo(referenceRoot(0, size));
        for (int level = 0; level < right.path().size(); level++) {
          List<Hash> path = new ArrayList<>(right.path());
          path.set(level, leaves.get((index + 1 + level) % SIZE_MAX));
          InclusionProof other = new InclusionProof(index, size, path);
          assertThat(other.rootFrom(leaf, recent)).isEqualTo(other.rootFrom(leaf));
        }
      }
    }
  }

  @Test
  void tellsLeavesFromNodes() {
    byte[] pair = new byte[64];
    leaves.get(0).copyTo(pair, 0);
    leaves.get(1).copyTo(pair, 32);
    assertThat(MerkleHash.leaf(pair)).isNotEqualTo(MerkleHash.node(leaves.get(0), leaves.get(1)));
  }

  @Test
  void goesOnIndependentlyAfterACopy() {
    CompactTree first = CompactTree.empty();
    first.append(leaves.get(0), CompactTree.NodeSink.none());
    CompactTree second = first.copy();
    second.append(leaves.get(1), CompactTree.NodeSink.none());
    assertThat(first.root()).isEqualTo(referenceRoot(0, 1));
    assertThat(second.root()).isEqualTo(referenceRoot(0, 2));
  }

  /** The path one shorter, one longer, with each hash changed, and with neighbours swapped. */
  private List<List<Hash>> damages(List<Hash> path) {
    List<List<Hash>> damages = new ArrayList<>();
    List<Hash> longer = new ArrayList<>(path);
    longer.add(leaves.getLast());
    damages.add(longer);
    List<Hash> longerAtFront = new ArrayList<>(path);
    longerAtFront.addFirst(leaves.getLast());
    damages.add(longerAtFront);
    for (int i = 0; i < path.size(); i++) {
      List<Hash> changed = new ArrayList<>(path);
      byte[] bytes = path.get(i).bytes();
      bytes[i % 32] ^= 1;
      changed.set(i, Hash.of(bytes));
      damages.add(changed);
      List<Hash> shorter = new ArrayList<>(path);
      shorter.remove(i);
      damages.add(shorter);
      if (i > 0) {
        List<Hash> swapped = new ArrayList<>(path);
        swapped.set(i, path.get(i - 1));
        swapped.set(i - 1, path.get(i));
        damages.add(swapped);
      }
    }
    return damages;
  }

  /** MTH(D[begin:end]) of RFC 6962, 2.1, by its definition. */
  private Hash referenceRoot(int begin, int end) {
    if (begin == end) {
      return Hash.sha256();
    }
    if (end - begin == 1) {
      return leaves.get(begin);
    }
    int split = begin + split(end - begin);
    return Hash.sha256(
        new byte[] {1}, referenceRoot(begin, split).bytes(), referenceRoot(split, end).bytes());
  }

  /** PATH(index, D[begin:end]) of RFC 6962, 2.1.1, by its definition; the index counts from 0. */
  private List<Hash> referencePath(int index, int begin, int end) {
    List<Hash> path = new ArrayList<>();
    if (end - begin > 1) {
      int split = begin + split(end - begin);
      boolean isLeft = index < split;
      path.addAll(isLeft ? referencePath(index, begin, split) : referencePath(index, split, end));
      path.add(isLeft ? referenceRoot(split, end) : referenceRoot(begin, split));
    }
    return path;
  }

  /** SUBPROOF of RFC 6962, 2.1.2, by its definition; the old size counts from 0. */
  private List<Hash> referenceSubproof(int old, int begin, int end, boolean isWhole) {
    List<Hash> path = new ArrayList<>();
    if (old == end) {
      if (!isWhole) {
        path.add(referenceRoot(begin, end));
      }
      return path;
    }
    int split = begin + split(end - begin);
    if (old <= split) {
      path.addAll(referenceSubproof(old, begin, split, isWhole));
      path.add(referenceRoot(split, end));
    } else {
      path.addAll(referenceSubproof(old, split, end, false));
      path.add(referenceRoot(begin, split));
    }
    return path;
  }

  /** The largest power of two below the count, found by counting. */
  private static int split(int count) {
    int power = 1;
    while (2 * power < count) {
      power *= 2;
    }
    return power;
  }

  private static void append(StringBuilder text, List<Hash> path) {
    path.forEach(hash -> text.append(' ').append(hash));
    text.append('\n');
  }
}
