package org.colophon.node.range;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Results;
import org.colophon.core.chain.Seal;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.storage.archive.SegmentInput;
import org.colophon.storage.archive.SegmentOutput;

/**
 * A range of blocks as lines of canonical JSON, compressed by gzip: the {@link RangeHead}, then for
 * each block the seals before it ({@code {"seal":…}}), its header as it stands in the log, what was
 * refused ({@code {"refused":[…]}}, when something was), and its records as they stand in the log.
 */
final class RangeFile {
  /** Longest line: nothing that the chain orders is longer. */
  static final int LINE_BYTES_MAX = SegmentInput.LINE_BYTES_MAX;

  private static final JsonLimits LIMITS = new JsonLimits(LINE_BYTES_MAX, 16, 65_536);

  private RangeFile() {}

  static RefusedException refused(String detail) {
    return new RefusedException(Reason.MALFORMED, detail);
  }

  /** Writes a range; the file must not exist. */
  static final class Writer implements AutoCloseable {
    private final SegmentOutput out;

    Writer(Path file, RangeHead head) throws IOException {
      OutputStream bytes = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
      out = new SegmentOutput(new BufferedOutputStream(bytes, 65_536));
      out.line(head.bytes());
    }

    void write(RangeBlock block) throws IOException {
      for (byte[] line : block.lines()) {
        out.line(line);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads a range block by block; what it says is not judged. */
  static final class Reader implements AutoCloseable {
    private final InputStream in;
    private final RangeHead head;
    private final int recordsMax;
    private Optional<byte[]> ahead;

    private Reader(InputStream in, int recordsMax) throws IOException, RefusedException {
      this.in = in;
      this.recordsMax = recordsMax;
      this.head = RangeHead.parse(line().orElseThrow(() -> refused("range: empty")));
      this.ahead = line();
    }

    /**
     * Opens a file and reads its head.
     *
     * @param recordsMax most records of one block
     */
    static Reader open(Path file, int recordsMax) throws IOException, RefusedException {
      InputStream in = Files.newInputStream(file);
      try {
        return of(new BufferedInputStream(new GZIPInputStream(in, 65_536)), recordsMax);
      } catch (IOException | RefusedException e) {
        in.close();
        throw e;
      }
    }

    /** Reads the head of lines that are no longer compressed; closes them in the end. */
    static Reader of(InputStream lines, int recordsMax) throws IOException, RefusedException {
      return new Reader(lines, recordsMax);
    }

    RangeHead head() {
      return head;
    }

    /** The next block; empty at the end. */
    Optional<RangeBlock> next() throws IOException, RefusedException {
      if (ahead.isEmpty()) {
        return Optional.empty();
      }
      List<Seal> seals = new ArrayList<>();
      Optional<Members> seal = object("seal");
      while (seal.isPresent()) {
        seals.add(Seal.parse(seal.get().rawObject("seal").bytes()));
        seal.get().end();
        take();
        seal = object("seal");
      }
      BlockHeader header = BlockHeader.parse(take());
      List<Results.Refused> refused = List.of();
      Optional<Members> line = object("refused");
      if (line.isPresent()) {
        refused = Results.parse(line.get().any("refused").orElseThrow().bytes());
        line.get().end();
        if (refused.isEmpty()) {
          throw RangeFile.refused("refused: nothing (expected: no such line)");
        }
        take();
      }
      return Optional.of(new RangeBlock(seals, header, refused, records(header)));
    }

    private List<byte[]> records(BlockHeader header) throws IOException, RefusedException {
      if (header.count() > recordsMax) {
        throw refused("count: " + header.count() + " (expected: at most " + recordsMax + ")");
      }
      List<byte[]> records = new ArrayList<>();
      for (long i = 0; i < header.count(); i++) {
        records.add(take());
      }
      return records;
    }

    /** The line ahead, when it is an object with that member and no other. */
    private Optional<Members> object(String member) throws RefusedException {
      byte[] prefix = ("{\"" + member + "\":").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      if (ahead.isEmpty() || !startsWith(ahead.get(), prefix)) {
        return Optional.empty();
      }
      return Optional.of(Members.of("", JsonParser.parseObject(ahead.get(), LIMITS)));
    }

    private static boolean startsWith(byte[] line, byte[] prefix) {
      return line.length >= prefix.length
          && java.util.Arrays.equals(line, 0, prefix.length, prefix, 0, prefix.length);
    }

    private byte[] take() throws IOException, RefusedException {
      byte[] line = ahead.orElseThrow(() -> refused("range: ends in a block"));
      ahead = line();
      return line;
    }

    private Optional<byte[]> line() throws IOException, RefusedException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      while (next != '\n') {
        if (next < 0) {
          throw refused("range: ends in a line");
        }
        if (line.size() == LINE_BYTES_MAX) {
          throw refused("range: a line of more than " + LINE_BYTES_MAX + " bytes");
        }
        line.write(next);
        next = in.read();
      }
      return Optional.of(line.toByteArray());
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
