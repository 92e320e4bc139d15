package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Reference prices: given, asked for. */
@Command(
    name = "price",
    header = "Gives reference prices as an appraiser or IP office, and shows them.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {PriceReferenceCommand.class, PriceShowCommand.class, PriceListCommand.class})
final class PriceCommands extends Group {}
