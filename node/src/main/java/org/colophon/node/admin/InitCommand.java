package org.colophon.node.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Suite;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.x509.KeyKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes an organisation's keys and certificates. */
@Command(
    name = "init",
    description = {
      "Makes the keys and certificates of one organisation and its node.",
      "",
      "The private keys stay in the directory with mode 0600. organisation.json holds only public"
          + " parts: hand it to the other founders, who put all of them into one genesis."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  colophon-node init --organisation court-a --kind COURT --tier VALIDATOR \\",
      "    --host court-a.example --dir /etc/colophon/court-a"
    })
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--organisation", required = true, description = "Its name on the chain.")
  private String organisation;

  @Option(names = "--kind", required = true, description = "What it is: ${COMPLETION-CANDIDATES}.")
  private OrgKind kind;

  @Option(
      names = "--tier",
      required = true,
      description = "What part it has: ${COMPLETION-CANDIDATES}.")
  private Tier tier;

  @Option(names = "--node", description = "The node's name; the organisation's with -1 by default.")
  private String node;

  @Option(
      names = "--host",
      description = "A name or address under which the node is reached; may be repeated.",
      defaultValue = "localhost,127.0.0.1",
      split = ",")
  private List<String> hosts = List.of();

  @Option(
      names = "--algorithm",
      description = "Of the record key: ${COMPLETION-CANDIDATES}.",
      defaultValue = "ED25519")
  private SignatureAlgorithm algorithm;

  @Option(
      names = "--root",
      description = {
        "Of the organisation's root, and as far as they can of the certificates under it:"
            + " ${COMPLETION-CANDIDATES}.",
        "Under ED25519 there are none that sign time-stamps or documents, for the rules of evidence"
            + " do not know it."
      },
      defaultValue = "P256")
  private KeyKind root;

  @Option(
      names = "--suite",
      converter = SuiteConverter.class,
      defaultValue = "standard",
      description = {
        "Of the chain: standard, or sm, on which a validator also has an SM2 checkpoint key.",
        "All validators of a chain must have the same."
      })
  private Suite suite = Suite.STANDARD;

  @Option(names = "--dir", required = true, description = "Where to put all of it.")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    List<String> names = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    for (String host : hosts) {
      (isAddress(host) ? addresses : names).add(host);
    }
    Organisation made;
    OrganisationFiles files = new OrganisationFiles(directory);
    try {
      made =
          files.create(
              new OrgId(organisation),
              kind,
              tier,
              new NodeId(node == null ? organisation + "-1" : node),
              names,
              addresses,
              root,
              algorithm,
              suite,
              Instant.now());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    spec.commandLine()
        .getOut()
        .println(made.id() + " is ready in " + directory + "; hand out " + files.description());
    return ColophonNode.OK;
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9.]+");
  }
}
