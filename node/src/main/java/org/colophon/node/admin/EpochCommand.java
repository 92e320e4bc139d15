package org.colophon.node.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.config.ConfigException;
import org.colophon.config.NodeConfig;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Epoch;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.crypto.PrivateFiles;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.node.DataLayout;
import org.colophon.node.EpochFiles;
import org.colophon.node.epoch.EpochProposal;
import org.colophon.node.epoch.EpochStart;
import org.colophon.storage.archive.Archive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The way back from a fork. */
@Command(
    name = "epoch",
    description = {
      "The way back from a fork. The validators sign that an epoch begins behind the newest sealed"
          + " block, and every node begins it there: what is sealed stays, byte for byte, and what is"
          + " not is kept in a file to be submitted again."
    },
    mixinStandardHelpOptions = true,
    subcommands = {EpochCommand.Propose.class, EpochCommand.Start.class})
final class EpochCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ColophonNode.USAGE;
  }

  private static String text(Epoch epoch) {
    return "epoch "
        + epoch.number()
        + " of "
        + epoch.chain()
        + " behind block "
        + epoch.height()
        + ", header "
        + epoch.header()
        + ", seal "
        + epoch.sealNumber();
  }

  @Command(
      name = "propose",
      description = {
        "Signs, with this validator's cosigning key, that an epoch begins behind the newest sealed"
            + " block of the stopped node. From then on the node does not start in the present"
            + " epoch any more. All validators sign one statement: the first proposes, the others --like it."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:it is signed",
        "1:this node's ledger does not bear it out, or it has signed otherwise",
        "4:a file or setting is wrong, or the node runs"
      })
  static final class Propose implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings;

    @Option(names = "--like", description = "Another validator's proposal, to sign the same.")
    private Optional<Path> like = Optional.empty();

    @Option(names = "--out", required = true, description = "The file for the other members.")
    private Path out;

    @Override
    public Integer call() throws IOException, ConfigException {
      NodeConfig node = settings.load();
      NodeConfig.CheckpointKeys keys =
          node.keys()
              .checkpoint()
              .orElseThrow(() -> new IOException("keys: none (expected: a validator's)"));
      if (Files.exists(out)) {
        throw new IOException(out + ": is there already");
      }
      EpochProposal proposal =
          new EpochProposal(
              new DataLayout(node.node().data()),
              DataLayout.readGenesis(node.genesis()),
              new OrgId(node.node().organisation()),
              KeyFiles.read(keys.ed25519()));
      Optional<SignedEpoch> other =
          like.isPresent() ? Optional.of(EpochFiles.read(like.get())) : Optional.empty();
      try {
        SignedEpoch signed = proposal.sign(other);
        PrivateFiles.create(out, signed.json().bytes());
        spec.commandLine().getOut().println("signed: " + text(signed.epoch()));
        return ColophonNode.OK;
      } catch (RefusedException e) {
        spec.commandLine().getErr().println("error: " + e.refusal());
        return ColophonNode.NOT_RIGHT;
      }
    }
  }

  @Command(
      name = "start",
      description = {
        "Begins an epoch on the stopped node, validator or observer, with the files of a quorum of"
            + " the validators. All that was there before is kept in before-epoch-N of the data"
            + " directory, with the records to be submitted again in unsealed.ndjson. May be given"
            + " again at any time: it goes on where it was cut short."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:the epoch has begun here",
        "1:it must not begin; nothing was changed",
        "4:a file or setting is wrong, or the node runs"
      })
  static final class Start implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings;

    @Option(
        names = "--ledger",
        description =
            "Another node's data directory, or a copy of its store, when this node's own ledger has"
                + " not come to the sealed block. Each block of it is executed again.")
    private Optional<Path> ledger = Optional.empty();

    @Parameters(arity = "1..*", description = "Files that `epoch propose` wrote.")
    private List<Path> files;

    @Override
    public Integer call() throws IOException, ConfigException {
      NodeConfig node = settings.load();
      PrintWriter out = spec.commandLine().getOut();
      List<SignedEpoch> parts = new ArrayList<>();
      for (Path file : files) {
        parts.add(EpochFiles.read(file));
      }
      EpochStart start =
          new EpochStart(
              new DataLayout(node.node().data()),
              DataLayout.readGenesis(node.genesis()),
              new NodeId(node.node().id()),
              new Archive(node.archive().folders(), Archive.Faults.UNHEARD));
      try {
        SignedEpoch signed = SignedEpoch.merge(parts);
        EpochStart.Started started = start.start(signed, ledger);
        out.println("begun: " + text(signed.epoch()));
        started
            .kept()
            .ifPresent(kept ->
                out.println(
                    "kept: "
                        + kept
                        + ", with "
                        + started.unsealed()
                        + " records in "
                        + EpochStart.UNSEALED));
        return ColophonNode.OK;
      } catch (RefusedException e) {
        spec.commandLine().getErr().println("error: " + e.refusal());
        return ColophonNode.NOT_RIGHT;
      }
    }
  }
}
