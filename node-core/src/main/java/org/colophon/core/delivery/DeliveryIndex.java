package org.colophon.core.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.WrappedKey;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.crypto.hpke.CiphertextException;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;

/**
 * A sealed delivery without its chunks: to whom it goes, the digest of each chunk of ciphertext,
 * and what only recipients open. Its SHA-256 names the delivery, and is all that the chain learns.
 *
 * @param chain of which chain
 * @param court whose node keeps it
 * @param sender who submits it
 * @param manifest SHA-256 of the {@link DeliveryManifest}
 * @param sizes of the files in bytes, in the manifest's order
 * @param chunks SHA-256 of each chunk's ciphertext, file after file
 * @param recipients who can open it, sorted by subject, each once
 * @param sealed the manifest, encrypted; base64
 */
public record DeliveryIndex(
    ChainId chain,
    OrgId court,
    SubjectId sender,
    Hash manifest,
    List<Long> sizes,
    List<Hash> chunks,
    List<WrappedKey> recipients,
    String sealed) {
  /** Most chunks of all files together: 16 GiB. */
  public static final int CHUNKS_MAX = 16_384;

  /** Most bytes of an index. */
  public static final int BYTES_MAX = 2 << 20;

  /** The kind of the file that an index is. */
  public static final String MEDIA_TYPE = "application/vnd.colophon.delivery+json";

  private static final String FORMAT = "colophon-delivery/1";
  private static final int SEALED_CHARS_MAX = 360_000;
  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 4, CHUNKS_MAX);

  /** Copies the lists. */
  public DeliveryIndex {
    sizes = List.copyOf(sizes);
    chunks = List.copyOf(chunks);
    recipients = List.copyOf(recipients);
  }

  /**
   * A chunk's place in its file.
   *
   * @param file number of the file
   * @param number of the chunk in it
   * @param length of its plaintext in bytes
   * @param isLast whether it is the file's last
   */
  public record Place(int file, long number, int length, boolean isLast) {
    /** Bytes of its ciphertext. */
    public int sealedLength() {
      return length + ChunkCipher.TAG_LENGTH;
    }
  }

  /**
   * Seals the manifest of a delivery whose files were encrypted with the keys of the same secret.
   *
   * @param chunks SHA-256 of each chunk's ciphertext, file after file
   * @param recipients sorted by subject
   * @throws RefusedException when a node would refuse what comes out
   */
  public static DeliveryIndex seal(
      DeliveryManifest manifest,
      List<Hash> chunks,
      List<Envelope.Recipient> recipients,
      DataKey secret)
      throws RefusedException {
    DeliveryManifest checked = DeliveryManifest.read(manifest.bytes());
    Hash digest = checked.digest();
    Json.Obj binding = binding(checked.chain(), checked.court(), checked.sender(), digest);
    List<WrappedKey> wrapped = new ArrayList<>();
    for (Envelope.Recipient recipient : recipients) {
      wrapped.add(WrappedKey.of(binding, secret, recipient, Optional.empty()));
    }
    byte[] sealed =
        new DeliveryKeys(secret, digest).ofManifest().encrypt(binding.bytes(), checked.bytes());
    DeliveryIndex index =
        new DeliveryIndex(
            checked.chain(),
            checked.court(),
            checked.sender(),
            digest,
            checked.files().stream().map(file -> file.content().size()).toList(),
            chunks,
            wrapped,
            StrictBase64.encode(sealed));
    return read(index.bytes());
  }

  /** Reads what {@link #bytes} wrote. */
  public static DeliveryIndex read(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    if (!members.text("format", 64).equals(FORMAT)) {
      throw members.malformed("format", "(expected: " + FORMAT + ")");
    }
    DeliveryIndex index =
        new DeliveryIndex(
            members.parsed("chain", 64, ChainId::new),
            members.parsed("court", 63, OrgId::new),
            members.parsed("sender", 63, SubjectId::new),
            members.hash("manifest"),
            members.integers(
                "files",
                1,
                DeliveryManifest.FILES_MAX,
                (long) CHUNKS_MAX * ChunkCipher.CHUNK_LENGTH),
            members.hashesOnce("chunks", 1, CHUNKS_MAX),
            members.objects("recipients", 1, Envelope.RECIPIENTS_MAX, WrappedKey::read),
            members.parsed("sealed", SEALED_CHARS_MAX, WrappedKey::checkBase64));
    members.end();
    long needed = index.sizes.stream().mapToLong(ChunkCipher::chunks).sum();
    if (needed != index.chunks.size()) {
      throw members.malformed(
          "chunks", index.chunks.size() + " (expected: " + needed + ", as the files need)");
    }
    for (int i = 1; i < index.recipients.size(); i++) {
      String before = index.recipients.get(i - 1).subject().text();
      if (before.compareTo(index.recipients.get(i).subject().text()) >= 0) {
        throw members.malformed("recipients", "(expected: sorted, each once)");
      }
    }
    return index;
  }

  /** The text that {@link #read} reads. */
  public byte[] bytes() {
    return Json.object()
        .put("format", FORMAT)
        .put("chain", chain.text())
        .put("court", court.text())
        .put("sender", sender.text())
        .put("manifest", manifest.hex())
        .put("files", Json.array(sizes.stream().map(Json::of).toList()))
        .put("chunks", Json.strings(chunks.stream().map(Hash::hex).toList()))
        .put("recipients", Json.array(recipients.stream().map(WrappedKey::json).toList()))
        .put("sealed", sealed)
        .build()
        .bytes();
  }

  /** What keys and manifest are bound to. */
  private static Json.Obj binding(ChainId chain, OrgId court, SubjectId sender, Hash manifest) {
    return Json.object()
        .put("format", FORMAT)
        .put("chain", chain.text())
        .put("court", court.text())
        .put("sender", sender.text())
        .put("manifest", manifest.hex())
        .build();
  }

  /** Bytes of all chunks' ciphertexts. */
  public long sealedSize() {
    return sizes.stream().mapToLong(Long::longValue).sum()
        + (long) chunks.size() * ChunkCipher.TAG_LENGTH;
  }

  /** Where each chunk belongs, in their order. */
  public List<Place> places() {
    List<Place> places = new ArrayList<>(chunks.size());
    for (int file = 0; file < sizes.size(); file++) {
      long size = sizes.get(file);
      long count = ChunkCipher.chunks(size);
      for (long number = 0; number < count; number++) {
        places.add(new Place(file, number, ChunkCipher.length(size, number), number == count - 1));
      }
    }
    return places;
  }

  /**
   * Refuses what is not that chunk's ciphertext.
   *
   * @throws RefusedException COMMITMENT_MISMATCH
   */
  public void requireChunk(int number, byte[] ciphertext) throws RefusedException {
    if (!Hash.sha256(ciphertext).equals(chunks.get(number))) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "chunk " + number + ": not the one that the index names");
    }
  }

  /** Whether a subject is one of the recipients. */
  public boolean isFor(SubjectId subject) {
    return recipients.stream().anyMatch(one -> one.subject().equals(subject));
  }

  /** The key that was wrapped for a subject. */
  public WrappedKey wrappedFor(SubjectId subject) throws RefusedException {
    return recipients.stream()
        .filter(one -> one.subject().equals(subject))
        .findFirst()
        .orElseThrow(() ->
            new RefusedException(Reason.NOT_AUTHORISED, "delivery: not encrypted for " + subject));
  }

  /**
   * Opens what a recipient can: the keys of the files.
   *
   * @throws RefusedException NOT_AUTHORISED when it was wrapped for another key, court or manifest
   */
  public DeliveryKeys unwrap(WrappedKey wrapped, RecipientSecret secret) throws RefusedException {
    try {
      DataKey key =
          wrapped.unwrap(binding(chain, court, sender, manifest), secret, Optional.empty());
      return new DeliveryKeys(key, manifest);
    } catch (CiphertextException e) {
      throw new RefusedException(Reason.NOT_AUTHORISED, "delivery: " + e.getMessage());
    }
  }

  /**
   * Opens the manifest.
   *
   * @throws RefusedException MALFORMED when it does not decrypt, COMMITMENT_MISMATCH when it is
   *     another one, or says otherwise than the index
   */
  public DeliveryManifest open(DeliveryKeys keys) throws RefusedException {
    byte[] plaintext;
    try {
      plaintext =
          keys.ofManifest()
              .decrypt(
                  binding(chain, court, sender, manifest).bytes(), StrictBase64.decode(sealed));
    } catch (CiphertextException e) {
      throw new RefusedException(Reason.MALFORMED, "sealed: " + e.getMessage());
    }
    return requireManifest(plaintext);
  }

  /**
   * Reads a manifest and refuses another than this index's.
   *
   * @throws RefusedException COMMITMENT_MISMATCH
   */
  public DeliveryManifest requireManifest(byte[] bytes) throws RefusedException {
    if (!Hash.sha256(bytes).equals(manifest)) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "manifest: not the one that the index names");
    }
    DeliveryManifest read = DeliveryManifest.read(bytes);
    boolean isOfIndex =
        read.chain().equals(chain)
            && read.court().equals(court)
            && read.sender().equals(sender)
            && read.files().stream().map(file -> file.content().size()).toList().equals(sizes);
    if (!isOfIndex) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "manifest: says otherwise than the index");
    }
    return read;
  }
}
