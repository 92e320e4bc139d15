package org.colophon.client.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.custody.RecipientFiles;
import org.colophon.client.file.AtomicFiles;
import org.colophon.client.submit.PrivateFolders;
import org.colophon.client.submit.Progress;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.custody.WrappedKey;
import org.colophon.core.delivery.DeliveredFile;
import org.colophon.core.delivery.DeliveryIndex;
import org.colophon.core.delivery.DeliveryKeys;
import org.colophon.core.delivery.DeliveryManifest;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.crypto.hpke.CiphertextException;
import org.colophon.crypto.hpke.RecipientSecret;

/**
 * Fetches what was submitted to a court from its node and decrypts it, chunk by chunk. Nothing of
 * what the node says is believed: the submission's record names the index, the index each chunk and
 * the manifest, the manifest each file.
 */
public final class Fetching {
  private static final String PART = ".part";

  private final Session session;
  private final CourtNode node;
  private final Progress progress;

  /** Fetches from a court's node. */
  public Fetching(Session session, CourtNode node, Progress progress) {
    this.session = session;
    this.node = node;
    this.progress = progress;
  }

  /**
   * Fetches a delivery into a new folder, which is there when all of it was checked. Until then it
   * is named {@code *.part}, and fetching it again goes on with what is there.
   *
   * @throws RefusedException COMMITMENT_MISMATCH when anything is not what was submitted;
   *     NOT_AUTHORISED when it was not encrypted for the profile's subject
   */
  public OpenedDelivery fetch(RecordId submission, Path into, long nowMs)
      throws IOException, InterruptedException, RefusedException, Failure {
    if (Files.exists(into)) {
      throw Failure.local(into + ": is there already");
    }
    Statement submitted = session.record(submission).statement();
    Hash id = submit(submitted).material().sha256();
    DeliveryIndex index = index(id);
    DeliveryKeys keys = unwrap(index);
    DeliveryManifest manifest = index.open(keys);
    OpenedDelivery opened = new OpenedDelivery(into, id, manifest);
    opened.requireFrom(submitted.author().text(), submit(submitted).court().text());
    Path part = into.resolveSibling(into.getFileName() + PART);
    PrivateFolders.create(part.resolve(OpenedDelivery.FILES));
    AtomicFiles.write(part.resolve(OpenedDelivery.INDEX), index.bytes());
    AtomicFiles.write(part.resolve(OpenedDelivery.MANIFEST), manifest.bytes());
    progress.begin("fetching", index.chunks().size());
    int first = 0;
    for (int number = 0; number < manifest.files().size(); number++) {
      DeliveredFile file = manifest.files().get(number);
      Path path = part.resolve(OpenedDelivery.FILES).resolve(file.name());
      if (!Files.exists(path)) {
        Path decrypted = part.resolve("file-" + number + PART);
        fetch(id, index, first, keys.file(number), file, decrypted);
        AtomicFiles.move(decrypted, path);
      }
      first += Math.toIntExact(ChunkCipher.chunks(file.content().size()));
    }
    progress.end();
    OpenedDelivery _ = OpenedDelivery.verify(part, session, nowMs);
    Files.move(part, into, StandardCopyOption.ATOMIC_MOVE);
    AtomicFiles.flushFolder(into);
    return opened;
  }

  private static CourtSubmit submit(Statement submitted) throws RefusedException {
    if (!(submitted.content() instanceof CourtSubmit submit)) {
      throw new RefusedException(Reason.UNKNOWN_RECORD, "the record submits nothing to a court");
    }
    if (!submit.material().mediaType().equals(DeliveryIndex.MEDIA_TYPE)) {
      throw new RefusedException(
          Reason.NOT_FOUND, "the submission is of a file that was handed over by other ways");
    }
    return submit;
  }

  private DeliveryIndex index(Hash id) throws IOException, InterruptedException, RefusedException {
    byte[] bytes = node.fetch(id, Optional.empty());
    if (!Hash.sha256(bytes).equals(id)) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "index: not the one that was submitted");
    }
    return DeliveryIndex.read(bytes);
  }

  private DeliveryKeys unwrap(DeliveryIndex index) throws IOException, RefusedException, Failure {
    WrappedKey wrapped = index.wrappedFor(new SubjectId(session.profile().subject()));
    RecipientSecret secret =
        new RecipientFiles(session.profile().folder())
            .find(wrapped.key())
            .orElseThrow(() ->
                Failure.local(
                    "the profile has no recipient key with fingerprint " + wrapped.key().hex()));
    return index.unwrap(wrapped, secret);
  }

  private void fetch(
      Hash id, DeliveryIndex index, int first, ChunkCipher cipher, DeliveredFile file, Path to)
      throws IOException, InterruptedException, RefusedException {
    long chunks = ChunkCipher.chunks(file.content().size());
    try (FileChannel channel =
        FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Chunks that were written whole stay; whether they are right, the file's digest tells.
      int whole = Math.toIntExact(channel.size() / ChunkCipher.CHUNK_LENGTH);
      channel.truncate((long) whole * ChunkCipher.CHUNK_LENGTH);
      channel.position(channel.size());
      progress.step(whole);
      for (int number = whole; number < chunks; number++) {
        byte[] ciphertext = node.fetch(id, Optional.of(first + number));
        index.requireChunk(first + number, ciphertext);
        write(channel, decrypt(cipher, number, number == chunks - 1, ciphertext, file));
        progress.step(1);
      }
      channel.force(true);
    }
    try {
      OpenedDelivery.requireFile(to, file);
    } catch (RefusedException e) {
      Files.delete(to);
      throw e;
    }
  }

  private static byte[] decrypt(
      ChunkCipher cipher, int number, boolean isLast, byte[] ciphertext, DeliveredFile file)
      throws RefusedException {
    try {
      return cipher.decrypt(number, isLast, ciphertext);
    } catch (CiphertextException e) {
      throw new RefusedException(Reason.COMMITMENT_MISMATCH, file.name() + ": " + e.getMessage());
    }
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
