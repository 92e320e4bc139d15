package org.colophon.verifier;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The verifier alone: {@code java -jar colophon-verifier.jar ZIP...}. */
public final class Main {
  private static final int LOCAL = 4;

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    int exitCode = run(out, err, args);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /** Runs the command; messages and results go where they are told. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new VerifyCommand());
    line.setCommandName("colophon evidence verify");
    line.setOut(out);
    line.setErr(err);
    line.setExecutionExceptionHandler((e, command, result) -> report(e, err, result));
    return line.execute(args);
  }

  private static int report(Exception e, PrintWriter err, CommandLine.ParseResult result) {
    boolean isLocal = e instanceof IOException;
    err.println("error: " + (isLocal ? "LOCAL: " + e.getMessage() : "INTERNAL: " + e));
    if (result.hasMatchedOption("--debug")) {
      e.printStackTrace(err);
    }
    return isLocal ? LOCAL : VerifyCommand.REFUSED;
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 14),
        true,
        StandardCharsets.UTF_8);
  }
}
