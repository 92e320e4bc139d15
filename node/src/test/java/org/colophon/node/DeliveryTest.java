package org.colophon.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.colophon.client.net.LedgerNetwork;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.delivery.DeliveryIndex;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.node.delivery.CourtSystem;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A delivery on a whole network, by the commands that people use: packed, interrupted, gone on
 * with, told to the court's system, opened and received; and everything that is done to it on its
 * way is found out.
 */
final class DeliveryTest {
  private static final String REPORT = "planted report: the loss is CNY 4711.00";
  private static final int FILM_BYTES = 3_000_000;

  @TempDir private Path directory;

  /** Does something to what a command asks of the nodes. */
  private interface OnTheWay {
    Object of(String method, Object[] arguments, Call call) throws Throwable;

    /** Asks the node itself. */
    interface Call {
      Object with(Object... arguments) throws Throwable;
    }
  }

  private static final OnTheWay NOTHING = (method, arguments, call) -> call.with(arguments);

  private Commands commands(OnTheWay way) {
    return new Commands(
        directory.resolve("net/profiles"),
        (known, genesis, timeout) -> through(way, LedgerNetwork.connect(known, genesis, timeout)));
  }

  private static Network through(OnTheWay way, Network network) {
    return (Network)
        Proxy.newProxyInstance(
            Network.class.getClassLoader(),
            new Class<?>[] {Network.class},
            (proxy, method, arguments) ->
                way.of(
                    method.getName(),
                    arguments,
                    changed -> {
                      try {
                        return method.invoke(network, changed);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    }));
  }

  private String done(String profile, Object... words) {
    return commands(NOTHING).done(profile, words);
  }

  private void fails(String message, OnTheWay way, String profile, Object... words) {
    Commands.Run run = commands(way).run(profile, words);
    assertThat(run.exitCode()).as(run.out()).isNotZero();
    assertThat(run.err()).contains(message);
  }

  /** Changes the part of a delivery that a node gives for one request. */
  private static OnTheWay given(int number, UnaryOperator<byte[]> change) {
    AtomicInteger asked = new AtomicInteger();
    return (method, arguments, call) -> {
      Object answer = call.with(arguments);
      boolean isIt = method.equals("fetchDelivery") && asked.getAndIncrement() == number;
      return isIt ? change.apply((byte[]) answer) : answer;
    };
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length / 2] ^= 1;
    return changed;
  }

  private Path random(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new SecureRandom().nextBytes(bytes);
    return Files.write(directory.resolve(name), bytes);
  }

  private void register(String profile) {
    Path request = directory.resolve(profile + ".request.json");
    String identity = Hash.sha256(profile.getBytes(UTF_8)).hex();
    done(profile, "subject", "request", "--identity", identity, "--out", request);
    done("registrar", "subject", "register", request);
  }

  private InProcessNetwork started(CourtSystem system) throws Exception {
    InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 0);
    network.configure("court-1", config -> config.with(system.delivery()));
    network.startAll();
    network.awaitSealed();
    return network;
  }

  @Test
  void comesWholeOrIsRefusedByName() throws Exception {
    try (CourtSystem system = new CourtSystem(directory);
        InProcessNetwork network = started(system);
        LedgerClient client = network.client("creator")) {
      register("creator");
      register("publisher");
      Path film = random("film (1).mp4", FILM_BYTES);
      Path report = Files.writeString(directory.resolve("report.txt"), REPORT);
      Path work = Files.writeString(directory.resolve("kite.svg"), "<svg/>");
      done("creator", "work", "declare", work, "--title", "Paper kite");
      fails(
          "has published no recipient key",
          NOTHING,
          "creator",
          "court",
          "submit",
          "--to",
          "court-1",
          "--file",
          report);
      done("court-1", "key", "rotate", "--recipient-key");
      done("court-2", "key", "rotate", "--recipient-key");
      String opened =
          commands(NOTHING)
              .record(
                  "court-1",
                  "case",
                  "open",
                  "--kind",
                  "CIVIL",
                  "--number",
                  "(2026) Jing 73",
                  "--party",
                  "creator",
                  "--party",
                  "publisher");
      network.awaitSealed();

      // The line breaks after the second chunk; the court's node is started anew.
      AtomicInteger stored = new AtomicInteger();
      Commands.Run broken =
          commands(
                  (method, arguments, call) -> {
                    if (method.equals("storeDeliveryChunk") && stored.incrementAndGet() > 2) {
                      throw new NetworkException(new Refusal(Reason.MALFORMED, "cut"), null);
                    }
                    return call.with(arguments);
                  })
              .run(
                  "creator", "court", "submit", opened, "--to", "court-1", "--work", work, "--file",
                  film, "--file", report);
      assertThat(broken.exitCode()).as(broken.err()).isNotZero();
      String delivery = only(directory.resolve("net/profiles/creator/deliveries"));
      assertThat(broken.err()).contains("cut", delivery);
      assertThat(done("creator", "court", "status", delivery)).contains("2 of 5 chunks");
      network.stop("court-1");
      network.start("court-1");
      network.awaitSealed();
      assertThat(done("creator", "court", "status", delivery)).contains("2 of 5 chunks");

      // What was packed is what is sent, or nothing.
      byte[] good = Files.readAllBytes(report);
      Files.writeString(report, REPORT.replace("4711", "4712"));
      fails(
          "was changed since it was packed",
          NOTHING,
          "creator",
          "court",
          "submit",
          "--resume",
          delivery);
      Files.write(report, good);
      fails(
          "COMMITMENT_MISMATCH",
          flippingWhatIsStored(),
          "creator",
          "court",
          "submit",
          "--resume",
          delivery);
      AtomicInteger again = new AtomicInteger();
      String submission =
          commands(
                  (method, arguments, call) -> {
                    again.addAndGet(method.equals("storeDeliveryChunk") ? 1 : 0);
                    return call.with(arguments);
                  })
              .record("creator", "court", "submit", "--resume", delivery);
      assertThat(again.get()).isBetween(1, 3);
      assertThat(commands(NOTHING).record("creator", "court", "submit", "--resume", delivery))
          .as("the chain takes one")
          .isEqualTo(submission);
      assertThat(done("creator", "chain", "record", submission, "--raw"))
          .contains(delivery)
          .doesNotContain(opened, "film", Hash.sha256(good).hex());

      network.awaitSealed();
      awaitTold(system, delivery, submission);
      refusesWhatWasChangedOnTheWay(submission);
      refusesWhatIsNotTheirs(network, client, delivery);

      // Opened, checked, received.
      Path into = directory.resolve("case-7");
      assertThat(done("court-1", "court", "open", submission, "--into", into))
          .contains("what creator submitted", opened, "verified");
      assertThat(into.resolve("files/film (1).mp4")).hasSameBinaryContentAs(film);
      assertThat(into.resolve("files/report.txt")).hasContent(REPORT);
      receivesNothingThatWasChanged(into, submission);
      done("court-1", "court", "receive", into, "--submission", submission);
      assertThat(done("creator", "court", "show", submission)).contains("received");
      fails(
          "ALREADY_ANSWERED",
          NOTHING,
          "court-1",
          "court",
          "receive",
          into,
          "--submission",
          submission);

      network.awaitSealed();
      network.assertEqual();
      network.stopAll(); // running stores delete files while they are read
      for (String node : network.nodes()) {
        assertHiddenIn(network.layout(node), film, node.equals("court-1"));
      }
    }
  }

  private static String only(Path deliveries) throws IOException {
    try (Stream<Path> folders = Files.list(deliveries)) {
      List<Path> all = folders.toList();
      assertThat(all).hasSize(1);
      return all.getFirst().getFileName().toString();
    }
  }

  private static OnTheWay flippingWhatIsStored() {
    return (method, arguments, call) -> {
      if (!method.equals("storeDeliveryChunk")) {
        return call.with(arguments);
      }
      Object[] changed = arguments.clone();
      changed[3] = flipped((byte[]) arguments[3]);
      return call.with(changed);
    };
  }

  private static void awaitTold(CourtSystem system, String delivery, String submission)
      throws InterruptedException {
    for (int tries = 0; system.events().isEmpty(); tries++) {
      assertThat(tries).isLessThan(1_800);
      Thread.sleep(100);
    }
    assertThat(system.wrong()).isEmpty();
    assertThat(system.distinct()).hasSize(1);
    assertThat(system.events().getFirst().payload()).contains(delivery, submission);
  }

  private void refusesWhatWasChangedOnTheWay(String submission) throws IOException {
    Path into = directory.resolve("at-last");
    Object[] open = {"court", "open", submission, "--into", into};
    fails(
        "index: not the one that was submitted", given(0, DeliveryTest::flipped), "court-1", open);
    fails("index: not the one", given(0, bytes -> new byte[0]), "court-1", open);
    fails("COMMITMENT_MISMATCH", given(1, DeliveryTest::flipped), "court-1", open);
    fails("chunk 1: not the one", given(2, bytes -> new byte[0]), "court-1", open);
    fails(
        "chunk 2: not the one",
        given(2, bytes -> Arrays.copyOf(bytes, bytes.length - 16)),
        "court-1",
        open);
    fails("COMMITMENT_MISMATCH", swapping(), "court-1", open);
    assertThat(into).doesNotExist();

    // What came whole is not fetched again: the index, the film's last chunk, the report.
    AtomicInteger fetched = new AtomicInteger();
    String _ =
        commands(
                (method, arguments, call) -> {
                  fetched.addAndGet(method.equals("fetchDelivery") ? 1 : 0);
                  return call.with(arguments);
                })
            .done("court-1", open);
    assertThat(fetched).hasValue(3);
    assertThat(into.resolve("files")).isDirectoryContaining("glob:**.mp4");
  }

  /** Gives each chunk twice, so that the next one is the one before. */
  private static OnTheWay swapping() {
    List<Object> given = new ArrayList<>();
    return (method, arguments, call) -> {
      Object answer = call.with(arguments);
      if (!method.equals("fetchDelivery")) {
        return answer;
      }
      given.add(answer);
      return given.size() == 3 ? given.get(1) : answer;
    };
  }

  private void refusesWhatIsNotTheirs(
      InProcessNetwork network, LedgerClient client, String delivery) throws Exception {
    // The same material submitted to another court, and by somebody else.
    String replayed = replay(network, client, delivery, "creator", "court-2");
    String stolen = replay(network, client, delivery, "publisher", "court-1");
    Path into = directory.resolve("never");
    fails("NOT_AUTHORISED", NOTHING, "court-2", "court", "open", replayed, "--into", into);
    fails("NOT_AUTHORISED", NOTHING, "publisher", "court", "open", stolen, "--into", into);
    fails("COMMITMENT_MISMATCH", NOTHING, "court-1", "court", "open", stolen, "--into", into);
    fails("COMMITMENT_MISMATCH", NOTHING, "court-1", "court", "open", replayed, "--into", into);
    assertThat(into).doesNotExist();

    // The court's node takes nothing that goes to another court, other nodes take nothing at all.
    Path letter = Files.writeString(directory.resolve("letter.txt"), "dear court");
    fails(
        "ROLE_DENIED",
        NOTHING,
        "creator",
        "court",
        "submit",
        "--to",
        "court-2",
        "--file",
        letter,
        "--node",
        network.uri("court-1"));
    fails(
        "this node is no court's",
        NOTHING,
        "creator",
        "court",
        "submit",
        "--to",
        "court-1",
        "--file",
        letter,
        "--node",
        network.uri("notary-1"));
  }

  private String replay(
      InProcessNetwork network, LedgerClient client, String delivery, String by, String court)
      throws Exception {
    CourtSubmit content =
        new CourtSubmit(
            new ContentDigest(
                Hash.ofHex(delivery), Optional.empty(), 4711, DeliveryIndex.MEDIA_TYPE),
            new OrgId(court),
            Optional.empty(),
            List.of());
    TestRecord record =
        TestRecords.on(network.genesis().chain(), by + court)
            .record(content)
            .by(network.actor(by), Role.DEPOSITOR);
    network.accept(client, record);
    return record.id().hex();
  }

  private void receivesNothingThatWasChanged(Path into, String submission) throws IOException {
    Object[] receive = {"court", "receive", into, "--submission", submission};
    Path report = into.resolve("files/report.txt");
    Files.writeString(report, REPORT.replace("4711", "4712"));
    fails("not the file that the manifest names", NOTHING, "court-1", receive);
    Files.delete(report);
    fails("not the files that the manifest names", NOTHING, "court-1", receive);
    Files.writeString(report, REPORT);
    Path more = Files.writeString(into.resolve("files/more.txt"), "one more");
    fails("not the files that the manifest names", NOTHING, "court-1", receive);
    Files.delete(more);
    byte[] manifest = Files.readAllBytes(into.resolve("manifest.json"));
    Files.write(
        into.resolve("manifest.json"),
        new String(manifest, UTF_8).replace("report.txt", "letter.txt").getBytes(UTF_8));
    fails("manifest: not the one that the index names", NOTHING, "court-1", receive);
    Files.write(into.resolve("manifest.json"), manifest);
    byte[] index = Files.readAllBytes(into.resolve("index.json"));
    Files.write(into.resolve("index.json"), flipped(index));
    fails("COMMITMENT_MISMATCH", NOTHING, "court-1", receive);
    Files.write(into.resolve("index.json"), index);
  }

  /** The court's node has ciphertext only, and the others have nothing of it. */
  private static void assertHiddenIn(DataLayout layout, Path film, boolean isCourts)
      throws IOException {
    String sample = new String(Arrays.copyOf(Files.readAllBytes(film), 64), ISO_8859_1);
    boolean hasChunks = false;
    try (Stream<Path> files = Files.walk(layout.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
        assertThat(bytes.contains(sample) || bytes.contains("planted report"))
            .as("%s", file)
            .isFalse();
        assertThat(bytes.contains("film (1)")).as("%s", file).isFalse();
        hasChunks |= file.toString().endsWith(".chunk");
      }
    }
    assertThat(hasChunks).isEqualTo(isCourts);
  }
}
