package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.evidence.PlainZip;
import org.colophon.core.evidence.archive.Container;
import org.colophon.core.membership.Genesis;

/** Bundles of evidence and their containers, from whoever brings them. */
class BundlesFuzzTest {
  private static final Genesis TRUSTED = trusted();
  private static final Timestamp AT = new Timestamp(1_800_000_000_000L);

  /** The record of the bundle in the corpus. */
  private static final String SEALED =
      "9729f9562ff362227cacd91a99c0363f50236e4143a39754965a14fb122b4945";

  static final Decoder ZIP = Decoder.exact(RefusedException.class, PlainZip::read, PlainZip::write);
  static final Decoder CONTAINER =
      Decoder.exact(RefusedException.class, Container::read, Container::write);

  /** Only what is shown of records that were sealed verifies, whatever is done to a bundle. */
  static final Decoder BUNDLE =
      Decoder.of(
          RefusedException.class,
          BundlesFuzzTest::verified,
          (bytes, facts) -> assertThat(facts.record().hex()).isEqualTo(SEALED));

  @FuzzTest
  void zip(byte[] bytes) throws Exception {
    ZIP.feed(bytes);
  }

  @FuzzTest
  void container(byte[] bytes) throws Exception {
    CONTAINER.feed(bytes);
  }

  @FuzzTest
  void bundle(byte[] bytes) throws Exception {
    BUNDLE.feed(bytes);
  }

  private static EvidenceReport.Facts verified(byte[] bundle) throws RefusedException {
    EvidenceReport report =
        EvidenceVerifier.verify(
            bundle, EvidenceVerifier.Options.of(Optional.of(TRUSTED), Optional.empty(), AT));
    return report
        .facts()
        .orElseThrow(
            () -> new RefusedException(Reason.MALFORMED, report.failure().orElseThrow().detail()));
  }

  private static Genesis trusted() {
    try {
      return Genesis.parse(Files.readAllBytes(Path.of("..", "docs", "examples", "genesis.json")));
    } catch (IOException | RefusedException e) {
      throw new AssertionError("the example's genesis", e);
    }
  }
}
