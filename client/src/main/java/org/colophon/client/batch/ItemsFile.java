package org.colophon.client.batch;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.colophon.client.Failure;
import org.colophon.core.RecordId;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.evidence.ItemProof;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.colophon.crypto.merkle.CompactTree;

/**
 * The items under one root in a file, one a line, for their owner alone: its secret salts them all.
 * Before them stands a line with the secret; behind them one with the root and its record, and one
 * with the record's receipt once that has come. From this file the proof of each item follows.
 */
public final class ItemsFile implements Closeable {
  static final String FORMAT = "colophon-items/1";

  private final Path file;
  private final FileChannel channel;
  private final OutputStream out;
  private final Hash secret;
  private final CompactTree tree = CompactTree.empty();

  private ItemsFile(Path file, FileChannel channel, Hash secret) {
    this.file = file;
    this.channel = channel;
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    this.secret = secret;
  }

  /**
   * Begins a new file.
   *
   * @param secret 32 random bytes
   * @throws IOException also when there is such a file already
   */
  public static ItemsFile create(Path file, Hash secret) throws IOException {
    Json.Obj first = Json.object().put("format", FORMAT).put("secret", secret.hex()).build();
    PrivateFiles.create(file, (first.text() + "\n").getBytes(StandardCharsets.UTF_8));
    return new ItemsFile(file, FileChannel.open(file, StandardOpenOption.APPEND), secret);
  }

  /** Adds an item behind the others. */
  public void add(Item item) throws IOException, Failure {
    if (tree.size() == ItemBatch.COUNT_MAX) {
      throw Failure.local("over " + ItemBatch.COUNT_MAX + " items: make several batches of them");
    }
    tree.append(
        ItemProof.leaf(ItemProof.salt(secret, tree.size()), item.sha256()),
        CompactTree.NodeSink.none());
    write(Json.object().put("name", item.name()).put("sha256", item.sha256().hex()).build());
  }

  /** The root over all items so far. */
  public ItemBatch batch() throws Failure {
    if (tree.size() == 0) {
      throw Failure.local("no items there");
    }
    return new ItemBatch(ItemBatch.Algorithm.RFC6962_SHA256, tree.size(), tree.root());
  }

  /** Names the record that carries the root, and flushes the file: it may be sent now. */
  public void close(ItemBatch batch, RecordId record) throws IOException {
    write(
        Json.object()
            .put("count", batch.count())
            .put("record", record.hex())
            .put("root", batch.root().hex())
            .build());
    out.flush();
    channel.force(true);
  }

  /** Adds the record's receipt. */
  public void receipt(Json.Obj receipt) throws IOException {
    write(Json.object().put("receipt", receipt).build());
    out.flush();
    channel.force(true);
  }

  /** Forgets all of it: its root stands nowhere. */
  public void discard() throws IOException {
    close();
    Files.deleteIfExists(file);
  }

  private void write(Json line) throws IOException {
    out.write(line.bytes());
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
