package org.colophon.client.custody;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.RecipientSecret;

/**
 * The keys to which private matter for a profile's subject is encrypted: {@code recipient.pem}, and
 * earlier ones that were put aside as {@code recipient.*.pem} and still open what they did.
 *
 * @param folder the profile's
 */
public record RecipientFiles(Path folder) {
  private Path newest() {
    return folder.resolve("recipient.pem");
  }

  /** The key to encrypt to; made when there is none. */
  public RecipientSecret newestOrNew(SecureRandom random) throws IOException {
    if (!Files.exists(newest())) {
      RecipientSecret.generate(random).write(newest());
    }
    return RecipientSecret.read(newest());
  }

  /** The key to encrypt to, when there is one. */
  public Optional<RecipientSecret> newestIf() throws IOException {
    return Files.exists(newest()) ? Optional.of(RecipientSecret.read(newest())) : Optional.empty();
  }

  /** The key of that fingerprint. */
  public Optional<RecipientSecret> find(Hash fingerprint) throws IOException {
    for (Path file : files()) {
      RecipientSecret secret = RecipientSecret.read(file);
      if (secret.publicKey().fingerprint().equals(fingerprint)) {
        return Optional.of(secret);
      }
    }
    return Optional.empty();
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "recipient*.pem")) {
      found.forEach(files::add);
    }
    return files.stream().sorted().toList();
  }
}
