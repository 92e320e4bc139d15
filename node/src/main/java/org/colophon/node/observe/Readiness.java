package org.colophon.node.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.port.NodePort;
import org.colophon.core.port.Ordering;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.server.AdminPort.Hindrance;

/** What keeps a node from taking records, each with what its operator can do. */
public final class Readiness {
  private static final String INSTALL =
      "install a release that knows the level in force, and start it on the same data folder";

  private static final String ROOM =
      "make room on the disk of the data folder; the node goes on by itself";

  private Readiness() {}

  /** Nothing when that node is ready. */
  public static List<Hindrance> of(NodePort node, Alarms alarms) {
    return of(node.status(), node.submissionBlocked(), alarms.hindering());
  }

  /**
   * Nothing when the node is ready.
   *
   * @param blocked why nothing can be submitted now
   * @param hindering alarms that keep the node from some of its work
   */
  static List<Hindrance> of(
      NodePort.Status status, Optional<Refusal> blocked, List<String> hindering) {
    List<Hindrance> found = new ArrayList<>();
    if (status.role() == Ordering.Role.CLOSED) {
      found.add(
          new Hindrance(
              "STOPPED",
              "the node takes no part in the order",
              "look at the log for why, then start it again"));
    } else if (status.leader().isEmpty()) {
      found.add(
          new Hindrance(
              "NO_LEADER",
              "no leader is known",
              "a majority of the validators must run and reach each other: colophon-node doctor"));
    }
    // What also blocks submissions is told once, with what was found.
    hindering.stream()
        .filter(alarm -> blocked.filter(b -> b.reason().name().equals(alarm)).isEmpty())
        .forEach(alarm -> found.add(told(alarm)));
    blocked.ifPresent(refusal ->
        found.add(
            new Hindrance(refusal.reason().name(), refusal.detail(), remedy(refusal.reason()))));
    return found;
  }

  /** An alarm with what it means and what its operator can do. */
  public static Hindrance told(String alarm) {
    return new Hindrance(alarm, detail(alarm), remedy(alarm));
  }

  private static String detail(String alarm) {
    return switch (alarm) {
      case Alarms.VERIFYING -> "a ledger was installed and is being executed again";
      case Alarms.STORE_DAMAGED -> "an installed ledger did not verify; the node signs nothing";
      case Alarms.LEVEL_UNKNOWN ->
          "a feature level is in force whose rules this release does not know; the node applies and"
              + " signs nothing more";
      case Alarms.CHECKPOINT_KEYS ->
          "the membership in force has other checkpoint keys of this organisation";
      case Alarms.RESTORED ->
          "the node was put back from a backup and has not caught up with a quorum of the"
              + " validators; it signs nothing until then";
      case Alarms.ARCHIVE ->
          "a segment of the archive cannot be read; what stands in it is refused, and an entry that"
              + " needs it waits";
      case Alarms.FORK -> "two roots stand signed for one size; the node signs nothing";
      case Alarms.EQUIVOCATION -> "a validator has signed another history; the others go on";
      case Alarms.CLOCK -> "this node's clock and the times on the chain cannot both be right";
      case Alarms.DISK_FULL -> "the disk is nearly full; the node takes no records";
      default -> throw new IllegalArgumentException(alarm);
    };
  }

  private static String remedy(String alarm) {
    return switch (alarm) {
      case Alarms.VERIFYING -> "wait";
      case Alarms.STORE_DAMAGED -> "stop the node, look at the log, start it with an empty folder";
      case Alarms.LEVEL_UNKNOWN -> INSTALL;
      case Alarms.CHECKPOINT_KEYS -> "give the node the keys that stand in the membership";
      case Alarms.RESTORED -> "let the others run, and wait";
      case Alarms.ARCHIVE ->
          "see the log for the file, and bring it back; the node goes on by itself";
      case Alarms.FORK ->
          "keep the proof in forks/, tell the other organisations, compare roots with fsck";
      case Alarms.EQUIVOCATION -> "keep the proof in forks/, and tell the other organisations";
      case Alarms.CLOCK -> "see that this machine's clock is kept by NTP (chronyc tracking)";
      case Alarms.DISK_FULL -> ROOM;
      default -> throw new IllegalArgumentException(alarm);
    };
  }

  private static String remedy(Reason reason) {
    return switch (reason) {
      case DISK_FULL -> ROOM;
      case LEVEL_UNKNOWN -> INSTALL;
      case UNSEALED -> "wait until a quorum of the validators has sealed the tip; see who is down";
      default -> "wait, then look at the log";
    };
  }
}
