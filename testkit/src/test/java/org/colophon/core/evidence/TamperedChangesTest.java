package org.colophon.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.core.evidence.ChangeTamperings.WORLD;
import static org.colophon.core.evidence.ChangeTamperings.ZIP;
import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.parts;
import static org.colophon.core.evidence.EvidenceFixture.rebuild;

import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.colophon.core.evidence.Tampering.Case;
import org.colophon.testkit.Seeds;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody gets other validators into a bundle than those that quorums handed over to. */
class TamperedChangesTest {
  static Stream<Case> cases() {
    return Stream.of(
            ChangeTamperings.sequences(), ChangeTamperings.notes(), ChangeTamperings.contents())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedByTheCheckThatFindsIt(Case tampered) throws Exception {
    byte[] bundle = tampered.maker().apply(parts(ZIP));
    assertThat(bundle).isNotEqualTo(ZIP);
    for (EvidenceReport report :
        List.of(
            EvidenceFixture.verify(bundle),
            EvidenceFixture.verify(bundle, WORLD.consortium.genesis()))) {
      assertThat(report.verified()).isFalse();
      assertThat(report.failure()).map(Check::name).contains(tampered.found());
      assertThat(report.failure().orElseThrow().detail()).isNotBlank();
    }
  }

  @Test
  void theBundleItselfVerifies() {
    assertThat(EvidenceFixture.verify(ZIP, WORLD.consortium.genesis()).failure()).isEmpty();
    assertThat(rebuild(parts(ZIP))).isEqualTo(ZIP);
    assertThat(cases().count()).isGreaterThan(30);
  }

  /** The old quorum's own seal, and any before it, is not the new membership's. */
  @Test
  void aChangeThatCameWithOrBehindTheSealIsRefused() throws Exception {
    SortedMap<String, byte[]> later = parts(ZIP);
    for (TestRecord record : List.of(WORLD.founders, WORLD.deciding, WORLD.decided)) {
      SortedMap<String, byte[]> parts = WORLD.partsOf(record);
      parts.put(Parts.change(0), part(later, Parts.change(0)));
      parts.put(Parts.POLICY, part(WORLD.partsOf(WORLD.between), Parts.POLICY));
      assertFails(Check.Name.MEMBERSHIP, parts);
    }
    SortedMap<String, byte[]> parts = WORLD.partsOf(WORLD.byArchive);
    parts.put(Parts.change(2), part(later, Parts.change(2)));
    assertFails(Check.Name.MEMBERSHIP, parts);
  }

  private static void assertFails(Check.Name name, SortedMap<String, byte[]> parts) {
    assertThat(EvidenceFixture.verify(rebuild(parts)).failure()).map(Check::name).contains(name);
  }

  @Test
  void everyFlippedByteOfAChangeIsFoundBehindARebuiltManifest() {
    Seeds.check(
        8,
        2,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (int i = 0; i < 150; i++) {
            SortedMap<String, byte[]> parts = parts(ZIP);
            String name = Parts.change(random.nextInt(3));
            byte[] changed = part(parts, name).clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            parts.put(name, changed);
            EvidenceReport report = EvidenceFixture.verify(rebuild(parts));
            assertThat(report.failure())
                .as("%s, byte %s", name, at)
                .map(Check::name)
                .contains(Check.Name.MEMBERSHIP);
          }
        });
  }
}
