package org.colophon.client.command;

import java.nio.file.Path;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.submit.Offer;
import org.colophon.client.submit.Signatory;
import org.colophon.client.view.Views;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a subject. */
@Command(
    name = "register",
    header = "Confirms a subject's request with the organisation's record key and sends it.",
    description =
        "%nRun by a registrar. Whoever signs here answers for having checked who the subject is;"
            + " the subject's own signature over the same statement is checked before.%n",
    footer = {
      "%nExample:",
      "  colophon subject register request.json --profile ip-office/",
      "%nWith --json: {\"type\",\"record\",\"subject\",\"key\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class SubjectRegisterCommand extends org.colophon.client.command.Command {
  @Parameters(paramLabel = "REQUEST", description = "The subject's request.")
  private Path file;

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      Signatory registrar = session.signatory();
      Offer offer = OfferFiles.read(file, session.genesis());
      if (!(offer.statement().content() instanceof SubjectRegister register)) {
        throw Failure.local(file + ": not a request to register a subject");
      }
      if (!offer.awaits(registrar.key()) || offer.missing().size() != 1) {
        throw Failure.local(
            file + ": waits for the signature of " + offer.missing() + ", not for yours alone");
      }
      remark(
          offer.identity().isPresent()
              ? "The request's name and salt open the identity commitment."
              : "The request holds no name; its identity commitment must be one that you gave.");
      Receipt receipt = session.deliver(offer.sign(registrar.key()).record());
      if (json) {
        print(
            Json.object()
                .put("type", "subject.register")
                .put("record", receipt.getId())
                .put("subject", register.subject().text())
                .put("key", register.key().text())
                .put("receipt", Views.receipt(receipt))
                .build());
      } else {
        printReceipt("registered " + register.subject() + " (" + register.kind() + ")", receipt);
        print("  key     " + register.key());
      }
      return 0;
    }
  }
}
