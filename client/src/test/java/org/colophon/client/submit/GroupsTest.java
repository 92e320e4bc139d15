package org.colophon.client.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {
  @Test
  void keepsTheOrderAndLosesNothing() {
    List<Integer> items = IntStream.range(0, 1234).boxed().toList();

    List<List<Integer>> groups = Groups.of(items, i -> 10);

    assertThat(groups).hasSize(3);
    assertThat(groups.stream().flatMap(List::stream)).containsExactlyElementsOf(items);
  }

  @Test
  void boundsTheBytesOfAGroup() {
    List<List<Integer>> groups = Groups.of(Collections.nCopies(10, 1), i -> Groups.BYTES_MAX / 2);

    assertThat(groups).hasSize(5).allMatch(group -> group.size() == 2);
  }

  @Test
  void anItemLargerThanAGroupStandsAlone() {
    assertThat(Groups.of(List.of(1, 2), i -> Groups.BYTES_MAX + 1)).hasSize(2);
    assertThat(Groups.of(List.<Integer>of(), i -> 1)).isEmpty();
  }
}
