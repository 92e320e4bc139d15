package org.colophon.consensus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.util.SizeInBytes;
import org.colophon.core.NodeId;
import org.colophon.core.chain.Position;

/**
 * The empty log of a node whose ledger was put back from a backup: Raft goes on behind the ledger,
 * and what came after it is asked of the others.
 */
public final class RestoredLog {
  private RestoredLog() {}

  /**
   * Makes the log in a directory that has none.
   *
   * <p>The term is the ledger's, so that terms never go back, and the node's vote in it is spent on
   * itself: what it promised in that term before is not known any more.
   *
   * @param applied where the ledger stands
   * @throws IOException when the directory is not empty, or another's
   */
  public static void create(Path root, UUID group, NodeId node, Position applied)
      throws IOException {
    try (DataDirectory directory = DataDirectory.open(root, group, node, Position.NONE)) {
      if (directory.hasLog()) {
        throw new IOException(root + ": holds a log (expected: nothing)");
      }
      try (RaftStorage storage =
          RaftStorage.newBuilder()
              .setDirectory(directory.log().resolve(group.toString()).toFile())
              .setOption(RaftStorage.StartupOption.FORMAT)
              .setLogCorruptionPolicy(CorruptionPolicy.EXCEPTION)
              .setStorageFreeSpaceMin(SizeInBytes.valueOf(0))
              .build()) {
        storage.initialize();
        storage
            .getMetadataFile()
            .persist(RaftStorageMetadata.valueOf(applied.term(), RaftPeerId.valueOf(node.text())));
      }
      directory.markReady();
    }
  }
}
