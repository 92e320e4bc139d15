package org.colophon.client.command;

import org.colophon.verifier.VerifyCommand;
import picocli.CommandLine.Command;

/** Evidence: deposited, exported, certified, verified. */
@Command(
    name = "evidence",
    header = "Deposits material, exports evidence, and verifies it without any network.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      EvidenceDepositCommand.class,
      EvidenceCaptureCommand.class,
      EvidenceExportCommand.class,
      EvidenceCertificateCommand.class,
      EvidenceReceiptCommand.class,
      EvidenceRenewCommand.class,
      VerifyCommand.class
    })
final class EvidenceCommands extends Group {}
