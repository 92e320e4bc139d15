package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Evidence: deposited, exported, verified. */
@Command(
    name = "evidence",
    header = "Deposits material, exports evidence, and verifies it without any network.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      EvidenceDepositCommand.class,
      EvidenceExportCommand.class,
      EvidenceVerifyCommand.class,
      EvidenceReceiptCommand.class
    })
final class EvidenceCommands extends Group {}
