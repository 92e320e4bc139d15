package org.colophon.core.content;

import java.nio.charset.StandardCharsets;
import org.colophon.core.SubjectId;
import org.colophon.crypto.Hash;

/**
 * The salted commitment to a content digest: SHA-256(tag ‖ salt ‖ signer ‖ digest), with the tag in
 * ASCII, a salt of 32 bytes, the signer's pseudonym in ASCII and the digest of 32 bytes. Only one
 * part has no fixed length, so the text cannot be split in two ways; and since the signer stands
 * inside, nobody who sees a commitment pass can declare it as their own.
 */
public final class ContentCommitment {
  private static final byte[] TAG =
      "colophon/content-commitment/1\n".getBytes(StandardCharsets.US_ASCII);

  private ContentCommitment() {}

  /** The commitment of {@code signer} to a content of the given SHA-256. */
  public static Hash of(Hash salt, SubjectId signer, Hash digest) {
    return Hash.sha256(
        TAG, salt.bytes(), signer.text().getBytes(StandardCharsets.US_ASCII), digest.bytes());
  }
}
