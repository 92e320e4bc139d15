package org.colophon.rpc.client;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.FetchSnapshotRequest;
import org.colophon.rpc.proto.ReplicationGrpc;
import org.colophon.rpc.proto.SnapshotChunk;
import org.jspecify.annotations.Nullable;

/**
 * Takes a copy of the ledger from another node. The copy is believed in nothing here but its bytes'
 * arrival: whoever installs it verifies what it says.
 */
public final class SnapshotClient {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");
  private static final int NAME_CHARS_MAX = 1024;
  private static final int FILES_MAX = 100_000;
  private static final int WINDOW = 4;

  private SnapshotClient() {}

  /**
   * Fetches a copy into a directory that does not exist yet. When anything is wrong, nothing stays
   * behind.
   *
   * @param bytesMax most bytes of all files
   * @throws RpcException when the node refuses, or sends what no honest node sends (MALFORMED,
   *     TOO_LARGE)
   * @throws IOException when the directory cannot be written
   */
  public static void fetch(LedgerClient client, URI node, Path directory, long bytesMax)
      throws IOException, InterruptedException {
    Files.createDirectory(directory);
    boolean complete = false;
    try (ResponseQueue<FetchSnapshotRequest, SnapshotChunk> chunks = new ResponseQueue<>(WINDOW)) {
      client
          .nodes()
          .stub(ClientSettings.check(node), ReplicationGrpc.ReplicationStub.class)
          .fetchSnapshot(FetchSnapshotRequest.getDefaultInstance(), chunks);
      try (Receiver receiver = new Receiver(node, directory, bytesMax)) {
        Optional<SnapshotChunk> chunk = chunks.next();
        while (chunk.isPresent()) {
          receiver.take(chunk.get());
          chunk = chunks.next();
        }
        receiver.requireComplete();
      }
      complete = true;
    } catch (StatusRuntimeException e) {
      throw RpcException.of(e, node);
    } finally {
      if (!complete) {
        delete(directory);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Writes chunks to files, and refuses what does not fit together. */
  static final class Receiver implements AutoCloseable {
    private final URI node;
    private final Path directory;
    private final long bytesMax;
    private final Set<String> names = new HashSet<>();
    private String current = "";
    private @Nullable OutputStream out;
    private MessageDigest digest = Digests.sha256();
    private long bytes;
    private boolean complete;

    Receiver(URI node, Path directory, long bytesMax) {
      this.node = node;
      this.directory = directory;
      this.bytesMax = bytesMax;
    }

    void take(SnapshotChunk chunk) throws IOException {
      if (complete) {
        throw malformed("a chunk after the last one");
      }
      OutputStream file = fileOf(chunk);
      bytes += chunk.getData().size();
      if (bytes > bytesMax) {
        throw new RpcException(
            Reason.TOO_LARGE, "snapshot: (expected: at most " + bytesMax + " bytes)", node, null);
      }
      chunk.getData().writeTo(file);
      digest.update(chunk.getData().asReadOnlyByteBuffer());
      if (chunk.getLastOfFile()) {
        endFile(chunk, file);
      } else if (chunk.getComplete()) {
        throw malformed("complete within a file");
      }
    }

    private OutputStream fileOf(SnapshotChunk chunk) throws IOException {
      @Nullable OutputStream open = out;
      if (open != null) {
        if (!chunk.getFile().equals(current)) {
          throw malformed("a file begins before another has ended");
        }
        return open;
      }
      Path path = directory.resolve(checkName(chunk.getFile()));
      Files.createDirectories(path.getParent());
      OutputStream begun =
          Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      out = begun;
      current = chunk.getFile();
      return begun;
    }

    private void endFile(SnapshotChunk chunk, OutputStream file) throws IOException {
      file.close();
      out = null;
      String found = Hash.finish(digest).hex();
      digest = Digests.sha256();
      if (!found.equals(chunk.getSha256())) {
        throw malformed("a file's SHA-256 is not that of its bytes");
      }
      complete = chunk.getComplete();
    }

    /** Each part is a plain name: nothing leads out of the directory or means another file. */
    private String checkName(String name) throws RpcException {
      if (name.length() > NAME_CHARS_MAX || names.size() >= FILES_MAX) {
        throw malformed("too many files, or too long a name");
      }
      for (String part : name.split("/", -1)) {
        if (!NAME.matcher(part).matches()) {
          throw malformed("a file's name is not plain");
        }
      }
      if (!names.add(name)) {
        throw malformed("a file comes twice");
      }
      return name;
    }

    void requireComplete() throws RpcException {
      if (!complete) {
        throw malformed("it ended before it was complete");
      }
    }

    private RpcException malformed(String what) {
      return new RpcException(Reason.MALFORMED, "snapshot: " + what, node, null);
    }

    @Override
    public void close() throws IOException {
      @Nullable OutputStream open = out;
      if (open != null) {
        open.close();
      }
    }
  }
}
