package org.colophon.core.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.crypto.hpke.DataKey;

/**
 * The keys of one delivery, derived from the one that is wrapped for its recipients. Each is bound
 * to the manifest, hence to chain, court, sender and the digest of each file: two deliveries that
 * differ in anything share no key, though they were sealed with the same secret.
 *
 * @param secret which is wrapped
 * @param manifest its digest
 */
public record DeliveryKeys(DataKey secret, Hash manifest) {
  private static final byte[] PURPOSE = "colophon-delivery/1".getBytes(StandardCharsets.US_ASCII);

  /** Stands where a file's number stands, for there is no such file. */
  private static final int OF_MANIFEST = -1;

  /** The cipher of a file, by its number in the manifest. */
  public ChunkCipher file(int number) {
    return new ChunkCipher(derive(number));
  }

  DataKey ofManifest() {
    return derive(OF_MANIFEST);
  }

  private DataKey derive(int number) {
    return secret.derive(
        ByteBuffer.allocate(PURPOSE.length + Integer.BYTES + Hash.LENGTH)
            .put(PURPOSE)
            .putInt(number)
            .put(manifest.bytes())
            .array());
  }
}
