package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.submit.Offer;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.provenance.Summaries;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accepts an offer of another organ to let somebody read. */
@Command(
    name = "accept",
    header = "Signs a grant that another organ offers, and sends it when nobody else must sign.",
    description = {
      "%nShows first in one sentence what is being signed. When others must sign as well, --out"
          + " writes it for the next one.%n"
    },
    footer = {
      "%nExample:",
      "  colophon scope accept offer.json",
      "%nWith --json: {\"type\",\"record\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ScopeAcceptCommand extends OfferCommand<ScopeGrant> {
  @Parameters(paramLabel = "OFFER", description = "The offer's file.")
  private Path file;

  @Option(names = "--out", paramLabel = "FILE", description = "Where it goes for the next one.")
  private Optional<Path> out = Optional.empty();

  ScopeAcceptCommand() {
    super(ScopeGrant.class);
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
    return "an offer of a grant to read";
  }

  @Override
  String describe(Offer offer, ScopeGrant content) {
    return "Signing: " + Style.plain(Summaries.of(offer.statement(), Optional.empty()));
  }

  @Override
  void report(ScopeGrant content, Receipt receipt) {
    if (json) {
      printJson(content.type(), receipt, more -> more);
    } else {
      printReceipt(content.grantee() + " may read", receipt);
    }
  }
}
