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
import java.util.stream.LongStream;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Chain;
import org.colophon.core.chain.ControlChange;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Results;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.Tip;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;
import org.colophon.core.record.Checked;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.CompactTree;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreSettings;

/**
 * Verifies a whole store without the network: executes every block again from its records into an
 * empty store, checks every signature, rule, hash, time and seal on the way, and then compares the
 * two stores byte by byte. Nothing that the store says of itself is believed.
 */
public final class Fsck {
  private static final int FINDINGS_MAX = 100;

  private final Genesis genesis;
  private final Chain chain;
  private final RecordVerifier verifier;
  private final List<Finding> findings = new ArrayList<>();
  private final Consumer<Height> progress;

  /** The block that is being executed again. */
  private Height at = new Height(0);

  private Fsck(Genesis genesis, Consumer<Height> progress) {
    this.genesis = genesis;
    this.chain = new Chain(genesis);
    this.verifier = new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
    this.progress = progress;
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
    return check(layout.read(), layout.store(), layout.replay(), progress);
  }

  /** Checks a store by itself; {@code replay} is a directory that is used and deleted. */
  public static Report check(Genesis genesis, Path store, Path replay, Consumer<Height> progress)
      throws IOException {
    Directories.delete(replay);
    if (!Files.isDirectory(store)) {
      throw new IOException(store + ": there is no store");
    }
    RocksStore actual;
    try {
      actual = RocksStore.openReadOnly(store);
    } catch (StoreException e) {
      return unopened(e);
    }
    try (actual;
        RocksStore expected = RocksStore.create(replay, genesis.hash(), StoreSettings.DEFAULT)) {
      return new Fsck(genesis, progress).run(actual, expected);
    } finally {
      Directories.delete(replay);
    }
  }

  /** A store that shows nothing of itself is damaged from its first block on. */
  private static Report unopened(StoreException e) {
    Finding finding = new Finding(new Height(0), "the store does not open: " + e.getMessage());
    return new Report(List.of(finding), new Height(0), 0, CompactTree.empty().root(), 0);
  }

  private Report run(RocksStore actual, RocksStore expected) throws IOException {
    Chain.Applied first = chain.begin();
    expected.commit(first.commit());
    Tip tip = first.tip();
    try (LedgerReader reader = actual.read()) {
      tip = replay(reader, expected, tip);
    } catch (UncheckedIOException e) {
      find(at, "cannot be read: " + e.getMessage());
    }
    if (findings.isEmpty()) {
      RocksStore.compare(
          actual,
          expected,
          difference -> find(new Height(Math.max(0, difference.height())), difference.toString()));
    }
    long seals = tip.sealed().number();
    return new Report(
        List.copyOf(findings), tip.header().height(), tip.tree().size(), tip.tree().root(), seals);
  }

  private Tip replay(LedgerReader stored, BlockStore expected, Tip begin) throws IOException {
    Tip tip = begin;
    Optional<BlockHeader> head = stored.head();
    if (head.isEmpty()) {
      find(new Height(0), "there is no genesis block");
      return tip;
    }
    requireSame(stored.header(new Height(0)), tip.header());
    for (long h = 1; h <= head.get().height().value() && findings.isEmpty(); h++) {
      tip = replaySeals(stored, expected, tip);
      Height height = new Height(h);
      at = height;
      Optional<BlockHeader> header = stored.header(height);
      if (header.isEmpty()) {
        find(height, "its header is missing");
        return tip;
      }
      tip = replayBlock(stored, expected, tip, header.get());
      if (h % 1024 == 0) {
        progress.accept(height);
      }
    }
    return findings.isEmpty() ? replaySeals(stored, expected, tip) : tip;
  }

  private Tip replayBlock(LedgerReader stored, BlockStore expected, Tip tip, BlockHeader header)
      throws IOException {
    Height height = header.height();
    if (!header.firstIndex().equals(new LeafIndex(tip.tree().size()))) {
      find(height, "firstIndex: " + header.firstIndex() + " (expected: " + tip.tree().size() + ")");
      return tip;
    }
    List<VerifiedRecord> records = verify(stored, header);
    if (!findings.isEmpty()) {
      return tip;
    }
    Chain.Replayed replayed;
    try (LedgerReader reader = expected.read()) {
      replayed = chain.replay(reader, tip, header, records, refused(stored, height));
    }
    replayed.findings().forEach(what -> find(height, what));
    requireSame(Optional.of(header), replayed.tip().header());
    requireKept(stored, replayed.commit());
    if (findings.isEmpty()) {
      expected.commit(at(expected, replayed.commit()));
    }
    return replayed.tip();
  }

  /** Checks a block's records on all processors. */
  private List<VerifiedRecord> verify(LedgerReader stored, BlockHeader header) {
    List<Checked> checked =
        LongStream.range(header.firstIndex().value(), header.treeSize().value())
            .mapToObj(i -> stored.leaf(new LeafIndex(i)).orElse(new byte[0]))
            .toList()
            .parallelStream()
            .map(verifier::check)
            .toList();
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

  /** Takes the seals that were ordered on this tip. */
  private Tip replaySeals(LedgerReader stored, BlockStore expected, Tip begin) throws IOException {
    Tip tip = begin;
    Height height = tip.header().height();
    while (true) {
      Optional<Seal> next = stored.seal(tip.sealed().number() + 1);
      if (next.isEmpty() || !next.get().orderedAfter().equals(height)) {
        return tip;
      }
      Seal seal = next.get();
      try (LedgerReader reader = expected.read()) {
        if (!isSound(seal, tip, reader)) {
          find(height, "seal " + seal.number() + " does not verify");
          return tip;
        }
        tip = tip.withSealed(Tip.sealed(seal, reader));
      }
      expected.commit(
          at(expected, new Commit(Position.NONE, Optional.empty(), Optional.of(seal), List.of())));
    }
  }

  private boolean isSound(Seal seal, Tip tip, LedgerReader reader) {
    try {
      Checkpoint checkpoint = Note.parse(seal.note()).checkpoint();
      NoteJudge judge = tip.governance().judge();
      var signers = judge.signers(seal.note());
      return signers.isPresent()
          && signers.get().size() >= judge.quorum()
          && Attestation.of(signers.get().values()).equals(seal.attestation())
          && checkpoint.origin().equals(genesis.chain().text())
          && checkpoint.size() == seal.size().value()
          && checkpoint.size() <= tip.tree().size()
          && org.colophon.crypto.merkle.Proofs.root(checkpoint.size(), reader.nodes())
              .equals(checkpoint.root());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Positions of the replay count its commits; where the entries stood in Raft is not compared. */
  private static Commit at(BlockStore expected, Commit commit) {
    Position next = new Position(1, expected.applied().index() + 1);
    return new Commit(next, commit.block(), commit.seal(), commit.control());
  }

  /** What stands beside the block must be what the block gives: evidence is made of it. */
  private void requireKept(LedgerReader stored, Commit expected) {
    for (ControlChange kept : expected.control()) {
      Optional<byte[]> found = stored.control(kept.key());
      Optional<byte[]> wanted = kept.value().map(Json::bytes);
      if (!Arrays.equals(found.orElse(null), wanted.orElse(null))) {
        find(at, kept.key() + " is " + (found.isPresent() ? "not what the block gives" : "missing"));
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

  private void find(Height height, String what) {
    if (findings.size() < FINDINGS_MAX) {
      findings.add(new Finding(height, what));
    }
  }
}
