package org.colophon.client.monitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * Two signed trees of one chain that cannot both be true: the second has another root, at the size
 * of the first, than the first says. Whoever signed both has lied; when nobody did, those who
 * signed the one contradict those who signed the other. Anybody can check it with the genesis.
 *
 * @param first the smaller tree, or any of two of one size
 * @param second the larger tree
 * @param prefix what the second tree is at the size of the first
 */
public record Contradiction(SignedTree first, SignedTree second, Prefix prefix) {
  /** Names the form of the file. */
  public static final String FORMAT = "colophon-contradiction/1";

  /** How the names of proofs begin. */
  public static final String FILE_PREFIX = "equivocation-";

  /** Largest file that is read: two whole notes, a path, and the changes of the membership. */
  public static final int BYTES_MAX = 32 << 20;

  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 16, 4096);
  private static final int PATH_LENGTH_MAX = 128;

  /**
   * Checks that it is one.
   *
   * @throws IllegalArgumentException when the two trees are not proven to contradict each other
   */
  public Contradiction {
    if (!prefix.isOf(second, first.size())) {
      throw new IllegalArgumentException(
          "path: does not lead to the root of the second tree, of size " + second.size());
    }
    if (prefix.root().equals(first.checkpoint().root())) {
      throw new IllegalArgumentException("roots: the second tree begins with the first");
    }
  }

  /**
   * Reads what {@link #json} wrote and checks all of it, signatures included.
   *
   * @throws RefusedException when the form is wrong
   * @throws IllegalArgumentException when it proves nothing on the chain of the judge
   */
  public static Contradiction parse(byte[] bytes, TreeJudge judge) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    String format = members.text("format", 64);
    if (!format.equals(FORMAT)) {
      throw members.malformed("format", "(expected: " + FORMAT + ")");
    }
    Members first = members.object("first");
    Members second = members.object("second");
    Prefix prefix = new Prefix(members.hash("root"), members.hashes("path", 0, PATH_LENGTH_MAX));
    members.end();
    Contradiction read = new Contradiction(judge.read(first), judge.read(second), prefix);
    first.end();
    second.end();
    return read;
  }

  /** As it is kept: the notes as they came, and what proves that they exclude each other. */
  public Json.Obj json() {
    return Json.object()
        .put("first", first.json())
        .put("format", FORMAT)
        .put("path", Json.strings(prefix.path().stream().map(Hash::hex).toList()))
        .put("root", prefix.root().hex())
        .put("second", second.json())
        .build();
  }

  /** Reads a file; empty when it is no proof by this judge. */
  static Optional<Contradiction> read(Path file, TreeJudge judge) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Optional.of(parse(in.readNBytes(BYTES_MAX + 1), judge));
    } catch (RefusedException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether both trees were sealed by a quorum: then the log itself was forked. */
  public boolean isOfSeals() {
    return first.isSealed() && second.isSealed();
  }

  /** The validators that signed both. */
  public SortedSet<OrgId> signedBoth() {
    SortedSet<OrgId> both = new TreeSet<>(first.signers());
    both.retainAll(second.signers());
    return both;
  }

  /** The same two trees give the same name, whoever shows them with whatever signatures. */
  public String fileName() {
    String trees = first.checkpoint().text() + second.checkpoint().text();
    return FILE_PREFIX + Hash.sha256(trees.getBytes(StandardCharsets.UTF_8)).hex() + ".json";
  }

  /** What is proven, in one sentence. */
  public String sentence() {
    SortedSet<OrgId> both = signedBoth();
    if (!both.isEmpty()) {
      return (isOfSeals() ? "the log was forked: " : "")
          + String.join(", ", both.stream().map(OrgId::text).toList())
          + " signed two trees that contradict each other";
    }
    if (!first.isSealed() && second.isSealed()) {
      return first.signerNames()
          + " signed a tree that contradicts the one sealed by "
          + second.signerNames();
    }
    return first.signerNames()
        + " and "
        + second.signerNames()
        + " signed trees that contradict each other";
  }
}
