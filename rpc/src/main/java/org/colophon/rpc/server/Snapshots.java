package org.colophon.rpc.server;

import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.port.NodePort;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.SnapshotChunk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a copy of the ledger, and deletes the copy whatever came of it. */
final class Snapshots {
  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

  private final NodePort node;
  private final RpcLimits.Streams limits;

  Snapshots(NodePort node, RpcLimits.Streams limits) {
    this.node = node;
    this.limits = limits;
  }

  /**
   * Sends all files of a new copy.
   *
   * @return how many files there were
   */
  int run(Sink<SnapshotChunk> sink) throws IOException, RefusedException, InterruptedException {
    Path copy = node.snapshot();
    try {
      List<Path> files = files(copy);
      for (int i = 0; i < files.size(); i++) {
        String name = copy.relativize(files.get(i)).toString().replace('\\', '/');
        if (!send(files.get(i), name, i == files.size() - 1, sink)) {
          return i;
        }
      }
      if (files.isEmpty()) {
        throw new RefusedException(Reason.UNAVAILABLE, "snapshot: this node has none to give");
      }
      return files.size();
    } finally {
      delete(copy);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Sends one file; false when the reader has gone. */
  private boolean send(Path file, String name, boolean lastFile, Sink<SnapshotChunk> sink)
      throws IOException, RefusedException, InterruptedException {
    MessageDigest digest = Digests.sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] data = in.readNBytes(limits.snapshotChunkBytes());
      while (true) {
        digest.update(data);
        // Read one chunk ahead, since the last one of a file says so.
        byte[] ahead = in.readNBytes(limits.snapshotChunkBytes());
        boolean last = ahead.length == 0;
        SnapshotChunk.Builder chunk =
            SnapshotChunk.newBuilder()
                .setFile(name)
                .setData(UnsafeByteOperations.unsafeWrap(data))
                .setLastOfFile(last)
                .setComplete(last && lastFile);
        if (last) {
          chunk.setSha256(Hash.finish(digest).hex());
        }
        if (!takes(sink)) {
          return false;
        }
        sink.send(chunk.build());
        if (last) {
          return true;
        }
        data = ahead;
      }
    }
  }

  private boolean takes(Sink<SnapshotChunk> sink) throws RefusedException, InterruptedException {
    if (!sink.awaitReady(limits.stallMax())) {
      throw new RefusedException(
          Reason.OVERLOADED, "snapshot: nothing taken in " + limits.stallMax().toSeconds() + " s");
    }
    return !sink.isClosed();
  }

  private static void delete(Path directory) {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      log.warn("snapshot copy {} stays behind: {}", directory, e.toString());
    }
  }
}
