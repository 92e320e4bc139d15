package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Private matter. */
@Command(
    name = "private",
    header = "Opens what a record keeps encrypted at the validators.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = PrivateOpenCommand.class)
final class PrivateCommands extends Group {}
