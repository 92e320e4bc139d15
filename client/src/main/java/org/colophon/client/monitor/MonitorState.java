package org.colophon.client.monitor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.client.Failure;
import org.colophon.client.file.AtomicFiles;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;

/**
 * What a monitor remembers between its runs, in one folder: the newest sealed tree that it
 * verified, signed trees without a verdict yet, and proofs of contradictions. Each file is there
 * whole or not at all.
 */
public final class MonitorState {
  /** Signed trees without a verdict that are remembered, the smallest: those are judged first. */
  public static final int CLAIMS_MAX = 16;

  private static final int PROOFS_MAX = 1024;
  private static final String FORMAT = "colophon-monitor/1";
  private static final String FILE = "state.json";
  private static final int BYTES_MAX = 256 << 20;
  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 16, 4096);

  private final Path folder;
  private final TreeJudge judge;
  private Optional<SignedTree> kept = Optional.empty();
  private List<SignedTree> open = List.of();
  private final Set<Checkpoint> convicted = new HashSet<>();

  private MonitorState(Path folder, TreeJudge judge) {
    this.folder = folder;
    this.judge = judge;
  }

  /**
   * Opens the state in a folder, which is made when it is not there. Its notes are judged anew.
   *
   * @throws Failure when the state is of another chain, or was damaged
   */
  public static MonitorState open(Path folder, TreeJudge judge) throws IOException, Failure {
    Files.createDirectories(folder);
    MonitorState state = new MonitorState(folder, judge);
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      try (var in = Files.newInputStream(file)) {
        state.read(in.readNBytes(BYTES_MAX + 1));
      } catch (RefusedException | IllegalArgumentException e) {
        throw Failure.local(file + ": " + e.getMessage());
      }
    }
    state.readProofs();
    return state;
  }

  private void readProofs() throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, Contradiction.FILE_PREFIX + "*.json")) {
      int left = PROOFS_MAX;
      for (Path file : files) {
        if (left-- > 0) {
          Contradiction.read(file, judge).ifPresent(this::convict);
        }
      }
    }
  }

  private void convict(Contradiction contradiction) {
    convicted.add(contradiction.first().checkpoint());
    convicted.add(contradiction.second().checkpoint());
  }

  private void read(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    String format = members.text("format", 64);
    if (!format.equals(FORMAT)) {
      throw members.malformed("format", "(expected: " + FORMAT + ")");
    }
    Hash genesis = members.hash("genesis");
    Hash expected = Hash.sha256(judge.genesis().bytes());
    if (!genesis.equals(expected)) {
      throw members.malformed(
          "genesis", genesis + " of another chain (expected: " + expected + ")");
    }
    List<SignedTree> newest = members.objects("kept", 0, 1, judge::read);
    open = members.objects("claims", 0, CLAIMS_MAX, judge::read);
    members.end();
    kept = newest.stream().findFirst();
    if (kept.isPresent() && !kept.get().isSealed()) {
      throw members.malformed("kept", "(expected: cosigned by a quorum)");
    }
  }

  /** The newest sealed tree that was verified. */
  public Optional<SignedTree> kept() {
    return kept;
  }

  /** Signed trees of which nobody has shown yet whether they belong to the log. */
  public List<SignedTree> open() {
    return open;
  }

  /** Whether a proof is kept that this tree excludes another one. */
  public boolean isConvicted(Checkpoint tree) {
    return convicted.contains(tree);
  }

  /** Remembers; nothing is written when nothing changed. */
  public void keep(Optional<SignedTree> tree, List<SignedTree> withoutVerdict) throws IOException {
    if (tree.equals(kept) && withoutVerdict.equals(open)) {
      return;
    }
    Json.Obj json =
        Json.object()
            .put("claims", Json.array(withoutVerdict.stream().map(SignedTree::json).toList()))
            .put("format", FORMAT)
            .put("genesis", Hash.sha256(judge.genesis().bytes()).hex())
            .put("kept", Json.array(tree.stream().map(SignedTree::json).toList()))
            .build();
    AtomicFiles.write(folder.resolve(FILE), json.bytes());
    kept = tree;
    open = List.copyOf(withoutVerdict);
  }

  /** Keeps a proof; one that is there already stays as it is. */
  public void keep(Contradiction contradiction) throws IOException {
    Path file = proof(contradiction);
    if (!Files.exists(file)) {
      AtomicFiles.write(file, contradiction.json().bytes());
    }
    convict(contradiction);
  }

  /** Where a proof is kept. */
  public Path proof(Contradiction contradiction) {
    return folder.resolve(contradiction.fileName());
  }
}
