package org.colophon.client.command;

import picocli.CommandLine.Command;

/** What users acquire. */
@Command(
    name = "access",
    header = "Records that users of a platform acquired works.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = AccessAddCommand.class)
final class AccessCommands extends Group {}
