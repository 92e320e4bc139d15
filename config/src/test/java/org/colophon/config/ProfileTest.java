package org.colophon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  @TempDir private Path folder;

  @Test
  void readsBackWhatItWrites() throws Exception {
    Profile profile = profile();
    profile.write();
    Files.writeString(profile.genesis(), "{}");
    Files.writeString(profile.tls().orElseThrow().certificate(), "");
    secret(profile.tls().orElseThrow().key(), "rw-------");

    assertThat(Profile.load(folder)).isEqualTo(profile);
  }

  @Test
  void namesKeysThatAreOpenToOthers() throws Exception {
    Profile profile = profile();
    profile.write();
    Files.writeString(profile.genesis(), "{}");
    secret(profile.key(), "rw-r--r--");

    assertThat(mistakes().mistakes())
        .extracting(Mistake::key)
        .containsExactly("key", "tls.certificate", "tls.key");
    assertThat(mistakes()).hasMessageContaining("chmod 600 " + profile.key());
  }

  @Test
  void saysHowToGetAProfileWhenThereIsNone() {
    assertThat(mistakes()).hasMessageContaining("--profile");
  }

  @Test
  void reportsAllMistakesAtOnce() {
    String yaml =
        """
        nodes: ["http://a:1", "https://a", "https://a:1/x", "https://b:1"]
        genesis: ../genesis.json
        organisation: UPPER
        role: king
        key: /etc/key.pem
        tls: {certificate: c.pem}
        password: x
        """;

    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> Profile.parse(yaml, folder));

    assertThat(e.mistakes())
        .extracting(Mistake::key)
        .containsExactly(
            "nodes[0]",
            "nodes[1]",
            "nodes[2]",
            "genesis",
            "organisation",
            "subject",
            "role",
            "key",
            "tls.key",
            "password");
  }

  private ConfigException mistakes() {
    return catchThrowableOfType(ConfigException.class, () -> Profile.load(folder));
  }

  private Profile profile() {
    return new Profile(
        folder,
        List.of(URI.create("https://127.0.0.1:7443"), URI.create("https://node.example:7443")),
        folder.resolve("genesis.json"),
        "ip-office",
        "li-wei.01",
        Optional.of("creator"),
        folder.resolve("key.pem"),
        Optional.of(new NodeConfig.Tls(folder.resolve("tls.crt"), folder.resolve("tls.key"))),
        List.of("court-north-1"));
  }

  private static void secret(Path path, String mode) throws Exception {
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
