package org.colophon.node.sealing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.colophon.crypto.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator must know. A fork is never forgotten: its proof is kept in a file, and the alarm
 * stands as long as the file does.
 */
public final class Alarms {
  /** Validators have signed two roots for one size; this node signs nothing more. */
  public static final String FORK = "FORK";

  /** The ledger was installed from another node and is being verified; nothing is cosigned yet. */
  public static final String VERIFYING = "VERIFYING";

  /** An installed ledger did not verify; this node signs nothing. */
  public static final String STORE_DAMAGED = "STORE_DAMAGED";

  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  private final Path forks;
  private final Set<String> raised = new ConcurrentSkipListSet<>();

  private Alarms(Path forks) {
    this.forks = forks;
  }

  /** Opens the folder that keeps proofs of forks. */
  public static Alarms open(Path forks) throws IOException {
    Files.createDirectories(forks);
    Alarms alarms = new Alarms(forks);
    try (Stream<Path> proofs = Files.list(forks)) {
      if (proofs.findAny().isPresent()) {
        alarms.raised.add(FORK);
        LOG.error("FORK: proof of equivocation stands in {}", forks);
      }
    }
    return alarms;
  }

  /** Names of the alarms that stand, sorted. */
  public List<String> raised() {
    return List.copyOf(raised);
  }

  /** Whether that alarm stands. */
  public boolean isRaised(String name) {
    return raised.contains(name);
  }

  /** Raises an alarm. */
  public void raise(String name) {
    if (raised.add(name)) {
      LOG.warn("alarm: {}", name);
    }
  }

  /** Takes an alarm back. */
  public void clear(String name) {
    if (raised.remove(name)) {
      LOG.info("alarm over: {}", name);
    }
  }

  /** Keeps two contradicting texts as proof, and raises FORK. */
  public void fork(String theirs, String ours) {
    raised.add(FORK);
    String proof = theirs + "\n----\n\n" + ours;
    Path file =
        forks.resolve(
            Hash.sha256(proof.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex() + ".txt");
    LOG.error("FORK: two roots for one size; proof in {}", file);
    try {
      Files.writeString(file, proof);
    } catch (IOException e) {
      LOG.error("FORK: the proof could not be written to {}: {}", file, e.toString());
    }
  }
}
