package org.colophon.node.backup;

import java.util.List;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.NodeId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * What one backup holds: canonical JSON.
 *
 * @param number of the backup, from 1
 * @param chain whose ledger it is
 * @param node whose node it is
 * @param time when it was made, by the clock of that machine
 * @param height of the newest block
 * @param root Merkle root of the log before that block's header
 * @param keys whether the data directory's keys are in it
 * @param files the files
 */
public record Manifest(
    int number,
    ChainId chain,
    NodeId node,
    Timestamp time,
    Height height,
    Hash root,
    boolean keys,
    List<BackupFile> files) {
  /** Numbers have at most so many digits. */
  static final int NUMBER_MAX = 999_999;

  private static final int FILES_MAX = 1_000_000;
  private static final JsonLimits LIMITS = new JsonLimits(512 << 20, 4, FILES_MAX);

  /** Copies the list. */
  public Manifest {
    files = List.copyOf(files);
  }

  static Manifest parse(byte[] text) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(text, LIMITS));
    Manifest manifest =
        new Manifest(
            (int) members.integer("number", 1, NUMBER_MAX),
            members.parsed("chain", 64, ChainId::new),
            members.parsed("node", 64, NodeId::new),
            new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)),
            new Height(members.integer("height", 0, Json.INTEGER_MAX)),
            members.hash("root"),
            members.bool("keys"),
            members.objects("files", 1, FILES_MAX, BackupFile::read));
    members.end();
    return manifest;
  }

  byte[] bytes() {
    return Json.object()
        .put("chain", chain.text())
        .put("files", Json.array(files.stream().map(BackupFile::json).toList()))
        .put("height", height.value())
        .put("keys", keys)
        .put("node", node.text())
        .put("number", number)
        .put("root", root.hex())
        .put("time", time.value())
        .build()
        .bytes();
  }

  /** Bytes of all files. */
  public long size() {
    return files.stream().mapToLong(BackupFile::size).sum();
  }
}
