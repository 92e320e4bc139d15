package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.submit.Offer;
import org.colophon.core.content.Content;
import org.colophon.core.content.Licence;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.Transfer;
import org.colophon.core.provenance.Summaries;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accepts an offer about licences, pledges or waivers. */
@Command(
    name = "accept",
    header = "Signs an offer, and sends it when nobody else must sign.",
    description = {
      "%nShows first in one sentence what is being signed. When others must sign as well, --out"
          + " writes it for the next one.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon licence accept offer.json --profile studio/",
      "  colophon licence accept offer.json --out offer-signed-by-two.json",
      "%nWith --json: {\"type\",\"record\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class LicenceAcceptCommand extends OfferCommand<Content> {
  @Parameters(paramLabel = "OFFER", description = "The offer's file.")
  private Path file;

  @Option(names = "--out", paramLabel = "FILE", description = "Where it goes for the next one.")
  private Optional<Path> out = Optional.empty();

  LicenceAcceptCommand() {
    super(Content.class);
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
    return "an offer about licences, pledges or waivers";
  }

  /** A transfer that a pledgee agrees to comes this way too. */
  @Override
  boolean takes(Content content) {
    return switch (content) {
      case Licence _, LicenceTerminate _, RightEncumber _, RightWaive _, Transfer _ -> true;
      default -> false;
    };
  }

  @Override
  String describe(Offer offer, Content content) {
    return "Signing: " + Style.plain(Summaries.of(offer.statement(), Optional.empty()));
  }

  @Override
  void report(Content content, Receipt receipt) {
    if (json) {
      printJson(content.type(), receipt, more -> more);
    } else {
      printReceipt(content.type().label(), receipt);
    }
  }
}
