package org.colophon.storage.impl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.ControlChange;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.NewBlock;
import org.colophon.core.chain.Results;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.StateChange;
import org.colophon.core.chain.TreeNode;
import org.colophon.core.json.Json;
import org.colophon.core.port.Commit;
import org.colophon.core.port.StoreException;
import org.colophon.storage.impl.Codec.Nothing;
import org.colophon.storage.impl.Database.Put;
import org.colophon.storage.impl.Families.AppliedAt;
import org.colophon.storage.impl.Families.LinkKey;
import org.colophon.storage.impl.Families.NodeKey;
import org.colophon.storage.impl.Families.TimeKey;
import org.rocksdb.WriteBatch;

/** Writes all of a commit into one batch: the block, its indexes, and the applied position. */
public final class CommitWriter {
  private final Database db;
  private final WriteBatch batch;

  /** Writes into that batch. */
  public CommitWriter(Database db, WriteBatch batch) {
    this.db = db;
    this.batch = batch;
  }

  /**
   * Fills the batch.
   *
   * @param before where the ledger stands
   * @param after where the commit takes it
   */
  public void write(Commit commit, Tip before, Tip after) throws StoreException {
    if (commit.block().isPresent()) {
      write(commit.block().get());
    }
    if (commit.seal().isPresent()) {
      write(commit.seal().get(), before.covered());
    }
    for (ControlChange change : commit.control()) {
      put(Families.CONTROL, change.key(), after.height(), change.value().map(Json::bytes));
    }
    put(
        Families.POSITION,
        Families.POSITION_APPLIED,
        new AppliedAt(after.applied(), after.height()));
  }

  private void write(NewBlock block) throws StoreException {
    BlockHeader header = block.header();
    long height = header.height().value();
    put(
        Families.HEADERS,
        header.height(),
        new StoredHeader(header.bytes(), Results.json(block.refusals()).bytes()));
    put(Families.TIME, new TimeKey(header.time().value(), height), Nothing.NOTHING);
    LeafIndex leaf = header.firstIndex();
    List<Put<RecordId, LeafIndex>> ids = new ArrayList<>();
    List<Put<LinkKey, Nothing>> links = new ArrayList<>();
    for (NewBlock.Entry entry : block.entries()) {
      put(Families.LEAVES, leaf, new StoredLeaf.Body(height, entry.record().bytes()));
      ids.add(new Put<>(entry.record().id(), leaf));
      for (Link link : entry.links()) {
        links.add(new Put<>(new LinkKey(link, leaf), Nothing.NOTHING));
      }
      leaf = leaf.plus(1);
    }
    db.put(batch, Families.IDS, ids);
    db.put(batch, Families.LINKS, links);
    put(Families.LEAVES, header.leafIndex(), new StoredLeaf.Header(height));
    for (TreeNode node : block.nodes()) {
      put(Families.TREE, new NodeKey(node.tree(), node.level(), node.index()), node.hash());
    }
    for (StateChange change : block.state()) {
      put(Families.STATE, change.key(), height, change.bytes());
    }
  }

  private void write(Seal seal, long covered) throws StoreException {
    put(Families.SEALS, seal.number(), seal);
    if (seal.size().value() > covered) {
      put(Families.COVERS, seal.size().value(), seal.number());
    }
  }

  private void put(Family<String, AtHeight> family, String key, long height, Optional<byte[]> value)
      throws StoreException {
    if (value.isPresent()) {
      put(family, key, new AtHeight(height, value.get()));
    } else {
      db.delete(batch, family, key);
    }
  }

  private <K, V> void put(Family<K, V> family, K key, V value) throws StoreException {
    db.put(batch, family, key, value);
  }
}
