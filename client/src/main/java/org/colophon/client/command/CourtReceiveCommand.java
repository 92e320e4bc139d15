package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.delivery.OpenedDelivery;
import org.colophon.client.file.BundleFile;
import org.colophon.client.file.Hasher;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtReceive.Ground;
import org.colophon.core.content.CourtReceive.Outcome;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.SubmissionView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a submission. */
@Command(
    name = "receive",
    header = "Receives what was submitted to your court, or refuses it.",
    description =
        "%nWhat came must be what was submitted, and verify; what does not is refused. It is the"
            + " folder that `colophon court open` made, or a file that was handed over.%n",
    footer = {
      "%nExamples:",
      "  colophon court receive case-7 --submission 5b1e…",
      "  colophon court receive kite.zip --submission 5b1e…",
      "  colophon court receive --submission 5b1e… --refuse NOT_COMPETENT",
      "%nWith --json: {\"type\",\"record\",\"submission\",\"outcome\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CourtReceiveCommand extends JsonCommand {
  private static final String OR_REFUSE = "--refuse NOT_VERIFIED refuses it";

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR|FILE",
      description = "What came; needed unless it is refused.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--submission",
      required = true,
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The submission: the id of its record.")
  private RecordId submission;

  @Option(
      names = "--refuse",
      paramLabel = "GROUND",
      description = "Refuse it: ${COMPLETION-CANDIDATES}.")
  private Optional<Ground> ground = Optional.empty();

  @Option(
      names = "--case",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record that opened the case.")
  private Optional<RecordId> caseOf = Optional.empty();

  @Option(
      names = "--unverified",
      description = "Receive it without verifying it: it is no bundle, or one of another chain.")
  private boolean unverified;

  @Override
  public Integer call() throws Exception {
    if (file.isEmpty() && ground.isEmpty()) {
      throw Failure.usage("DIR or FILE is missing (or --refuse)");
    }
    try (Session session = open()) {
      Optional<Hash> digest = file.isPresent() ? Optional.of(digest(file.get())) : Optional.empty();
      if (ground.isEmpty()) {
        requireSubmitted(file.orElseThrow(), digest.orElseThrow(), session);
      }
      Outcome outcome = ground.isPresent() ? Outcome.REFUSED : Outcome.RECEIVED;
      CourtReceive content = new CourtReceive(submission, outcome, ground, digest, caseOf);
      var signatory = session.signatory();
      Receipt receipt = session.deliver(signatory.sign(signatory.compose(Role.MEMBER, content)));
      if (json) {
        printJson(
            RecordType.COURT_RECEIVE,
            receipt,
            more -> more.put("submission", submission.hex()).put("outcome", outcome.name()));
      } else {
        printReceipt(
            (ground.isPresent() ? "refused submission " : "received submission ") + submission,
            receipt);
      }
      return 0;
    }
  }

  /** A delivery is named by its index. */
  private static Hash digest(Path came) throws IOException {
    return Hasher.hash(Files.isDirectory(came) ? OpenedDelivery.index(came) : came).sha256();
  }

  /** Before the court's word stands that it is: what came is what was submitted, and holds. */
  private void requireSubmitted(Path came, Hash digest, Session session)
      throws IOException, RefusedException, Failure {
    SubmissionView submitted =
        session.network().submission(submission.hex(), 0, session.lastHeight().value());
    if (!submitted.getSha256().equals(digest.hex())) {
      throw Failure.refused(
          Reason.COMMITMENT_MISMATCH,
          came + ": SHA-256 " + digest + ", submitted was another file (" + OR_REFUSE + ")");
    }
    long nowMs = context().clock().millis();
    if (Files.isDirectory(came)) {
      OpenedDelivery.verify(came, session, nowMs)
          .requireFrom(submitted.getSubmitter(), submitted.getCourt());
    } else if (!unverified) {
      BundleFile.requireVerified(came, session, nowMs, OR_REFUSE);
    }
  }
}
