package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Reports: made, and made again. */
@Command(
    name = "report",
    header =
        "Tells what was done with a work, by a subject, what damages come to, and checks reports.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ReportTransactionsCommand.class,
      ReportAssessmentCommand.class,
      ReportCheckCommand.class
    })
final class ReportCommands extends Group {}
