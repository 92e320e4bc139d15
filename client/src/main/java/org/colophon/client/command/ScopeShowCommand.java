package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.view.CaseJson;
import org.colophon.client.view.CaseText;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.rpc.proto.GrantView;
import org.colophon.rpc.proto.LeaseView;
import org.colophon.rpc.proto.ListLeasesRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a grant. */
@Command(
    name = "show",
    header = "Shows a grant to read: its scope, whether it counts, and what nodes took of it.",
    description =
        "%nWhat was read under grants that were passed on from it is told as well. How many reads"
            + " are left is told as of now only.%n",
    footer = {
      "%nExamples:",
      "  colophon scope show 9be0…",
      "  colophon scope show 9be0… --at 2026-03-01 --json",
      "%nWith --json: {\"grant\":{\"receipt\",\"times\",\"case\",\"grantee\",\"grantors\":[…],"
          + "\"basis\",\"line\":[…],\"scope\":{…},\"effective\",\"ended\"?,\"reads\"?},"
          + "\"leases\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ScopeShowCommand extends JsonCommand {
  @Parameters(
      paramLabel = "GRANT",
      converter = Converters.RecordName.class,
      description = "Which grant.")
  private RecordId grant;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As of that time: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> at = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      long time = at.map(Timestamp::value).orElseGet(context().clock()::millis);
      long height = session.lastHeight().value();
      GrantView view = session.network().grant(grant.hex(), time, height);
      List<LeaseView> leases =
          session
              .network()
              .leases(
                  ListLeasesRequest.newBuilder()
                      .setGrant(grant.hex())
                      .setTime(time)
                      .setAtLeastHeight(height)
                      .build());
      if (json) {
        print(CaseJson.grantWithLeases(view, leases));
      } else {
        context().out().print(new CaseText(style()).grantWithLeases(view, leases));
      }
      return 0;
    }
  }
}
