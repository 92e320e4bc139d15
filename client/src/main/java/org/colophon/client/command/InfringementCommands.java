package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Infringements: alleged, found, asked for. */
@Command(
    name = "infringement",
    header = "Alleges an infringement, finds on one as a court, and shows them.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      InfringementAllegeCommand.class,
      InfringementFindCommand.class,
      InfringementShowCommand.class,
      InfringementListCommand.class
    })
final class InfringementCommands extends Group {}
