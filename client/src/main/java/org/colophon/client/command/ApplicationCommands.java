package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Applications to IP offices: filed, answered, decided, asked for. */
@Command(
    name = "application",
    header = "Applies to an IP office for a work's confirmation, and decides for the office.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ApplicationFileCommand.class,
      ApplicationDecideCommand.class,
      ApplicationShowCommand.class,
      ApplicationListCommand.class,
      ApplicationQueueCommand.class
    })
final class ApplicationCommands extends Group {}
