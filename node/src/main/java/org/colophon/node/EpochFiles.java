package org.colophon.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.crypto.PrivateFiles;

/**
 * Files with beginnings of epochs. One of them is a validator's promise: from the moment at which
 * it signs that another epoch begins, it takes no part in the present one. Else the present one
 * could still seal what the other leaves out, and be it of cosignatures that were given before.
 */
public final class EpochFiles {
  private EpochFiles() {}

  /** Reads a file of signatures, or says what is wrong with it. */
  public static SignedEpoch read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(SignedEpoch.BYTES_MAX + 1);
    }
    try {
      return SignedEpoch.parse(bytes);
    } catch (RefusedException e) {
      throw new IOException(file + ": not the beginning of an epoch: " + e.refusal(), e);
    }
  }

  /** What this validator has signed last. */
  public static Optional<SignedEpoch> promised(DataLayout layout) throws IOException {
    Path file = layout.proposedEpoch();
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** Makes a promise durable; to be called before its signature leaves. */
  public static void promise(DataLayout layout, SignedEpoch signed) throws IOException {
    Path part = layout.root().resolve("epoch-proposed.json.part");
    Files.deleteIfExists(part);
    PrivateFiles.create(part, signed.json().bytes());
    Files.move(
        part,
        layout.proposedEpoch(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.flushFolder(layout.root());
  }

  /**
   * Lets no node start in an epoch that its validator has signed to be over.
   *
   * @param epoch of its ledger
   */
  static void requireKept(DataLayout layout, long epoch) throws IOException {
    long promised = promised(layout).map(signed -> signed.epoch().number()).orElse(epoch);
    if (promised > epoch) {
      throw new IOException(
          layout.proposedEpoch()
              + ": this validator has signed that epoch "
              + promised
              + " begins, and its ledger is in epoch "
              + epoch
              + " (remedy: colophon-node epoch start)");
    }
  }
}
