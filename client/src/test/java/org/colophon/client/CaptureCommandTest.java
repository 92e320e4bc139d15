package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.client.file.Hasher;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureCommandTest {
  @TempDir private Path folder;
  private World world = uninitialised();
  private Path creator = Path.of("");
  private HttpServer site = uninitialised();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T uninitialised() {
    return null;
  }

  @BeforeEach
  void setUp() throws Exception {
    world = new World(folder);
    creator = world.profile("li-wei");
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          byte[] page = "<title>Gallery</title><p>seen by all".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    site.start();
  }

  @AfterEach
  void tearDown() {
    site.stop(0);
  }

  private String address() {
    return "http://localhost:" + site.getAddress().getPort() + "/gallery/7";
  }

  private World.Run capture(String url, Object... more) {
    return world.run(
        Stream.concat(
                Stream.of("capture", url, "--resolver", "none", "--profile", creator),
                Stream.of(more))
            .toArray());
  }

  private EvidenceCapture recorded() {
    return (EvidenceCapture) world.network.statements().getLast().content();
  }

  @Test
  @Tag("browser")
  void aPageIsTakenDownAndItsDigestsAreRecorded() throws Exception {
    Path out = folder.resolve("gallery-7");
    World.Run run =
        capture(
            address(),
            "--browser",
            "/usr/bin/chromium",
            "--relation",
            "engaged",
            "--stated",
            "storage=write-once disk",
            "--out",
            out,
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    EvidenceCapture capture = recorded();
    assertThat(capture.url()).isEqualTo(address());
    assertThat(capture.tool()).isEqualTo("colophon capture");
    assertThat(capture.toolVersion()).contains("Chrome/");
    assertThat(capture.relation()).isEqualTo(EvidenceCapture.Relation.ENGAGED);
    assertThat(capture.stated().storage()).contains("write-once disk");
    assertThat(capture.stated().cleanliness().orElseThrow()).startsWith("automatic check of ");
    Json.Obj result = run.json().getFirst();
    assertThat(World.text(result, "ending")).isEqualTo("QUIET");
    assertThat(World.text(result, "title")).isEqualTo("Gallery");
    assertThat(result.members().get("parts"))
        .isInstanceOfSatisfying(
            Json.Arr.class, parts -> assertFilesAreAsRecorded(parts.items(), out, capture));
    assertThat(capture.parts().getFirst().content().mediaType()).isEqualTo("application/wacz");
    assertThat(Files.readString(out.resolve("receipt.json")))
        .contains(World.text(result, "record"), "\"blockTime\":");
    assertThat(Files.readString(out.resolve("cleanliness.txt")))
        .contains("the chain did not say what time it has");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
        .isEqualTo("rwx------");
  }

  private static void assertFilesAreAsRecorded(
      List<Json> files, Path folder, EvidenceCapture capture) {
    assertThat(files).hasSameSizeAs(capture.parts());
    for (int i = 0; i < files.size(); i++) {
      Path file = folder.resolve(World.text((Json.Obj) files.get(i), "file"));
      try {
        assertThat(Hasher.hash(file).digest()).isEqualTo(capture.parts().get(i).content());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  @Tag("browser")
  void withoutAFolderItLiesInTheProfileAndWhatToLookAtIsShown() throws Exception {
    World.Run run = capture(address(), "--browser", "/usr/bin/chromium", "--relation", "none");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "taken down: Gallery",
            "loaded and at rest",
            "this machine itself",
            "capture recorded",
            creator.resolve("captures").toString());
    try (Stream<Path> captures = Files.list(creator.resolve("captures"))) {
      assertThat(captures.map(path -> path.getFileName().toString()))
          .singleElement()
          .asString()
          .endsWith("-localhost");
    }
  }

  @Test
  void whatTheChainWouldRefuseIsRefusedBeforeAnythingIsLoaded() {
    World.Run personal =
        capture("http://localhost/?q=13912345678", "--browser", "/nowhere", "--relation", "none");
    assertThat(personal.exitCode()).isEqualTo(1);
    assertThat(personal.err()).contains("CLEAR_PERSONAL_DATA");
    World.Run words =
        capture(address(), "--browser", "/nowhere", "--relation", "none", "--stated", "mood=good");
    assertThat(words.exitCode()).isEqualTo(1);
    assertThat(words.err()).contains("MALFORMED", "mood");
    assertThat(world.network.statements()).isEmpty();
    assertThat(creator.resolve("captures")).doesNotExist();
  }

  @Test
  void whoSaysNothingOfItselfIsTakenForAParty() {
    World.Run run = capture(address());
    assertThat(run.exitCode()).as(run.err()).isZero();
    EvidenceCapture capture = (EvidenceCapture) world.network.statements().getLast().content();
    assertThat(capture.relation()).isEqualTo(EvidenceCapture.Relation.PARTY);
  }

  @Test
  void aWrongAddressIsWrongUsage() {
    for (String url : List.of("file:///etc/passwd", "data:text/html,x", "http://a@b.example/")) {
      World.Run run = capture(url, "--relation", "none");
      assertThat(run.exitCode()).as(url).isEqualTo(2);
      assertThat(run.err()).contains("BAD_ADDRESS");
    }
    World.Run resolver =
        world.run(
            "capture",
            address(),
            "--relation",
            "none",
            "--resolver",
            "dns.example",
            "--profile",
            creator);
    assertThat(resolver.exitCode()).isEqualTo(2);
    assertThat(resolver.err()).contains("no address of a resolver");
  }

  @Test
  void withoutABrowserItSaysWhatToInstallAndLeavesNoFolder() throws Exception {
    Path out = folder.resolve("out");
    World.Run run =
        capture(address(), "--relation", "none", "--browser", "/nowhere/chromium", "--out", out);

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("NO_BROWSER", "/nowhere/chromium");
    assertThat(out).doesNotExist();
    Files.createDirectory(out);
    assertThat(capture(address(), "--relation", "none", "--out", out).exitCode()).isEqualTo(4);
    assertThat(out).exists();
  }

  @Test
  @Tag("browser")
  void whereThereIsNoPageNothingIsRecordedAndNoFolderStays() {
    site.stop(0);
    Path out = folder.resolve("out");
    World.Run run =
        capture(address(), "--relation", "none", "--browser", "/usr/bin/chromium", "--out", out);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("NO_PAGE", "ERR_CONNECTION_REFUSED");
    assertThat(out).doesNotExist();
    assertThat(world.network.statements()).isEmpty();
  }
}
