package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Material for courts: submitted, received, asked for. */
@Command(
    name = "court",
    header = "Delivers to a court, opens and receives it as one, and shows what waits.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      CourtSubmitCommand.class,
      CourtStatusCommand.class,
      CourtAnnounceCommand.class,
      CourtOpenCommand.class,
      CourtReceiveCommand.class,
      CourtShowCommand.class,
      CourtListCommand.class
    })
final class CourtCommands extends Group {}
