package org.colophon.crypto.note;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text and the signatures under it (signed-note). Nothing about the text may be believed before a
 * trusted key's signature was checked. Immutable.
 */
public final class Note {
  /** Bytes of a whole note; an ML-DSA-44 line takes some 3,400. */
  public static final int BYTES_MAX = 1 << 20;

  /** Signatures under one note. */
  public static final int SIGNATURES_MAX = 256;

  /** Lines of the signed text. */
  public static final int BODY_LINES_MAX = 64;

  private final String body;
  private final List<NoteSignature> signatures;

  private Note(String body, List<NoteSignature> signatures) {
    this.body = body;
    this.signatures = List.copyOf(signatures);
  }

  /**
   * A note of this text.
   *
   * @param body the signed text, ending in a newline
   * @param signatures one or more, at most one by each key
   * @throws IllegalArgumentException when a limit or a rule of the format is broken
   */
  public static Note of(String body, List<NoteSignature> signatures) {
    NoteText.checkNoControls(body);
    if (!body.endsWith("\n")) {
      throw new IllegalArgumentException("note: text does not end in a newline");
    }
    long lines = body.chars().filter(c -> c == '\n').count();
    if (lines > BODY_LINES_MAX) {
      throw new IllegalArgumentException(
          "note: " + lines + " lines of text (expected: at most " + BODY_LINES_MAX + ")");
    }
    if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
      throw new IllegalArgumentException(
          "note: " + signatures.size() + " signatures (expected: 1 to " + SIGNATURES_MAX + ")");
    }
    Set<Map.Entry<String, Integer>> keys = new HashSet<>();
    for (NoteSignature signature : signatures) {
      if (!keys.add(Map.entry(signature.name(), signature.keyId()))) {
        throw new IllegalArgumentException("note: two signatures by one key " + signature.name());
      }
    }
    Note note = new Note(body, signatures);
    if (note.bytes().length > BYTES_MAX) {
      throw new IllegalArgumentException("note: larger than " + BYTES_MAX + " bytes");
    }
    return note;
  }

  /** A checkpoint with its signatures; limits as {@link #of(String, List)}. */
  public static Note of(Checkpoint checkpoint, List<NoteSignature> signatures) {
    return of(checkpoint.text(), signatures);
  }

  /**
   * Reads a note.
   *
   * @throws IllegalArgumentException when a limit or a rule of the format is broken
   */
  public static Note parse(String text) {
    if (text.length() > BYTES_MAX) {
      throw new IllegalArgumentException("note: larger than " + BYTES_MAX + " bytes");
    }
    NoteText.checkNoControls(text);
    int blankLine = text.lastIndexOf("\n\n");
    if (blankLine < 0 || !text.endsWith("\n") || blankLine + 2 >= text.length()) {
      throw new IllegalArgumentException("note: no signature lines after a blank line");
    }
    String lines = text.substring(blankLine + 2, text.length() - 1);
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines.split("\n", SIGNATURES_MAX + 1)) {
      signatures.add(NoteSignature.parse(line));
    }
    return of(text.substring(0, blankLine + 1), signatures);
  }

  /** Reads a note from its UTF-8 bytes; errors as {@link #parse(String)}. */
  public static Note parse(byte[] bytes) {
    if (bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException("note: larger than " + BYTES_MAX + " bytes");
    }
    return parse(NoteText.ofUtf8(bytes));
  }

  /** The signed text, with its final newline. */
  public String body() {
    return body;
  }

  /**
   * The body as a checkpoint.
   *
   * @throws IllegalArgumentException when it is none
   */
  public Checkpoint checkpoint() {
    return Checkpoint.parse(body);
  }

  /** The signatures in the order of their lines. */
  public List<NoteSignature> signatures() {
    return signatures;
  }

  /** The whole note. */
  public String text() {
    StringBuilder text = new StringBuilder(body).append('\n');
    for (NoteSignature signature : signatures) {
      text.append(signature.line()).append('\n');
    }
    return text.toString();
  }

  /** The whole note in UTF-8. */
  public byte[] bytes() {
    return NoteText.utf8(text());
  }

  /** The same note with its lines sorted by key name (as UTF-8 bytes), then by key id. */
  public Note sorted() {
    return new Note(body, signatures.stream().sorted(NoteSignature.BY_KEY).toList());
  }

  /**
   * The same note with more signatures after its own.
   *
   * @throws IllegalArgumentException as {@link #of(String, List)}
   */
  public Note with(List<NoteSignature> more) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.addAll(more);
    return of(body, all);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Note that
        && body.equals(that.body)
        && signatures.equals(that.signatures);
  }

  @Override
  public int hashCode() {
    return 31 * body.hashCode() + signatures.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
