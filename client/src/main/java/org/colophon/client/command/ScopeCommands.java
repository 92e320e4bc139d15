package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Grants to read in a case: granted, passed on, revoked, asked for. */
@Command(
    name = "scope",
    header = "Lets somebody read in a case, passes a part of that on, revokes it, and shows it.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ScopeGrantCommand.class,
      ScopeAcceptCommand.class,
      ScopeDelegateCommand.class,
      ScopeRevokeCommand.class,
      ScopeTraceCommand.class,
      ScopeExportCommand.class,
      ScopeShowCommand.class,
      ScopeListCommand.class
    })
final class ScopeCommands extends Group {}
