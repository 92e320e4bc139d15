package org.colophon.client.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.AtomicFiles;
import org.colophon.client.submit.Progress;
import org.colophon.client.submit.Signatory;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.delivery.DeliveryIndex;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.rpc.proto.DeliveryProgress;
import org.colophon.rpc.proto.Receipt;

/** Sends what is missing of a delivery, then submits it on the chain. Both can be done again. */
public final class Sending {
  private final Session session;
  private final CourtNode node;
  private final Progress progress;

  /** Sends to a court's node. */
  public Sending(Session session, CourtNode node, Progress progress) {
    this.session = session;
    this.node = node;
    this.progress = progress;
  }

  /** The delivery of that id among the profile's. */
  public static PackedDelivery packed(Session session, Hash id) throws IOException, Failure {
    return PackedDelivery.open(session.deliveries(), id);
  }

  /** Returns when the court's node has all of it on its disk. */
  public void send(PackedDelivery delivery)
      throws IOException, InterruptedException, Failure, RefusedException {
    DeliveryProgress here = node.begin(delivery);
    List<DeliveryIndex.Place> places = delivery.index().places();
    progress.begin("sending", places.size());
    progress.step(places.size() - here.getMissingCount());
    for (int number : here.getMissingList()) {
      if (number >= places.size()) {
        throw Failure.refused(Reason.MALFORMED, "the node misses a chunk that there is not");
      }
      node.store(delivery.id(), number, chunk(delivery, number, places.get(number)));
      progress.step(1);
    }
    progress.end();
    int missing = node.begin(delivery).getMissingCount();
    if (missing > 0) {
      throw Failure.refused(
          Reason.UNAVAILABLE, missing + " chunks are missing still; run the command again");
    }
  }

  /** Never another ciphertext under the same key: a file that was changed is not sent. */
  private static byte[] chunk(PackedDelivery delivery, int number, DeliveryIndex.Place place)
      throws IOException, Failure {
    Path file = delivery.files().get(place.file());
    byte[] ciphertext =
        delivery
            .keys()
            .file(place.file())
            .encrypt(place.number(), place.isLast(), read(file, place));
    if (!Hash.sha256(ciphertext).equals(delivery.index().chunks().get(number))) {
      throw Failure.local(file + ": was changed since it was packed; pack it again");
    }
    return ciphertext;
  }

  private static byte[] read(Path file, DeliveryIndex.Place place) throws IOException {
    ByteBuffer plaintext = ByteBuffer.allocate(place.length());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(place.number() * ChunkCipher.CHUNK_LENGTH);
      int read = 0;
      while (plaintext.hasRemaining() && read >= 0) {
        read = channel.read(plaintext);
      }
    }
    return plaintext.array();
  }

  /** The record is kept before it is sent, so that the chain takes one however often this runs. */
  public Receipt submit(PackedDelivery delivery, Role role)
      throws IOException, InterruptedException, Failure, RefusedException {
    if (!Files.exists(delivery.record())) {
      Signatory signatory = session.signatory();
      CourtSubmit content =
          new CourtSubmit(
              new ContentDigest(
                  delivery.id(),
                  Optional.empty(),
                  delivery.index().bytes().length,
                  DeliveryIndex.MEDIA_TYPE),
              delivery.index().court(),
              Optional.empty(),
              List.of());
      AtomicFiles.write(delivery.record(), signatory.sign(signatory.compose(role, content)));
    }
    return session.deliver(Files.readAllBytes(delivery.record()));
  }
}
