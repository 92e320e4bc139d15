package org.colophon.node.custody;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;

/** Nobody's private matter waits in another's way. */
final class WaitingSharesTest {
  private final WaitingShares shares = new WaitingShares(100);

  private static Hash digest(int number) {
    return Hash.sha256(new byte[] {(byte) number});
  }

  private void assertFull(String holder, int number, long bytes) {
    assertThatThrownBy(() -> shares.take(holder, digest(number), bytes))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              org.assertj.core.api.Assertions.assertThat(e.refusal().reason())
                  .isEqualTo(Reason.OVERLOADED);
              org.assertj.core.api.Assertions.assertThat(e.refusal().detail()).contains(holder);
            });
  }

  @Test
  void leavesOthersTheirRoom() throws Exception {
    shares.take("court", digest(1), 60);
    shares.take("court", digest(1), 60);
    shares.take("court", digest(2), 40);
    assertFull("court", 3, 1);
    shares.take("notary", digest(3), 100);
    assertFull("notary", 4, 1);
  }

  @Test
  void givesBackWhatWaitsNoMore() throws Exception {
    shares.take("court", digest(1), 60);
    assertFull("court", 2, 41);
    shares.take("court", digest(2), 40);
    shares.retain(Set.of(digest(2), digest(9)));
    assertFull("court", 3, 61);
    shares.take("court", digest(3), 60);
    assertFull("court", 4, 1);
    shares.retain(Set.of());
    shares.take("court", digest(4), 100);
  }
}
