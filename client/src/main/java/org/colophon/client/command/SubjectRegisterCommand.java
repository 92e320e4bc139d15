package org.colophon.client.command;

import java.nio.file.Path;
import org.colophon.client.submit.Offer;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.SubjectRegister;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
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
final class SubjectRegisterCommand extends OfferCommand<SubjectRegister> {
  @Parameters(paramLabel = "REQUEST", description = "The subject's request.")
  private Path file;

  SubjectRegisterCommand() {
    super(SubjectRegister.class);
  }

  @Override
  Path file() {
    return file;
  }

  @Override
  String expected() {
    return "a request to register a subject";
  }

  @Override
  String describe(Offer offer, SubjectRegister register) {
    return offer.identity().isPresent()
        ? "The request's name and salt open the identity commitment."
        : "The request holds no name; its identity commitment must be one that you gave.";
  }

  @Override
  void report(SubjectRegister register, Receipt receipt) {
    if (json) {
      printJson(
          RecordType.SUBJECT_REGISTER,
          receipt,
          more -> more.put("subject", register.subject().text()).put("key", register.key().text()));
    } else {
      printReceipt("registered " + register.subject() + " (" + register.kind() + ")", receipt);
      print("  key     " + register.key());
    }
  }
}
