package org.colophon.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.config.NodeConfig;
import org.colophon.consensus.RaftNode;
import org.colophon.consensus.RaftSettings.Member;
import org.colophon.core.NodeId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.Ordering;
import org.colophon.node.control.Answer;
import org.colophon.node.control.Command;

/**
 * What an operator may change of Raft: who leads, and who belongs to the group. Who is a member of
 * the chain is for the chain's own votes to say; here Raft is brought to agree with it, a node at a
 * time.
 */
public final class RaftControl {
  /** Hands leadership over: {@code to}, or to whoever is furthest. */
  public static final String TRANSFER = "transfer";

  /** Lists the nodes of the group and of the members. */
  public static final String MEMBERS = "members";

  /** Changes what one {@code node} is: {@code as} a {@link Part}. */
  public static final String REGROUP = "regroup";

  /** A node's part in the group. */
  public enum Part {
    /** Votes. */
    VOTER,
    /** Replicates without a vote. */
    LISTENER,
    /** Not in the group. */
    NONE
  }

  private final NodeConfig config;
  private final Consortium consortium;
  private final RaftNode raft;

  RaftControl(NodeConfig config, Consortium consortium, RaftNode raft) {
    this.config = config;
    this.consortium = consortium;
    this.raft = raft;
  }

  /** The commands by their names. */
  Map<String, Command> commands() {
    return Map.of(TRANSFER, this::transfer, MEMBERS, this::list, REGROUP, this::regroup);
  }

  private Answer transfer(Members arguments) throws IOException, RefusedException {
    Optional<NodeId> wanted = arguments.parsedIf("to", 64, NodeId::new);
    arguments.end();
    requireLeader();
    NodeId successor = wanted.isPresent() ? wanted.get() : furthest();
    if (raft.group().stream().noneMatch(m -> m.votes() && m.node().equals(successor))) {
      throw new IOException("leader: " + successor + " has no vote");
    }
    raft.transferLeadership(successor);
    return Answer.of(Json.object().put("leader", successor.text()).build());
  }

  private NodeId furthest() throws IOException {
    return raft.peers().stream()
        .filter(peer -> peer.votes() && peer.matchIndex() >= 0)
        .max(Comparator.comparingLong(Ordering.Peer::matchIndex))
        .orElseThrow(() -> new IOException("leader: no other voter is known to follow"))
        .node();
  }

  private Answer list(Members arguments) throws IOException, RefusedException {
    arguments.end();
    Map<NodeId, Long> matches = new HashMap<>();
    raft.peers().forEach(peer -> matches.put(peer.node(), peer.matchIndex()));
    List<Member> group = raft.group();
    List<Json> nodes = new ArrayList<>();
    for (Member member : group) {
      nodes.add(
          described(member.node(), part(member))
              .put("address", member.host() + ":" + member.port())
              .put("match", matches.getOrDefault(member.node(), -1L))
              .build());
    }
    consortium.membership().organisations().stream()
        .flatMap(organisation -> organisation.nodes().stream())
        .filter(node -> group.stream().noneMatch(member -> member.node().equals(node)))
        .forEach(node -> nodes.add(described(node, Part.NONE).build()));
    return Answer.of(
        Json.object()
            .putText("leader", raft.leader().map(NodeId::text))
            .put("nodes", Json.array(nodes))
            .build());
  }

  private ObjBuilder described(NodeId node, Part part) {
    Optional<Organisation> owner = consortium.membership().organisationOf(node);
    return Json.object()
        .put("node", node.text())
        .putText("organisation", owner.map(o -> o.id().text()))
        .putText("tier", owner.map(o -> o.tier().name()))
        .put("part", part.name());
  }

  private static Part part(Member member) {
    return member.votes() ? Part.VOTER : Part.LISTENER;
  }

  private Answer regroup(Members arguments) throws IOException, RefusedException {
    NodeId node = arguments.parsed("node", 64, NodeId::new);
    Part part = arguments.oneOf("as", Part.class);
    arguments.end();
    requireLeader();
    List<Member> group = new ArrayList<>(raft.group());
    Optional<Member> present = group.stream().filter(m -> m.node().equals(node)).findFirst();
    requireAgreed(node, part, present.map(Member::votes).orElse(false));
    if (present.map(RaftControl::part).orElse(Part.NONE) == part) {
      throw new IOException("members: " + node + " is that already: " + part);
    }
    Optional<Member> next =
        part == Part.NONE
            ? Optional.empty()
            : Optional.of(withVote(present.isPresent() ? present.get() : bySettings(node), part));
    present.ifPresent(group::remove);
    next.ifPresent(group::add);
    raft.regroup(group);
    return Answer.of(Json.object().put("node", node.text()).put("part", part.name()).build());
  }

  /** Raft follows the membership in force, and is not asked to run ahead of it. */
  private void requireAgreed(NodeId node, Part part, boolean votes) throws IOException {
    Optional<Tier> tier = consortium.membership().organisationOf(node).map(Organisation::tier);
    boolean agreed =
        switch (part) {
          case VOTER -> tier.equals(Optional.of(Tier.VALIDATOR));
          // A validator's node listens until it has caught up; it is not made to again.
          case LISTENER ->
              tier.equals(Optional.of(Tier.OBSERVER))
                  || (tier.equals(Optional.of(Tier.VALIDATOR)) && !votes);
          case NONE -> !tier.equals(Optional.of(Tier.VALIDATOR));
        };
    if (!agreed) {
      throw new IOException(
          "members: "
              + node
              + ": "
              + part
              + " (expected: VOTER for the node of a validator, LISTENER of an observer or a"
              + " validator that has no vote yet, NONE for one whose organisation is no validator any"
              + " more; by the membership in force it is "
              + tier.map(t -> "of a " + t).orElse("nobody's")
              + "; remedy: the members' vote on the chain comes first)");
    }
  }

  private Member bySettings(NodeId node) throws IOException {
    NodeConfig.Peer peer =
        config.peers().stream()
            .filter(p -> p.id().equals(node.text()))
            .findFirst()
            .orElseThrow(() ->
                new IOException(
                    "peers: "
                        + node
                        + " is not in this node's settings (remedy: add it there on"
                        + " each node)"));
    return new Member(node, peer.raft().host(), peer.raft().port(), false);
  }

  private static Member withVote(Member member, Part part) {
    return new Member(member.node(), member.host(), member.port(), part == Part.VOTER);
  }

  private void requireLeader() throws IOException {
    if (raft.role() != Ordering.Role.LEADER) {
      throw new IOException(
          "this node does not lead (remedy: ask the node that does: "
              + raft.leader().map(NodeId::text).orElse("none is known now")
              + ")");
    }
  }
}
