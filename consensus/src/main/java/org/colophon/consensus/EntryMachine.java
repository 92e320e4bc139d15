package org.colophon.consensus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.LifeCycle;
import org.colophon.core.NodeId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Position;
import org.colophon.core.port.Replica;
import org.colophon.core.port.StoreClosedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the {@link Replica} from the committed log.
 *
 * <p>Entries are applied in line on the one thread that Ratis keeps for this: the order needs no
 * further care, a slow ledger holds back nothing but itself, and a snapshot, taken by the same
 * thread, falls between two entries. Whoever waits for a reply is woken on another thread.
 */
final class EntryMachine extends BaseStateMachine {
  private static final Logger LOG = LoggerFactory.getLogger(EntryMachine.class);
  private static final long FETCH_PAUSE_MS = 1_000;
  private static final int AHEAD_ENTRIES_MAX = 64;
  private static final long AHEAD_BYTES_MAX = 16L << 20;

  private final Replica replica;
  private final DataDirectory directory;
  private final SnapshotTransport transport;
  private final FatalHandler fatal;
  private final LongSupplier clockMs;
  private final int entryBytesMax;
  private final long logBytesMax;
  private final Executor workers;
  private final Runnable roleChanged;

  /** What the next entries of a follower take of its memory. */
  private final EntriesAhead ahead;

  /** Held while the ledger changes, so that an installation never meets an entry. */
  private final Object ledger = new Object();

  private volatile TermIndex applied = TermIndex.INITIAL_VALUE;
  private volatile Position durable = Position.NONE;
  private volatile boolean halted;
  private volatile boolean closing;

  /** A ledger was installed and Ratis still counts from the one before. */
  private boolean reloading;

  private long unflushedBytes;
  private long unflushedSinceNs;

  EntryMachine(
      RaftSettings settings,
      Replica replica,
      DataDirectory directory,
      SnapshotTransport transport,
      FatalHandler fatal,
      Executor workers,
      Runnable roleChanged) {
    this.replica = replica;
    this.ahead = new EntriesAhead(AHEAD_ENTRIES_MAX, AHEAD_BYTES_MAX, this::prepare);
    this.directory = directory;
    this.transport = transport;
    this.fatal = fatal;
    this.clockMs = settings.clockMs();
    this.entryBytesMax = settings.limits().entryBytesMax();
    this.logBytesMax = settings.snapshots().logBytesMax();
    this.workers = workers;
    this.roleChanged = roleChanged;
  }

  // ---- Start and stop

  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage)
      throws IOException {
    super.initialize(server, group, storage);
    getLifeCycle().startAndTransition(() -> restore(replica.applied()));
  }

  private void restore(Position position) {
    durable = position;
    applied = termIndex(position);
    ahead.clear(position.index() + 1);
    unflushedBytes = 0;
  }

  /** The end that follows is wanted. */
  void expectClose() {
    closing = true;
  }

  /** Ratis closes a machine when it is told to, and whenever it cannot go on. */
  @Override
  public void close() {
    if (halted) {
      return;
    }
    if (!closing) {
      halt(position(applied), new IOException("raft: stopped by itself; its log says why"));
      return;
    }
    synchronized (ledger) {
      try {
        if (unflushedBytes > 0) {
          flush();
        }
      } catch (IOException e) {
        LOG.warn("ledger: not flushed at the end; it is made good from the log", e);
      }
    }
  }

  private void halt(Position at, Throwable cause) {
    synchronized (ledger) {
      if (halted) {
        return;
      }
      halted = true;
    }
    LOG.error("node halts at {}", at, cause);
    fatal.halt(at, cause);
  }

  boolean isHalted() {
    return halted;
  }

  // ---- Life of an entry

  /** On the leader, before it appends: refuses, or copies the entry, which may then be stamped. */
  @Override
  public TransactionContext startTransaction(RaftClientRequest request) {
    byte[] entry = request.getMessage().getContent().toByteArray();
    TransactionContext.Builder context =
        TransactionContext.newBuilder().setStateMachine(this).setClientRequest(request);
    try {
      Optional<Refusal> refusal = check(entry);
      if (refusal.isPresent()) {
        return context
            .setLogData(ByteString.EMPTY)
            .build()
            .setException(new RefusedException(refusal.get()));
      }
      // Whoever prepares the entry reads it while the final stamp is written.
      stamp(entry);
      replica.prepare(entry);
    } catch (RuntimeException e) {
      LOG.error("entry: not admitted because the check failed", e);
      return context.setLogData(ByteString.EMPTY).build().setException(e);
    }
    return context
        .setLogData(UnsafeByteOperations.unsafeWrap(entry))
        .setStateMachineContext(entry)
        .build();
  }

  private Optional<Refusal> check(byte[] entry) {
    if (entry.length > entryBytesMax) {
      return Optional.of(
          new Refusal(
              Reason.TOO_LARGE, "entry: " + entry.length + " bytes (max: " + entryBytesMax + ")"));
    }
    if (entry.length < EntryCodec.HEADER_BYTES) {
      return Optional.of(
          new Refusal(
              Reason.MALFORMED,
              "entry: " + entry.length + " bytes (min: " + EntryCodec.HEADER_BYTES + ")"));
    }
    return replica.admit(entry);
  }

  /**
   * On the leader, in log order: the log holds this very array, so writing in place reaches the
   * disk and every follower.
   */
  @Override
  public TransactionContext preAppendTransaction(TransactionContext context) {
    if (context.getStateMachineContext() instanceof byte[] entry) {
      stamp(entry);
    }
    return context;
  }

  private void stamp(byte[] entry) {
    EntryCodec.stamp(entry, new Timestamp(clockMs.getAsLong()));
  }

  /**
   * Elsewhere, as the entry arrives and under the log's lock, or in its turn when it has stood in
   * the log since the node's start. Ratis keeps the context until then, so it is given none of the
   * entry's bytes, unless that turn is now.
   */
  @Override
  public TransactionContext startTransaction(LogEntryProto logEntry, RaftPeerRole role) {
    ahead.arrived(logEntry);
    boolean isNext = logEntry.getIndex() == applied.getIndex() + 1;
    return TransactionContext.newBuilder()
        .setStateMachine(this)
        .setLogEntry(isNext ? logEntry : withoutData(logEntry))
        .setServerRole(role)
        .build();
  }

  private static LogEntryProto withoutData(LogEntryProto logEntry) {
    return logEntry.toBuilder()
        .setStateMachineLogEntry(logEntry.getStateMachineLogEntry().toBuilder().clearLogData())
        .build();
  }

  private void prepare(byte[] entry) {
    try {
      replica.prepare(entry);
    } catch (RuntimeException e) {
      LOG.warn("entry: not prepared; it is checked when it is applied", e);
    }
  }

  /**
   * Everywhere, once the entry is committed. Never throws: Ratis' thread would spin for ever if
   * that met an orderly close. A node that halts fails this entry and all behind it instead.
   */
  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext context) {
    LogEntryProto logEntry = context.getLogEntry();
    if (logEntry == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("committed entry: none"));
    }
    TermIndex at = TermIndex.valueOf(logEntry);
    byte[] entry;
    try {
      entry = bytesOf(context, logEntry, at);
    } catch (IOException | RuntimeException e) {
      halt(position(at), e);
      return CompletableFuture.failedFuture(e);
    }
    synchronized (ledger) {
      if (halted) {
        return CompletableFuture.failedFuture(new IOException("node: halted at " + applied));
      }
      if (at.getIndex() <= applied.getIndex()) {
        // An installed ledger has it; its reply is not known here.
        return CompletableFuture.failedFuture(
            new IOException("entry " + at + ": applied already, ledger at " + applied));
      }
      return applyNext(at, entry);
    }
  }

  /** A leader's own entry, one that was held ahead, or what the log says. */
  private byte[] bytesOf(TransactionContext context, LogEntryProto logEntry, TermIndex at)
      throws IOException {
    byte[] held = ahead.take(at);
    readOn();
    if (context.getStateMachineContext() instanceof byte[] own) {
      return own;
    }
    if (held != null) {
      return held;
    }
    ByteString data = logEntry.getStateMachineLogEntry().getLogData();
    return data.isEmpty() ? dataOf(at) : data.toByteArray();
  }

  private byte[] dataOf(TermIndex at) throws IOException {
    LogEntryProto stored = log().get(at.getIndex());
    if (stored == null || stored.getTerm() != at.getTerm()) {
      throw new IOException("entry " + at + ": not in the log");
    }
    return stored.getStateMachineLogEntry().getLogData().toByteArray();
  }

  private void readOn() {
    try {
      ahead.readOn(index -> log().get(index));
    } catch (IOException | RuntimeException e) {
      LOG.warn("log: not read ahead; its entries are read in their turn", e);
    }
  }

  private CompletableFuture<Message> applyNext(TermIndex at, byte[] entry) {
    byte[] reply;
    try {
      reply = replica.apply(position(at), entry);
    } catch (StoreClosedException e) {
      // The node ends while the entry waits: nothing is broken, and the next start applies it.
      halted = true;
      LOG.info("entry {}: left for the next start", at);
      return CompletableFuture.failedFuture(e);
    } catch (Throwable e) {
      halt(position(at), e);
      return CompletableFuture.failedFuture(e);
    }
    applied = at;
    if (unflushedBytes == 0) {
      unflushedSinceNs = System.nanoTime();
    }
    unflushedBytes += entry.length;
    return CompletableFuture.completedFuture(
        Message.valueOf(UnsafeByteOperations.unsafeWrap(reply)));
  }

  /** Entries of Raft's own move the position only. */
  @Override
  public void notifyTermIndexUpdated(long term, long index) {
    synchronized (ledger) {
      if (index > applied.getIndex()) {
        applied = TermIndex.valueOf(term, index);
      }
    }
  }

  @Override
  public TermIndex getLastAppliedTermIndex() {
    return applied;
  }

  // ---- Flushing

  /** Whether the entries, the bytes or the age of what is not durable ask for a flush. */
  boolean isFlushDue(RaftSettings.SnapshotPolicy policy) {
    synchronized (ledger) {
      return !halted
          && !reloading
          && unflushedBytes > 0
          && (applied.getIndex() - durable.index() >= policy.entriesMax()
              || unflushedBytes >= policy.bytesMax()
              || System.nanoTime() - unflushedSinceNs >= policy.ageMsMax() * 1_000_000);
    }
  }

  /**
   * Flushes the ledger, and shortens the log behind it.
   *
   * @return -1, with which Ratis shortens nothing itself: it would take all that every member has,
   *     and with its last entry what tells a leader that a member's log goes on with its own
   */
  @Override
  public long takeSnapshot() throws IOException {
    long flushed;
    synchronized (ledger) {
      if (halted || reloading) {
        return RaftLog.INVALID_LOG_INDEX;
      }
      flushed = flush().index();
    }
    shorten(flushed);
    return RaftLog.INVALID_LOG_INDEX;
  }

  /**
   * Takes from the log what every member has, and what is too much for its bound of bytes; never
   * the newest entry that is flushed, which a ledger that others fetch ends with.
   */
  private void shorten(long flushed) {
    try {
      long end = Math.min(Math.max(surplus(), hadByAll() - 1), flushed - 1);
      if (end >= 0) {
        var _ = log().purge(end);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("log: not shortened; the next flush tries again", e);
    }
  }

  /** Never what some member ends with: it would be told that it has all, and get nothing. */
  private long surplus() throws IOException {
    long end = directory.surplus(logBytesMax);
    boolean endsThere =
        division().getCommitInfos().stream().anyMatch(member -> member.getCommitIndex() == end);
    return endsThere ? end - 1 : end;
  }

  /**
   * Index of the last entry of which this node knows that all members have it; -1 when it has not
   * heard of one, as after a start.
   */
  private long hadByAll() throws IOException {
    RaftConfiguration members = division().getRaftConf();
    int all = members.getAllPeers().size() + members.getAllPeers(RaftPeerRole.LISTENER).size();
    Collection<CommitInfoProto> known = division().getCommitInfos();
    return known.size() < all
        ? -1
        : known.stream().mapToLong(CommitInfoProto::getCommitIndex).min().orElse(-1);
  }

  private Position flush() throws IOException {
    Position position;
    try {
      position = replica.flush();
    } catch (RuntimeException e) {
      halt(position(applied), e);
      throw new IOException("ledger: not flushed; the node halts", e);
    }
    if (position.index() > applied.getIndex() || position.compareTo(durable) < 0) {
      IllegalStateException broken =
          new IllegalStateException(
              "durable: " + position + " (expected: " + durable + " to " + applied + ")");
      halt(position, broken);
      throw new IOException(broken);
    }
    durable = position;
    unflushedBytes = 0;
    return position;
  }

  @Override
  public @Nullable SnapshotInfo getLatestSnapshot() {
    Position position = durable;
    return position.index() < 0 ? null : new Durable(termIndex(position));
  }

  Position durable() {
    return durable;
  }

  /** The ledger itself is the snapshot; Ratis moves none of its files. */
  private record Durable(TermIndex termIndex) implements SnapshotInfo {
    @Override
    public TermIndex getTermIndex() {
      return termIndex;
    }

    @Override
    public List<FileInfo> getFiles() {
      return List.of();
    }
  }

  // ---- Installing another node's ledger

  /**
   * The leader's log begins behind our end. Fetches its ledger, unless ours reaches that far.
   * Failing is safe at each point: until {@link Replica#install} returns nothing has changed, and
   * after it the ledger itself says where to go on, also to a new process.
   */
  @Override
  public CompletableFuture<TermIndex> notifyInstallSnapshotFromLeader(
      RoleInfoProto role, TermIndex firstInLog) {
    CompletableFuture<TermIndex> installed = new CompletableFuture<>();
    // Ratis asserts that this future is not failed before the call returns.
    workers.execute(() -> {
      try {
        installed.complete(install(role, firstInLog));
      } catch (IOException | RuntimeException e) {
        LOG.warn("ledger: not fetched; the leader will ask again", e);
        installed.completeExceptionally(e);
      }
    });
    return installed;
  }

  private @Nullable TermIndex install(RoleInfoProto role, TermIndex firstInLog) throws IOException {
    // The entry before the leader's first is gone there: without it nothing can be appended here,
    // even when this is all that is missing.
    if (halted || closing || firstInLog.getIndex() <= Math.max(0, applied.getIndex())) {
      return null;
    }
    NodeId leader =
        new NodeId(role.getFollowerInfo().getLeaderInfo().getId().getId().toStringUtf8());
    LOG.info(
        "ledger: fetching {}'s; its log begins at {}, ours ends at {}",
        leader,
        firstInLog,
        applied);
    try {
      Path incoming = directory.newIncoming();
      transport.fetch(leader, incoming);
      return take(incoming);
    } catch (IOException e) {
      pauseBeforeRetry();
      throw e;
    } finally {
      directory.clearIncoming();
    }
  }

  private TermIndex take(Path incoming) throws IOException {
    synchronized (ledger) {
      if (halted || closing) {
        throw new IOException("node: closing");
      }
      directory.noteInstallation(logEnd());
      Position position = replica.install(incoming);
      if (position.index() < applied.getIndex()) {
        IllegalStateException broken =
            new IllegalStateException(
                "installed: " + position + " (expected: behind " + applied + ")");
        halt(position, broken);
        throw broken;
      }
      restore(position);
      reloading = true;
      LOG.info("ledger: installed, at {}", position);
      return termIndex(position);
    }
  }

  private long logEnd() throws IOException {
    return log().getNextIndex() - 1;
  }

  private RaftLog log() throws IOException {
    return division().getRaftLog();
  }

  private RaftServer.Division division() throws IOException {
    return getServer().join().getDivision(getGroupId());
  }

  private static void pauseBeforeRetry() {
    try {
      Thread.sleep(FETCH_PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void pause() {
    if (getLifeCycleState() == LifeCycle.State.RUNNING) {
      getLifeCycle().transition(LifeCycle.State.PAUSING);
      getLifeCycle().transition(LifeCycle.State.PAUSED);
    }
  }

  /** On the applying thread: from here on Ratis counts from the installed ledger. */
  @Override
  public void reinitialize() throws IOException {
    getLifeCycle()
        .startAndTransition(() -> {
          synchronized (ledger) {
            reloading = false;
          }
        });
  }

  // ---- What Ratis tells

  @Override
  public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
    roleChanged.run();
  }

  @Override
  public void notifyLeaderReady() {
    roleChanged.run();
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    roleChanged.run();
  }

  @Override
  public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto failed) {
    halt(position(applied), new IOException("raft log: cannot be written", cause));
  }

  private static Position position(TermIndex at) {
    return new Position(at.getTerm(), at.getIndex());
  }

  private static TermIndex termIndex(Position position) {
    return TermIndex.valueOf(position.term(), position.index());
  }
}
