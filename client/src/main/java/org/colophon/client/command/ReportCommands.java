package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Reports: made, and made again. */
@Command(
    name = "report",
    header = "Tells all that was done with a work or by a subject, and checks reports.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {ReportTransactionsCommand.class, ReportCheckCommand.class})
final class ReportCommands extends Group {}
