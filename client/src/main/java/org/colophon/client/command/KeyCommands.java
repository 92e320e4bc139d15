package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Keys. */
@Command(
    name = "key",
    header = "Makes, shows, replaces and revokes signing keys.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      KeyNewCommand.class,
      KeyShowCommand.class,
      KeyRotateCommand.class,
      KeyRevokeCommand.class
    })
final class KeyCommands extends Group {}
