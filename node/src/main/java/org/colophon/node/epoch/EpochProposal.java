package org.colophon.node.epoch;

import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Epoch;
import org.colophon.core.chain.Epochs;
import org.colophon.core.chain.Governance;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.core.chain.Tip;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.node.DataLayout;
import org.colophon.node.EpochFiles;
import org.colophon.node.SealedCopy;
import org.colophon.storage.RocksStore;

/**
 * A validator's word that an epoch begins behind its newest sealed block, given by a stopped node.
 * Each number is signed once: a second statement takes a higher number, so that no two statements
 * with one number can both find a quorum.
 */
public final class EpochProposal {
  private final DataLayout layout;
  private final Genesis genesis;
  private final OrgId organisation;
  private final SigningKey key;

  /**
   * Who signs.
   *
   * @param layout the data directory of the organisation's stopped node
   * @param key its Ed25519 cosigning key
   */
  public EpochProposal(DataLayout layout, Genesis genesis, OrgId organisation, SigningKey key) {
    this.layout = layout;
    this.genesis = genesis;
    this.organisation = organisation;
    this.key = key;
  }

  /**
   * Signs, after a look at the seal; the promise is durable when this returns.
   *
   * @param like another validator's proposal, to say the same; without it the newest seal is taken
   * @throws RefusedException when this node cannot bear it out, or has signed otherwise
   * @throws IOException when the store cannot be read, or its node runs
   */
  public SignedEpoch sign(Optional<SignedEpoch> like) throws IOException, RefusedException {
    Epoch epoch;
    Governance governance;
    try (RocksStore store = RocksStore.open(layout.store(), genesis.hash());
        LedgerReader reader = store.read()) {
      Seal newest =
          reader.newestSeal().orElseThrow(() -> refused("this node's ledger has no seal yet"));
      epoch = like.isPresent() ? same(like.get().epoch(), newest, reader) : next(newest, reader);
      SealedCopy.requireSealed(genesis, reader, reader.seal(epoch.sealNumber()).orElseThrow());
      governance = Governance.read(genesis, reader, newest.size());
    }
    requireUnpromised(epoch);
    TreeMap<OrgId, String> own = new TreeMap<>();
    own.put(organisation, StrictBase64.encode(key.sign(epoch.bytes())));
    SignedEpoch signed = new SignedEpoch(epoch, own);
    signed.requireSigners(governance.judge());
    EpochFiles.promise(layout, signed);
    return signed;
  }

  private Epoch next(Seal newest, LedgerReader reader) throws IOException {
    long promised = EpochFiles.promised(layout).map(signed -> signed.epoch().number()).orElse(0L);
    return at(Math.max(promised, Epochs.newest(reader)) + 1, newest, reader);
  }

  private Epoch at(long number, Seal seal, LedgerReader reader) {
    Height height = Tip.sealed(seal, reader).height();
    BlockHeader header = reader.header(height).orElseThrow();
    return new Epoch(
        genesis.chain(), number, height, Hash.sha256(header.bytes()), seal.number(), seal.hash());
  }

  /** What another validator says, when this node's own ledger says so too. */
  private Epoch same(Epoch other, Seal newest, LedgerReader reader) throws RefusedException {
    Seal seal =
        reader
            .seal(other.sealNumber())
            .orElseThrow(() ->
                refused(
                    "this node has no seal "
                        + other.sealNumber()
                        + "; its newest is "
                        + newest.number()));
    if (seal.size().compareTo(newest.size()) < 0) {
      throw refused(
          "this node's seal "
              + newest.number()
              + " covers "
              + newest.size()
              + " leaves, that one only "
              + seal.size()
              + " (remedy: let the others sign what this node proposes)");
    }
    if (other.number() <= Epochs.newest(reader)) {
      throw refused(
          "number: " + other.number() + " (expected: above " + Epochs.newest(reader) + ")");
    }
    Epoch own = at(other.number(), seal, reader);
    if (!own.equals(other)) {
      throw refused(other + " (expected by this node's ledger: " + own + ")");
    }
    return own;
  }

  /** The very same statement may be signed again: the file may have been lost on its way. */
  private void requireUnpromised(Epoch epoch) throws IOException, RefusedException {
    Optional<Epoch> promised = EpochFiles.promised(layout).map(SignedEpoch::epoch);
    if (promised.isPresent()
        && promised.get().number() >= epoch.number()
        && !promised.get().equals(epoch)) {
      throw refused(
          "this validator has signed epoch "
              + promised.get().number()
              + " otherwise (remedy: propose a higher number)");
    }
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(Reason.STALE_PREVIOUS, "epoch: " + detail);
  }
}
