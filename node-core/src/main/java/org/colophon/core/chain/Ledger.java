package org.colophon.core.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.colophon.core.Height;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.LevelUnknownException;
import org.colophon.core.port.Replica;
import org.colophon.core.port.StoreClosedException;
import org.colophon.core.port.StoreException;
import org.colophon.core.record.RecordVerifier;
import org.jspecify.annotations.Nullable;

/**
 * One node's copy of the chain: applies entries as consensus hands them over, keeps the tip, and
 * tells listeners of each commit. One thread applies; the other methods may be called by any.
 */
public final class Ledger implements Replica {
  /** Shorter than a store's wait for its readers, one of whom may be the one who waits here. */
  private static final long REPLACING_SECONDS_MAX = 5;

  private final Genesis genesis;
  private final Chain chain;
  private final StoreInstaller installer;
  private final RecordVerifier verifier;
  private final PreVerification preVerification;
  private final List<Runnable> commitListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> contradictionListeners = new CopyOnWriteArrayList<>();

  /** Held while another store takes the place of the present one. */
  private final ReentrantLock replacing = new ReentrantLock();

  private volatile BlockStore store;
  private volatile Tip tip;

  /** Puts an installed copy of the ledger in the place of the present store. */
  @FunctionalInterface
  public interface StoreInstaller {
    /** Closes {@code present}, moves the copy to its place and opens it. */
    BlockStore install(BlockStore present, Path copy) throws StoreException;
  }

  private Ledger(
      Genesis genesis,
      Chain chain,
      BlockStore store,
      Tip tip,
      StoreInstaller installer,
      Executor verification) {
    this.genesis = genesis;
    this.chain = chain;
    this.store = store;
    this.tip = tip;
    this.installer = installer;
    this.verifier = new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
    this.preVerification =
        new PreVerification(verifier, verification, genesis.limits().entryRecordsMax());
  }

  /**
   * Opens the ledger over a store; an empty store gets the genesis block.
   *
   * @param verification runs signature checks; must not be the caller's own thread pool of one
   */
  public static Ledger open(
      Genesis genesis, BlockStore store, StoreInstaller installer, Executor verification)
      throws StoreException {
    return open(new Chain(genesis), genesis, store, installer, verification);
  }

  /** Like {@link #open(Genesis, BlockStore, StoreInstaller, Executor)}, by the rules of a chain. */
  public static Ledger open(
      Chain chain,
      Genesis genesis,
      BlockStore store,
      StoreInstaller installer,
      Executor verification)
      throws StoreException {
    @Nullable Tip tip = readTip(genesis, chain, store);
    if (tip == null) {
      Chain.Applied first = begin(chain);
      store.commit(first.commit());
      store.flush();
      tip = first.tip();
    }
    return new Ledger(genesis, chain, store, tip, installer, verification);
  }

  private static Chain.Applied begin(Chain chain) throws StoreException {
    try {
      return chain.begin();
    } catch (LevelUnknownException e) {
      throw new StoreException("genesis: " + e.getMessage(), e);
    }
  }

  /** The tip; refuses a store of another chain, whose blocks other members have judged. */
  private static @Nullable Tip readTip(Genesis genesis, Chain chain, BlockStore store)
      throws StoreException {
    try (LedgerReader reader = store.read()) {
      Optional<BlockHeader> first = reader.header(new Height(0));
      if (first.isPresent() && !first.get().previous().equals(genesis.hash())) {
        throw new StoreException(
            "genesis: " + first.get().previous() + " (expected: " + genesis.hash() + ")");
      }
      Tip tip = Tip.read(genesis, reader).orElse(null);
      if (tip != null && tip.header().version().isAbove(chain.known())) {
        var unknown = new LevelUnknownException(tip.header().version(), chain.known());
        throw new StoreException("store: " + unknown.getMessage(), unknown);
      }
      return tip;
    }
  }

  /** The chain's rules. */
  public Chain chain() {
    return chain;
  }

  /** The genesis. */
  public Genesis genesis() {
    return genesis;
  }

  /** Checks records by themselves, as they come in. */
  public RecordVerifier verifier() {
    return verifier;
  }

  /** The end of the chain as it stands now. */
  public Tip tip() {
    return tip;
  }

  /**
   * The ledger as it stands now. While an installation closes one store and opens the next, waits
   * for it.
   *
   * @throws StoreClosedException when this node ends, or has no other store within some seconds
   */
  public LedgerReader read() {
    while (true) {
      BlockStore present = store;
      try {
        return present.read();
      } catch (StoreClosedException e) {
        if (!isReplaced(present)) {
          throw e;
        }
      }
    }
  }

  /** Whether another store stands there, once no installation is under way. */
  private boolean isReplaced(BlockStore present) {
    try {
      if (replacing.tryLock(REPLACING_SECONDS_MAX, TimeUnit.SECONDS)) {
        replacing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !store.equals(present);
  }

  /** The store as it stands now; an installation replaces it. */
  public BlockStore store() {
    return store;
  }

  /** Calls {@code listener} after each commit, on the applying thread: it must be quick. */
  public void onCommit(Runnable listener) {
    commitListeners.add(listener);
  }

  /** Ends what {@link #onCommit} began. */
  public void removeOnCommit(Runnable listener) {
    commitListeners.remove(listener);
  }

  /** Calls {@code listener} with each signed note that contradicts this node's own log. */
  public void onContradiction(Consumer<String> listener) {
    contradictionListeners.add(listener);
  }

  @Override
  public Position applied() {
    return store.applied();
  }

  @Override
  public Optional<Refusal> admit(byte[] entry) {
    int max = genesis.limits().entryBytesMax();
    return entry.length > max
        ? Optional.of(
            new Refusal(
                Reason.TOO_LARGE,
                "entry: " + entry.length + " bytes (expected: at most " + max + ")"))
        : Optional.empty();
  }

  @Override
  public void prepare(byte[] entry) {
    preVerification.start(entry);
  }

  /**
   * {@inheritDoc}
   *
   * @throws LevelUnknownException when the rules in force are not known here; nothing has changed
   */
  @Override
  public byte[] apply(Position position, byte[] entry) throws IOException {
    if (position.index() <= store.applied().index()) {
      throw new IllegalStateException(
          "position: " + position.index() + " (expected: above " + store.applied().index() + ")");
    }
    Chain.Applied applied;
    try (LedgerReader reader = store.read()) {
      applied = chain.apply(reader, tip, position, entry, preVerification);
    }
    store.commit(applied.commit());
    tip = applied.tip();
    applied
        .contradiction()
        .ifPresent(note -> contradictionListeners.forEach(listener -> listener.accept(note)));
    commitListeners.forEach(Runnable::run);
    return applied.reply().bytes();
  }

  @Override
  public Position flush() throws IOException {
    return store.flush();
  }

  @Override
  public Position install(Path directory) throws IOException {
    replacing.lock();
    try {
      store = installer.install(store, directory);
      Tip installed = readTip(genesis, chain, store);
      if (installed == null) {
        throw new StoreException("installed copy: holds no genesis block");
      }
      tip = installed;
    } finally {
      replacing.unlock();
    }
    commitListeners.forEach(Runnable::run);
    return store.applied();
  }
}
