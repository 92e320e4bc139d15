package org.colophon.node.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a court's system is to be told, a file for each, so that a restart forgets nothing. */
final class WebhookQueue {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookQueue.class);
  private static final String SUFFIX = ".json";
  private static final String PART = ".part";
  private static final JsonLimits LIMITS = new JsonLimits(16 << 10, 3, 16);
  private static final int PAYLOAD_CHARS_MAX = 4096;
  private static final int ATTEMPTS_MAX = 1000;

  private final Path folder;

  /** How telling stands. */
  enum State {
    /** It was not told yet. */
    WAITING,
    /** It took it. */
    TOLD,
    /** It did not, for good. */
    GIVEN_UP
  }

  /**
   * Something to tell.
   *
   * @param id by which a receiver knows it again
   * @param delivery of what
   * @param payload the body of the request
   * @param state how telling stands
   * @param attempts how often it was tried
   * @param next when it is tried again
   */
  record Item(String id, Hash delivery, String payload, State state, int attempts, Timestamp next) {
    private static Item read(byte[] bytes) throws RefusedException {
      Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
      Item item =
          new Item(
              members.text("id", 128),
              members.hash("delivery"),
              members.text("payload", PAYLOAD_CHARS_MAX),
              members.oneOf("state", State.class),
              Math.toIntExact(members.integer("attempts", 0, ATTEMPTS_MAX)),
              new Timestamp(members.integer("next", 0, Json.INTEGER_MAX)));
      members.end();
      return item;
    }

    private byte[] bytes() {
      return Json.object()
          .put("id", id)
          .put("delivery", delivery.hex())
          .put("payload", payload)
          .put("state", state.name())
          .put("attempts", attempts)
          .put("next", next.value())
          .build()
          .text()
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private WebhookQueue(Path folder) {
    this.folder = folder;
  }

  /** Opens the queue in a folder; what was not written whole is written again. */
  static WebhookQueue open(Path folder) throws IOException {
    WebhookQueue queue = new WebhookQueue(Files.createDirectories(folder));
    for (Path file : queue.files()) {
      if (file.toString().endsWith(PART)) {
        Files.delete(file);
      }
    }
    return queue;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }

  /** Whether something was put in under that id. */
  synchronized boolean has(String id) {
    return Files.exists(file(id));
  }

  /** Puts something in, or notes how it stands; returns when that is on the disk. */
  synchronized void put(Item item) throws IOException {
    Path part = folder.resolve(item.id() + PART);
    Files.deleteIfExists(part);
    PrivateFiles.create(part, item.bytes());
    Files.move(
        part, file(item.id()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.flushFolder(folder);
  }

  /** All that is in it. */
  synchronized List<Item> items() throws IOException {
    List<Item> items = new ArrayList<>();
    for (Path file : files()) {
      if (file.toString().endsWith(SUFFIX)) {
        read(file).ifPresent(items::add);
      }
    }
    return items;
  }

  /** One file that is spoilt keeps no other from being told. */
  private static Optional<Item> read(Path file) throws IOException {
    try {
      return Optional.of(Item.read(Files.readAllBytes(file)));
    } catch (RefusedException e) {
      LOG.error("{}: cannot be told of: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** Removes what is about other deliveries than these. */
  synchronized void retain(Collection<Hash> deliveries) throws IOException {
    for (Item item : items()) {
      if (!deliveries.contains(item.delivery())) {
        Files.delete(file(item.id()));
      }
    }
  }
}
