package org.colophon.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.custody.Envelope;
import org.colophon.core.delivery.DeliveredFile;
import org.colophon.core.delivery.DeliveryIndex;
import org.colophon.core.delivery.DeliveryKeys;
import org.colophon.core.delivery.DeliveryManifest;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.crypto.hpke.DataKey;

/**
 * A delivery in memory.
 *
 * @param manifest what is in it
 * @param index its index
 * @param chunks ciphertexts, file after file
 */
public record TestDelivery(DeliveryManifest manifest, DeliveryIndex index, List<byte[]> chunks) {
  /** Copies the list. */
  public TestDelivery {
    chunks = List.copyOf(chunks);
  }

  /** Seals files that are called {@code file-0.bin} and so on. */
  public static TestDelivery seal(
      ChainId chain,
      OrgId court,
      SubjectId sender,
      List<Envelope.Recipient> recipients,
      DataKey secret,
      byte[]... files)
      throws RefusedException {
    List<DeliveredFile> listed = new ArrayList<>();
    for (byte[] file : files) {
      listed.add(
          new DeliveredFile(
              "file-" + listed.size() + ".bin",
              DeliveredFile.Kind.MATERIAL,
              new ContentDigest(
                  Hash.sha256(file), Optional.empty(), file.length, "application/octet-stream")));
    }
    DeliveryManifest manifest =
        new DeliveryManifest(
            chain, court, sender, Optional.empty(), listed, Hash.sha256(secret.bytes()));
    DeliveryKeys keys = new DeliveryKeys(secret, manifest.digest());
    List<byte[]> chunks = new ArrayList<>();
    for (int number = 0; number < files.length; number++) {
      encrypt(keys.file(number), files[number], chunks);
    }
    List<Hash> digests = chunks.stream().map(chunk -> Hash.sha256(chunk)).toList();
    return new TestDelivery(
        manifest, DeliveryIndex.seal(manifest, digests, recipients, secret), chunks);
  }

  private static void encrypt(ChunkCipher cipher, byte[] file, List<byte[]> chunks) {
    long count = ChunkCipher.chunks(file.length);
    for (int number = 0; number < count; number++) {
      int from = number * ChunkCipher.CHUNK_LENGTH;
      byte[] plaintext =
          Arrays.copyOfRange(file, from, from + ChunkCipher.length(file.length, number));
      chunks.add(cipher.encrypt(number, number == count - 1, plaintext));
    }
  }

  /** SHA-256 of the index. */
  public Hash id() {
    return Hash.sha256(index.bytes());
  }
}
