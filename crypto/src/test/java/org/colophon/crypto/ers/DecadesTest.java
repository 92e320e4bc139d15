package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.crypto.Sha2;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays 2026 to 2056. Each row is a life of one record, made in 2026 and renewed each spring that
 * the row names: T renews the time-stamp, H the hash tree with SHA-512. Each column says whether
 * the record, as it was by then, stands on the first of July.
 *
 * <p>Certificates end with 2034, 2042, 2048 and 2056; authorities hash with SHA-256 until 2039 and
 * with SHA-512 from 2040 on. SHA-256 is broken from 2041 on.
 */
final class DecadesTest {
  private static final String TABLE =
      """
      renewals          | 2026   2034   2036    2040    2042           2047           2050           2056
      none              | stands stands EXPIRED EXPIRED EXPIRED        EXPIRED        EXPIRED        EXPIRED
      T2034             | stands stands stands  stands  WEAK_ALGORITHM EXPIRED        EXPIRED        EXPIRED
      T2036             | stands stands EXPIRED EXPIRED EXPIRED        EXPIRED        EXPIRED        EXPIRED
      H2036             | stands stands EXPIRED EXPIRED EXPIRED        EXPIRED        EXPIRED        EXPIRED
      T2034 T2040 T2048 | stands stands stands  stands  WEAK_ALGORITHM WEAK_ALGORITHM WEAK_ALGORITHM WEAK_ALGORITHM
      T2034 H2040 T2048 | stands stands stands  stands  stands         stands         stands         stands
      T2034 H2040 H2048 | stands stands stands  stands  stands         stands         stands         stands
      T2034 H2042 T2048 | stands stands stands  stands  WEAK_ALGORITHM WEAK_ALGORITHM WEAK_ALGORITHM WEAK_ALGORITHM
      T2034 H2040       | stands stands stands  stands  stands         stands         EXPIRED        EXPIRED
      T2034 H2040 T2050 | stands stands stands  stands  stands         stands         EXPIRED        EXPIRED
      H2034 H2040 T2048 | stands stands stands  stands  stands         stands         stands         stands
      """;

  private static final Trust TRUST =
      Decades.trust().withAlgorithms(AlgorithmPolicy.standard().withWeak("sha256@2041-01-01"));

  private record Step(char kind, int year) {
    static Step of(String text) {
      return new Step(text.charAt(0), Integer.parseInt(text.substring(1)));
    }

    EvidenceRecord apply(EvidenceRecord record) throws Exception {
      Stamper stamper = Decades.authority(year).at(Instant.parse(year + "-04-01T09:00:00Z"));
      return kind == 'T'
          ? Renewal.timeStampUnchecked(record, List.of(), stamper)
          : Renewal.hashTreeUnchecked(record, Decades.DOCUMENTS, Sha2.SHA_512, List.of(), stamper);
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsRenewedInTimeStandsAndNothingElse() {
    List<String> lines = TABLE.lines().toList();
    List<Integer> years = right(lines.getFirst()).stream().map(Integer::parseInt).toList();
    return lines.stream()
        .skip(1)
        .map(line ->
            DynamicTest.dynamicTest(line, () -> assertLife(left(line), years, right(line))));
  }

  private static void assertLife(List<String> steps, List<Integer> years, List<String> expected)
      throws Exception {
    List<String> found = new ArrayList<>();
    for (int year : years) {
      found.add(standing(recordOf(steps, year), year));
    }
    assertThat(found).as("in %s", years).isEqualTo(expected);
  }

  private static EvidenceRecord recordOf(List<String> steps, int year) throws Exception {
    EvidenceRecord record = Decades.initial();
    for (Step step : steps.stream().map(Step::of).toList()) {
      if (step.year <= year) {
        record = step.apply(record);
      }
    }
    return record;
  }

  private static String standing(EvidenceRecord record, int year) {
    try {
      record.verify(Decades.DOCUMENTS, TRUST, Decades.middle(year).toEpochMilli());
      return "stands";
    } catch (EvidenceRecordException e) {
      return e.fault().name();
    }
  }

  private static List<String> left(String line) {
    return words(line.substring(0, line.indexOf('|'))).stream()
        .filter(word -> !word.equals("none"))
        .toList();
  }

  private static List<String> right(String line) {
    return words(line.substring(line.indexOf('|') + 1));
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split(" +"));
  }
}
