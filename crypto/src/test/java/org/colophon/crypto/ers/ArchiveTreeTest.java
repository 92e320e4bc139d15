package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.crypto.GoldenFile;
import org.colophon.crypto.Hash;
import org.colophon.crypto.Sha2;
import org.junit.jupiter.api.Test;

final class ArchiveTreeTest {
  private static final int SIZE_MAX = 70;
  private static final int MANY = 1_000_000;

  private static DocumentGroup group(int number) {
    List<Hash> documents = new ArrayList<>();
    for (int document = 0; document < 4; document++) {
      documents.add(Hash.sha256(ByteBuffer.allocate(8).putInt(number).putInt(document).array()));
    }
    return new DocumentGroup(documents);
  }

  private static List<DocumentGroup> groups(int size) {
    List<DocumentGroup> groups = new ArrayList<>();
    for (int number = 0; number < size; number++) {
      groups.add(group(number));
    }
    return groups;
  }

  /** The definition of docs/formats.md, level by level, as slowly as it reads. */
  private static Hash rootByDefinition(List<Hash> level) {
    if (level.size() == 1) {
      return level.getFirst();
    }
    List<Hash> parents = new ArrayList<>();
    for (int i = 0; i < level.size(); i += 2) {
      parents.add(i + 1 == level.size() ? level.get(i) : parent(level.get(i), level.get(i + 1)));
    }
    return rootByDefinition(parents);
  }

  private static Hash parent(Hash one, Hash other) {
    return one.compareTo(other) <= 0
        ? Hash.sha256(one.bytes(), other.bytes())
        : Hash.sha256(other.bytes(), one.bytes());
  }

  @Test
  void hasTheRootOfTheDefinitionForEverySize() {
    for (int size = 1; size <= SIZE_MAX; size++) {
      List<DocumentGroup> groups = groups(size);
      assertThat(ArchiveTree.of(groups).root())
          .as("%s groups", size)
          .isEqualTo(rootByDefinition(groups.stream().map(DocumentGroup::hash).toList()));
    }
  }

  @Test
  void everyReducedTreeLeadsToTheRootAndStartsWithItsGroup() {
    for (int size = 1; size <= SIZE_MAX; size++) {
      ArchiveTree tree = ArchiveTree.of(groups(size));
      for (int index = 0; index < size; index++) {
        ReducedHashTree reduced = tree.reduced(index, group(index));
        assertThat(reduced.root()).as("%s of %s", index, size).isEqualTo(Imprint.of(tree.root()));
        assertThat(reduced.first())
            .isEqualTo(group(index).documents().stream().map(Imprint::of).toList());
        assertThat(reduced.lists().subList(1, reduced.lists().size()))
            .allSatisfy(list -> assertThat(list).hasSize(1));
      }
    }
  }

  @Test
  void keepsItsShapeForEver() {
    StringBuilder text = new StringBuilder();
    text.append("# group n: SHA-256 of n (4 bytes) and 0, 1, 2, 3 (4 bytes)\n");
    for (int size : new int[] {1, 2, 3, 4, 5, 7, 8}) {
      ArchiveTree tree = ArchiveTree.of(groups(size));
      text.append("root ").append(size).append(' ').append(tree.root()).append('\n');
      for (int index = 0; index < size; index++) {
        text.append("reduced ").append(index).append(' ').append(size);
        tree.reduced(index, group(index))
            .lists()
            .forEach(list ->
                text.append(' ')
                    .append(String.join(",", list.stream().map(Imprint::hex).toList())));
        text.append('\n');
      }
    }
    GoldenFile.check("archive-tree.txt", text.toString());
  }

  @Test
  void aGroupOfOneDocumentIsThatDocument() {
    Hash document = Hash.sha256(new byte[] {1});
    DocumentGroup group = new DocumentGroup(List.of(document));
    ArchiveTree tree = ArchiveTree.of(List.of(group));
    assertThat(tree.root()).isEqualTo(document);
    assertThat(tree.reduced(0, group).root()).isEqualTo(Imprint.of(document));
  }

  @Test
  void theOrderOfDocumentsDoesNotMatterAndThatOfGroupsDoes() {
    List<Hash> documents = group(1).documents();
    assertThat(new DocumentGroup(documents.reversed()).hash()).isEqualTo(group(1).hash());
    assertThat(ArchiveTree.of(groups(3).reversed()).root())
        .isNotEqualTo(ArchiveTree.of(groups(3)).root());
  }

  @Test
  void equalGroupsStandSideBySide() {
    ArchiveTree tree = ArchiveTree.of(List.of(group(7), group(7)));
    assertThat(tree.root()).isEqualTo(parent(group(7).hash(), group(7).hash()));
    assertThat(tree.reduced(1, group(7)).root()).isEqualTo(Imprint.of(tree.root()));
  }

  @Test
  void takesAMillionGroups() {
    ArchiveTree.Builder builder = ArchiveTree.builder();
    for (int number = 0; number < MANY; number++) {
      Hash document = Hash.sha256(ByteBuffer.allocate(4).putInt(number).array());
      builder.add(new DocumentGroup(List.of(document)));
    }
    ArchiveTree tree = builder.build();
    assertThat(tree.size()).isEqualTo(MANY);
    for (int number : new int[] {0, 1, 524_287, 524_288, MANY - 1}) {
      Hash document = Hash.sha256(ByteBuffer.allocate(4).putInt(number).array());
      assertThat(tree.reduced(number, new DocumentGroup(List.of(document))).root())
          .isEqualTo(Imprint.of(tree.root()));
    }
  }

  @Test
  void refusesNoGroupAndForeignGroups() {
    ArchiveTree tree = ArchiveTree.of(groups(3));
    assertThatThrownBy(() -> ArchiveTree.builder().build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.reduced(1, group(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.reduced(3, group(3)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tree.reduced(-1, group(0)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesGroupsWithoutDocumentsOrWithTooMany() {
    Hash document = Hash.sha256(new byte[] {1});
    assertThatThrownBy(() -> new DocumentGroup(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    List<Hash> tooMany = Collections.nCopies(DocumentGroup.DOCUMENTS_MAX + 1, document);
    assertThatThrownBy(() -> new DocumentGroup(tooMany))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reducedTreesAreBoundedAndOfOneAlgorithm() {
    Imprint value = Imprint.ofData(Sha2.SHA_256, new byte[] {1});
    Imprint longer = Imprint.ofData(Sha2.SHA_512, new byte[] {1});
    List<List<List<Imprint>>> refused =
        List.of(
            List.of(),
            List.of(List.of()),
            List.of(List.of(value), List.of()),
            List.of(List.of(value), List.of(longer)),
            Collections.nCopies(ReducedHashTree.LISTS_MAX + 1, List.of(value)),
            List.of(Collections.nCopies(ReducedHashTree.VALUES_MAX + 1, value)));
    for (List<List<Imprint>> lists : refused) {
      assertThatThrownBy(() -> ReducedHashTree.of(Sha2.SHA_256, lists))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void furtherListsMayHoldSeveralValues() {
    Imprint one = Imprint.ofData(Sha2.SHA_256, new byte[] {1});
    Imprint two = Imprint.ofData(Sha2.SHA_256, new byte[] {2});
    Imprint three = Imprint.ofData(Sha2.SHA_256, new byte[] {3});
    ReducedHashTree tree =
        ReducedHashTree.of(Sha2.SHA_256, List.of(List.of(one), List.of(two, three)));
    List<Imprint> sorted = Stream.of(one, two, three).sorted().toList();
    assertThat(tree.root()).isEqualTo(Imprint.ofAll(Sha2.SHA_256, sorted));
  }
}
