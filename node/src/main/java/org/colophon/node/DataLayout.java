package org.colophon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.colophon.core.RefusedException;
import org.colophon.core.membership.Genesis;

/**
 * What lies where in a node's data directory.
 *
 * @param root the directory
 */
public record DataLayout(Path root) {
  /** The genesis that the directory belongs to. */
  public Path genesis() {
    return root.resolve("genesis.json");
  }

  /** The ledger's store. */
  public Path store() {
    return root.resolve("store");
  }

  /** The store that an installation is about to replace. */
  public Path replaced() {
    return root.resolve("store.replaced");
  }

  /** The Raft log. */
  public Path raft() {
    return root.resolve("raft");
  }

  /** The last signed tree. */
  public Path lastSigned() {
    return root.resolve("last-signed.json");
  }

  /** Proofs of forks. */
  public Path forks() {
    return root.resolve("forks");
  }

  /** Journals of reads that were not for everybody. */
  public Path reads() {
    return root.resolve("reads");
  }

  /** The key with which the node takes leases of such reads. */
  public Path readerKey() {
    return root.resolve("reader.key.pem");
  }

  /** The key to which private matter for the node is encrypted. */
  public Path recipientKey() {
    return root.resolve("recipient.pem");
  }

  /** Ciphertexts of private matter. */
  public Path privateMatter() {
    return root.resolve("private");
  }

  /** What was delivered to this node's court. */
  public Path deliveries() {
    return root.resolve("deliveries");
  }

  /** What the court's system is told of deliveries. */
  public Path webhook() {
    return root.resolve("webhook");
  }

  /** Copies of the ledger on their way to other nodes. */
  public Path outgoing() {
    return root.resolve("outgoing");
  }

  /** Says that the ledger came from elsewhere and was not executed again yet. */
  public Path unverified() {
    return root.resolve("installed-unverified");
  }

  /** Says that the node was put back from a backup and has not asked the others yet. */
  public Path restored() {
    return root.resolve("restored");
  }

  /** Where the daemon takes commands of its operator. */
  public Path control() {
    return root.resolve("control").resolve("socket");
  }

  /** Where a check executes the chain again. */
  public Path replay() {
    return root.resolve("replay");
  }

  /**
   * Binds the directory to a genesis: keeps it there, and refuses another chain's from then on.
   *
   * @throws IOException when the directory belongs to another chain
   */
  public void bind(Genesis wanted) throws IOException {
    Files.createDirectories(root);
    if (!Files.exists(genesis())) {
      Files.write(genesis(), wanted.bytes());
      return;
    }
    if (!Arrays.equals(Files.readAllBytes(genesis()), wanted.bytes())) {
      throw new IOException(
          root + ": belongs to chain " + read().chain() + " (expected: " + wanted.chain() + ")");
    }
  }

  /** The genesis that the directory belongs to. */
  public Genesis read() throws IOException {
    return readGenesis(genesis());
  }

  /** Reads a genesis file. */
  public static Genesis readGenesis(Path file) throws IOException {
    try {
      return Genesis.parse(Files.readAllBytes(file));
    } catch (RefusedException e) {
      throw new IOException(file + ": not a genesis: " + e.refusal().detail(), e);
    }
  }
}
