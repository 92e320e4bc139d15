package org.colophon.node.admin;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.colophon.config.ConfigException;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Tier;
import org.colophon.node.RaftControl;
import org.colophon.node.RaftControl.Part;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who belongs to the Raft group. */
@Command(
    name = "member",
    description = {
      "Lists the nodes, and brings Raft to agree with the members of the chain, whom their votes on"
          + " the chain admit and suspend. Changes are made at the leader, one at a time."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      MemberCommand.ListAll.class,
      MemberCommand.Add.class,
      MemberCommand.Promote.class,
      MemberCommand.Remove.class
    })
final class MemberCommand implements Callable<Integer> {
  private static final int NODES_MAX = 1024;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ColophonNode.USAGE;
  }

  /**
   * A node.
   *
   * @param text as it is listed
   * @param remedy what would bring Raft to agree; empty when it does
   */
  private record Listed(String text, String remedy) {
    static Listed read(Members members) throws RefusedException {
      String node = members.text("node", 64);
      String organisation = members.textIf("organisation", 64).orElse("nobody's");
      String tier = members.textIf("tier", 16).orElse("-");
      Part part = members.oneOf("part", Part.class);
      String address = members.textIf("address", 300).orElse("");
      long match = members.integerIf("match", -1, Json.INTEGER_MAX).orElse(-1L);
      members.end();
      String text =
          String.format(
              Locale.ROOT,
              "%-24s %-24s %-11s %-9s %-24s %s",
              node,
              organisation,
              tier,
              part,
              address,
              match < 0 ? "" : "at " + match);
      return new Listed(text.stripTrailing(), remedy(node, tier, part));
    }

    private static String remedy(String node, String tier, Part part) {
      boolean validator = tier.equals(Tier.VALIDATOR.name());
      if (validator && part != Part.VOTER) {
        return part == Part.NONE ? "member add " + node : "member promote " + node;
      }
      if (!validator && part == Part.VOTER) {
        return "member remove " + node;
      }
      return tier.equals(Tier.OBSERVER.name()) && part == Part.NONE ? "member add " + node : "";
    }
  }

  @Command(
      name = "list",
      description = {
        "Lists the nodes: organisation and tier by the membership in force, part in Raft, address,"
            + " and, at the leader, how far each has come. Says what would bring both to agree."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class ListAll implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws IOException, ConfigException, RefusedException {
      Members answer = Daemon.ask(settings.load(), RaftControl.MEMBERS, Json.object().build());
      String leader = answer.textIf("leader", 64).orElse("");
      List<Listed> nodes = answer.objects("nodes", 0, NODES_MAX, Listed::read);
      var out = spec.commandLine().getOut();
      nodes.forEach(node -> out.println(node.text()));
      out.println(leader.isEmpty() ? "no leader is known" : "leader: " + leader);
      nodes.stream()
          .filter(node -> !node.remedy().isEmpty())
          .forEach(node -> out.println("remedy: " + node.remedy()));
      return ColophonNode.OK;
    }
  }

  /** What the three that change something share. */
  abstract static class Change implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings;

    @Parameters(description = "The node's name.")
    private String node = "";

    private final Part part;

    Change(Part part) {
      this.part = part;
    }

    @Override
    public Integer call() throws IOException, ConfigException, RefusedException {
      Json.Obj arguments = Json.object().put("node", node).put("as", part.name()).build();
      Members answer = Daemon.ask(settings.load(), RaftControl.REGROUP, arguments);
      spec.commandLine().getOut().println(answer.text("node", 64) + ": " + part);
      return ColophonNode.OK;
    }
  }

  @Command(
      name = "add",
      description = "Lets the running node of a member replicate the log, without a vote yet.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Add extends Change {
    Add() {
      super(Part.LISTENER);
    }
  }

  @Command(
      name = "promote",
      description = "Gives the node of a validator its vote in Raft, once it has caught up.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Promote extends Change {
    Promote() {
      super(Part.VOTER);
    }
  }

  @Command(
      name = "remove",
      description = {
        "Takes a node out of Raft whose organisation is no validator any more, so that its silence"
            + " counts no longer."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Remove extends Change {
    Remove() {
      super(Part.NONE);
    }
  }
}
