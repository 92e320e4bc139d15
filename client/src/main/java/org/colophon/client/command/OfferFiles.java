package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.client.Failure;
import org.colophon.client.submit.Offer;
import org.colophon.core.RefusedException;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.PrivateFiles;

/** Offers as files. They may hold a name, so they are closed to others from the first moment. */
final class OfferFiles {
  private static final int BYTES_MAX = 1 << 20;

  private OfferFiles() {}

  static void write(Path file, Offer offer) throws IOException {
    PrivateFiles.create(file, offer.bytes());
  }

  static Offer read(Path file, Genesis genesis) throws IOException, RefusedException, Failure {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw Failure.local(file + ": larger than an offer");
      }
      return Offer.read(genesis, bytes);
    }
  }
}
