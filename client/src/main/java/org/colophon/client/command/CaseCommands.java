package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Cases: opened, ended, asked for. */
@Command(
    name = "case",
    header =
        "Opens a sealed case, says how it ended, verifies what is claimed, and reckons damages.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      CaseOpenCommand.class,
      CaseOutcomeCommand.class,
      CaseShowCommand.class,
      CaseListCommand.class,
      CaseVerifyCommand.class,
      CaseGatherCommand.class,
      CaseAssessCommand.class,
      CaseConfirmCommand.class,
      CaseAssessmentsCommand.class,
      CaseAssessmentCommand.class
    })
final class CaseCommands extends Group {}
