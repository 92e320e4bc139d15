package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Keys. */
@Command(
    name = "key",
    header = "Makes, shows, replaces and revokes signing keys; erases private matter.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      KeyNewCommand.class,
      KeyShowCommand.class,
      KeyRotateCommand.class,
      KeyRevokeCommand.class,
      KeyEraseCommand.class
    })
final class KeyCommands extends Group {}
