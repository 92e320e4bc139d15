package org.colophon.node.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.NodeId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of backups keeps, and what it refuses to give back. */
final class BackupFolderTest {
  private static final ChainId CHAIN = ChainId.of("test", Hash.sha256(new byte[] {1}));

  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Manifest manifest(int number, BackupFile... files) {
    return new Manifest(
        number,
        CHAIN,
        new NodeId("court-1"),
        new Timestamp(1),
        new Height(7),
        Hash.sha256(),
        false,
        List.of(files));
  }

  private long contents() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("to").resolve("files"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private BackupFolder folder() throws IOException {
    return BackupFolder.create(directory.resolve("to"));
  }

  @Test
  void keepsEqualContentsOnceAndGivesThemBack() throws IOException {
    try (BackupFolder folder = folder()) {
      BackupFile first = folder.put("store/1.sst", file("a", "same"));
      BackupFile second = folder.put("reads/x", file("b", "same"));
      folder.add(manifest(1, first));
      folder.add(manifest(2, first, second));
      assertThat(contents()).isEqualTo(1);
      assertThat(folder.numbers()).containsExactly(1, 2);
      assertThat(folder.manifest(2)).isEqualTo(manifest(2, first, second));
      assertThat(folder.check(folder.manifest(2))).isEmpty();
      folder.take(second, directory.resolve("back"));
      assertThat(directory.resolve("back")).hasContent("same");
    }
  }

  @Test
  void namesWhatIsDamagedOrMissing() throws IOException {
    try (BackupFolder folder = folder()) {
      BackupFile one = folder.put("store/1.sst", file("a", "one"));
      BackupFile two = folder.put("store/2.sst", file("b", "two"));
      folder.add(manifest(1, one, two));
      Files.writeString(place(one), "One");
      Files.delete(place(two));
      assertThat(folder.check(folder.manifest(1)))
          .hasSize(2)
          .anyMatch(line -> line.startsWith("store/1.sst") && line.endsWith("damaged"))
          .anyMatch(line -> line.startsWith("store/2.sst") && line.endsWith("missing"));
      assertThatThrownBy(() -> folder.take(one, directory.resolve("back")))
          .hasMessageContaining("damaged");
      Path written = directory.resolve("to/backups/000001.json");
      Files.writeString(written, Files.readString(written).replace("\"height\":7", "\"height\":8"));
      assertThatThrownBy(() -> folder.manifest(1)).hasMessageContaining("SHA-256");
    }
  }

  @Test
  void aContentThatRottedIsWrittenAgainWithTheNextBackup() throws IOException {
    try (BackupFolder folder = folder()) {
      Path source = file("a", "one");
      BackupFile one = folder.put("store/1.sst", source);
      folder.add(manifest(1, one));
      Files.writeString(place(one), "On");
      BackupFile again = folder.put("store/1.sst", source);
      folder.add(manifest(2, again));
      assertThat(again).isEqualTo(one);
      assertThat(folder.check(folder.manifest(1))).isEmpty();
      folder.take(again, directory.resolve("back"));
      assertThat(directory.resolve("back")).hasContent("one");
    }
  }

  private Path place(BackupFile file) {
    String hex = file.digest().hex();
    return directory.resolve("to/files").resolve(hex.substring(0, 2)).resolve(hex);
  }

  @Test
  void destroysInAllBackupsWhatWasErasedAndRemembersIt() throws IOException {
    BackupFile secret;
    try (BackupFolder folder = folder()) {
      secret = folder.put("private/named/x.json", file("a", "ciphertext"));
      BackupFile other = folder.put("store/1.sst", file("b", "rest"));
      folder.add(manifest(1, secret, other));
      folder.erase(Set.of(secret.digest()));
    }
    try (BackupFolder folder = folder()) {
      assertThat(place(secret)).doesNotExist();
      assertThat(folder.erased()).containsExactly(secret.digest());
      assertThat(folder.check(folder.manifest(1))).isEmpty();
    }
  }

  @Test
  void dropsOldBackupsWithWhatOnlyTheyHold() throws IOException {
    try (BackupFolder folder = folder()) {
      BackupFile old = folder.put("store/1.sst", file("a", "old"));
      BackupFile shared = folder.put("store/2.sst", file("b", "shared"));
      BackupFile fresh = folder.put("store/3.sst", file("c", "new"));
      folder.add(manifest(1, old, shared));
      folder.add(manifest(2, shared, fresh));
      folder.keep(1);
      assertThat(folder.numbers()).containsExactly(2);
      assertThat(place(old)).doesNotExist();
      assertThat(folder.check(folder.manifest(2))).isEmpty();
    }
  }

  @Test
  void refusesAFolderOfOtherThingsAndASecondHand() throws IOException {
    file("stranger", "not a backup");
    assertThatThrownBy(() -> BackupFolder.create(directory)).hasMessageContaining("an empty one");
    try (BackupFolder folder = folder()) {
      assertThat(folder.numbers()).isEmpty();
      assertThatThrownBy(this::folder).hasMessageContaining("another backup or restore");
    }
  }

  @Test
  void refusesPathsThatLeaveTheDirectory() {
    for (String path : List.of("../x", "/etc/passwd", "store/../../x", "a//b", "a/./b", "é", "")) {
      Json.Obj file =
          Json.object().put("path", path).put("sha256", Hash.sha256().hex()).put("size", 1).build();
      assertThatThrownBy(() -> BackupFile.read(Members.of("", file)))
          .as(path)
          .isInstanceOf(RefusedException.class);
    }
  }
}
