package org.colophon.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.X509ExtendedTrustManager;
import org.colophon.config.NodeConfig;
import org.colophon.consensus.FatalHandler;
import org.colophon.consensus.RaftNode;
import org.colophon.consensus.RaftSettings;
import org.colophon.core.ChainId;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.chain.Chain;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Custody;
import org.colophon.core.port.Deliveries;
import org.colophon.core.port.NoCustody;
import org.colophon.core.port.NoDeliveries;
import org.colophon.core.port.NoSearch;
import org.colophon.core.port.NodePort;
import org.colophon.core.port.WorkSearch;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.Signatures;
import org.colophon.crypto.tsp.TimeStampClient;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.explorer.Site;
import org.colophon.node.archive.ArchiveControl;
import org.colophon.node.archive.ArchiveWatch;
import org.colophon.node.control.Command;
import org.colophon.node.control.ControlServer;
import org.colophon.node.custody.Custodian;
import org.colophon.node.delivery.DeliveryInbox;
import org.colophon.node.doctor.RunningNode;
import org.colophon.node.evidence.EvidenceIssuer;
import org.colophon.node.ingest.BatchLimits;
import org.colophon.node.ingest.Batcher;
import org.colophon.node.ingest.Ingest;
import org.colophon.node.observe.ChangesRoom;
import org.colophon.node.observe.DiskWatch;
import org.colophon.node.observe.Meters;
import org.colophon.node.observe.Operator;
import org.colophon.node.observe.Parts;
import org.colophon.node.observe.PeerWatch;
import org.colophon.node.reading.GrantedReads;
import org.colophon.node.reading.NodeSigner;
import org.colophon.node.sealing.Alarms;
import org.colophon.node.sealing.Sealer;
import org.colophon.node.sealing.TimeDisputes;
import org.colophon.node.sealing.ValidatorSigner;
import org.colophon.node.stamping.OwnAuthority;
import org.colophon.node.stamping.SealStamper;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.server.AdminServer;
import org.colophon.rpc.server.AdminSettings;
import org.colophon.rpc.server.Operators;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.colophon.rpc.server.RpcSettings;
import org.colophon.search.LedgerIndexer;
import org.colophon.storage.StoreSettings;
import org.colophon.storage.archive.Archive;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: opens the store, joins the order, seals, and serves. Started from its settings,
 * stopped in the opposite order.
 */
public final class NodeDaemon implements AutoCloseable {
  /** Version of this software. */
  public static final String VERSION = "0.1.0";

  private static final Logger LOG = LoggerFactory.getLogger(NodeDaemon.class);
  private static final long PENDING_BYTES_MAX = 256L << 20;

  /**
   * Part of the heap that records on their way may take, as bytes; read, they take a few times it.
   */
  private static final int PENDING_HEAP_PART = 16;

  private static final int ENTRIES_IN_FLIGHT_MAX = 4;
  private static final Duration ASKING = Duration.ofSeconds(10);
  private static final Duration ORDERING_DEADLINE = Duration.ofSeconds(20);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final NodeConfig config;
  private final LongSupplier clockMs;
  private final FatalHandler fatal;
  private final UnaryOperator<RaftSettings> tuning;
  private final Level known;
  private @Nullable Ledger ledger;
  private @Nullable RaftNode raft;
  private @Nullable NodeService service;

  private NodeDaemon(
      NodeConfig config,
      LongSupplier clockMs,
      FatalHandler fatal,
      UnaryOperator<RaftSettings> tuning,
      Level known) {
    this.config = config;
    this.clockMs = clockMs;
    this.fatal = fatal;
    this.tuning = tuning;
    this.known = known;
  }

  /**
   * Starts a node.
   *
   * @param fatal told when an invariant of this node is broken and it must not go on
   * @throws IOException when it cannot start; nothing is left running
   */
  public static NodeDaemon start(NodeConfig config, LongSupplier clockMs, FatalHandler fatal)
      throws IOException {
    return start(config, clockMs, fatal, UnaryOperator.identity(), Level.NEWEST);
  }

  /**
   * Starts a node as a release would that knows the rules up to a level, and whose part in the
   * order is tuned otherwise than a node's is by default.
   */
  static NodeDaemon start(
      NodeConfig config,
      LongSupplier clockMs,
      FatalHandler fatal,
      UnaryOperator<RaftSettings> tuning,
      Level known)
      throws IOException {
    NodeDaemon daemon = new NodeDaemon(config, clockMs, fatal, tuning, known);
    try {
      daemon.start();
      return daemon;
    } catch (IOException | RuntimeException e) {
      daemon.close();
      throw e;
    }
  }

  private void start() throws IOException {
    Signatures.selfTest();
    Genesis genesis = DataLayout.readGenesis(config.genesis());
    NodeId node = new NodeId(config.node().id());
    DataLayout layout = new DataLayout(config.node().data());
    layout.bind(genesis);
    EpochSwitch.finish(layout);
    Directories.delete(layout.outgoing());

    ThreadPoolExecutor verification = verificationPool();
    Alarms alarms = Alarms.open(layout.forks());
    ArchiveWatch missing = new ArchiveWatch(alarms);
    open.push(missing);
    Archive archive = new Archive(config.archive().folders(), missing);
    Stores stores = new Stores(genesis, layout, storeSettings(archive));
    Meters meters = new Meters();
    open.push(meters);
    DiskWatch disk = DiskWatch.start(config.disk(), () -> DiskWatch.Room.of(layout.root()), alarms);
    open.push(disk);
    BlockStore store = stores.open();
    open.push(store);
    InstalledLedger installed = new InstalledLedger(layout, stores, alarms, known);
    Ledger ledger = Ledger.open(new Chain(genesis, known), genesis, store, installed, verification);
    this.ledger = ledger;
    LevelWatch level = new LevelWatch(alarms);
    level.look(ledger);
    ledger.onCommit(() -> level.look(ledger));
    EpochFiles.requireKept(layout, ledger.tip().epoch());
    installed.resume(ledger);
    boolean restored = RestoredNode.isAwaited(layout, alarms);
    // An installation replaces the store, so what is closed in the end is the present one.
    open.pop();
    open.push(() -> ledger.store().close());

    Consortium consortium = Consortium.follow(ledger, ahead(ledger));
    Organisation organisation = requireOwnOrganisation(consortium, genesis, node);
    OwnCertificate own = OwnCertificate.open(config.tls(), node, organisation.id());
    open.push(own);
    ReloadableKeyManager keys = own.keys();
    X509ExtendedTrustManager trust = consortium.trust().trustManager();
    SnapshotFetcher fetcher = new SnapshotFetcher(config.peers(), keys, trust);
    RaftNode raft =
        RaftNode.start(
            tuning.apply(raftSettings(consortium, ledger, node, layout.raft(), keys)),
            new LeaderGate(ledger, disk, missing, level, clockMs, LeaderGate.UNSEALED_LEAVES_MAX),
            fetcher,
            fatal);
    this.raft = raft;
    open.push(raft);
    // Another leader may have room; when it has none either, it refuses records and keeps the lead.
    disk.whenFull(raft::stepDown);
    missing.whenWaiting(raft::stepDown);
    missing.follow(ledger::store);
    level.whileUnknown(raft::stepDown);
    // Once more: an entry that waits must be let go before the order can end.
    open.push(missing);
    open.push(level);
    meters.follow(ledger);
    Batcher batcher = new Batcher(raft, batchLimits(genesis), meters::committed);
    open.push(batcher);
    SealStamper stamper = stamper(consortium, keys);
    open.push(stamper);
    open.push(startSealer(genesis, organisation, layout, ledger, raft, alarms, stamper));

    Ingest ingest = new Ingest(ledger, batcher, verification);
    Optional<Custodian> custodian = custodian(organisation, layout, ledger, disk);
    NodeSigner signer =
        new NodeSigner(
            genesis.chain(),
            node,
            organisation.id(),
            layout.readerKey(),
            layout.recipientKey(),
            config.keys().record(),
            clockMs);
    GrantedReads reading =
        GrantedReads.open(layout.reads(), ledger, signer, custodian, ingest::submit, clockMs);
    open.push(reading);
    reading.start(custodian.isPresent() && config.keys().record().isPresent());
    open.push(
        TimeDisputes.start(ledger, organisation.id(), signer::record, ingest::submit, clockMs));
    Optional<TlsIdentity> documents = documentSigner();
    Optional<OwnAuthority> authority = ownAuthority();
    Optional<DeliveryInbox> inbox = deliveries(organisation, layout, ledger);
    NodeService service =
        new NodeService(
            node,
            organisation.id(),
            ledger,
            raft,
            ingest,
            alarms,
            new OutgoingCopy(ledger, layout.outgoing(), archive),
            stamper,
            reading,
            new Validities(
                () -> keys.identity().certificate(),
                () -> consortium.rootOf(organisation.id()),
                documents.map(TlsIdentity::certificate),
                authority,
                new OwnKeys(ledger, organisation.id(), signer)::firstEnd,
                clockMs),
            custodian.map(Custody.class::cast).orElseGet(NoCustody::new),
            inbox.map(Deliveries.class::cast).orElseGet(NoDeliveries::new),
            search(layout, ledger, disk),
            disk,
            level::refusal,
            clockMs);
    this.service = service;
    RpcServer server =
        RpcServer.start(
            new RpcSettings(
                new InetSocketAddress(config.rpc().host(), config.rpc().port()),
                keys,
                trust,
                new Operators(organisation.id(), node, Set.copyOf(config.node().operators())),
                new RunningNode(
                    config, service, alarms, () -> ChangesRoom.usedPercent(ledger), clockMs),
                new EvidenceIssuer(ledger, node, organisation.id(), documents, clockMs),
                authority.map(Function.identity()),
                Optional.of(Site.FOLDER),
                VERSION,
                rpcLimits()),
            service);
    open.push(server);
    PeerWatch peers = PeerWatch.start(config, keys, trust, clockMs);
    open.push(peers);
    Parts parts =
        new Parts(
            VERSION,
            service,
            ledger,
            ingest,
            batcher,
            verification,
            server,
            inbox,
            reading.counts(),
            alarms,
            disk,
            peers,
            clockMs);
    meters.observe(parts);
    serveOperator(new Operator(parts, meters), organisation, keys, trust);
    if (restored) {
      open.push(
          RestoredNode.ask(
              layout, ledger, alarms, organisation.id(), others(), peerClient(keys, trust)));
    }
    openControl(layout, ledger, new RaftControl(config, consortium, raft));
    LOG.info(
        "{} of {} serves chain {} on {}:{} ({} signatures by {})",
        node,
        organisation.id(),
        genesis.chain(),
        config.rpc().host(),
        config.rpc().port(),
        organisation.tier(),
        Signatures.providerName());
  }

  /** On a loopback address for this machine, on any other for this organisation alone. */
  private void serveOperator(
      Operator operator,
      Organisation organisation,
      ReloadableKeyManager keys,
      X509ExtendedTrustManager trust)
      throws IOException {
    if (config.admin().isEmpty()) {
      return;
    }
    NodeConfig.Admin admin = config.admin().get();
    open.push(
        AdminServer.start(
            new AdminSettings(
                new InetSocketAddress(admin.address().host(), admin.address().port()),
                admin.isLoopback()
                    ? Optional.empty()
                    : Optional.of(new AdminSettings.Protection(keys, trust, organisation.id()))),
            operator));
  }

  private Map<NodeId, URI> others() {
    Map<NodeId, URI> others = new HashMap<>();
    for (NodeConfig.Peer peer : config.peers()) {
      if (!peer.id().equals(config.node().id())) {
        others.put(new NodeId(peer.id()), URI.create("https://" + peer.rpc()));
      }
    }
    return others;
  }

  private LedgerClient peerClient(ReloadableKeyManager keys, X509ExtendedTrustManager trust) {
    return LedgerClient.connect(
        ClientSettings.of(List.copyOf(others().values()), trust, Optional.of(keys), ASKING));
  }

  /** What the operator of this machine may have the running node do. */
  private void openControl(DataLayout layout, Ledger ledger, RaftControl raftControl)
      throws IOException {
    Map<String, Command> commands = new HashMap<>(raftControl.commands());
    commands.put(LedgerCopy.COMMAND, new LedgerCopy(layout, ledger));
    commands.put(ArchiveControl.COMMAND, new ArchiveControl(ledger));
    ControlServer.start(layout.control(), commands).ifPresent(open::push);
  }

  private ThreadPoolExecutor verificationPool() {
    int threads = Runtime.getRuntime().availableProcessors();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("colophon-verify-", 0).daemon().factory());
    // What waits there finds the store closed, and whoever waits for it is told.
    open.push(() -> pool.shutdownNow().forEach(Runnable::run));
    return pool;
  }

  private Sealer startSealer(
      Genesis genesis,
      Organisation organisation,
      DataLayout layout,
      Ledger ledger,
      RaftNode raft,
      Alarms alarms,
      SealStamper stamper)
      throws IOException {
    Sealer.Pace pace =
        new Sealer.Pace(
            config.sealing().candidateIntervalMs(), config.sealing().idleSealSeconds() * 1000L);
    Optional<NodeConfig.CheckpointKeys> configured = config.keys().checkpoint();
    if (configured.isEmpty() && organisation.tier() == Tier.VALIDATOR) {
      throw new IOException(
          "keys: " + organisation.id() + " is a validator (expected: log, ed25519 and mlDsa44)");
    }
    if (configured.isEmpty()) {
      return Sealer.observing(ledger, raft, alarms, pace, stamper, clockMs);
    }
    NodeConfig.CheckpointKeys files = configured.get();
    ValidatorSigner signer = ValidatorSigner.read(genesis.chain(), organisation.id(), files);
    return Sealer.validating(
        ledger,
        raft,
        organisation.id(),
        signer,
        layout.lastSigned(),
        alarms,
        pace,
        stamper,
        clockMs);
  }

  /** A validator keeps ciphertexts, and signs that it does with its cosigning key. */
  private Optional<Custodian> custodian(
      Organisation organisation, DataLayout layout, Ledger ledger, DiskWatch disk)
      throws IOException {
    Optional<NodeConfig.CheckpointKeys> keys = config.keys().checkpoint();
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    Custodian custodian =
        Custodian.open(
            layout.privateMatter(),
            ledger,
            organisation.id(),
            KeyFiles.read(keys.get().ed25519()),
            disk::refusal,
            clockMs);
    open.push(custodian);
    return Optional.of(custodian);
  }

  /** A court's node takes deliveries, and tells the court's system of them. */
  private Optional<DeliveryInbox> deliveries(
      Organisation organisation, DataLayout layout, Ledger ledger) throws IOException {
    if (organisation.kind() != OrgKind.COURT) {
      return Optional.empty();
    }
    DeliveryInbox inbox =
        DeliveryInbox.open(
            layout.deliveries(),
            layout.webhook(),
            ledger,
            organisation.id(),
            config.delivery(),
            clockMs);
    open.push(inbox);
    return Optional.of(inbox);
  }

  /** People find works on a node that serves them; one that only votes can be spared the index. */
  private WorkSearch search(DataLayout layout, Ledger ledger, DiskWatch disk) throws IOException {
    if (!config.search().works()) {
      return new NoSearch();
    }
    LedgerIndexer indexer =
        LedgerIndexer.start(
            layout.search(), ledger.genesis(), ledger::read, () -> disk.refusal().isEmpty());
    open.push(indexer);
    Runnable follow = indexer::follow;
    ledger.onCommit(follow);
    open.push(() -> ledger.removeOnCommit(follow));
    return indexer;
  }

  /** Nodes of the chain are asked as members, others as anybody is. */
  private SealStamper stamper(Consortium consortium, ReloadableKeyManager keys) {
    Duration timeout = Duration.ofMillis(config.timeStamping().timeoutMs());
    Set<String> nodes = new HashSet<>();
    config.peers().forEach(peer -> nodes.add(peer.rpc().toString()));
    return SealStamper.of(
        config.timeStamping(),
        () -> List.copyOf(MemberRoots.of(consortium.membership()).values()),
        authority ->
            new TimeStampClient(
                nodes.contains(authority.url().getAuthority())
                    ? Optional.of(Tls.context(keys, consortium.trust()))
                    : Optional.empty(),
                timeout,
                timeout));
  }

  private Optional<TlsIdentity> documentSigner() throws IOException {
    Optional<NodeConfig.Tls> documents = config.documents();
    return documents.isPresent()
        ? Optional.of(
            TlsIdentity.loadSigner(
                documents.get().certificate(), documents.get().key(), Set.of(KeyKind.P256)))
        : Optional.empty();
  }

  private Optional<OwnAuthority> ownAuthority() throws IOException {
    return config.tsa().isPresent()
        ? Optional.of(OwnAuthority.load(config.tsa().get(), clockMs))
        : Optional.empty();
  }

  /**
   * Asked for by an empty ledger, and by one that does not have this node: they are behind the
   * votes that admitted it, or one of those it is to speak with.
   */
  private Optional<MembershipInForce> ahead(Ledger ledger) {
    Membership known = ledger.tip().governance().membership();
    boolean isNew = ledger.tip().header().height().value() == 0;
    boolean isKnown = known.organisationOf(new NodeId(config.node().id())).isPresent();
    boolean isBehind = isNew ? !MembershipAhead.knowsAll(known, config) : !isKnown;
    return isBehind
        ? Optional.of(MembershipAhead.withAllNodes(config, ledger.genesis()))
        : Optional.empty();
  }

  private Organisation requireOwnOrganisation(Consortium consortium, Genesis genesis, NodeId node)
      throws IOException {
    Organisation organisation =
        consortium
            .ownerOf(node)
            .orElseThrow(() ->
                new IOException(
                    "node.id: "
                        + node
                        + " is not a node of "
                        + genesis.chain()
                        + " (expected: a founder's, or one whose admission was voted and sealed,"
                        + " as a node of peers must prove)"));
    OrgId configured = new OrgId(config.node().organisation());
    if (!organisation.id().equals(configured)) {
      throw new IOException(
          "node.organisation: " + configured + " (expected: " + organisation.id() + ")");
    }
    return organisation;
  }

  private RaftSettings raftSettings(
      Consortium consortium, Ledger ledger, NodeId node, Path directory, ReloadableKeyManager keys)
      throws IOException {
    ChainId chain = ledger.genesis().chain();
    List<RaftSettings.Member> members = new ArrayList<>();
    for (NodeConfig.Peer peer : config.peers()) {
      NodeId id = new NodeId(peer.id());
      if (consortium.ownerOf(id).isEmpty()) {
        // One that has gone, or has yet to come, keeps no other from its work.
        LOG.warn("peers: {} is not a node of {} now, and is left out", id, chain);
        continue;
      }
      members.add(
          new RaftSettings.Member(
              id, peer.raft().host(), peer.raft().port(), consortium.votes(id, node)));
    }
    RaftSettings.Security security =
        new RaftSettings.Security.MutualTls(
            keys,
            consortium.trust().trustManager(),
            consortium::nodeOf,
            new LateVoters(consortium, () -> MembershipAhead.newest(config, ledger.genesis())));
    return RaftSettings.of(
            node,
            groupOf(chain, ledger.tip().epoch()),
            new RaftSettings.Bind(config.raft().host(), config.raft().port()),
            directory,
            members,
            security)
        .withClock(clockMs)
        .withPendingBytesMax(pendingBytesMax())
        .withLogBytesMax((long) config.limits().raftLogMb() << 20);
  }

  private static RpcLimits rpcLimits() {
    return new RpcLimits(
        RpcLimits.Transport.DEFAULT.withBytesUnderWayMax(2 * pendingBytesMax()),
        RpcLimits.Requests.DEFAULT.withSubmittingBytesMax(pendingBytesMax()),
        RpcLimits.Streams.DEFAULT);
  }

  private static long pendingBytesMax() {
    return Math.min(PENDING_BYTES_MAX, Runtime.getRuntime().maxMemory() / PENDING_HEAP_PART);
  }

  /** Two chains never share a Raft group, nor do two epochs of one. */
  public static UUID groupOf(ChainId chain, long epoch) {
    String name = epoch == 0 ? chain.text() : chain.text() + "/epoch/" + epoch;
    ByteBuffer hash =
        ByteBuffer.wrap(
            Hash.sha256(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII)).bytes());
    return new UUID(hash.getLong(), hash.getLong());
  }

  private StoreSettings storeSettings(Archive archive) {
    return new StoreSettings((long) config.limits().storeMemoryMb() << 20, archive);
  }

  private BatchLimits batchLimits(Genesis genesis) {
    NodeConfig.Limits limits = config.limits();
    return new BatchLimits(
        limits.pendingRecords(),
        pendingBytesMax(),
        Math.min(limits.batchRecords(), genesis.limits().entryRecordsMax()),
        Math.min(limits.batchBytes(), genesis.limits().entryBytesMax()),
        Duration.ofMillis(limits.batchAgeMs()),
        ENTRIES_IN_FLIGHT_MAX,
        ORDERING_DEADLINE);
  }

  /** This node's copy of the chain. */
  Ledger ledger() {
    return Objects.requireNonNull(ledger);
  }

  /** How this node is. */
  NodePort.Status status() {
    return Objects.requireNonNull(service).status();
  }

  /** What this node answers. */
  NodeService service() {
    return Objects.requireNonNull(service);
  }

  /** This node's part in the order. */
  RaftNode raft() {
    return Objects.requireNonNull(raft);
  }

  /** Stops what was started, newest first; each part is closed even when another one fails. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        LOG.warn("while stopping: {}", e.toString());
      }
    }
  }
}
