package org.colophon.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.parts;
import static org.colophon.core.evidence.EvidenceFixture.rebuild;
import static org.colophon.core.evidence.Tampering.WORLD;
import static org.colophon.core.evidence.Tampering.ZIP;

import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.colophon.core.evidence.Tampering.Case;
import org.colophon.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tampered bundle never verifies, and the check that finds it says so by name. */
class TamperedEvidenceTest {
  static Stream<Case> cases() {
    return Stream.of(
            SwapTamperings.swaps(),
            SwapTamperings.headers(),
            NoteTamperings.notes(),
            ProofTamperings.proofs(),
            ProofTamperings.supports(),
            ContainerTamperings.containers())
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
            EvidenceFixture.verify(bundle, WORLD.consortium().genesis()))) {
      assertThat(report.verified()).isFalse();
      assertThat(report.facts()).isEmpty();
      assertThat(report.failure()).map(Check::name).contains(tampered.found());
      assertThat(report.checks().getLast()).isEqualTo(report.failure().orElseThrow());
      assertThat(report.failure().orElseThrow().detail()).isNotBlank();
    }
  }

  @Test
  void theBundleItselfVerifies() {
    assertThat(EvidenceFixture.verify(ZIP, WORLD.consortium().genesis()).failure()).isEmpty();
    assertThat(rebuild(parts(ZIP))).isEqualTo(ZIP);
    assertThat(cases().count()).isGreaterThan(60);
  }

  @Test
  void everyFlippedByteOfAnArchiveIsFound() {
    Seeds.check(
        5,
        3,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (int i = 0; i < 400; i++) {
            byte[] changed = ZIP.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            assertThat(EvidenceFixture.verify(changed).verified()).as("byte %s", at).isFalse();
          }
        });
  }

  /** The checksums and the manifest are made right again, so that only what they cover can tell. */
  @Test
  void everyFlippedByteOfAPartIsFoundBehindARebuiltManifest() {
    Seeds.check(
        6,
        2,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (String name : parts(ZIP).keySet()) {
            if (name.equals(Parts.MANIFEST)) {
              continue;
            }
            for (int i = 0; i < 40; i++) {
              SortedMap<String, byte[]> parts = parts(ZIP);
              byte[] changed = part(parts, name).clone();
              int at = random.nextInt(changed.length);
              changed[at] ^= (byte) (1 + random.nextInt(255));
              parts.put(name, changed);
              EvidenceReport report = EvidenceFixture.verify(rebuild(parts));
              assertThat(report.verified()).as("%s, byte %s", name, at).isFalse();
            }
          }
        });
  }

  @Test
  void everyFlippedByteOfTheManifestIsFound() {
    byte[] manifest = part(parts(ZIP), Parts.MANIFEST);
    for (int at = 0; at < manifest.length; at++) {
      SortedMap<String, byte[]> parts = parts(ZIP);
      byte[] changed = manifest.clone();
      changed[at] ^= 1;
      parts.put(Parts.MANIFEST, changed);
      EvidenceReport report = EvidenceFixture.verify(PlainZip.write(parts));
      assertThat(report.verified()).as("byte %s", at).isFalse();
    }
  }

  @Test
  void randomGarbageIsRefusedWithoutAnException() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] garbage = new byte[random.nextInt(4_000)];
      random.nextBytes(garbage);
      assertThat(EvidenceFixture.verify(garbage).verified()).isFalse();
      SortedMap<String, byte[]> parts = parts(ZIP);
      List<String> names = List.copyOf(parts.keySet());
      String name = names.get(random.nextInt(names.size()));
      parts.put(name, garbage);
      byte[] bundle = name.equals(Parts.MANIFEST) ? PlainZip.write(parts) : rebuild(parts);
      assertThat(EvidenceFixture.verify(bundle).verified()).isFalse();
    }
  }
}
