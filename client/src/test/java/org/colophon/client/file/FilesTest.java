package org.colophon.client.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
  @TempDir private Path folder;

  @Test
  void findsFilesSortedWithoutHiddenOnesAndLinks() throws Exception {
    Path b = write("b.txt", "b");
    Path a = write("sub/a.txt", "a");
    write(".hidden", "x");
    write("sub/.git/config", "x");
    Files.createSymbolicLink(folder.resolve("link.txt"), b);
    Files.createSymbolicLink(folder.resolve("loop"), folder);

    assertThat(FileWalk.find(List.of(folder))).containsExactly(b, a);
    assertThat(FileWalk.find(List.of(a, folder, a))).containsExactly(a, b);
  }

  @Test
  void saysWhatIsNotThere() {
    assertThatThrownBy(() -> FileWalk.find(List.of(folder.resolve("missing"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void hashesLikeAnyOtherTool() throws Exception {
    byte[] large = new byte[(1 << 18) * 3 + 17];
    java.util.Arrays.fill(large, (byte) 7);
    Path file = Files.write(folder.resolve("large.bin"), large);

    FileFacts facts = Hasher.hash(file);

    assertThat(facts.sha256()).isEqualTo(Hash.sha256(large));
    assertThat(facts.size()).isEqualTo(large.length);
    assertThat(Hasher.hash(write("empty", "")).size()).isZero();
  }

  @Test
  void oneUnreadableFileDoesNotStopTheOthers() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    Path good = write("good.txt", "x");

    List<Hasher.Result> results =
        Hasher.hashAll(List.of(folder.resolve("gone"), good), steps::incrementAndGet);

    assertThat(results.getFirst()).isInstanceOf(Hasher.Result.Unreadable.class);
    assertThat(results.getLast()).isInstanceOf(Hasher.Result.Read.class);
    assertThat(steps).hasValue(2);
  }

  @Test
  void theMarkCountsMoreThanTheName() {
    assertThat(MediaType.of(Path.of("x.txt"), HexFormat.of().parseHex("89504e470d0a1a0a")))
        .isEqualTo("image/png");
    assertThat(MediaType.of(Path.of("x.MP4"), new byte[0])).isEqualTo("video/mp4");
    assertThat(MediaType.of(Path.of("poem"), "诗".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("text/plain");
    assertThat(MediaType.of(Path.of("x"), new byte[] {0, 1})).isEqualTo("application/octet-stream");
  }

  private Path write(String name, String content) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, content);
  }
}
