package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.config.Profile;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.membership.CheckpointKeys;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Limits;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.verifier.Opening;

/** A folder with profiles, a chain in memory, and the command to run on them. */
final class World {
  static final String OFFICE = "ip-office";

  final Path folder;
  final SigningKey officeKey;
  final Genesis genesis;
  final FakeNetwork network;

  /** What commands find on standard input. */
  InputStream in = InputStream.nullInputStream();

  /** What came of one command. */
  record Run(int exitCode, String out, String err) {
    /** The lines of the output as JSON objects. */
    List<Json.Obj> json() {
      return out.lines().map(World::parse).toList();
    }

    /** The same, of a command that did what it was told. */
    Run done() {
      assertThat(exitCode).as(err).isZero();
      return this;
    }

    /** Of a command that ended so, and said why. */
    void failed(int code, String message) {
      assertThat(exitCode).as(err).isEqualTo(code);
      assertThat(err).contains(message);
    }
  }

  World(Path folder) throws Exception {
    this(folder, SigningKey.generate(SignatureAlgorithm.P256));
  }

  private World(Path folder, SigningKey officeKey) throws Exception {
    this(folder, officeKey, genesis(officeKey));
  }

  /** A world on the chain of that genesis. */
  World(Path folder, Genesis genesis) throws Exception {
    this(folder, SigningKey.generate(SignatureAlgorithm.P256), genesis);
  }

  private World(Path folder, SigningKey officeKey, Genesis genesis) throws Exception {
    this.folder = folder;
    this.officeKey = officeKey;
    this.genesis = genesis;
    this.network = new FakeNetwork(genesis);
    Files.write(folder.resolve("genesis.json"), genesis.bytes());
  }

  private static Genesis genesis(SigningKey officeKey) throws RefusedException {
    Organisation office =
        new Organisation(
            new OrgId(OFFICE),
            OrgKind.IP_OFFICE,
            Tier.VALIDATOR,
            "AAAA",
            List.of(officeKey.name()),
            List.of(new NodeId("ip-office-1")),
            Optional.of(
                new CheckpointKeys(
                    StrictBase64.encode(Hash.sha256(new byte[] {1}).bytes()),
                    StrictBase64.encode(Hash.sha256(new byte[] {2}).bytes()),
                    StrictBase64.encode(new byte[1312]))));
    return Genesis.create(
        "test", new Timestamp(0), Limits.DEFAULT, new Membership(List.of(office), 1));
  }

  /** Makes a profile with a key of its own. */
  Path profile(String subject) throws IOException {
    return profile(subject, SigningKey.generate(SignatureAlgorithm.ED25519));
  }

  Path profile(String subject, SigningKey key) throws IOException {
    Path home = folder.resolve("profiles").resolve(subject);
    new Profile(
            home,
            List.of(URI.create("https://localhost:1"), URI.create("https://localhost:2")),
            home.resolve("genesis.json"),
            OFFICE,
            subject,
            Optional.empty(),
            home.resolve("key.pem"),
            Optional.empty(),
            List.of())
        .write();
    Files.write(home.resolve("genesis.json"), genesis.bytes());
    KeyFiles.write(home.resolve("key.pem"), key);
    return home;
  }

  /** Writes a file into the world's folder. */
  Path file(String name, String content) throws IOException {
    Path file = folder.resolve("files").resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, content);
  }

  /** Runs a command. */
  Run run(Object... words) {
    return Shell.on((profile, trusted, timeout) -> network)
        .reading(in)
        .at(Instant.parse("2026-01-01T00:00:00Z"))
        .run(words);
  }

  static Json.Obj parse(String line) {
    try {
      return JsonParser.parseObject(
          line.getBytes(StandardCharsets.UTF_8), new JsonLimits(1 << 20, 16, 4096));
    } catch (RefusedException e) {
      throw new AssertionError(line, e);
    }
  }

  /** A string member, or its JSON text. */
  static String text(Json.Obj object, String name) {
    Json value = object.members().get(name);
    return value instanceof Json.Str(String string) ? string : value == null ? "" : value.text();
  }

  /** What a profile keeps to open a record's only commitment. */
  static Opening openingOf(Path profile, RecordId record) throws Exception {
    try (Stream<Path> files = Files.list(profile.resolve("openings"))) {
      List<Path> found =
          files.filter(file -> String.valueOf(file.getFileName()).contains(record.hex())).toList();
      if (found.size() != 1) {
        throw new AssertionError(found + " (expected: one)");
      }
      return Opening.read(Files.readAllBytes(found.getFirst()));
    }
  }
}
