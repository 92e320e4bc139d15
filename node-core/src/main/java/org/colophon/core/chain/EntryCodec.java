package org.colophon.core.chain;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;

/**
 * The bytes of an ordered entry: version (1), kind (1), stamp in ms (8, big-endian), payload. The
 * leader writes the stamp in place when it appends. Entries are hashed nowhere; the records inside
 * them are.
 */
public final class EntryCodec {
  /** Where the leader writes its stamp: eight bytes, big-endian. */
  public static final int STAMP_OFFSET = 2;

  /** Bytes before the payload. */
  public static final int HEADER_BYTES = 10;

  private static final byte VERSION = 1;
  private static final int SIGNED_LINES_BYTES_MAX = 64 << 10;

  private EntryCodec() {}

  /** What an entry orders. */
  public enum Kind {
    /** Records. */
    RECORDS(1),
    /** The tip as a candidate for sealing. */
    CANDIDATE(2),
    /** One validator's signatures on a candidate. */
    COSIGNATURE(3),
    /** A note with its quorum. */
    SEAL(4);

    private final byte number;

    Kind(int number) {
      this.number = (byte) number;
    }
  }

  /** An entry as it was read. */
  public sealed interface Ordered {
    /** The leader's clock when it appended. */
    Timestamp stamp();

    /**
     * Records in the order in which they were submitted; the arrays are not to be changed.
     *
     * @param stamp the leader's clock
     * @param records leaf bytes
     */
    record RecordsOrdered(Timestamp stamp, List<byte[]> records) implements Ordered {}

    /**
     * The tip as a candidate.
     *
     * @param stamp the leader's clock
     */
    record CandidateOrdered(Timestamp stamp) implements Ordered {}

    /**
     * A validator's signatures.
     *
     * @param stamp the leader's clock
     * @param round the candidate's number
     * @param note the checkpoint with that validator's lines
     */
    record CosignatureOrdered(Timestamp stamp, long round, String note) implements Ordered {}

    /**
     * A note with its quorum.
     *
     * @param stamp the leader's clock
     * @param round the candidate's number
     * @param document the whole note with its time-stamps
     */
    record SealOrdered(Timestamp stamp, long round, SealDocument document) implements Ordered {}
  }

  /** An entry of records, not stamped yet. */
  public static byte[] records(List<byte[]> records) {
    int length = HEADER_BYTES + 4;
    for (byte[] record : records) {
      length = Math.addExact(length, 4 + record.length);
    }
    byte[] entry = new byte[length];
    ByteBuffer out = start(Kind.RECORDS, entry).putInt(records.size());
    for (byte[] record : records) {
      out.putInt(record.length).put(record);
    }
    return entry;
  }

  /** A candidate entry, not stamped yet. */
  public static byte[] candidate() {
    byte[] entry = new byte[HEADER_BYTES];
    start(Kind.CANDIDATE, entry);
    return entry;
  }

  /** A cosignature entry, not stamped yet. */
  public static byte[] cosignature(long round, String note) {
    byte[] text = note.getBytes(StandardCharsets.UTF_8);
    byte[] entry = new byte[HEADER_BYTES + 12 + text.length];
    start(Kind.COSIGNATURE, entry).putLong(round).putInt(text.length).put(text);
    return entry;
  }

  /** A seal entry, not stamped yet. */
  public static byte[] seal(long round, SealDocument document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(start(Kind.SEAL, new byte[HEADER_BYTES]).array());
    out.writeBytes(ByteBuffer.allocate(8).putLong(round).array());
    putText(document.note(), out);
    putTexts(document.tokens(), out);
    putTexts(document.crls(), out);
    putTexts(document.archive().stream().toList(), out);
    return out.toByteArray();
  }

  private static void putTexts(List<String> texts, ByteArrayOutputStream out) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(texts.size()).array());
    texts.forEach(text -> putText(text, out));
  }

  private static void putText(String text, ByteArrayOutputStream out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  private static ByteBuffer start(Kind kind, byte[] entry) {
    return ByteBuffer.wrap(entry).put(VERSION).put(kind.number).putLong(0);
  }

  /** Writes the leader's stamp into an entry. */
  public static void stamp(byte[] entry, Timestamp stamp) {
    ByteBuffer.wrap(entry).putLong(STAMP_OFFSET, stamp.value());
  }

  /** Whether an entry says that it holds records; says nothing of whether it is well formed. */
  public static boolean holdsRecords(byte[] entry) {
    return entry.length > 1 && entry[1] == Kind.RECORDS.number;
  }

  /**
   * Reads an entry; anything that no honest node would have written is empty, on every node alike.
   *
   * @param recordsMax most records of an entry
   */
  public static Optional<Ordered> decode(byte[] entry, int recordsMax) {
    ByteBuffer in = ByteBuffer.wrap(entry);
    if (in.remaining() < HEADER_BYTES || in.get() != VERSION) {
      return Optional.empty();
    }
    byte kind = in.get();
    long stamp = in.getLong();
    if (stamp < 0 || stamp > Json.INTEGER_MAX) {
      return Optional.empty();
    }
    Timestamp time = new Timestamp(stamp);
    Optional<? extends Ordered> ordered =
        switch (kind) {
          case 1 -> readRecords(time, in, recordsMax);
          case 2 -> Optional.of(new Ordered.CandidateOrdered(time));
          case 3 -> readCosignature(time, in);
          case 4 -> readSeal(time, in);
          default -> Optional.empty();
        };
    return in.hasRemaining() ? Optional.empty() : ordered.map(o -> (Ordered) o);
  }

  private static Optional<Ordered> readRecords(Timestamp stamp, ByteBuffer in, int recordsMax) {
    if (in.remaining() < 4) {
      return Optional.empty();
    }
    int count = in.getInt();
    if (count < 1 || count > recordsMax) {
      return Optional.empty();
    }
    List<byte[]> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Optional<byte[]> record = block(in, Integer.MAX_VALUE);
      if (record.isEmpty()) {
        return Optional.empty();
      }
      records.add(record.get());
    }
    return Optional.of(new Ordered.RecordsOrdered(stamp, records));
  }

  private static Optional<Ordered> readCosignature(Timestamp stamp, ByteBuffer in) {
    if (in.remaining() < 8) {
      return Optional.empty();
    }
    long round = in.getLong();
    return text(in, SIGNED_LINES_BYTES_MAX)
        .map(note -> new Ordered.CosignatureOrdered(stamp, round, note));
  }

  private static Optional<Ordered> readSeal(Timestamp stamp, ByteBuffer in) {
    if (in.remaining() < 8) {
      return Optional.empty();
    }
    long round = in.getLong();
    Optional<String> note = text(in, SealDocument.NOTE_BYTES_MAX);
    Optional<List<String>> tokens = texts(in, SealDocument.TOKENS_MAX);
    Optional<List<String>> crls = texts(in, SealDocument.CRLS_MAX);
    Optional<List<String>> archive = texts(in, 1);
    if (note.isEmpty() || tokens.isEmpty() || crls.isEmpty() || archive.isEmpty()) {
      return Optional.empty();
    }
    try {
      SealDocument document =
          new SealDocument(
              note.get(), tokens.get(), crls.get(), archive.get().stream().findFirst());
      return Optional.of(new Ordered.SealOrdered(stamp, round, document));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<String>> texts(ByteBuffer in, int max) {
    if (in.remaining() < 4) {
      return Optional.empty();
    }
    int count = in.getInt();
    if (count < 0 || count > max) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<String> text = text(in, SealDocument.DER_CHARS_MAX);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text.get());
    }
    return Optional.of(List.copyOf(texts));
  }

  private static Optional<String> text(ByteBuffer in, int bytesMax) {
    return block(in, bytesMax).flatMap(EntryCodec::utf8);
  }

  /** Bytes that are no UTF-8 would be read as a text that nobody wrote. */
  private static Optional<String> utf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<byte[]> block(ByteBuffer in, int bytesMax) {
    if (in.remaining() < 4) {
      return Optional.empty();
    }
    int length = in.getInt();
    if (length < 0 || length > bytesMax || length > in.remaining()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return Optional.of(bytes);
  }
}
