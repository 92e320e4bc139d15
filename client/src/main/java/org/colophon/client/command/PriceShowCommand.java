package org.colophon.client.command;

import org.colophon.client.Session;
import org.colophon.client.view.PriceText;
import org.colophon.core.RecordId;
import org.colophon.rpc.proto.PriceView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a reference price. */
@Command(
    name = "show",
    header = "Shows a reference price.",
    footer = {
      "%nExample:",
      "  colophon price show 5b1e…",
      "%nWith --json: {\"receipt\",\"times\",\"appraiser\",\"comparable\"?,\"work\"?,\"market\"?,"
          + "\"basis\",\"from\",\"until\",\"territory\",\"currency\",\"exponent\",\"amount\"?,"
          + "\"commitment\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class PriceShowCommand extends JsonCommand {
  @Parameters(
      paramLabel = "PRICE",
      converter = Converters.RecordName.class,
      description = "The price: the id of its record.")
  private RecordId price;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      PriceView view = session.network().price(price.hex(), session.lastHeight().value());
      if (json) {
        print(PriceText.json(view));
      } else {
        context().out().print(new PriceText(style()).of(view));
      }
      return 0;
    }
  }
}
