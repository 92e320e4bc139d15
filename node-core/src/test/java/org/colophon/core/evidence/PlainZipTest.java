package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.colophon.core.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainZipTest {
  private static SortedMap<String, byte[]> parts() {
    SortedMap<String, byte[]> parts = new TreeMap<>();
    parts.put("a.json", "{}".getBytes(UTF_8));
    parts.put("b.txt", new byte[0]);
    parts.put("c-01.note", new byte[] {'P', 'K', 3, 4, 0, -1});
    return parts;
  }

  private static void assertRefused(byte[] archive) {
    assertThatThrownBy(() -> PlainZip.read(archive)).isInstanceOf(RefusedException.class);
  }

  @Test
  void readsWhatItWrote() throws Exception {
    assertThat(PlainZip.read(PlainZip.write(parts()))).containsExactlyEntriesOf(parts());
  }

  @Test
  void otherToolsReadIt() throws Exception {
    SortedMap<String, byte[]> found = new TreeMap<>();
    try (ZipInputStream in =
        new ZipInputStream(new ByteArrayInputStream(PlainZip.write(parts())))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        found.put(entry.getName(), in.readAllBytes());
      }
    }
    assertThat(found).containsExactlyEntriesOf(parts());
  }

  @Test
  void refusesEveryChangeOfEveryByte() {
    byte[] archive = PlainZip.write(parts());
    for (int at = 0; at < archive.length; at++) {
      for (int flip = 1; flip < 256; flip++) {
        byte[] changed = archive.clone();
        changed[at] ^= (byte) flip;
        assertThatThrownBy(() -> PlainZip.read(changed))
            .as("byte %s xor %s", at, flip)
            .isInstanceOf(RefusedException.class);
      }
    }
  }

  @Test
  void refusesEveryPrefixAndEveryAddition() {
    byte[] archive = PlainZip.write(parts());
    for (int length = 0; length < archive.length; length++) {
      assertRefused(Arrays.copyOf(archive, length));
    }
    assertRefused(Arrays.copyOf(archive, archive.length + 1));
    byte[] shifted = new byte[archive.length + 1];
    System.arraycopy(archive, 0, shifted, 1, archive.length);
    assertRefused(shifted);
  }

  @Test
  void refusesAnotherWritersArchiveOfTheSameParts() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var part : parts().entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    assertRefused(out.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a.json",
        "/a.json",
        "a/b",
        ".hidden",
        "a b",
        "a\\b",
        "a_b",
        "a\u0000"
      })
  void refusesNamesThatAreNoPlainFileNames(String name) {
    SortedMap<String, byte[]> parts = parts();
    parts.put(name, new byte[] {1});
    assertRefused(PlainZip.write(parts));
  }

  @Test
  void refusesLongNamesAndTooManyParts() {
    SortedMap<String, byte[]> parts = parts();
    parts.put("a".repeat(65), new byte[] {1});
    assertRefused(PlainZip.write(parts));
    SortedMap<String, byte[]> many = new TreeMap<>();
    for (int i = 0; i < 257; i++) {
      many.put("part-" + i, new byte[0]);
    }
    assertRefused(PlainZip.write(many));
  }

  @Test
  void hostileBytesAreRefusedAndNeverThrowAnythingElse() {
    SplittableRandom random = new SplittableRandom(4);
    byte[] archive = PlainZip.write(parts());
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = archive.clone();
      for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
        changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
      }
      byte[] cut = Arrays.copyOf(changed, random.nextInt(2 * changed.length));
      assertThatCode(
              () -> {
                try {
                  PlainZip.read(cut);
                } catch (RefusedException e) {
                  assertThat(e.refusal().detail()).isNotEmpty();
                }
              })
          .doesNotThrowAnyException();
    }
  }
}
