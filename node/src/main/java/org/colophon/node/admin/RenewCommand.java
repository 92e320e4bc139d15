package org.colophon.node.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Renews a node's TLS certificate. */
@Command(
    name = "renew",
    description = {
      "Makes a new TLS key and certificate for an organisation's node, for the same hosts, in the"
          + " place of the old ones, which are kept beside them as *.old. A running node shows it"
          + " within seconds. It needs the organisation's CA key and no chain: also a node whose"
          + " certificate has ended comes back by it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RenewCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--dir", required = true, description = "The organisation's directory.")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    Instant until = new OrganisationFiles(directory).renewNode(Instant.now());
    spec.commandLine().getOut().println("valid until " + until);
    return ColophonNode.OK;
  }
}
