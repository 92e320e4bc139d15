package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Publications. */
@Command(
    name = "publication",
    header = "Records that works were made public.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = PublicationAddCommand.class)
final class PublicationCommands extends Group {}
