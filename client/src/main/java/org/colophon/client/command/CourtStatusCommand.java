package org.colophon.client.command;

import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.delivery.CourtNode;
import org.colophon.client.delivery.PackedDelivery;
import org.colophon.client.delivery.Sending;
import org.colophon.core.RecordId;
import org.colophon.core.delivery.DeliveredFile;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.record.RecordParser;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.DeliveryProgress;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a delivery of the profile's own. */
@Command(
    name = "status",
    header = "Shows what is in a delivery of yours, and how much of it the court's node has.",
    footer = {
      "%nExample:",
      "  colophon court status 77aa…",
      "%nWith --json: {\"delivery\",\"court\",\"files\":[…],\"chunks\",\"missing\","
          + "\"droppedAt\"?,\"submission\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CourtStatusCommand extends JsonCommand {
  @Parameters(
      paramLabel = "DELIVERY",
      converter = Converters.Digest.class,
      description = "The delivery: 64 hex digits.")
  private Hash id;

  @Option(
      names = "--node",
      paramLabel = "URL",
      description = "The court's node (default: found among the profile's).")
  private Optional<URI> node = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      PackedDelivery delivery = Sending.packed(session, id);
      DeliveryProgress progress =
          new CourtNode(session, node, options.timeout(), context().pause()).progress(id);
      Optional<RecordId> submission = submission(session, delivery);
      if (json) {
        print(json(delivery, progress, submission));
      } else {
        print(delivery, progress, submission);
      }
      return 0;
    }
  }

  private static Optional<RecordId> submission(Session session, PackedDelivery delivery)
      throws Exception {
    if (!Files.exists(delivery.record())) {
      return Optional.empty();
    }
    RecordParser parser = new RecordParser(session.genesis().limits().recordBytesMax());
    return Optional.of(parser.parse(Files.readAllBytes(delivery.record())).statement().id());
  }

  private static Json.Obj json(
      PackedDelivery delivery, DeliveryProgress progress, Optional<RecordId> submission) {
    ObjBuilder json =
        Json.object()
            .put("delivery", delivery.id().hex())
            .put("court", delivery.index().court().text())
            .put(
                "files",
                Json.array(delivery.manifest().files().stream().map(DeliveredFile::json).toList()))
            .put("chunks", progress.getChunks())
            .put("missing", progress.getMissingCount())
            .putText("submission", submission.map(RecordId::hex));
    if (progress.getDroppedAt() > 0) {
      json.put("droppedAt", progress.getDroppedAt());
    }
    return json.build();
  }

  private void print(
      PackedDelivery delivery, DeliveryProgress progress, Optional<RecordId> submission) {
    int here = progress.getChunks() - progress.getMissingCount();
    print(
        (progress.getMissingCount() == 0 ? style().good("● ") : style().warn("● "))
            + here
            + " of "
            + progress.getChunks()
            + " chunks at "
            + delivery.index().court());
    for (DeliveredFile file : delivery.manifest().files()) {
      print("  " + file.name() + style().dim("  " + file.content().size() + " bytes"));
    }
    submission.ifPresent(record -> print("  submission " + record));
    if (progress.getDroppedAt() > 0) {
      print("  dropped  " + Style.time(progress.getDroppedAt()));
    }
  }
}
