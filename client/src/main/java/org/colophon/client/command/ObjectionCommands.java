package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Objections to titles: raised, decided, withdrawn, asked for. */
@Command(
    name = "objection",
    header = "Objects to the title in a work, and decides on objections.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ObjectionRaiseCommand.class,
      ObjectionResolveCommand.class,
      ObjectionListCommand.class
    })
final class ObjectionCommands extends Group {}
