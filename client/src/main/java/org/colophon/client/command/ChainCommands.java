package org.colophon.client.command;

import picocli.CommandLine.Command;

/** The chain itself. */
@Command(
    name = "chain",
    header = "Shows the chain: its nodes, blocks, records, checkpoints; follows it from outside.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ChainStatusCommand.class,
      ChainBlockCommand.class,
      ChainRecordCommand.class,
      ChainWatchCommand.class,
      ChainCheckpointCommand.class,
      ChainConsistencyCommand.class,
      ChainMonitorCommand.class
    })
final class ChainCommands extends Group {}
