package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Titles. */
@Command(
    name = "title",
    header = "Checks the chain of a title, from its declaration on.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = TitleCheckCommand.class)
final class TitleCommands extends Group {}
