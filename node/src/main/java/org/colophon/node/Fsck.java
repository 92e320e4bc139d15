package org.colophon.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.colophon.core.Height;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Chain;
import org.colophon.core.chain.ControlChange;
import org.colophon.core.chain.Epochs;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Results;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.core.chain.Tip;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.LevelUnknownException;
import org.colophon.core.port.StoreException;
import org.colophon.core.record.Checked;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.CompactTree;
import org.colophon.storage.Difference;
import org.colophon.storage.ReplayScope;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreAudit;
import org.colophon.storage.StoreSettings;
import org.colophon.storage.archive.Archive;

/**
 * Verifies a whole store without the network: executes every block again from its records into an
 * empty store, checks every signature, rule, hash, time and seal on the way, and then compares the
 * two stores byte by byte. Nothing that the store says of itself is believed. What is wrong in a
 * block ends the replay; the blocks before it are compared all the same.
 */
public final class Fsck {
  private static final int FINDINGS_MAX = 100;

  private final Genesis genesis;
  private final Chain chain;
  private final RecordVerifier verifier;
  private final List<Finding> findings = new ArrayList<>();
  private final Consumer<Height> progress;
  private final Chain.Applied first;

  /** Where the replay stands. */
  private Tip tip;

  /** What is being read belongs to this block. */
  private Height at = new Height(0);

  private Fsck(Genesis genesis, Consumer<Height> progress) {
    this.genesis = genesis;
    this.chain = new Chain(genesis);
    this.verifier = new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
    this.progress = progress;
    this.first = chain.begin();
    this.tip = first.tip();
  }

  /**
   * Something that is not right.
   *
   * @param height the block that it concerns
   * @param what in words
   */
  public record Finding(Height height, String what) {}

  /**
   * What a check gave.
   *
   * @param findings the first hundred; empty when all is well
   * @param height newest block that was executed again
   * @param size leaves, headers included
   * @param root Merkle root at that size
   * @param seals seals that were verified
   */
  public record Report(List<Finding> findings, Height height, long size, Hash root, long seals) {
    /** Whether nothing was found. */
    public boolean isClean() {
      return findings.isEmpty();
    }
  }

  /**
   * Checks the store of a data directory that no node is using.
   *
   * @param progress told the height from time to time
   * @throws IOException when there is no store, or the replay cannot be written
   */
  public static Report check(DataLayout layout, Consumer<Height> progress) throws IOException {
    return check(layout, Archive.NONE, progress);
  }

  /**
   * Like {@link #check(DataLayout, Consumer)}, with the bodies that were taken out of the store.
   *
   * @param archive every segment in it that holds bodies of the store is read whole
   */
  public static Report check(DataLayout layout, Archive archive, Consumer<Height> progress)
      throws IOException {
    return check(layout.read(), layout.store(), layout.replay(), archive, progress);
  }

  /** Checks a store by itself; {@code replay} is a directory that is used and deleted. */
  public static Report check(Genesis genesis, Path store, Path replay, Consumer<Height> progress)
      throws IOException {
    return check(genesis, store, replay, Archive.NONE, progress);
  }

  /** Like {@link #check(Genesis, Path, Path, Consumer)}, with the bodies that were taken out. */
  static Report check(
      Genesis genesis, Path store, Path replay, Archive archive, Consumer<Height> progress)
      throws IOException {
    Directories.delete(replay);
    if (!Files.isDirectory(store)) {
      throw new IOException(store + ": there is no store");
    }
    StoreAudit actual;
    try {
      actual = StoreAudit.open(store, archive);
    } catch (StoreException e) {
      return unopened(e);
    }
    try (actual;
        RocksStore expected = RocksStore.create(replay, genesis.hash(), StoreSettings.DEFAULT)) {
      return new Fsck(genesis, progress).run(actual, expected);
    } catch (LevelUnknownException e) {
      throw new IOException("genesis: " + e.getMessage(), e);
    } finally {
      Directories.delete(replay);
    }
  }

  /** A store that shows nothing of itself is damaged from its first block on. */
  private static Report unopened(StoreException e) {
    Finding finding = new Finding(new Height(0), "the store does not open: " + e.getMessage());
    return new Report(List.of(finding), new Height(0), 0, CompactTree.empty().root(), 0);
  }

  private Report run(StoreAudit actual, RocksStore expected) throws IOException {
    expected.commit(first.commit());
    try (LedgerReader stored = actual.read()) {
      replay(stored, actual.newest(), expected);
    } catch (UncheckedIOException e) {
      find(at, "cannot be read: " + e.getMessage());
    }
    // What was executed before a finding ended the replay is compared all the same.
    ReplayScope scope = findings.isEmpty() ? ReplayScope.WHOLE : ReplayScope.BEGINNING;
    verifySegments(actual);
    actual.compare(expected, scope, difference -> find(heightOf(difference), text(difference)));
    long seals = tip.sealed().number();
    return new Report(
        List.copyOf(findings), tip.header().height(), tip.tree().size(), tip.tree().root(), seals);
  }

  /** Also what no record is read from: a segment must stand as a whole, and be named when not. */
  private void verifySegments(StoreAudit actual) {
    try {
      actual.verifySegments(difference -> find(heightOf(difference), text(difference)));
    } catch (StoreException e) {
      find(at, "what was taken out of the store cannot be told: " + e.getMessage());
    }
  }

  /** A replay's two stores, and what goes along with the blocks. */
  private record Replay(
      LedgerReader stored,
      BlockStore expected,
      SealReplay seals,
      VerifiedEpochs epochs,
      CheckedBlocks checked) {}

  private void replay(LedgerReader stored, Height newest, BlockStore expected) throws IOException {
    requireSame(stored.header(at), tip.header());
    try (CheckedBlocks checked =
        new CheckedBlocks(stored, verifier, genesis.limits().entryRecordsMax(), newest)) {
      SealReplay seals = new SealReplay(genesis.chain(), stored, expected, this::find);
      VerifiedEpochs epochs = new VerifiedEpochs(expected, epochsIn(stored));
      replay(new Replay(stored, expected, seals, epochs, checked), newest);
    }
  }

  private void replay(Replay replay, Height newest) throws IOException {
    for (long h = 1; h <= newest.value() && findings.isEmpty(); h++) {
      at = new Height(h);
      Optional<BlockHeader> header = replay.stored().header(at);
      if (header.isEmpty()) {
        find(at, "its header is missing");
        return;
      }
      replayNext(replay, header.get());
      if (h % 1024 == 0) {
        progress.accept(at);
      }
    }
    if (findings.isEmpty()) {
      tip = replay.seals().rest(tip);
    }
    if (findings.isEmpty()) {
      beginEpochs(replay.epochs());
    }
    if (findings.isEmpty()) {
      replay
          .epochs()
          .left()
          .ifPresent(left -> find(at, "epoch " + left.epoch().number() + ": begins nowhere"));
    }
  }

  private List<SignedEpoch> epochsIn(LedgerReader stored) {
    try {
      return Epochs.all(stored);
    } catch (IllegalStateException e) {
      find(at, String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private void beginEpochs(VerifiedEpochs epochs) throws IOException {
    try {
      tip = epochs.upTo(tip);
    } catch (RefusedException e) {
      find(tip.header().height(), e.refusal().detail());
    }
  }

  /** Executes a block again, after the seals that were ordered before it. */
  private void replayNext(Replay replay, BlockHeader header) throws IOException {
    checkPlace(replay.stored(), header);
    if (findings.isEmpty()) {
      at = tip.header().height();
      tip = replay.seals().upTo(header, tip);
      beginEpochs(replay.epochs());
      at = header.height();
    }
    if (findings.isEmpty()) {
      replayBlock(replay, header);
    }
  }

  /** Whether a header continues the chain, as far as executing its block would not show it. */
  private void checkPlace(LedgerReader stored, BlockHeader header) {
    BlockHeader before = tip.header();
    expect(header.height().equals(at), "height", header.height(), at);
    long size = tip.tree().size();
    expect(header.firstIndex().value() == size, "firstIndex", header.firstIndex(), size);
    long countMax = genesis.limits().entryRecordsMax();
    expect(header.count() <= countMax, "count", header.count(), "at most " + countMax);
    // A block's time and term are its own word, so it may be the header before that is wrong.
    if (!header.previous().equals(tip.headerHash()) && !StoredTree.holds(stored, before)) {
      find(
          before.height(),
          "header: hash: " + tip.headerHash() + " (expected: " + header.previous() + ")");
      return;
    }
    boolean goesOn = header.term() >= before.term();
    expect(goesOn, "term", header.term(), before.term() + " or more");
  }

  private void expect(boolean holds, String name, Object found, Object expected) {
    if (!holds) {
      find(at, "header: " + name + ": " + found + " (expected: " + expected + ")");
    }
  }

  private void replayBlock(Replay replay, BlockHeader header) throws IOException {
    List<VerifiedRecord> records = verified(header, replay.checked().of(at));
    if (!findings.isEmpty()) {
      return;
    }
    if (chain.isUnknown(tip)) {
      find(at, String.valueOf(new LevelUnknownException(tip.level(), chain.known()).getMessage()));
      return;
    }
    BlockStore expected = replay.expected();
    Chain.Replayed replayed;
    try (LedgerReader reader = expected.read()) {
      replayed = chain.replay(reader, tip, header, records, refused(replay.stored(), at));
    }
    replayed.findings().forEach(what -> find(at, what));
    requireSame(Optional.of(header), replayed.tip().header());
    requireKept(replay.stored(), replayed.commit());
    if (findings.isEmpty()) {
      expected.commit(at(expected, replayed.commit()));
      tip = replayed.tip();
    }
  }

  private List<VerifiedRecord> verified(BlockHeader header, List<Checked> checked) {
    List<VerifiedRecord> records = new ArrayList<>();
    for (int i = 0; i < checked.size(); i++) {
      switch (checked.get(i)) {
        case Checked.Verified(VerifiedRecord record) -> records.add(record);
        case Checked.Refused(Refusal refusal) ->
            find(header.height(), "leaf " + header.firstIndex().plus(i) + ": " + refusal);
      }
    }
    return records;
  }

  private List<Results.Refused> refused(LedgerReader stored, Height height) {
    try {
      Optional<byte[]> bytes = stored.refusals(height);
      return bytes.isEmpty() ? List.of() : Results.parse(bytes.get());
    } catch (RefusedException e) {
      find(height, "its refusals are not well formed: " + e.refusal().detail());
      return List.of();
    }
  }

  /** Positions of the replay count its commits; where the entries stood in Raft is not compared. */
  static Commit at(BlockStore expected, Commit commit) {
    Position applied = expected.applied();
    Position next = new Position(Math.max(1, applied.term()), applied.index() + 1);
    return new Commit(next, commit.block(), commit.seal(), commit.control());
  }

  /** What stands beside the block must be what the block gives: evidence is made of it. */
  private void requireKept(LedgerReader stored, Commit expected) {
    for (ControlChange kept : expected.control()) {
      Optional<byte[]> found = stored.control(kept.key());
      Optional<byte[]> wanted = kept.value().map(Json::bytes);
      if (!Arrays.equals(found.orElse(null), wanted.orElse(null))) {
        find(
            at, kept.key() + " is " + (found.isPresent() ? "not what the block gives" : "missing"));
      }
    }
  }

  private void requireSame(Optional<BlockHeader> stored, BlockHeader expected) {
    if (stored.isEmpty() || !stored.get().equals(expected)) {
      find(
          expected.height(),
          "header: "
              + stored.map(Fsck::text).orElse("missing")
              + " (expected: "
              + text(expected)
              + ")");
    }
  }

  private static String text(BlockHeader header) {
    return new String(header.bytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static Height heightOf(Difference difference) {
    return new Height(Math.max(0, difference.height()));
  }

  private static String text(Difference difference) {
    return difference.family() + ", " + difference.key() + ": " + difference.detail();
  }

  private void find(Height height, String what) {
    if (findings.size() < FINDINGS_MAX) {
      findings.add(new Finding(height, what));
    }
  }
}
