package org.colophon.client.command;

import java.nio.file.Path;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.submit.Offer;
import org.colophon.client.submit.Signatory;
import org.colophon.verifier.Style;
import org.colophon.client.view.Views;
import org.colophon.core.content.Transfer;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accepts an offer. */
@Command(
    name = "accept",
    header = "Signs an offer as its acquirer and sends it.",
    description = "%nShows first what is being acquired, from whom and in which share.%n",
    footer = {
      "%nExample:",
      "  colophon transfer accept offer.json --profile studio/",
      "%nWith --json: {\"type\",\"record\",\"work\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class TransferAcceptCommand extends org.colophon.client.command.Command {
  @Parameters(paramLabel = "OFFER", description = "The offer's file.")
  private Path file;

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      Signatory acquirer = session.signatory();
      Offer offer = OfferFiles.read(file, session.genesis());
      if (!(offer.statement().content() instanceof Transfer transfer)) {
        throw Failure.local(file + ": not the offer of a transfer");
      }
      if (!offer.awaits(acquirer.key()) || offer.missing().size() != 1) {
        throw Failure.local(
            file + ": waits for the signature of " + offer.missing() + ", not for yours alone");
      }
      String rights = transfer.allEconomic() ? "all economic rights" : "" + transfer.rights();
      remark(
          "Acquiring "
              + Style.percent(transfer.share())
              + " of "
              + rights
              + " in work "
              + transfer.work()
              + " from "
              + offer.statement().author());
      Receipt receipt = session.deliver(offer.sign(acquirer.key()).record());
      if (json) {
        print(
            Json.object()
                .put("type", "transfer")
                .put("record", receipt.getId())
                .put("work", transfer.work().hex())
                .put("receipt", Views.receipt(receipt))
                .build());
      } else {
        printReceipt("transferred", receipt);
      }
      return 0;
    }
  }
}
