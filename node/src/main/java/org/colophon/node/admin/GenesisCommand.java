package org.colophon.node.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Limits;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Policies;
import org.colophon.core.membership.Suite;
import org.colophon.core.membership.Tier;
import org.colophon.node.DataLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and shows the genesis. */
@Command(
    name = "genesis",
    description = "Makes the genesis of a chain from its founders' descriptions, or shows one.",
    mixinStandardHelpOptions = true,
    subcommands = {GenesisCommand.Create.class, GenesisCommand.Show.class})
final class GenesisCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ColophonNode.USAGE;
  }

  /** A genesis of the given founders. */
  static Genesis create(
      String name, int quorum, Level level, List<Organisation> founders, Instant now)
      throws IOException {
    List<Organisation> sorted = new ArrayList<>(founders);
    sorted.sort(Comparator.comparing(Organisation::id));
    try {
      return Genesis.create(
          name,
          new Timestamp(now.toEpochMilli()),
          Limits.DEFAULT,
          new Membership(sorted, quorum, level));
    } catch (RefusedException e) {
      throw new IOException("genesis: " + e.refusal().detail(), e);
    }
  }

  /** The level that was asked for; the newest unless told. */
  static Level level(Optional<Integer> asked) throws IOException {
    int number = asked.orElse(Level.NEWEST.number());
    if (number < Level.FIRST.number() || number > Level.NEWEST.number()) {
      throw new IOException(
          "--level: "
              + number
              + " (expected: 1 to "
              + Level.NEWEST
              + ", which this release knows)");
    }
    return new Level(number);
  }

  /** Validators of which one may be dishonest or down for each three others: n − (n − 1) / 3. */
  static int defaultQuorum(List<Organisation> founders) {
    int validators = (int) founders.stream().filter(o -> o.tier() == Tier.VALIDATOR).count();
    return validators - (validators - 1) / 3;
  }

  @Command(
      name = "create",
      description = {
        "Makes a genesis. Its hash is part of the chain's name, so every founder compares the name.",
      },
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {
        "",
        "Example:",
        "  colophon-node genesis create --name copyright --out genesis.json \\",
        "    court-a/organisation.json court-b/organisation.json office/organisation.json"
      })
  static final class Create implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--name", required = true, description = "The chain's name.")
    private String name;

    @Option(
        names = "--quorum",
        description = "Validators that must cosign a checkpoint; by default all but a third.")
    private Integer quorum;

    @Option(
        names = "--suite",
        converter = SuiteConverter.class,
        defaultValue = "standard",
        description =
            "The chain's: standard, or sm (a second tree with SM3, and SM2 cosignatures). The"
                + " founders' keys must be for it.")
    private Suite suite = Suite.STANDARD;

    @Option(
        names = "--level",
        description = {
          "The feature level by whose rules blocks are made (default: the newest known).",
          "Lower when a founder's release knows less: its colophon-node genesis show tells."
        })
    private Optional<Integer> level = Optional.empty();

    @Option(names = "--out", required = true, description = "Where to write it; must not exist.")
    private Path out;

    @Parameters(arity = "1..*", description = "The founders' organisation.json files.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
      List<Organisation> founders = new ArrayList<>();
      for (Path file : files) {
        founders.add(OrganisationFiles.readDescription(file));
      }
      int needed = quorum == null ? defaultQuorum(founders) : quorum;
      Genesis genesis = GenesisCommand.create(name, needed, level(level), founders, Instant.now());
      if (genesis.suite() != suite) {
        throw new IOException(
            "--suite: "
                + suite
                + " (expected: "
                + genesis.suite()
                + ", for which the founders have made their keys)");
      }
      Files.write(out, genesis.bytes(), StandardOpenOption.CREATE_NEW);
      spec.commandLine().getOut().println(genesis.chain());
      return ColophonNode.OK;
    }
  }

  @Command(
      name = "show",
      description = "Shows what a genesis says.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(description = "The genesis file.")
    private Path file;

    @Option(names = "--policy", description = "Prints the quorum rule as a C2SP tlog-policy.")
    private boolean policy;

    @Override
    public Integer call() throws IOException {
      Genesis genesis = DataLayout.readGenesis(file);
      PrintWriter out = spec.commandLine().getOut();
      if (policy) {
        out.print(Policies.text(genesis.chain(), genesis.membership()));
        out.flush();
        return ColophonNode.OK;
      }
      out.println("chain    " + genesis.chain());
      out.println("sha256   " + genesis.hash());
      out.println("suite    " + genesis.suite());
      out.println("time     " + Instant.ofEpochMilli(genesis.time().value()));
      out.println(
          "quorum   "
              + genesis.membership().quorum()
              + " of "
              + genesis.membership().validators().size()
              + " validators");
      out.println(
          "level    " + genesis.membership().level() + " (known here: 1 to " + Level.NEWEST + ")");
      for (Organisation o : genesis.membership().organisations()) {
        out.println(
            String.format(
                java.util.Locale.ROOT,
                "%-12s %-16s %-14s %s",
                o.tier(),
                o.id(),
                o.kind(),
                o.nodes()));
      }
      out.flush();
      return ColophonNode.OK;
    }
  }
}
