package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Works: declared, revealed, shown, traced. */
@Command(
    name = "work",
    header = "Declares works, opens what was kept secret, and shows what happened to a work.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      WorkDeclareCommand.class,
      WorkRevealCommand.class,
      WorkDeriveCommand.class,
      WorkShowCommand.class,
      WorkTraceCommand.class,
      WorkReadsCommand.class
    })
final class WorkCommands extends Group {}
