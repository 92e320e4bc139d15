package org.colophon.node.sealing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator must know. A fork is never forgotten: its proof is kept in a file, and the alarm
 * stands as long as the file does.
 */
public final class Alarms {
  /**
   * This node's own signature, or a quorum's, stands on another root than the one this node
   * computes now; it signs nothing more.
   */
  public static final String FORK = "FORK";

  /**
   * Fewer validators than a quorum have signed another root than the one this node computed. Their
   * signatures prove it against them; the others go on sealing without them.
   */
  public static final String EQUIVOCATION = "EQUIVOCATION";

  /** The ledger was installed from another node and is being verified; nothing is cosigned yet. */
  public static final String VERIFYING = "VERIFYING";

  /** An installed ledger did not verify; this node signs nothing. */
  public static final String STORE_DAMAGED = "STORE_DAMAGED";

  /**
   * The membership in force has other checkpoint keys of this organisation than those that this
   * node was given; it signs nothing.
   */
  public static final String CHECKPOINT_KEYS = "CHECKPOINT_KEYS";

  /**
   * This node's clock and the times on the chain cannot both be right. A validator whose clock is
   * behind holds its cosignatures back until it has come to those times.
   */
  public static final String CLOCK = "CLOCK";

  /** The disk is nearly full: the node takes no records, and goes on following and signing. */
  public static final String DISK_FULL = "DISK_FULL";

  /**
   * The node was put back from a backup, and has not yet caught up with what a quorum of validators
   * shows it; it signs nothing until then.
   */
  public static final String RESTORED = "RESTORED";

  /**
   * A segment of the archive that was asked for cannot be read; what stands in it is refused, and
   * an entry that needs it waits.
   */
  public static final String ARCHIVE = "ARCHIVE";

  /**
   * The rules of a feature level are in force that this release does not know: the node applies and
   * signs nothing more, and shows what it has.
   */
  public static final String LEVEL_UNKNOWN = "LEVEL_UNKNOWN";

  /** All that can be raised, sorted. */
  public static final List<String> ALL =
      List.of(
          ARCHIVE,
          CHECKPOINT_KEYS,
          CLOCK,
          DISK_FULL,
          EQUIVOCATION,
          FORK,
          LEVEL_UNKNOWN,
          RESTORED,
          STORE_DAMAGED,
          VERIFYING);

  /** These forbid nothing: with any of them a node signs what it computed and saw itself. */
  private static final Set<String> HARMLESS = Set.of(ARCHIVE, EQUIVOCATION, CLOCK, DISK_FULL);

  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  private final ForkProofs proofs;
  private final Set<String> raised = new ConcurrentSkipListSet<>();

  private Alarms(ForkProofs proofs) {
    this.proofs = proofs;
  }

  /** Opens the folder that keeps proofs of forks. */
  public static Alarms open(Path forks) throws IOException {
    Alarms alarms = new Alarms(new ForkProofs(forks));
    for (Path proof : alarms.proofs.kept()) {
      String name = String.valueOf(proof.getFileName());
      String alarm = name.startsWith(EQUIVOCATION) ? EQUIVOCATION : FORK;
      alarms.raised.add(alarm);
      LOG.error("{}: its proof stands in {}", alarm, proof);
    }
    return alarms;
  }

  /** Names of the alarms that stand, sorted. */
  public List<String> raised() {
    return List.copyOf(raised);
  }

  /** Whether that alarm stands. */
  public boolean isRaised(String name) {
    return raised.contains(name);
  }

  /** Raises an alarm. */
  public void raise(String name) {
    if (raised.add(name)) {
      LOG.warn("alarm: {}", name);
    }
  }

  /** Takes an alarm back. */
  public void clear(String name) {
    if (raised.remove(name)) {
      LOG.info("alarm over: {}", name);
    }
  }

  /** Whether any alarm stands under which this node must not sign. */
  public boolean forbidsSigning() {
    return !forbidding().isEmpty();
  }

  /** Whether a node under that alarm must not sign; one that is not known here counts as such. */
  public static boolean isForbidding(String alarm) {
    return !HARMLESS.contains(alarm);
  }

  /** The alarms that stand and under which this node must not sign, sorted. */
  public List<String> forbidding() {
    return raised.stream().filter(Alarms::isForbidding).toList();
  }

  /** The alarms that stand and keep this node from some of its work, sorted. */
  public List<String> hindering() {
    return raised.stream().filter(alarm -> alarm.equals(ARCHIVE) || isForbidding(alarm)).toList();
  }

  /** Keeps two contradicting texts as proof, and raises FORK. */
  public void fork(String theirs, String ours) {
    raised.add(FORK);
    keepProof(FORK, theirs, ours);
  }

  /**
   * Keeps the contradicting texts of a minority as proof, and raises EQUIVOCATION.
   *
   * @param signer the organisation that signed theirs, or one of them
   */
  public void equivocation(String signer, String theirs, String ours) {
    raised.add(EQUIVOCATION);
    keepProof(EQUIVOCATION + "-" + signer, theirs, ours);
  }

  private void keepProof(String subject, String theirs, String ours) {
    proofs.keep(subject, theirs + "\n----\n\n" + ours);
  }

  /** Writes the proofs that the disk has refused so far. */
  void keepProofs() {
    proofs.retry();
  }
}
