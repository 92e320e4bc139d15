package org.colophon.consensus;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.colophon.core.NodeId;

/**
 * All that a {@link RaftNode} is told.
 *
 * @param node this node's name
 * @param group names the group; derived from the chain id, so that two chains never meet
 * @param bind where this node listens
 * @param directory holds the Raft log and ledgers on their way in; this node's alone
 * @param members the members when the group begins; later the log knows better
 * @param security how connections are protected
 * @param timing times to wait
 * @param limits sizes and counts
 * @param snapshots when the ledger is flushed and how much log stays
 * @param clockMs the leader's stamp, in ms since 1970 UTC
 */
public record RaftSettings(
    NodeId node,
    UUID group,
    Bind bind,
    Path directory,
    List<Member> members,
    Security security,
    Timing timing,
    Limits limits,
    SnapshotPolicy snapshots,
    LongSupplier clockMs) {

  /** Refuses settings that contradict themselves. */
  public RaftSettings {
    members = List.copyOf(members);
    if (members.stream().filter(m -> m.node().equals(node)).count() != 1) {
      throw new IllegalArgumentException("members: do not name " + node + " once");
    }
    if (members.stream().map(Member::node).distinct().count() != members.size()) {
      throw new IllegalArgumentException("members: a node is named twice");
    }
    if (members.stream().noneMatch(Member::votes)) {
      throw new IllegalArgumentException("members: none votes");
    }
    if (security instanceof Security.Unprotected && !bind.isLoopback()) {
      throw new IllegalArgumentException(
          "bind: " + bind.host() + " without TLS (expected: a loopback address)");
    }
  }

  /** Settings with the default times, limits and policy, and the system's clock. */
  public static RaftSettings of(
      NodeId node, UUID group, Bind bind, Path directory, List<Member> members, Security security) {
    return new RaftSettings(
        node,
        group,
        bind,
        directory,
        members,
        security,
        Timing.defaults(),
        Limits.defaults(),
        SnapshotPolicy.defaults(),
        System::currentTimeMillis);
  }

  /** These settings with other times. */
  public RaftSettings with(Timing other) {
    return new RaftSettings(
        node, group, bind, directory, members, security, other, limits, snapshots, clockMs);
  }

  /** These settings with other limits. */
  public RaftSettings with(Limits other) {
    return new RaftSettings(
        node, group, bind, directory, members, security, timing, other, snapshots, clockMs);
  }

  /** These settings with at most so many bytes of entries in flight, but room for one. */
  public RaftSettings withPendingBytesMax(long bytes) {
    return with(limits.withPendingBytesMax(bytes));
  }

  /** These settings with another snapshot policy. */
  public RaftSettings with(SnapshotPolicy other) {
    return new RaftSettings(
        node, group, bind, directory, members, security, timing, limits, other, clockMs);
  }

  /** These settings with a log of at most so many bytes behind a flush. */
  public RaftSettings withLogBytesMax(long bytes) {
    return with(snapshots.withLogBytesMax(bytes));
  }

  /** These settings with another clock, in ms since 1970 UTC. */
  public RaftSettings withClock(LongSupplier otherMs) {
    return new RaftSettings(
        node, group, bind, directory, members, security, timing, limits, snapshots, otherMs);
  }

  /**
   * A member of the group.
   *
   * @param node its name
   * @param host name or address under which the others reach it
   * @param port its Raft port
   * @param votes false for an observer, which replicates without a vote
   */
  public record Member(NodeId node, String host, int port, boolean votes) {
    /** Refuses a port that no one can listen on. */
    public Member {
      checkPort(port);
    }

    String address() {
      return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
  }

  /**
   * Where this node listens.
   *
   * @param host an address of this machine; never all of them by omission
   * @param port the Raft port
   */
  public record Bind(String host, int port) {
    /** Refuses a port that no one can listen on, and an empty host. */
    public Bind {
      checkPort(port);
      if (host.isBlank()) {
        throw new IllegalArgumentException("bind: no host");
      }
    }

    boolean isLoopback() {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }
  }

  /** How connections are protected. */
  public sealed interface Security {
    /**
     * Both sides show a certificate.
     *
     * @param keys this node's key and chain; asked at each handshake, so it may rotate them
     * @param trust admits only certificates of the chain's organisations
     * @param names reads the node's name from a certificate that was admitted
     * @param mayLead asked of a member that has no vote by the settings, as long as this node's log
     *     does not say who has one: it may have been given one since
     */
    record MutualTls(
        X509ExtendedKeyManager keys,
        X509ExtendedTrustManager trust,
        PeerName names,
        Predicate<NodeId> mayLead)
        implements Security {}

    /** Plain text, on a loopback address only: for trials on one machine. */
    record Unprotected() implements Security {}
  }

  /**
   * Times to wait, in ms.
   *
   * @param electionMsMin a follower that hears nothing for this long may stand for election
   * @param electionMsMax and after this long it does
   * @param tryMs one attempt at handing an entry to a leader, before asking who leads now
   * @param submitMs all attempts together; then the outcome is unknown
   */
  public record Timing(int electionMsMin, int electionMsMax, int tryMs, int submitMs) {
    /** Refuses times in the wrong order. */
    public Timing {
      if (electionMsMin < 100
          || electionMsMax <= electionMsMin
          || tryMs < electionMsMax
          || submitMs < tryMs) {
        throw new IllegalArgumentException(
            "timing: "
                + electionMsMin
                + ", "
                + electionMsMax
                + ", "
                + tryMs
                + ", "
                + submitMs
                + " (expected: ascending, from 100 ms)");
      }
    }

    /** Elections within 1 to 2 s, 5 s for an attempt, 30 s for an entry. */
    public static Timing defaults() {
      return new Timing(1_000, 2_000, 5_000, 30_000);
    }
  }

  /**
   * Sizes and counts.
   *
   * @param entryBytesMax largest entry, at most 32 MiB less the frame
   * @param segmentBytesMax a file of the log is closed when it has grown to this; about three
   *     files' bytes are also held in memory
   * @param pendingMax entries in flight: of this node's own, and of all nodes' at a leader
   * @param pendingBytesMax their bytes together
   */
  public record Limits(
      int entryBytesMax, int segmentBytesMax, int pendingMax, int pendingBytesMax) {
    /** Room for what Raft adds around an entry. */
    static final int FRAME_BYTES = 64 << 10;

    private static final int APPENDER_BYTES_MAX = 32 << 20;

    /** Refuses limits that exclude each other. */
    public Limits {
      if (entryBytesMax < 1 << 10 || entryBytesMax > APPENDER_BYTES_MAX - FRAME_BYTES) {
        throw new IllegalArgumentException(
            "entryBytesMax: "
                + entryBytesMax
                + " (expected: 1024 to "
                + (APPENDER_BYTES_MAX - FRAME_BYTES)
                + ")");
      }
      if (segmentBytesMax < 64 << 10 || pendingMax < 1 || pendingBytesMax < entryBytesMax) {
        throw new IllegalArgumentException(
            "limits: segmentBytesMax below 64 KiB, pendingMax below 1,"
                + " or pendingBytesMax below entryBytesMax");
      }
    }

    /** Entries up to 32 MiB, 16 MiB a log file, 1,024 entries and 256 MiB in flight. */
    public static Limits defaults() {
      return new Limits(APPENDER_BYTES_MAX - FRAME_BYTES, 16 << 20, 1_024, 256 << 20);
    }

    private Limits withPendingBytesMax(long bytes) {
      int pending = Math.clamp(bytes, entryBytesMax, Integer.MAX_VALUE);
      return new Limits(entryBytesMax, segmentBytesMax, pendingMax, pending);
    }
  }

  /**
   * When the ledger is flushed, whichever comes first, and how much log stays behind a flush: what
   * some member still lacks, within a bound.
   *
   * @param entriesMax entries since the last flush
   * @param bytesMax bytes of entries since the last flush
   * @param ageMsMax age of the oldest entry that is not flushed, in ms
   * @param logBytesMax once the log's files hold more, the oldest go though a member lacks them: it
   *     then needs a copy of the ledger; what is not flushed stays however much it is
   */
  public record SnapshotPolicy(int entriesMax, long bytesMax, long ageMsMax, long logBytesMax) {
    /** Refuses a policy that never flushes or flushes without end. */
    public SnapshotPolicy {
      if (entriesMax < 1 || bytesMax < 1 || ageMsMax < 1 || logBytesMax < 0) {
        throw new IllegalArgumentException(
            "snapshots: a threshold below 1, or logBytesMax below 0");
      }
    }

    /** 2,000 entries, 256 MiB or 5 minutes; a log of 1 GiB. */
    public static SnapshotPolicy defaults() {
      return new SnapshotPolicy(2_000, 256L << 20, 300_000, 1L << 30);
    }

    private SnapshotPolicy withLogBytesMax(long bytes) {
      return new SnapshotPolicy(entriesMax, bytesMax, ageMsMax, bytes);
    }
  }

  private static void checkPort(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
  }
}
