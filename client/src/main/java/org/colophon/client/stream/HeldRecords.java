package org.colophon.client.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.client.submit.Outbox;
import org.colophon.client.submit.Signatory;
import org.colophon.core.RefusedException;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;
import org.colophon.core.record.UnverifiedRecord;
import org.colophon.crypto.Hash;

/**
 * Records that an earlier run signed, and perhaps sent, without noting what came of them. A line
 * with the digest of one gets that record and no second one. A file of the outbox is let go of when
 * the lines of all its records are noted.
 */
final class HeldRecords {
  private final Outbox outbox;
  private final Map<Hash, List<byte[]>> records = new ConcurrentHashMap<>();
  private final Map<Path, Set<Hash>> open = new HashMap<>();

  private HeldRecords(Outbox outbox) {
    this.outbox = outbox;
  }

  /** None; what the outbox holds is not of this stream. */
  static HeldRecords none(Outbox outbox) {
    return new HeldRecords(outbox);
  }

  /** Those of an outbox that belongs to one stream. */
  static HeldRecords read(Outbox outbox, RecordLines lines, Signatory signatory)
      throws IOException {
    HeldRecords held = new HeldRecords(outbox);
    RecordParser parser = new RecordParser(signatory.genesis().limits().recordBytesMax());
    for (Path file : outbox.held()) {
      Set<Hash> digests = new HashSet<>();
      for (byte[] bytes : outbox.read(file)) {
        Hash digest = digest(file, bytes, parser, lines, signatory);
        digests.add(digest);
        held.records.computeIfAbsent(digest, d -> new ArrayList<>()).add(bytes);
      }
      if (digests.isEmpty()) {
        // Its writing was interrupted, so nothing of it was sent.
        outbox.release(file);
      } else {
        held.open.put(file, digests);
      }
    }
    return held;
  }

  private static Hash digest(
      Path file, byte[] bytes, RecordParser parser, RecordLines lines, Signatory signatory)
      throws IOException {
    try {
      UnverifiedRecord record = parser.parse(bytes);
      Statement statement = record.statement();
      boolean own =
          statement.chain().equals(signatory.genesis().chain())
              && statement.author().equals(signatory.subject());
      Optional<Hash> key = lines.keyOf(statement.content());
      if (own && key.isPresent()) {
        return key.get();
      }
      throw new IOException(file + ": holds records of another profile or list");
    } catch (RefusedException e) {
      throw new IOException(file + ": holds what is no record: " + e.getMessage(), e);
    }
  }

  /** The records of a digest; mostly none. */
  List<byte[]> of(Hash digest) {
    return records.getOrDefault(digest, List.of());
  }

  /** The line of this digest is noted. */
  void noted(Hash digest) throws IOException {
    if (records.remove(digest) == null) {
      return;
    }
    for (Iterator<Map.Entry<Path, Set<Hash>>> files = open.entrySet().iterator();
        files.hasNext(); ) {
      Map.Entry<Path, Set<Hash>> file = files.next();
      file.getValue().remove(digest);
      if (file.getValue().isEmpty()) {
        outbox.release(file.getKey());
        files.remove();
      }
    }
  }

  /** The input has no more lines for what is left. */
  void releaseAll() throws IOException {
    for (Path file : open.keySet()) {
      outbox.release(file);
    }
    open.clear();
    records.clear();
  }
}
