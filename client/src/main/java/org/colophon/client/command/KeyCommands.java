package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Keys. */
@Command(
    name = "key",
    header = "Makes, shows, protects, replaces and revokes signing keys; erases private matter.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      KeyNewCommand.class,
      KeyShowCommand.class,
      KeyProtectCommand.class,
      KeyRotateCommand.class,
      KeyRevokeCommand.class,
      KeyEraseCommand.class
    })
final class KeyCommands extends Group {}
