package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Drafts. */
@Command(
    name = "draft",
    header = "Records drafts of a work in the making.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {DraftAddCommand.class, DraftWatchCommand.class, DraftDiaryCommand.class})
final class DraftCommands extends Group {}
