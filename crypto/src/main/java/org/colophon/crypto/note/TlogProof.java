package org.colophon.crypto.note;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.merkle.InclusionProof;
import org.jspecify.annotations.Nullable;

/**
 * That a leaf stands in the tree of a signed checkpoint, in one text that is checked offline
 * (tlog-proof, version 1). Immutable.
 */
public final class TlogProof {
  /** Bytes of the opaque extra data. */
  public static final int EXTRA_BYTES_MAX = 64 * 1024;

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final int HEAD_LENGTH_MAX = 2 * EXTRA_BYTES_MAX;

  private final byte @Nullable [] extra;
  private final InclusionProof inclusion;
  private final Note note;

  private TlogProof(byte @Nullable [] extra, InclusionProof inclusion, Note note) {
    this.extra = extra;
    this.inclusion = inclusion;
    this.note = note;
  }

  /**
   * A proof without extra data.
   *
   * @param inclusion in a tree of the note's size
   * @param note of a checkpoint
   * @throws IllegalArgumentException when the sizes differ, the path's length is not that of index
   *     and size, or the note is no checkpoint
   */
  public static TlogProof of(InclusionProof inclusion, Note note) {
    return of(null, inclusion, note);
  }

  /** A proof with extra data, which nothing authenticates; copied. Otherwise as {@link #of}. */
  public static TlogProof withExtra(byte[] extra, InclusionProof inclusion, Note note) {
    return of(checkExtra(extra).clone(), inclusion, note);
  }

  /** Without data there is no such line, so an empty one would be a second text for one proof. */
  private static byte[] checkExtra(byte[] extra) {
    if (extra.length < 1 || extra.length > EXTRA_BYTES_MAX) {
      throw new IllegalArgumentException(
          "proof: extra data of "
              + extra.length
              + " bytes (expected: 1 to "
              + EXTRA_BYTES_MAX
              + ")");
    }
    return extra;
  }

  private static TlogProof of(byte @Nullable [] extra, InclusionProof inclusion, Note note) {
    long size = note.checkpoint().size();
    if (inclusion.treeSize() != size) {
      throw new IllegalArgumentException(
          "proof: tree size " + inclusion.treeSize() + " (expected: " + size + ")");
    }
    int length = InclusionProof.pathLength(inclusion.leafIndex(), size);
    if (inclusion.path().size() != length) {
      throw new IllegalArgumentException(
          "proof: " + inclusion.path().size() + " hashes (expected: " + length + ")");
    }
    return new TlogProof(extra, inclusion, note);
  }

  /**
   * Reads a proof.
   *
   * @throws IllegalArgumentException when a limit or a rule of the format is broken
   */
  public static TlogProof parse(String text) {
    if (text.length() > HEAD_LENGTH_MAX + Note.BYTES_MAX) {
      throw new IllegalArgumentException("proof: too long");
    }
    int blankLine = text.indexOf("\n\n");
    if (blankLine < 0) {
      throw new IllegalArgumentException("proof: no blank line before the checkpoint");
    }
    List<String> head = Arrays.asList(text.substring(0, blankLine).split("\n", -1));
    if (!head.getFirst().equals(HEADER)) {
      throw new IllegalArgumentException("proof: first line (expected: " + HEADER + ")");
    }
    int next = 1;
    byte[] extra = null;
    if (next < head.size() && head.get(next).startsWith(EXTRA)) {
      extra = checkExtra(decode("extra", head.get(next++).substring(EXTRA.length())));
    }
    if (next >= head.size() || !head.get(next).startsWith(INDEX)) {
      throw new IllegalArgumentException("proof: no index line");
    }
    long index = NoteText.decimal("index", head.get(next++).substring(INDEX.length()));
    if (head.size() - next > InclusionProof.PATH_LENGTH_MAX) {
      throw new IllegalArgumentException("proof: more than 63 hashes");
    }
    List<Hash> path = new ArrayList<>();
    for (String line : head.subList(next, head.size())) {
      path.add(Hash.of(decode("hash", line)));
    }
    Note note = Note.parse(text.substring(blankLine + 2));
    return of(extra, new InclusionProof(index, note.checkpoint().size(), path), note);
  }

  /** A copy of the extra data, which is not authenticated. */
  public Optional<byte[]> extra() {
    return extra == null ? Optional.empty() : Optional.of(extra.clone());
  }

  /** Index, tree size and path. */
  public InclusionProof inclusion() {
    return inclusion;
  }

  /** The signed checkpoint. */
  public Note note() {
    return note;
  }

  /** Whether the leaf with this hash is in the tree of a checkpoint that satisfies the policy. */
  public boolean verifies(Hash leafHash, TlogPolicy policy) {
    Checkpoint checkpoint = note.checkpoint();
    return inclusion.verifies(leafHash, checkpoint.root()) && policy.satisfied(checkpoint, note);
  }

  /** The proof as a file, which by custom ends in {@code .tlog-proof}. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    if (extra != null) {
      text.append(EXTRA).append(StrictBase64.encode(extra)).append('\n');
    }
    text.append(INDEX).append(inclusion.leafIndex()).append('\n');
    for (Hash hash : inclusion.path()) {
      text.append(StrictBase64.encode(hash.bytes())).append('\n');
    }
    return text.append('\n').append(note.text()).toString();
  }

  private static byte[] decode(String what, String base64) {
    try {
      return StrictBase64.decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("proof: " + what + " is not canonical base64", e);
    }
  }
}
