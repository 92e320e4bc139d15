package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Who belongs to the consortium, and the votes that change it. */
@Command(
    name = "organisation",
    aliases = "org",
    header =
        "Lists the members, proposes to admit or suspend one or to raise the level, and votes.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      OrganisationListCommand.class,
      OrganisationAdmitCommand.class,
      OrganisationSuspendCommand.class,
      OrganisationLevelCommand.class,
      OrganisationVoteCommand.class
    })
final class OrganisationCommands extends Group {}
