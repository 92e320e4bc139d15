package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Works: declared, revealed, shown, traced. */
@Command(
    name = "work",
    header =
        "Declares works, opens what was kept secret, finds works, and shows what happened to one.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      WorkDeclareCommand.class,
      WorkRevealCommand.class,
      WorkDeriveCommand.class,
      WorkSearchCommand.class,
      WorkShowCommand.class,
      WorkTraceCommand.class,
      WorkReadsCommand.class
    })
final class WorkCommands extends Group {}
