package org.colophon.consensus;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContext;
import org.colophon.core.NodeId;
import org.colophon.core.chain.Position;
import org.colophon.core.port.Ordering;
import org.colophon.core.port.Replica;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the group that orders entries. From {@link #submit} to a reply:
 *
 * <ol>
 *   <li>{@code Submissions} bounds what is in flight and finds the leader;
 *   <li>{@code Channels} and {@code OrderingService} carry the entry there, {@code PeerGuard}
 *       having looked who sends it;
 *   <li>{@code Orders} asks {@link Replica#admit} and appends it with the leader's stamp;
 *   <li>{@code EntryMachine} applies it on every node once it is committed;
 *   <li>the leader's reply goes back the same way.
 * </ol>
 *
 * <p>Entries that are in flight together have no order among them: a caller for whom it matters
 * waits for the first reply.
 */
public final class RaftNode implements Ordering {
  private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);
  private static final long UPKEEP_MS = 250;
  private static final long FLUSH_TIMEOUT_MS = 600_000;
  private static final long REGROUP_SECONDS = 60;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);

  private final RaftSettings settings;
  private final RaftGroupId group;
  private final DataDirectory directory;
  private final Members members;
  private final ExecutorService workers;
  private final ExecutorService notices;
  private final ScheduledExecutorService upkeep;
  private final EntryMachine machine;
  private final RaftServer server;
  private final Channels channels;
  private final Submissions submissions;
  private final List<Runnable> roleListeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong requests = new AtomicLong();
  private final ClientId ownRequests = ClientId.randomId();
  private volatile RaftServer.@Nullable Division division;

  /**
   * Starts a node, on an empty directory or on what it left there.
   *
   * @throws IOException when the directory is another's, the log is damaged or gone, or the port is
   *     taken; nothing was changed or created anew in its place
   */
  public static RaftNode start(
      RaftSettings settings, Replica replica, SnapshotTransport transport, FatalHandler fatal)
      throws IOException {
    RatisProcess.tame();
    DataDirectory directory =
        DataDirectory.open(
            settings.directory(), settings.group(), settings.node(), replica.applied());
    RaftNode node;
    try {
      node = new RaftNode(settings, replica, directory, transport, fatal);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw notStarted(settings, e);
    }
    try {
      node.run();
      return node;
    } catch (IOException | RuntimeException e) {
      node.abort();
      throw notStarted(settings, e);
    }
  }

  private static IOException notStarted(RaftSettings settings, Exception e) {
    return new IOException(
        settings.node() + ": Raft does not start on " + settings.directory() + ": " + rootOf(e), e);
  }

  private static String rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private RaftNode(
      RaftSettings settings,
      Replica replica,
      DataDirectory directory,
      SnapshotTransport transport,
      FatalHandler fatal)
      throws IOException {
    String name = "colophon-raft-" + settings.node();
    this.settings = settings;
    this.group = RaftGroupId.valueOf(settings.group());
    this.directory = directory;
    this.members = new Members(settings.members());
    this.workers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
    this.notices =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name(name + "-roles").factory());
    this.upkeep =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name + "-upkeep").factory());
    this.machine =
        new EntryMachine(
            settings,
            replica,
            directory,
            transport,
            (at, cause) -> halt(fatal, at, cause),
            workers,
            this::noticeRole);
    GrpcTlsConfig tls = tls(settings, members);
    CompletableFuture<Orders> later = new CompletableFuture<>();
    this.server =
        newServer(directory, tls, call -> later.thenCompose(orders -> orders.order(call)));
    RaftSettings.Limits limits = settings.limits();
    Orders orders =
        new Orders(
            server, group, new Budget(limits.pendingMax(), limits.pendingBytesMax()), workers);
    later.complete(orders);
    SslContext context = tls == null ? null : GrpcUtil.buildSslContextForClient(tls);
    this.channels = new Channels(members, context, RatisSettings.messageBytesMax(limits));
    this.submissions = new Submissions(settings, this::leader, orders, channels, workers);
  }

  private static @Nullable GrpcTlsConfig tls(RaftSettings settings, Members members) {
    return switch (settings.security()) {
      case RaftSettings.Security.MutualTls tls ->
          new GrpcTlsConfig(tls.keys(), new MemberTrust(tls, members), true);
      case RaftSettings.Security.Unprotected u -> null;
    };
  }

  private RaftServer newServer(
      DataDirectory directory,
      @Nullable GrpcTlsConfig tls,
      Function<Call, CompletableFuture<Answer>> order)
      throws IOException {
    Parameters parameters = new Parameters();
    if (tls != null) {
      GrpcConfigKeys.TLS.setConf(parameters, tls);
    }
    PeerGuard guard = new PeerGuard(settings.security(), members);
    GrpcConfigKeys.Server.setServicesCustomizer(
        parameters,
        (builder, types) -> builder.intercept(guard).addService(OrderingService.of(order)));
    return RaftServer.newBuilder()
        .setServerId(peerId(settings.node()))
        .setGroup(RaftGroup.valueOf(group, peersOf(settings.members())))
        .setOption(
            directory.hasLog()
                ? RaftStorage.StartupOption.RECOVER
                : RaftStorage.StartupOption.FORMAT)
        .setStateMachine(machine)
        .setProperties(RatisSettings.of(settings, directory))
        .setParameters(parameters)
        .build();
  }

  private static List<RaftPeer> peersOf(List<RaftSettings.Member> members) {
    return members.stream()
        .map(member ->
            RaftPeer.newBuilder()
                .setId(peerId(member.node()))
                .setAddress(member.address())
                .setStartupRole(member.votes() ? RaftPeerRole.FOLLOWER : RaftPeerRole.LISTENER)
                .build())
        .toList();
  }

  private static RaftPeerId peerId(NodeId node) {
    return RaftPeerId.valueOf(node.text());
  }

  private void run() throws IOException {
    server.start();
    RaftServer.Division started = server.getDivision(group);
    if (!started.getInfo().isAlive()) {
      throw new IOException("raft: closed while it started");
    }
    division = started;
    members.follow(started);
    directory.markReady();
    var _ =
        upkeep.scheduleWithFixedDelay(
            this::flushIfDue, UPKEEP_MS, UPKEEP_MS, TimeUnit.MILLISECONDS);
  }

  /** The machine says when, and the flush is Raft's to do: between two entries. */
  private void flushIfDue() {
    try {
      if (!machine.isFlushDue(settings.snapshots())) {
        return;
      }
      RaftClientReply reply =
          server.snapshotManagement(
              SnapshotManagementRequest.newCreate(
                  ownRequests, server.getId(), group, nextRequest(), FLUSH_TIMEOUT_MS, 1));
      if (!reply.isSuccess()) {
        LOG.warn("ledger: not flushed: {}", String.valueOf(reply.getException()));
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("ledger: not flushed", e);
    }
  }

  private long nextRequest() {
    return requests.getAndIncrement();
  }

  // ---- Ordering

  @Override
  public CompletableFuture<byte[]> submit(byte[] entry) {
    return submissions.submit(entry);
  }

  @Override
  public Role role() {
    RaftServer.Division running = division;
    if (running == null || !running.getInfo().isAlive()) {
      return Role.CLOSED;
    }
    return switch (running.getInfo().getCurrentRole()) {
      case LEADER -> Role.LEADER;
      case CANDIDATE -> Role.CANDIDATE;
      case LISTENER -> Role.LISTENER;
      case FOLLOWER -> votesNow(running) ? Role.FOLLOWER : Role.LISTENER;
      case UNRECOGNIZED -> Role.CLOSED;
    };
  }

  /** A voter that was made a listener calls itself a follower until it starts again. */
  private boolean votesNow(RaftServer.Division running) {
    return running.getRaftConf().getPeer(server.getId(), RaftPeerRole.LISTENER) == null;
  }

  @Override
  public Optional<NodeId> leader() {
    RaftServer.Division running = division;
    if (running == null || !running.getInfo().isAlive()) {
      return Optional.empty();
    }
    return Optional.ofNullable(running.getInfo().getLeaderId()).map(RaftNode::nodeId);
  }

  private static NodeId nodeId(RaftPeerId id) {
    return new NodeId(id.toString());
  }

  @Override
  public long term() {
    RaftServer.Division running = division;
    return running == null ? 0 : running.getInfo().getCurrentTerm();
  }

  @Override
  public List<Peer> peers() {
    RaftServer.Division running = division;
    if (running == null) {
      return List.of();
    }
    RaftConfiguration conf = running.getRaftConf();
    Map<NodeId, Long> matches = matches(running.getInfo());
    List<Peer> peers = new ArrayList<>();
    for (RaftPeerRole role : List.of(RaftPeerRole.FOLLOWER, RaftPeerRole.LISTENER)) {
      for (RaftPeer peer : conf.getCurrentPeers(role)) {
        NodeId node = nodeId(peer.getId());
        if (!node.equals(settings.node())) {
          peers.add(new Peer(node, role == RaftPeerRole.FOLLOWER, matches.getOrDefault(node, -1L)));
        }
      }
    }
    peers.sort(Comparator.comparing(Peer::node));
    return List.copyOf(peers);
  }

  /** Raft gives names and indexes apart, in the same order; members may change in between. */
  private static Map<NodeId, Long> matches(DivisionInfo info) {
    long[] indexes = info.getFollowerMatchIndices();
    List<ServerRpcProto> followers = info.getRoleInfoProto().getLeaderInfo().getFollowerInfoList();
    if (indexes == null || indexes.length != followers.size()) {
      return Map.of();
    }
    Map<NodeId, Long> matches = new HashMap<>();
    for (int i = 0; i < indexes.length; i++) {
      matches.put(new NodeId(followers.get(i).getId().getId().toStringUtf8()), indexes[i]);
    }
    return matches;
  }

  /**
   * Calls the listener whenever this node's role, or the leader it knows, may have changed; on a
   * thread kept for this, one call after the other.
   */
  public void onRoleChange(Runnable listener) {
    roleListeners.add(listener);
  }

  private void noticeRole() {
    try {
      notices.execute(this::callRoleListeners);
    } catch (RejectedExecutionException e) {
      LOG.debug("role change while closing", e);
    }
  }

  private void callRoleListeners() {
    for (Runnable listener : roleListeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        LOG.error("role listener failed", e);
      }
    }
  }

  // ---- Administration: this node's own, never a peer's

  /** Position up to which the ledger is durable and the log may be purged. */
  public Position durable() {
    return machine.durable();
  }

  /**
   * Hands leadership to a voter and waits until it leads.
   *
   * @throws IOException when this node does not lead, or the other did not take over in time
   */
  public void transferLeadership(NodeId successor) throws IOException {
    transferLeadership(successor, 2L * settings.timing().electionMsMax());
  }

  private void transferLeadership(NodeId successor, long timeoutMs) throws IOException {
    long end = System.nanoTime() + 2 * timeoutMs * 1_000_000;
    try {
      RaftClientReply reply = requestTransfer(successor, timeoutMs);
      // A leader that has just won must commit an entry of its own first.
      while (reply.getLeaderNotReadyException() != null && System.nanoTime() < end) {
        Thread.sleep(UPKEEP_MS / 5);
        reply = requestTransfer(successor, timeoutMs);
      }
      if (!reply.isSuccess()) {
        throw new IOException(
            "leadership: not handed to " + successor + ": " + reply.getException());
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("leadership: not handed to " + successor, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("leadership: interrupted", e);
    }
  }

  /**
   * Who belongs to the group by the newest configuration in the log, sorted by name.
   *
   * @throws IOException when this node does not run
   */
  public List<RaftSettings.Member> group() throws IOException {
    RaftServer.Division running = division;
    if (running == null) {
      throw new IOException("members: Raft does not run");
    }
    RaftConfiguration conf = running.getRaftConf();
    List<RaftSettings.Member> group = new ArrayList<>();
    for (RaftPeerRole role : List.of(RaftPeerRole.FOLLOWER, RaftPeerRole.LISTENER)) {
      for (RaftPeer peer : conf.getCurrentPeers(role)) {
        group.add(Members.member(peer, role == RaftPeerRole.FOLLOWER));
      }
    }
    group.sort(Comparator.comparing(RaftSettings.Member::node));
    return List.copyOf(group);
  }

  /**
   * Makes these the members, and waits until a majority of the old and of the new ones has it. On
   * the leader only. New members catch up first, so they must run.
   *
   * @throws IOException when it was not done; or when the answer did not come in time, and it may
   *     have been
   */
  public void regroup(List<RaftSettings.Member> group) throws IOException {
    if (role() != Role.LEADER) {
      throw new IOException("members: this node does not lead");
    }
    if (group.stream().noneMatch(m -> m.votes() && m.node().equals(settings.node()))) {
      // Ratis does not come back from a leader that takes its own vote.
      throw new IOException(
          "members: the leader keeps its own vote (remedy: leader transfer, and then there)");
    }
    SetConfigurationRequest request =
        new SetConfigurationRequest(
            ownRequests,
            server.getId(),
            this.group,
            nextRequest(),
            peersOf(group.stream().filter(RaftSettings.Member::votes).toList()),
            peersOf(group.stream().filter(m -> !m.votes()).toList()));
    try {
      RaftClientReply reply =
          server.setConfigurationAsync(request).get(REGROUP_SECONDS, TimeUnit.SECONDS);
      if (!reply.isSuccess()) {
        throw new IOException("members: not changed: " + reply.getException());
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("members: no answer within " + REGROUP_SECONDS + " s; look again", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("members: interrupted", e);
    }
  }

  private RaftClientReply requestTransfer(NodeId successor, long timeoutMs)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    TransferLeadershipRequest request =
        new TransferLeadershipRequest(
            ownRequests, server.getId(), group, nextRequest(), peerId(successor), timeoutMs);
    return server.transferLeadershipAsync(request).get(2 * timeoutMs, TimeUnit.MILLISECONDS);
  }

  /**
   * Hands over leadership if a follower is up to date, applies what is committed, flushes the
   * ledger and ends all threads. The outcome of submissions still in flight is unknown.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      upkeep.shutdownNow();
      machine.expectClose();
      if (!machine.isHalted()) {
        stepDown();
      }
      closeAll();
    }
  }

  /** Hands leadership, when this node has it, to the voter that is nearest; else others elect. */
  public void stepDown() {
    if (role() != Role.LEADER) {
      return;
    }
    Optional<Peer> successor =
        peers().stream()
            .filter(peer -> peer.votes() && peer.matchIndex() >= 0)
            .max(Comparator.comparingLong(Peer::matchIndex));
    if (successor.isEmpty()) {
      return;
    }
    try {
      transferLeadership(successor.get().node(), settings.timing().electionMsMin());
    } catch (IOException e) {
      LOG.info("leadership: not handed over; the others will elect", e);
    }
  }

  /** Stops at once, as a failed start or a crash would, but leaves no threads. */
  void abort() {
    if (closed.compareAndSet(false, true)) {
      upkeep.shutdownNow();
      machine.expectClose();
      closeAll();
    }
  }

  /** Leaves the group, so that another leads, while the handler does what it must. */
  private void halt(FatalHandler fatal, Position at, Throwable cause) {
    Thread.ofPlatform().daemon().name("colophon-halt").start(() -> fatal.halt(at, cause));
    Thread.ofPlatform().daemon().name("colophon-leave").start(this::closeServer);
  }

  private void closeAll() {
    Thread closing = Thread.ofPlatform().daemon().name("colophon-close").start(this::closeServer);
    try {
      // Ratis would wait for a day.
      if (!closing.join(CLOSE_TIMEOUT)) {
        LOG.error("raft: not closed within {}", CLOSE_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channels.close();
    workers.shutdownNow();
    notices.shutdown();
    await(workers);
    await(notices);
    await(upkeep);
    directory.close();
  }

  private void closeServer() {
    try {
      server.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("raft: not closed in order", e);
    }
  }

  private static void await(ExecutorService executor) {
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("a task did not end within 5 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
