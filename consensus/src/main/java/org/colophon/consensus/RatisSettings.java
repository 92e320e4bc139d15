package org.colophon.consensus;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Our settings in the words of Ratis, with the reason where a default is left. */
final class RatisSettings {
  private static final int MIB = 1 << 20;

  /** Pause and number of attempts, in turn. */
  private static final String RETRIES = "1ms,10, 200ms,50, 500ms,1000000";

  private static final int CACHED_SEGMENTS_MAX = 2;

  private RatisSettings() {}

  /** Largest message of the transport: a full appender's buffer, and room. */
  static int messageBytesMax(RaftSettings.Limits limits) {
    return 2 * appenderBytesMax(limits) + MIB;
  }

  private static int appenderBytesMax(RaftSettings.Limits limits) {
    return limits.entryBytesMax() + RaftSettings.Limits.FRAME_BYTES;
  }

  static RaftProperties of(RaftSettings settings, DataDirectory directory) {
    RaftProperties properties = new RaftProperties();
    RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
    RaftServerConfigKeys.setStorageDir(properties, List.of(directory.log().toFile()));
    // Ratis listens on every interface unless told.
    GrpcConfigKeys.Server.setHost(properties, settings.bind().host());
    GrpcConfigKeys.Server.setPort(properties, settings.bind().port());
    log(properties, settings.limits());
    snapshots(properties);
    timing(properties, settings.timing());
    pending(properties, settings.limits());
    return properties;
  }

  private static void log(RaftProperties properties, RaftSettings.Limits limits) {
    int appender = appenderBytesMax(limits);
    GrpcConfigKeys.setMessageSizeMax(properties, bytes(messageBytesMax(limits)));
    RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, bytes(appender));
    RaftServerConfigKeys.Log.setWriteBufferSize(properties, bytes(appender + 4L * MIB));
    RaftServerConfigKeys.Log.setSegmentSizeMax(properties, bytes(limits.segmentBytesMax()));
    // Ratis keeps the entries of the open file and of some closed ones in memory: without these two
    // up to six files, or 200 MiB, beside the open one.
    RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, CACHED_SEGMENTS_MAX);
    RaftServerConfigKeys.Log.setSegmentCacheSizeMax(
        properties, bytes((long) CACHED_SEGMENTS_MAX * limits.segmentBytesMax()));
    RaftServerConfigKeys.Log.setPreallocatedSize(
        properties, bytes(Math.min(4 * MIB, limits.segmentBytesMax())));
    RaftServerConfigKeys.Log.Appender.setWaitTimeMin(properties, ms(0));
    // Ratis would wait for 5 s after 30 failures: longer than an election, so that a node that is
    // back, or has lost its log, would stand for election again and again instead of catching up.
    RaftServerConfigKeys.Log.Appender.setRetryPolicy(properties, RETRIES);
    // Composing appends uses the common pool, where one blocked task stalls them all.
    RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, false);
    // The log is the only write-ahead log: an append is durable before it is acknowledged.
    RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
    RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
    RaftServerConfigKeys.Log.setCorruptionPolicy(
        properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
  }

  private static void snapshots(RaftProperties properties) {
    // Ledgers travel outside Raft, which only says when one is needed.
    RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(properties, false);
    // When a flush is due, and what goes from the log behind it, the machine decides.
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, false);
    RaftServerConfigKeys.Snapshot.setCreationGap(properties, 1);
    // The machine flushes when it is closed.
    RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
    RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, 0);
    RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
  }

  private static void timing(RaftProperties properties, RaftSettings.Timing timing) {
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, ms(timing.electionMsMin()));
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, ms(timing.electionMsMax()));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, ms(timing.electionMsMin()));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, ms(timing.electionMsMax()));
    RaftServerConfigKeys.Rpc.setRequestTimeout(properties, ms(2L * timing.electionMsMax()));
    // Replies are kept for retries, and no longer: they can be large.
    RaftServerConfigKeys.RetryCache.setExpiryTime(properties, ms(2L * timing.submitMs()));
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
  }

  private static void pending(RaftProperties properties, RaftSettings.Limits limits) {
    // Our own budget is smaller and answers with a refusal; this one is a backstop.
    RaftServerConfigKeys.Write.setElementLimit(properties, 2 * limits.pendingMax());
    RaftServerConfigKeys.Write.setByteLimit(
        properties, bytes(Math.max(2L * limits.pendingBytesMax(), 64L * MIB)));
  }

  private static SizeInBytes bytes(long bytes) {
    return SizeInBytes.valueOf(bytes);
  }

  private static TimeDuration ms(long ms) {
    return TimeDuration.valueOf(ms, TimeUnit.MILLISECONDS);
  }
}
