package org.colophon.client.command;

import picocli.CommandLine.Command;

/** Recommendations. */
@Command(
    name = "recommendation",
    header = "Records recommendations, each with a time of its own, and lists them.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {RecommendationAddCommand.class, RecommendationListCommand.class})
final class RecommendationCommands extends Group {}
