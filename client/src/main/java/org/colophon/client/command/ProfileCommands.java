package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Profiles. */
@Command(
    name = "profile",
    header = "Makes the folder that says who you are and which nodes you speak to.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = ProfileNewCommand.class)
final class ProfileCommands extends Group {}
