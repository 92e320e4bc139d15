package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.submit.Offer;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Transfer;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accepts an offer. */
@Command(
    name = "accept",
    header = "Signs an offer as its acquirer, and sends it when nobody else must sign.",
    description =
        "%nShows first what is being acquired, from whom and in which share. When a pledgee must"
            + " sign as well, --out writes it for the pledgee, who signs with `colophon licence"
            + " accept`.%n",
    footer = {
      "%nExample:",
      "  colophon transfer accept offer.json --profile studio/",
      "%nWith --json: {\"type\",\"record\",\"work\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class TransferAcceptCommand extends OfferCommand<Transfer> {
  @Parameters(paramLabel = "OFFER", description = "The offer's file.")
  private Path file;

  @Option(names = "--out", paramLabel = "FILE", description = "Where it goes for the pledgee.")
  private Optional<Path> out = Optional.empty();

  TransferAcceptCommand() {
    super(Transfer.class);
  }

  @Override
  Path file() {
    return file;
  }

  @Override
  Optional<Path> next() {
    return out;
  }

  @Override
  String expected() {
    return "the offer of a transfer";
  }

  @Override
  String describe(Offer offer, Transfer transfer) {
    String rights = transfer.allEconomic() ? "all economic rights" : "" + transfer.rights();
    return "Acquiring "
        + Style.percent(transfer.share())
        + " of "
        + rights
        + " in work "
        + transfer.work()
        + " from "
        + offer.statement().author();
  }

  @Override
  void report(Transfer transfer, Receipt receipt) {
    if (json) {
      printJson(RecordType.TRANSFER, receipt, more -> more.put("work", transfer.work().hex()));
    } else {
      printReceipt("transferred", receipt);
    }
  }
}
