package org.colophon.crypto.hpke;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.colophon.crypto.PemBlock;
import org.colophon.crypto.PrivateFiles;

/** The secret half of a recipient's key: an X-Wing seed of 32 bytes. */
public final class RecipientSecret {
  /** Bytes of a seed. */
  public static final int SEED_LENGTH = 32;

  private static final String LABEL = "COLOPHON RECIPIENT KEY";

  private final byte[] seed;

  private RecipientSecret(byte[] seed) {
    this.seed = seed;
  }

  /** A fresh key. */
  public static RecipientSecret generate(SecureRandom random) {
    byte[] seed = new byte[SEED_LENGTH];
    random.nextBytes(seed);
    return new RecipientSecret(seed);
  }

  /** The key of a seed, which is copied. */
  public static RecipientSecret ofSeed(byte[] seed) {
    if (seed.length != SEED_LENGTH) {
      throw new IllegalArgumentException(seed.length + " bytes (expected: " + SEED_LENGTH + ")");
    }
    return new RecipientSecret(seed.clone());
  }

  /** Writes it to a new file that only its owner reads. */
  public void write(Path file) throws IOException {
    PrivateFiles.create(file, PemBlock.of(LABEL, seed).text().getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads what {@link #write} wrote. */
  public static RecipientSecret read(Path file) throws IOException {
    try {
      List<PemBlock> blocks =
          PemBlock.parseAll(new String(PrivateFiles.read(file), StandardCharsets.US_ASCII));
      if (blocks.size() == 1 && blocks.getFirst().label().equals(LABEL)) {
        return ofSeed(blocks.getFirst().der());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": not a recipient key: " + e.getMessage(), e);
    }
    throw new IOException(file + ": not a recipient key (expected: one block " + LABEL + ")");
  }

  /** The public half. */
  public RecipientKey publicKey() {
    return RecipientKey.of(Hpke.suite().serializePublicKey(keyPair().getPublic()));
  }

  @Override
  public String toString() {
    return "secret of " + publicKey();
  }

  AsymmetricCipherKeyPair keyPair() {
    return Hpke.suite().deserializePrivateKey(seed, null);
  }
}
