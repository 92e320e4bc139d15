package org.colophon.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import org.colophon.client.command.ColophonCommand;
import org.colophon.client.net.LedgerNetwork;
import org.colophon.client.net.NetworkException;
import org.colophon.config.ConfigException;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.verifier.Style;
import picocli.CommandLine;

/** The {@code colophon} command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Context context =
        new Context(
            System.in,
            out,
            err,
            System.getenv(),
            Terminal.isTerminal(1),
            Terminal.isTerminal(2),
            InstantSource.system(),
            new SecureRandom(),
            Thread::sleep,
            LedgerNetwork::connect);
    int exitCode = run(context, args);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /** Runs the command in the given surroundings. */
  public static int run(Context context, String... args) {
    return commandLine(context).execute(args);
  }

  /** The command with all its subcommands. */
  public static CommandLine commandLine(Context context) {
    CommandLine line = new CommandLine(new ColophonCommand(context));
    CommandLine.Help.Ansi ansi =
        context.style().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
    line.setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(context.outIsTerminal());
    line.setUsageHelpLongOptionsMaxWidth(30);
    line.setExecutionExceptionHandler((e, command, result) -> report(context, e, command));
    return line;
  }

  private static int report(Context context, Exception e, CommandLine command) {
    Ending ending = ending(e);
    String lead = context.errStyle().bad("error:");
    context.err().println(lead + " " + ending.name() + ": " + lines(ending.detail()));
    if (ColophonCommand.isDebug(command)) {
      e.printStackTrace(context.err());
    }
    return ending.exitCode();
  }

  private record Ending(int exitCode, String name, String detail) {}

  private static Ending ending(Exception e) {
    return switch (e) {
      case Failure f -> new Ending(f.exitCode(), f.reason(), String.valueOf(f.getMessage()));
      case RefusedException r -> of(r.refusal(), ExitCodes.REFUSED);
      case NetworkException n ->
          n.refusal()
              .map(r -> of(r, n.isPassing() ? ExitCodes.NETWORK : ExitCodes.REFUSED))
              .orElse(new Ending(ExitCodes.NETWORK, "UNAVAILABLE", String.valueOf(n.getMessage())));
      case ConfigException c ->
          new Ending(ExitCodes.LOCAL, "CONFIG", String.valueOf(c.getMessage()));
      case IOException io -> new Ending(ExitCodes.LOCAL, "LOCAL", fileMessage(io));
      case UncheckedIOException unchecked -> ending(Objects.requireNonNull(unchecked.getCause()));
      case InterruptedException i ->
          new Ending(ExitCodes.NETWORK, "INTERRUPTED", "stopped while waiting");
      default ->
          new Ending(
              ExitCodes.REFUSED,
              "INTERNAL",
              e + "; run again with --debug and report what it says");
    };
  }

  private static Ending of(Refusal refusal, int exitCode) {
    return new Ending(exitCode, refusal.reason().name(), refusal.detail());
  }

  /** The platform's exceptions often say no more than the file's name. */
  private static String fileMessage(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains(": ")) {
      return message;
    }
    return switch (e) {
      case NoSuchFileException n -> message + ": no such file";
      case FileAlreadyExistsException f -> message + ": there is such a file already";
      case AccessDeniedException a -> message + ": access denied";
      default -> message;
    };
  }

  /** What a node says comes from outside; line breaks are ours in the list of mistakes only. */
  private static String lines(String detail) {
    return String.join("\n", detail.lines().map(Style::plain).toList());
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 14),
        true,
        StandardCharsets.UTF_8);
  }
}
