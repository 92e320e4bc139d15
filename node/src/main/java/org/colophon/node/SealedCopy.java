package org.colophon.node;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Epochs;
import org.colophon.core.chain.LogTree;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.Tip;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.evidence.MembershipTrail;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.LevelUnknownException;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.storage.RocksStore;

/**
 * A look at a copy of a ledger that nobody has executed again yet.
 *
 * @param position where it stands in the Raft log
 * @param header of its newest block
 * @param seals how many seals it holds
 * @param epoch of its next block
 * @param level by whose rules its next block is made
 */
public record SealedCopy(
    Position position, BlockHeader header, long seals, long epoch, Level level) {
  /**
   * The copy must be of that chain, its tree have the root of its newest header, and of its newest
   * seal when it has one.
   */
  public static SealedCopy look(Genesis genesis, Path copy) throws StoreException {
    try (RocksStore store = RocksStore.openReadOnly(copy);
        LedgerReader reader = store.read()) {
      if (!store.genesisHash().equals(genesis.hash())) {
        throw new StoreException(
            "the copy is of the chain with the genesis "
                + store.genesisHash()
                + " (expected: "
                + genesis.hash()
                + ")");
      }
      BlockHeader header =
          reader.head().orElseThrow(() -> new StoreException("the copy holds no block"));
      LogTree tree = LogTree.read(reader, header.treeSize().value());
      if (!tree.root().equals(header.root()) || !tree.sm3Root().equals(header.sm3Root())) {
        throw new StoreException(
            "the copy's tree has the root " + tree.root() + " (expected: " + header.root() + ")");
      }
      Optional<Seal> seal = reader.newestSeal();
      if (seal.isPresent()) {
        requireSealed(genesis, reader, seal.get());
      }
      return new SealedCopy(
          store.applied(),
          header,
          seal.map(Seal::number).orElse(0L),
          Epochs.newest(reader),
          Tip.read(genesis, reader).orElseThrow().level());
    }
  }

  /**
   * As {@link #look}, and it must hold a seal and be of that epoch.
   *
   * @throws LevelUnknownException when its rules are newer than those that are known here
   */
  static void require(Genesis genesis, Path copy, long epoch, Level known) throws StoreException {
    SealedCopy look = lookOrStop(genesis, copy);
    if (look.seals() == 0) {
      throw new StoreException("the copy holds no seal");
    }
    if (look.level().isAbove(known)) {
      throw new LevelUnknownException(look.level(), known);
    }
    if (look.epoch() != epoch) {
      throw new StoreException(
          "the copy is of epoch " + look.epoch() + " (expected: " + epoch + ")");
    }
  }

  private static SealedCopy lookOrStop(Genesis genesis, Path copy) throws StoreException {
    try {
      return look(genesis, copy);
    } catch (StoreException e) {
      if (e.getCause() instanceof RefusedException refused
          && refused.refusal().reason() == Reason.LEVEL_UNKNOWN) {
        throw new LevelUnknownException(refused.refusal().detail());
      }
      throw e;
    }
  }

  /**
   * The tree must lead to the root that a quorum of validators has signed, and its membership from
   * the genesis to those validators.
   */
  public static void requireSealed(Genesis genesis, LedgerReader reader, Seal seal)
      throws StoreException {
    try {
      NoteJudge judge =
          MembershipTrail.follow(genesis, ChangePart.before(reader, seal)).newest().judge();
      Checkpoint checkpoint = judge.checkpoint(seal.note());
      Checkpoint own = LogTree.checkpoint(genesis.chain(), reader, checkpoint.size());
      boolean quorum =
          judge.signers(seal.note()).map(s -> s.size() >= judge.quorum()).orElse(false);
      if (!quorum || !own.equals(checkpoint)) {
        throw new StoreException("the copy's tree is not the one that the validators sealed");
      }
    } catch (RefusedException | IllegalStateException e) {
      throw new StoreException("the copy's membership cannot be followed", e);
    }
  }
}
