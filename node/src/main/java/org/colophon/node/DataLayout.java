package org.colophon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.colophon.core.RefusedException;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.PrivateFiles;

/**
 * What lies where in a node's data directory.
 *
 * @param root the directory
 */
public record DataLayout(Path root) {
  /** The directory, or the nearest above it that is there already. */
  public Path nearest() {
    Path folder = root.toAbsolutePath();
    Path above = folder.getParent();
    while (above != null && !Files.exists(folder)) {
      folder = above;
      above = folder.getParent();
    }
    return folder;
  }

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

  /** The index of works; it can be made again at any time. */
  public Path search() {
    return root.resolve("search");
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

  /** The epoch that this validator has signed to begin: it takes no part in an earlier one. */
  public Path proposedEpoch() {
    return root.resolve("epoch-proposed.json");
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
      write(wanted);
      return;
    }
    if (!Arrays.equals(Files.readAllBytes(genesis()), wanted.bytes())) {
      throw new IOException(
          root + ": belongs to chain " + read().chain() + " (expected: " + wanted.chain() + ")");
    }
  }

  /** Whole, or not at all: a torn one would keep the node from starting. */
  private void write(Genesis wanted) throws IOException {
    Path part = root.resolve("genesis.json.part");
    Files.deleteIfExists(part);
    PrivateFiles.create(part, wanted.bytes());
    Files.move(part, genesis(), StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.flushFolder(root);
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
