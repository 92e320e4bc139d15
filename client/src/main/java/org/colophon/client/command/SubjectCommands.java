package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Subjects. */
@Command(
    name = "subject",
    header = "Registers pseudonyms, and tells what a subject did.",
    description = {
      "%nTo be registered, the subject makes a key and a request; the request holds the whole statement, signed by"
          + " that key, so the registrar never sees the private key. The registrar checks who it is,"
          + " signs the same statement with its organisation's record key, and sends it.%n"
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      SubjectRequestCommand.class,
      SubjectRegisterCommand.class,
      SubjectTraceCommand.class
    })
final class SubjectCommands extends Group {}
