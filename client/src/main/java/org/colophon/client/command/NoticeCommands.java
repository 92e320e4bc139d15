package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Notices of infringement: sent, answered, shown. */
@Command(
    name = "notice",
    header = "Gives a platform notice of an infringement, answers one, and shows what came of it.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      NoticeSendCommand.class,
      NoticeCounterCommand.class,
      NoticeTakedownCommand.class,
      NoticeShowCommand.class
    })
final class NoticeCommands extends Group {}
