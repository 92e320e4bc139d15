package org.colophon.client.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.colophon.client.Failure;
import org.colophon.client.stream.Line;
import org.colophon.client.stream.LineReader;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.evidence.ItemProof;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.CompactTree;
import org.colophon.crypto.merkle.Proofs;

/**
 * Makes the proof of one item out of an {@link ItemsFile}: looks for it, then reads all items again
 * and keeps no more than the nodes of its path.
 */
public final class ItemProver {
  private static final JsonLimits LIMITS = new JsonLimits(LineReader.BYTES_MAX, 3, 16);
  private static final int NAME_CHARS_MAX = 4_096;

  private final Path file;
  private Optional<Hash> secret = Optional.empty();
  private Optional<RecordId> record = Optional.empty();
  private Optional<ItemBatch> batch = Optional.empty();
  private Optional<Item> found = Optional.empty();
  private long index;
  private long items;

  private ItemProver(Path file) {
    this.file = file;
  }

  /**
   * The proof of the first item that is wanted.
   *
   * @throws Failure when none is, or the file is not whole
   */
  public static ItemProof prove(Path file, Predicate<Item> wanted) throws IOException, Failure {
    ItemProver prover = new ItemProver(file);
    prover.read((number, members) -> prover.look(number, members, wanted));
    return prover.prove();
  }

  /** The first pass: looks for the item and for what stands before and behind all of them. */
  private void look(long number, Members members, Predicate<Item> wanted) throws RefusedException {
    if (number == 0) {
      if (!members.text("format", 64).equals(ItemsFile.FORMAT)) {
        throw members.malformed("format", "(expected: " + ItemsFile.FORMAT + ")");
      }
      secret = Optional.of(members.hash("secret"));
    } else if (members.has("root")) {
      batch =
          Optional.of(
              new ItemBatch(
                  ItemBatch.Algorithm.RFC6962_SHA256,
                  members.integer("count", items, items),
                  members.hash("root")));
      record = Optional.of(new RecordId(members.hash("record")));
    } else if (batch.isEmpty()) {
      Item item = item(members);
      if (found.isEmpty() && wanted.test(item)) {
        found = Optional.of(item);
        index = items;
      }
      items++;
    }
  }

  private ItemProof prove() throws IOException, Failure {
    if (secret.isEmpty() || record.isEmpty() || batch.isEmpty()) {
      throw Failure.local(file + ": not whole; its items were never recorded from here");
    }
    if (found.isEmpty()) {
      throw Failure.refused(Reason.NOT_FOUND, "not among the items of " + file);
    }
    Hash salts = secret.get();
    Map<Node, Hash> nodes = nodesOfPath();
    CompactTree tree = CompactTree.empty();
    read((number, members) -> {
      if (number > 0 && tree.size() < items) {
        long at = tree.size();
        Hash leaf = ItemProof.leaf(ItemProof.salt(salts, at), item(members).sha256());
        nodes.replace(new Node(0, at), leaf);
        tree.append(leaf, (level, i, hash) -> nodes.replace(new Node(level, i), hash));
      }
    });
    ItemProof proof =
        new ItemProof(
            record.get(),
            found.get().sha256(),
            ItemProof.salt(salts, index),
            Proofs.inclusion(
                index,
                items,
                (level, at) -> Objects.requireNonNull(nodes.get(new Node(level, at)))));
    if (!proof.shows(batch.get())) {
      throw Failure.local(file + ": its items do not give the root that it names");
    }
    return proof;
  }

  private record Node(int level, long index) {}

  /** The nodes that the path needs, each with a hash that stands for its own. */
  private Map<Node, Hash> nodesOfPath() {
    Map<Node, Hash> nodes = new HashMap<>();
    Hash placeholder = Hash.sha256();
    Proofs.inclusion(
        index,
        items,
        (level, at) -> {
          nodes.put(new Node(level, at), placeholder);
          return placeholder;
        });
    return nodes;
  }

  private static Item item(Members members) throws RefusedException {
    return new Item(members.text("name", NAME_CHARS_MAX), members.hash("sha256"));
  }

  private interface Lines {
    void take(long number, Members members) throws RefusedException;
  }

  private void read(Lines lines) throws IOException, Failure {
    try (InputStream in = Files.newInputStream(file)) {
      LineReader reader = new LineReader(in);
      long number = 0;
      for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
        if (!(line.get() instanceof Line.Text(long _, String text))) {
          throw Failure.local(file + ": line " + (number + 1) + " is none of such a file");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.take(number++, Members.of("", JsonParser.parseObject(bytes, LIMITS)));
      }
    } catch (RefusedException e) {
      throw Failure.local(file + ": not a file of items: " + e.getMessage());
    }
  }
}
