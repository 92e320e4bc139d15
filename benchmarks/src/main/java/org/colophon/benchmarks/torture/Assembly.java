package org.colophon.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Organisation;

/**
 * Changes who belongs to the network while it is written to, with the commands that operators have:
 * the observer's node leaves Raft's group, its organisation's entry is renewed by the votes of a
 * quorum, and the node comes back.
 */
final class Assembly {
  /** A chain takes 64 changes of its membership. */
  private static final int CHANGES_MAX = 60;

  private static final int TRIES = 5;
  private static final int AGAIN_MS = 3_000;
  private static final int IN_FORCE_S = 120;
  private static final int LOOK_MS = 1_000;
  private static final OrgId OBSERVER = new OrgId("procuratorate-1");
  private static final List<String> VOTERS = List.of("court-1", "court-2", "ip-office-1");

  /** What a command says whose first try was done, though its answer did not come. */
  private static final Pattern DONE =
      Pattern.compile("is that already|ALREADY_VOTED|CHANGE_PENDING|PROPOSAL_LAPSED");

  private static final Pattern RECORD = Pattern.compile("\"record\":\"([0-9a-f]{64})\"");
  private static final Pattern NUMBER = Pattern.compile("\"number\":([0-9]+)");

  private final Path root;
  private final Path network;
  private final Consortium consortium;
  private final History history;
  private final Journal journal;
  private int changes;

  /**
   * Of a network that stands.
   *
   * @param root where the project's scripts are
   * @param network the network's folder
   */
  Assembly(Path root, Path network, Consortium consortium, History history, Journal journal) {
    this.root = root;
    this.network = network;
    this.consortium = consortium;
    this.history = history;
    this.journal = journal;
  }

  /** Makes a change from its proposal until it is in force. */
  void change() throws IOException {
    String node = OBSERVER.text() + "-node";
    String taken = tried(() -> atLeader("remove", node));
    if (changes < CHANGES_MAX) {
      renew();
    }
    if (!taken.isEmpty()) {
      tried(() -> atLeader("add", node));
    }
  }

  private void renew() throws IOException {
    int before = number();
    Organisation now = consortium.genesis().membership().organisation(OBSERVER).orElseThrow();
    changes++;
    List<NodeId> nodes = new ArrayList<>(now.nodes());
    if (changes % 2 == 1) {
      nodes.add(new NodeId(OBSERVER.text() + "-spare"));
    }
    Organisation renewed =
        new Organisation(
            now.id(),
            now.kind(),
            now.tier(),
            now.certificate(),
            now.recordKeys(),
            nodes,
            now.checkpointKeys());
    Path entry = Files.writeString(network.resolve("renewed.json"), renewed.json().text() + "\n");
    String proposed =
        tried(() ->
            colophon(
                VOTERS.getFirst(),
                "admit",
                entry.toString(),
                "--replaces",
                OBSERVER.text(),
                "--json"));
    Matcher record = RECORD.matcher(proposed);
    if (!record.find()) {
      return;
    }
    String proposal = record.group(1);
    for (String voter : VOTERS.subList(1, VOTERS.size())) {
      tried(() -> colophon(voter, "vote", proposal));
    }
    long end = System.nanoTime() + IN_FORCE_S * 1_000_000_000L;
    while (number() == before) {
      if (System.nanoTime() > end) {
        history.found("a change with three votes is not in force after " + IN_FORCE_S + " s");
        return;
      }
      Pause.ms(LOOK_MS);
    }
    journal.say("  change " + changes + " of the membership is in force");
  }

  private int number() throws IOException {
    Matcher number = NUMBER.matcher(tried(() -> colophon(VOTERS.getFirst(), "list", "--json")));
    return number.find() ? Integer.parseInt(number.group(1)) : -1;
  }

  private interface Attempt {
    String make() throws IOException;
  }

  /** What a command printed; after some failures that is a finding, and empty. */
  private String tried(Attempt attempt) throws IOException {
    String why = "";
    for (int i = 0; i < TRIES; i++) {
      try {
        return attempt.make();
      } catch (IOException e) {
        why = String.valueOf(e.getMessage());
        if (DONE.matcher(why).find()) {
          return why;
        }
        Pause.ms(AGAIN_MS);
      }
    }
    history.found("an operator's command fails again and again: " + why);
    return "";
  }

  private String colophon(String member, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(root.resolve("scripts/colophon").toString(), "organisation"));
    command.addAll(List.of(words));
    command.addAll(List.of("--profile", network.resolve("profiles").resolve(member).toString()));
    return Shell.run(command);
  }

  private String atLeader(String word, String node) throws IOException {
    int leader = consortium.leader().orElseThrow(() -> new IOException("nobody leads"));
    Path settings = network.resolve(consortium.name(leader)).resolve("node.yaml");
    return Shell.run(
        root.resolve("scripts/colophon-node").toString(),
        "member",
        word,
        "--config",
        settings.toString(),
        node);
  }
}
