package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;

/** Evidence carries all changes of the membership, so what it could not carry is not decided. */
class ChangeListTest {
  private static ChangeList.Change change(int number, long bytes) {
    RecordId record = new RecordId(Hash.sha256(new byte[] {(byte) number}));
    return new ChangeList.Change(record, record, bytes);
  }

  private static void assertTooLarge(ChangeList list, ChangeList.Change change) {
    assertThatThrownBy(() -> list.with(change))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void holdsOnlySoManyBytesOfMemberships() throws Exception {
    ChangeList list = ChangeList.NONE.with(change(1, ChangeList.BYTES_MAX - 10));
    assertTooLarge(list, change(2, 11));
    assertThat(list.with(change(2, 10)).changes()).hasSize(2);
  }
}
