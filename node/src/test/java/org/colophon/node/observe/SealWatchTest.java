package org.colophon.node.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SealWatchTest {
  @Test
  void measuresTheFirstBlockOfEachSeal() {
    List<Long> measured = new ArrayList<>();
    SealWatch watch = new SealWatch(measured::add);

    watch.see(5, 5, 0);
    watch.see(6, 5, 100);
    watch.see(7, 5, 200);
    watch.see(7, 6, 350);
    watch.see(8, 7, 400);
    watch.see(8, 8, 1_000);

    assertThat(measured).containsExactly(250L, 50L, 600L);
  }
}
