package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.PriceText;
import org.colophon.core.OrgId;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.ListPricesRequest;
import org.colophon.rpc.proto.PriceView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists reference prices. */
@Command(
    name = "list",
    header = "Lists the prices of deals in a work, or those that an appraiser gave.",
    footer = {
      "%nExamples:",
      "  colophon price list --work photo.jpg",
      "  colophon price list --appraiser ip-office --json",
      "%nWith --json: {\"prices\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class PriceListCommand extends JsonCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  private Optional<String> work = Optional.empty();

  @Option(
      names = "--appraiser",
      paramLabel = "ORG",
      converter = Converters.Organisation.class,
      description = "The appraiser or IP office.")
  private Optional<OrgId> appraiser = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (work.isPresent() == appraiser.isPresent()) {
      throw Failure.usage("either --work or --appraiser");
    }
    try (Session session = open()) {
      List<PriceView> found =
          session
              .network()
              .prices(
                  ListPricesRequest.newBuilder()
                      .setWork(work.isPresent() ? Target.of(work.get(), session).work() : "")
                      .setAppraiser(appraiser.map(OrgId::text).orElse(""))
                      .setAtLeastHeight(session.lastHeight().value())
                      .build());
      if (json) {
        print(
            Json.object()
                .put("prices", Json.array(found.stream().map(PriceText::json).toList()))
                .build());
      } else {
        context().out().print(new PriceText(style()).list(found));
      }
      return 0;
    }
  }
}
