package org.colophon.node.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contradictions as files {@code KIND-WHO-<sha256>.txt}, each whole and durable or not there. Of
 * one kind and signer so many are kept as anybody reads: whoever signs contradictions without end
 * must not fill the disk with them, nor crowd out another's.
 */
final class ForkProofs {
  /** How many of one kind and signer are kept. */
  static final int OF_ONE_MAX = 8;

  private static final int SUFFIX_CHARS = "-.txt".length() + 64;

  private static final String PART = "proof.part";
  private static final Logger LOG = LoggerFactory.getLogger(ForkProofs.class);

  private final Path folder;
  private final Map<String, byte[]> unwritten = new TreeMap<>();

  /** Kept in that folder, which is made. */
  ForkProofs(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(PART));
  }

  /** The files that are there. */
  List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith(PART)).sorted().toList();
    }
  }

  /**
   * Keeps a proof, at once or, while the disk refuses it, with {@link #retry}.
   *
   * @param subject its kind and whose it is, as the name of its file begins
   */
  synchronized void keep(String subject, String proof) {
    byte[] bytes = proof.getBytes(StandardCharsets.UTF_8);
    String name = subject + "-" + Hash.sha256(bytes).hex() + ".txt";
    if (unwritten.containsKey(name) || Files.exists(folder.resolve(name))) {
      return;
    }
    if (count(subject) >= OF_ONE_MAX) {
      LOG.error("{}: two more roots for one size; {} proofs are enough", subject, OF_ONE_MAX);
      return;
    }
    LOG.error("{}: two roots for one size; proof in {}", subject, folder.resolve(name));
    unwritten.put(name, bytes);
    retry();
  }

  private long count(String subject) {
    List<String> names = new ArrayList<>(unwritten.keySet());
    try {
      kept().forEach(file -> names.add(String.valueOf(file.getFileName())));
    } catch (IOException e) {
      LOG.error("{}: cannot be listed: {}", folder, e.toString());
    }
    return names.stream()
        .filter(name -> name.length() == subject.length() + SUFFIX_CHARS)
        .filter(name -> name.startsWith(subject))
        .count();
  }

  /** Writes what could not be written before. */
  synchronized void retry() {
    Iterator<Map.Entry<String, byte[]>> waiting = unwritten.entrySet().iterator();
    while (waiting.hasNext()) {
      Map.Entry<String, byte[]> proof = waiting.next();
      try {
        write(proof.getKey(), proof.getValue());
        waiting.remove();
      } catch (IOException e) {
        LOG.error("{}: not written, tried again: {}", proof.getKey(), e.toString());
        return;
      }
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path part = folder.resolve(PART);
    Files.deleteIfExists(part);
    PrivateFiles.create(part, bytes);
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.flushFolder(folder);
  }
}
