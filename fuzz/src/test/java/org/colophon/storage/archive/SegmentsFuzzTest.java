package org.colophon.storage.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.colophon.fuzz.Decoder;

/** Lines that were compressed together, from a file on storage of others. */
class SegmentsFuzzTest {
  private static final Path FILE = file();

  /** A compressor may choose its own bytes, so what is told again is the lines. */
  static final Decoder SEGMENT =
      Decoder.of(
          IOException.class,
          SegmentsFuzzTest::read,
          (bytes, lines) -> {
            assertThat(lines).isNotEmpty();
            assertThat(read(written(lines)))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(lines);
          });

  @FuzzTest
  void segment(byte[] bytes) throws Exception {
    SEGMENT.feed(bytes);
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("segment", ".gz");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All lines of a whole segment, member by member. */
  private static List<byte[]> read(byte[] segment) throws IOException {
    Files.write(FILE, segment);
    List<byte[]> lines = new ArrayList<>();
    try (SegmentInput in = SegmentInput.open(FILE)) {
      long next = 0;
      do {
        SegmentInput.Member member = in.member(next);
        lines.addAll(member.lines());
        next = member.next();
      } while (next < in.size());
    }
    return lines;
  }

  private static byte[] written(List<byte[]> lines) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (SegmentOutput out = new SegmentOutput(file)) {
      for (byte[] line : lines) {
        out.line(line);
      }
    }
    return file.toByteArray();
  }
}
