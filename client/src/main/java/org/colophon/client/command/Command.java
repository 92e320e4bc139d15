package org.colophon.client.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.colophon.client.Context;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.config.ConfigException;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something; its fields are set by the command line. */
@SuppressWarnings("NullAway.Init")
abstract class Command implements Callable<Integer> {
  /** Footer lines of every command's help. */
  static final String EXIT_CODES =
      "%nExit codes: 0 done; 1 refused, or a check failed; 2 wrong usage; 3 no node could do it"
          + " now; 4 a local file or key.";

  @Spec CommandSpec spec;
  @Mixin Options options;

  final Context context() {
    return ((ColophonCommand) spec.root().userObject()).context();
  }

  final Session open() throws ConfigException, IOException, Failure {
    return Session.open(
        context(), options.profile.orElseGet(context()::defaultProfile), options.timeout());
  }

  final Style style() {
    return context().style();
  }

  final void print(String line) {
    context().out().println(line);
  }

  final void print(Json json) {
    context().out().println(json.text());
  }

  /** A remark that is no result. */
  final void remark(String line) {
    context().err().println(line);
  }

  /** One finished record, as a line for a person. */
  final void printReceipt(String what, Receipt receipt) {
    print(
        style().good("✓")
            + " "
            + what
            + "\n  record  "
            + Style.plain(receipt.getId())
            + "\n  ordered "
            + Style.time(receipt.getTime())
            + style().dim("  block " + receipt.getHeight() + ", leaf " + receipt.getIndex()));
  }
}
