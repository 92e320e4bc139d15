package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Subjects. */
@Command(
    name = "subject",
    header = "Registers pseudonyms: the subject asks, a registrar confirms.",
    description = {
      "%nThe subject makes a key and a request; the request holds the whole statement, signed by"
          + " that key, so the registrar never sees the private key. The registrar checks who it is,"
          + " signs the same statement with its organisation's record key, and sends it.%n"
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {SubjectRequestCommand.class, SubjectRegisterCommand.class})
final class SubjectCommands extends Group {}
