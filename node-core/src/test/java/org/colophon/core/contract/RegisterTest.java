package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;

class RegisterTest {
  /** Three levels: more than 32 times 32. */
  private static final int ENTRIES = 1_200;

  private final Map<String, Json> state = new HashMap<>();
  private int read;
  private final Register register =
      Register.ofApplications(
          new OrgId("office"),
          key -> {
            read++;
            return Optional.ofNullable(state.get(key));
          });
  private final List<Register.Entry> plain = new ArrayList<>();

  private static RecordId id(int number) {
    return new RecordId(Hash.sha256(new byte[] {(byte) number, (byte) (number >> 8)}));
  }

  private void append(long until) {
    Register.Entry entry = new Register.Entry(id(plain.size()), new Timestamp(until));
    assertThat(register.append(entry, state::put)).isEqualTo(plain.size());
    plain.add(entry);
  }

  private void end(int number, long until) {
    register.end(number, new Timestamp(until), state::put);
    plain.set(number, new Register.Entry(id(number), new Timestamp(until)));
  }

  private Stream<Register.Entry> openInPlainList(long time, int from) {
    return plain.stream().skip(from).filter(entry -> entry.until().value() > time);
  }

  @Test
  void findsWhatALookAtAllOfThemFinds() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < ENTRIES; i++) {
      append(random.nextInt(1_000));
      if (random.nextInt(3) == 0) {
        end(random.nextInt(plain.size()), random.nextInt(1_000));
      }
      if (i % 16 == 0) {
        long time = random.nextInt(1_100);
        int from = random.nextInt(plain.size() + 2);
        int limit = 1 + random.nextInt(100);
        assertThat(register.openAfter(new Timestamp(time), from, limit))
            .as("entry %s, open after %s, from %s, at most %s", i, time, from, limit)
            .isEqualTo(openInPlainList(time, from).limit(limit).toList());
      }
    }
  }

  @Test
  void looksOnlyWhereSomethingIsOpen() {
    for (int i = 0; i < ENTRIES; i++) {
      append(i == 1_111 ? 100 : 1);
    }
    read = 0;
    assertThat(register.openAfter(new Timestamp(50), 10))
        .extracting(Register.Entry::record)
        .containsExactly(id(1_111));
    assertThat(read).isLessThan(8);
    read = 0;
    assertThat(register.openAfter(new Timestamp(50), 1_112, 10)).isEmpty();
    assertThat(read).isLessThan(8);
  }
}
