package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Licences: granted, passed on, ended, asked for. */
@Command(
    name = "licence",
    header = "Grants and ends licences, and says who may do what with a work.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      LicenceGrantCommand.class,
      LicenceSubCommand.class,
      LicenceAcceptCommand.class,
      LicenceTerminateCommand.class,
      LicenceCheckCommand.class,
      LicenceListCommand.class,
      LicenceExportCommand.class
    })
final class LicenceCommands extends Group {}
