package org.colophon.node.admin;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.colophon.config.ConfigException;
import org.colophon.config.Mistake;
import org.colophon.node.NodeDaemon;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command of those who run nodes. */
@Command(
    name = "colophon-node",
    description = "Runs a node of a Colophon chain, and prepares and checks what it runs on.",
    versionProvider = ColophonNode.Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is done, and what was checked is right",
      "1:what was checked is not right",
      "2:the command line is wrong",
      "4:a file, key or setting is wrong"
    },
    subcommands = {
      InitCommand.class,
      GenesisCommand.class,
      IssueCommand.class,
      RenewCommand.class,
      ServeCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      FsckCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      ArchiveCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      LeaderCommand.class,
      MemberCommand.class,
      EpochCommand.class,
      DevnetCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class ColophonNode implements Callable<Integer> {
  static final int OK = 0;
  static final int NOT_RIGHT = 1;
  static final int USAGE = 2;
  static final int FILES = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Shows where in the program an error came from.")
  private boolean debug;

  /** For the parser. */
  public ColophonNode() {}

  /** Runs a command line and returns its exit code. */
  public static int run(String... arguments) {
    ColophonNode root = new ColophonNode();
    CommandLine line = new CommandLine(root);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> report(failure, command, root.debug));
    return line.execute(arguments);
  }

  private static int report(Exception failure, CommandLine command, boolean debug) {
    java.io.PrintWriter err = command.getErr();
    switch (failure) {
      case ConfigException config -> {
        for (Mistake mistake : config.mistakes()) {
          err.println("error: " + mistake);
        }
      }
      case IOException e -> err.println("error: " + e.getMessage());
      default -> err.println("error: " + failure);
    }
    if (debug) {
      failure.printStackTrace(err);
    }
    err.flush();
    return FILES;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return USAGE;
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"colophon-node " + NodeDaemon.VERSION};
    }
  }
}
