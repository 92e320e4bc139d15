package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Rights: pledged, and given up. */
@Command(
    name = "right",
    header = "Pledges rights in a work, and gives rights or pledges up.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {RightEncumberCommand.class, RightWaiveCommand.class})
final class RightCommands extends Group {}
