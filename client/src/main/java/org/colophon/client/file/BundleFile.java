package org.colophon.client.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.Check;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.evidence.Parts;

/** A file that is a bundle of evidence, or says to be one. */
public final class BundleFile {
  private BundleFile() {}

  /** Its bytes; one more than the longest bundle is enough to see that it is too long. */
  public static byte[] read(Path zip) throws IOException {
    try (InputStream in = Files.newInputStream(zip)) {
      return in.readNBytes(Parts.BYTES_MAX + 1);
    }
  }

  /**
   * Fails unless the bundle verifies offline, against the genesis that the profile trusts.
   *
   * @param hint what the user can do about it
   */
  public static void requireVerified(Path zip, Session session, long nowMs, String hint)
      throws IOException, Failure {
    EvidenceVerifier.Options options =
        EvidenceVerifier.Options.of(
            Optional.of(session.genesis()), Optional.empty(), new Timestamp(nowMs));
    Optional<Check> failed = EvidenceVerifier.verify(read(zip), options).failure();
    if (failed.isPresent()) {
      throw new Failure(
          ExitCodes.REFUSED,
          failed.get().name().toString(),
          zip + " does not verify: " + failed.get().detail() + " (" + hint + ")");
    }
  }
}
