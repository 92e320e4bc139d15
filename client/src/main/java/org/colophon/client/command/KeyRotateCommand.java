package org.colophon.client.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.custody.RecipientFiles;
import org.colophon.client.file.AtomicFiles;
import org.colophon.client.submit.Delivery;
import org.colophon.client.submit.Offer;
import org.colophon.client.submit.Signatory;
import org.colophon.core.Timestamp;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replaces the profile's key. */
@Command(
    name = "rotate",
    header = "Replaces the profile's key by a new one; both sign.",
    description = {
      "%nThe new key is written beside the old one as KEY.next and the signed statement as"
          + " KEY.rotation before anything is sent. When the chain has taken it, the new key takes"
          + " the old one's place, and the old one stays as KEY.old. Stopped at any moment, the"
          + " command goes on from there when it is run again.%n"
    },
    footer = {
      "%nExample:",
      "  colophon key rotate --alg sm2 --overlap-hours 24",
      "%nWith --json: {\"type\",\"record\",\"previous\",\"key\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class KeyRotateCommand extends JsonCommand {
  @Option(
      names = "--alg",
      paramLabel = "ALG",
      description = "ed25519, p256 or sm2 (default: ed25519).")
  private String algorithm = "ed25519";

  @Option(
      names = "--overlap-hours",
      paramLabel = "HOURS",
      description = "How long both keys are in force (default: 0).")
  private int overlapHours;

  @Option(
      names = "--recipient-key",
      description =
          "Publish the key of the profile's recipient.pem too, made when there is none: private"
              + " matter for you is encrypted to it.")
  private boolean recipientKey;

  @Override
  public Integer call() throws Exception {
    if (overlapHours < 0 || overlapHours > 24 * 365) {
      throw Failure.usage("--overlap-hours is 0 to " + 24 * 365);
    }
    try (Session session = open()) {
      Path current = session.profile().key();
      Path next = beside(current, ".next");
      Path rotation = beside(current, ".rotation");
      if (!Files.exists(rotation)) {
        prepare(session, next, rotation);
      }
      Offer offer = OfferFiles.read(rotation, session.genesis());
      if (!(offer.statement().content() instanceof KeyRotate rotate)
          || !offer.missing().isEmpty()) {
        throw Failure.local(rotation + ": not a signed rotation");
      }
      Receipt receipt = deliver(session, offer, next, rotation);
      takeOver(current, next, rotation, rotate);
      report(rotate, receipt);
      return ExitCodes.OK;
    }
  }

  /** The same bytes are sent however often this runs, so the chain takes one rotation. */
  private void prepare(Session session, Path next, Path rotation) throws Exception {
    Signatory holder = session.signatory();
    if (!Files.exists(next)) {
      KeyFiles.write(next, SigningKey.generate(KeyNewCommand.algorithm(algorithm)));
    }
    SigningKey key = KeyFiles.read(next);
    Optional<Timestamp> overlapUntil =
        overlapHours == 0
            ? Optional.empty()
            : Optional.of(
                new Timestamp(context().clock().millis())
                    .plus(Duration.ofHours(overlapHours).toMillis()));
    KeyRotate rotate =
        new KeyRotate(holder.subject(), holder.key().name(), key.name(), overlapUntil);
    if (recipientKey) {
      rotate =
          rotate.with(
              new RecipientFiles(session.profile().folder())
                  .newestOrNew(session.random())
                  .publicKey());
    }
    byte[] statement =
        holder.compose(
            List.of(
                holder.as(Role.HOLDER), new Signer(key.name(), Role.SUCCESSOR, holder.subject())),
            Optional.empty(),
            rotate);
    Offer offer = Offer.of(session.genesis(), statement, Optional.empty());
    OfferFiles.write(rotation, offer.sign(holder.key()).sign(key));
  }

  private static Receipt deliver(Session session, Offer offer, Path next, Path rotation)
      throws Exception {
    session.submitter().deliverHeld();
    Delivery delivery = session.submitter().deliver(offer.record());
    if (delivery instanceof Delivery.Refused) {
      // It can never stand, and the new key was never in force.
      Files.deleteIfExists(rotation);
      Files.deleteIfExists(next);
    }
    return session.receipt(delivery);
  }

  private static void takeOver(Path current, Path next, Path rotation, KeyRotate rotate)
      throws Exception {
    if (Files.exists(next) && KeyFiles.read(next).name().equals(rotate.key())) {
      Path old = beside(current, ".old");
      for (int i = 1; Files.exists(old); i++) {
        old = beside(current, ".old" + i);
      }
      // A link keeps the old key until the new one has its place in one step.
      Files.createLink(old, current);
      AtomicFiles.move(next, current);
    }
    Files.deleteIfExists(rotation);
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private void report(KeyRotate rotate, Receipt receipt) {
    if (json) {
      printJson(
          RecordType.KEY_ROTATE,
          receipt,
          more -> more.put("previous", rotate.previous().text()).put("key", rotate.key().text()));
    } else {
      printReceipt("key replaced", receipt);
      print("  key     " + rotate.key());
    }
  }
}
