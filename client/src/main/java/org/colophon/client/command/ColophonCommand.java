package org.colophon.client.command;

import org.colophon.client.Context;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
    name = "colophon",
    header = "Registers works, traces them, and gives evidence that verifies offline.",
    synopsisSubcommandLabel = "COMMAND",
    description = "%nRun `colophon COMMAND --help` for what a command does, with examples.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%n",
    footer = {
      "%nExamples:",
      "  colophon work declare photos/            register every file of a folder",
      "  colophon work show photo.jpg             was this registered before, by whom, when?",
      "  colophon evidence export photo.jpg --out photo.zip",
      "  colophon evidence verify photo.zip --file photo.jpg --genesis genesis.json",
      "%nEnvironment: COLOPHON_PROFILE names the profile's folder; NO_COLOR turns colours off.",
      org.colophon.client.command.Command.EXIT_CODES
    },
    subcommands = {
      WorkCommands.class,
      DraftCommands.class,
      EvidenceCommands.class,
      CaptureCommand.class,
      SupplementCommand.class,
      CorrectionCommand.class,
      BatchCommands.class,
      PublicationCommands.class,
      RecommendationCommands.class,
      AccessCommands.class,
      NoticeCommands.class,
      TransferCommand.class,
      LicenceCommands.class,
      RightCommands.class,
      TitleCommands.class,
      ApplicationCommands.class,
      ObjectionCommands.class,
      CaseCommands.class,
      ScopeCommands.class,
      PrivateCommands.class,
      InfringementCommands.class,
      PriceCommands.class,
      StandardCommands.class,
      ValueCommand.class,
      CourtCommands.class,
      ReportCommands.class,
      ChainCommands.class,
      OrganisationCommands.class,
      KeyCommands.class,
      SubjectCommands.class,
      ProfileCommands.class,
      CompletionCommand.class
    })
@SuppressWarnings("NullAway.Init")
public final class ColophonCommand implements Runnable {
  private final Context context;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** The command in its surroundings. */
  public ColophonCommand(Context context) {
    this.context = context;
  }

  Context context() {
    return context;
  }

  /** Whether the user asked to see where errors come from. */
  public static boolean isDebug(CommandLine command) {
    return command.getCommand() instanceof org.colophon.client.command.Command c && c.options.debug;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
