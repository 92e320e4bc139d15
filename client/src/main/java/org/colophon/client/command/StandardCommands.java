package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Standards of damages: proposed, agreed to, put into force, shown. */
@Command(
    name = "standard",
    header = "Proposes standards of damages as a validator, votes for them, and shows them.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      StandardListCommand.class,
      StandardShowCommand.class,
      StandardProposeCommand.class,
      StandardVoteCommand.class,
      StandardActivateCommand.class
    })
final class StandardCommands extends Group {}
