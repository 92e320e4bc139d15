package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Cases: opened, ended, asked for. */
@Command(
    name = "case",
    header = "Opens a sealed case, says how it ended, and shows it.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      CaseOpenCommand.class,
      CaseOutcomeCommand.class,
      CaseShowCommand.class,
      CaseListCommand.class
    })
final class CaseCommands extends Group {}
