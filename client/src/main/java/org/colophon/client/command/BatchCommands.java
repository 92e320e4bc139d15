package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Many items under one root: given a time, proven, verified. */
@Command(
    name = "batch",
    header = "Gives up to 1,048,576 items a time by one record, and proves each of them.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {BatchTimestampCommand.class, BatchProveCommand.class, BatchVerifyCommand.class})
final class BatchCommands extends Group {}
