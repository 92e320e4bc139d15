package org.colophon.node.range;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.fuzz.Decoder;

/** Blocks that came as a file, once they are no longer compressed. */
class RangesFuzzTest {
  private static final int RECORDS_MAX = 4096;

  /** A range has one text, but for the order of signatures under the beginnings of epochs. */
  static final Decoder RANGE =
      Decoder.of(
          RefusedException.class,
          RangesFuzzTest::read,
          (bytes, range) -> {
            byte[] text = written(range);
            assertThat(range.head().epochs().isEmpty() ? bytes : written(read(text)))
                .isEqualTo(text);
          });

  /** A range that was read to its end. */
  private record Whole(RangeHead head, List<RangeBlock> blocks) {}

  @FuzzTest
  void range(byte[] bytes) throws Exception {
    RANGE.feed(bytes);
  }

  private static Whole read(byte[] text) throws IOException, RefusedException {
    try (RangeFile.Reader range =
        RangeFile.Reader.of(new ByteArrayInputStream(text), RECORDS_MAX)) {
      List<RangeBlock> blocks = new ArrayList<>();
      Optional<RangeBlock> block = range.next();
      while (block.isPresent()) {
        blocks.add(block.get());
        block = range.next();
      }
      return new Whole(range.head(), blocks);
    }
  }

  private static byte[] written(Whole range) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    List<byte[]> lines = new ArrayList<>();
    lines.add(range.head.bytes());
    range.blocks.forEach(block -> lines.addAll(block.lines()));
    for (byte[] line : lines) {
      text.writeBytes(line);
      text.write('\n');
    }
    return text.toByteArray();
  }
}
