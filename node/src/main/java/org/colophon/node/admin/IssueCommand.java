package org.colophon.node.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Issues a subject's TLS certificate. */
@Command(
    name = "issue",
    description = {
      "Issues a TLS certificate with which a subject of this organisation may call nodes.",
      "",
      "It says who calls. What a subject signs is checked by its key on the chain, which a registrar"
          + " puts in force with `colophon subject register`."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class IssueCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--dir", required = true, description = "The organisation's directory.")
  private Path directory;

  @Option(names = "--subject", required = true, description = "The subject's pseudonym.")
  private String subject;

  @Option(names = "--certificate", required = true, description = "Where to write the certificate.")
  private Path certificate;

  @Option(names = "--key", required = true, description = "Where to write its key, mode 0600.")
  private Path key;

  @Override
  public Integer call() throws IOException {
    try {
      new OrganisationFiles(directory).issueSubject(subject, certificate, key, Instant.now());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    spec.commandLine().getOut().println(certificate);
    return ColophonNode.OK;
  }
}
