package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.colophon.client.stream.ResultsFile;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.content.Identifier;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code work declare --from}. */
class RecordStreamTest {
  private static final int GROUP = 1000;
  private static final Pattern TITLE = Pattern.compile("\"title\":\"Work ([0-9]+)\"");

  @TempDir private Path folder;
  private World world = uninitialised();
  private Path creator = Path.of("");
  private Path results = Path.of("");

  @BeforeEach
  void setUp() throws Exception {
    world = new World(folder);
    creator = world.profile("li-wei");
    results = folder.resolve("results.ndjson");
  }

  @SuppressWarnings("NullAway")
  private static World uninitialised() {
    return null;
  }

  @Test
  void declaresWhatALineSays() throws Exception {
    String line =
        "{ \"title\" : \"Hafen \\u00fcber \\ud83c\\udf0a\", \"sha256\":\""
            + digest(1)
            + "\", \"size\":7, \"mediaType\":\"image/jpeg\", \"ref\":\"A-1\","
            + "\"sm3\":\""
            + digest(2)
            + "\", \"category\":\"G06F 17/30\", \"ipKind\":\"PATENT\", \"aiUse\":\"ASSISTED\","
            + "\"completedOn\":\"2025-01-02\", \"firstPublished\":\"2025-02-03\","
            + "\"derivedFrom\":\""
            + digest(3)
            + "\", \"identifiers\":[{\"value\":\"10.1000/182\",\"scheme\":\"DOI\"}],"
            + "\"creators\":[{\"subject\":\"wang-fang\",\"share\":10000}]}\n";

    World.Run run = declare(line);

    assertThat(run.exitCode()).as(run.err()).isZero();
    Statement statement = world.network.statements().getFirst();
    WorkDeclare work = (WorkDeclare) statement.content();
    assertThat(work.title()).isEqualTo("Hafen über 🌊");
    assertThat(work.contents().getFirst().sha256().hex()).isEqualTo(digest(1));
    assertThat(work.contents().getFirst().sm3().orElseThrow().hex()).isEqualTo(digest(2));
    assertThat(work.contents().getFirst().size()).isEqualTo(7);
    assertThat(work.category()).isEqualTo("G06F 17/30");
    assertThat(work.ipKind()).isEqualTo(WorkDeclare.IpKind.PATENT);
    assertThat(work.aiUse()).isEqualTo(WorkDeclare.AiUse.ASSISTED);
    assertThat(work.completedOn()).contains("2025-01-02");
    assertThat(work.firstPublished()).contains("2025-02-03");
    assertThat(work.derivedFrom().orElseThrow().hex()).isEqualTo(digest(3));
    assertThat(work.identifiers())
        .containsExactly(new Identifier(Identifier.Scheme.DOI, "10.1000/182"));
    assertThat(work.authors().getFirst().subject().text()).isEqualTo("wang-fang");
    assertThat(statement.signers().getFirst().role()).isEqualTo(Role.AGENT);
    String record = statement.id().hex();
    assertThat(Files.readString(results))
        .isEqualTo(
            "{\"height\":1,\"index\":0,\"line\":1,\"record\":\""
                + record
                + "\",\"ref\":\"A-1\",\"sha256\":\""
                + digest(1)
                + "\",\"status\":\"REGISTERED\",\"work\":\""
                + record
                + "\"}\n");
    assertThat(folder.resolve("results.ndjson.outbox")).doesNotExist();
  }

  @Test
  void optionsGiveWhatALineLeavesOut() throws Exception {
    declare(
        line(1),
        "--ai-use",
        "generated",
        "--category",
        "art3.9",
        "--creator",
        "li-wei:4000",
        "--creator",
        "studio:6000",
        "--completed-on",
        "2024-12-31");

    Statement statement = world.network.statements().getFirst();
    WorkDeclare work = (WorkDeclare) statement.content();
    assertThat(work.aiUse()).isEqualTo(WorkDeclare.AiUse.GENERATED);
    assertThat(work.category()).isEqualTo("art3.9");
    assertThat(work.authors()).hasSize(2);
    assertThat(work.completedOn()).contains("2024-12-31");
    assertThat(statement.signers().getFirst().role()).isEqualTo(Role.CREATOR);
  }

  @Test
  void namesWhatIsWrongWithALineAndGoesOn() throws Exception {
    String good = line(1).strip();
    List<Map.Entry<String, String>> bad =
        List.of(
            Map.entry("{", "not JSON"),
            Map.entry("nonsense", "not JSON"),
            Map.entry("[1]", "not a JSON object"),
            Map.entry("7", "not a JSON object"),
            Map.entry(good + "{}", "something stands behind the object"),
            Map.entry(good + "x", "not JSON"),
            Map.entry(with("colour", "\"red\""), "unknown member colour"),
            Map.entry(with("title", "\"again\""), "Duplicate field 'title'"),
            Map.entry(with("category", "null"), "category: null"),
            Map.entry(with("category", "1.5"), "category: not an integer"),
            Map.entry(with("category", "123456789012345678901"), "number of more than 20"),
            Map.entry(with("category", "12345678901234567890"), "category: beyond 2^53 - 1"),
            Map.entry(with("category", "9007199254740992"), "category: beyond 2^53 - 1"),
            Map.entry(with("category", "\"\\u007f\""), "category: holds U+007F"),
            Map.entry(with("category", "\"\\ud800\""), "half a surrogate pair"),
            Map.entry(with("category", "[[[[[[[[[[1]]]]]]]]]]"), "nested deeper than 8"),
            Map.entry(with("category", "\"\""), "category: empty"),
            Map.entry(with("category", "\"" + "x".repeat(200) + "\""), "category: 200 characters"),
            Map.entry(with("ref", "true"), "ref: neither"),
            Map.entry(with("ref", "\"" + "r".repeat(257) + "\""), "ref: over 256"),
            Map.entry(with("ipKind", "\"MUSIC\""), "ipKind: (expected: one of"),
            Map.entry(with("completedOn", "\"2025-02-30\""), "completedOn: not a day"),
            Map.entry(with("derivedFrom", "\"abc\""), "derivedFrom"),
            Map.entry(with("identifiers", "[]"), "identifiers: 0 items"),
            Map.entry(
                with("identifiers", "[{\"scheme\":\"ISBN\",\"value\":\"9780000000000\"}]"),
                "not a well-formed ISBN"),
            Map.entry(
                with("creators", "[{\"subject\":\"wang-fang\",\"share\":9}]"), "9 basis points"),
            Map.entry(
                with("creators", "[{\"subject\":\"wang-fang\",\"share\":9,\"x\":1}]"),
                "creators[0].has an unknown member x"),
            Map.entry(
                good.replace(digest(1), digest(1).toUpperCase(java.util.Locale.ROOT)), "sha256"),
            Map.entry(good.replace("\"size\":1", "\"size\":-1"), "size: -1"),
            Map.entry(good.replace("\"size\":1,", ""), "size: missing"),
            Map.entry(good.replace("image/jpeg", "Bild"), "mediaType: not a media type"),
            Map.entry(good.replace("Work 1", "Call 13812345678"), "a mobile number"));
    List<String> lines = new ArrayList<>(bad.stream().map(Map.Entry::getKey).toList());
    lines.add(good);

    World.Run run = declare(String.join("\n", lines));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.out()).contains("33 lines: 1 registered, 32 refused");
    assertThat(world.network.size()).isEqualTo(1);
    List<Json.Obj> noted = noted();
    for (int i = 0; i < bad.size(); i++) {
      assertThat(number(noted.get(i), "line")).isEqualTo(i + 1);
      assertThat(World.text(noted.get(i), "status")).isEqualTo("REFUSED");
      assertThat(World.text(noted.get(i), "detail"))
          .as(lines.get(i))
          .contains(bad.get(i).getValue());
    }
    assertThat(World.text(noted.getLast(), "status")).isEqualTo("REGISTERED");
  }

  @Test
  void anEmptyInputIsNothingToDo() throws Exception {
    World.Run run = declare("");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("0 lines: nothing to register");
    assertThat(Files.size(results)).isZero();
  }

  @Test
  void takesEitherLineEndAndNoneAtTheEnd() throws Exception {
    World.Run run = declare(line(1).strip() + "\r\n\r\n \n" + line(2) + line(3).strip());

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(noted().stream().map(line -> number(line, "line"))).containsExactly(1L, 4L, 5L);
    assertThat(world.network.size()).isEqualTo(3);
  }

  @Test
  void aLineOfTheLimitIsReadAndALongerOneRefused() throws Exception {
    String fits = line(1).strip();
    fits += " ".repeat((64 << 10) - fits.length());

    declare(fits + "\r\n" + fits + " \n" + "x".repeat(3 << 20) + "\n" + line(2));

    assertThat(statuses()).containsExactly("REGISTERED", "REFUSED", "REFUSED", "REGISTERED");
    assertThat(World.text(noted().get(2), "reason")).isEqualTo("TOO_LARGE");
    assertThat(World.text(noted().get(2), "detail")).isEqualTo("line: over 65536 bytes");
  }

  @Test
  void aLineThatIsNoTextIsRefused() throws Exception {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.writeBytes(line(1).replace("Work 1", "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    input.writeBytes(line(2).getBytes(StandardCharsets.UTF_8));
    Path list = folder.resolve("works.ndjson");
    Files.write(list, input.toByteArray());

    run("--from", list, "--results", results);

    assertThat(statuses()).containsExactly("REFUSED", "REGISTERED");
    assertThat(World.text(noted().getFirst(), "detail")).isEqualTo("line: not UTF-8");
  }

  @Test
  void oneContentIsOneWork() throws Exception {
    String again = line(2).replace("Work 2", "Another title");

    World.Run run = declare(line(1) + line(2) + again + lines(3, 1500) + line(1));

    assertThat(run.exitCode()).isZero();
    assertThat(world.network.size()).isEqualTo(1500);
    assertThat(World.text(noted().get(2), "sameAs")).isEqualTo("2");
    assertThat(World.text(noted().getLast(), "status")).isEqualTo("SAME_CONTENT");
    assertThat(World.text(noted().getLast(), "sameAs")).isEqualTo("1");
  }

  @Test
  void aLineAfterARefusedOneWithItsDigestIsDeclared() throws Exception {
    refuseTitle("Work 1", Reason.UNKNOWN_WORK);
    String second = line(1).replace("Work 1", "Call 13812345678");
    String third = line(1).replace("Work 1", "Better");

    declare(line(1) + second + third + third);

    assertThat(statuses()).containsExactly("REFUSED", "REFUSED", "REGISTERED", "SAME_CONTENT");
    assertThat(World.text(noted().getLast(), "sameAs")).isEqualTo("3");
    assertThat(world.network.size()).isEqualTo(1);
    assertThat(held()).isEmpty();
  }

  @Test
  void aRefusalOfTheNodeDoesNotStopTheRest() throws Exception {
    refuseTitle("Work 2", Reason.UNKNOWN_WORK);

    World.Run run = declare(lines(1, 3));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(statuses()).containsExactly("REGISTERED", "REFUSED", "REGISTERED");
    assertThat(World.text(noted().get(1), "reason")).isEqualTo("UNKNOWN_WORK");
    assertThat(run.out()).contains("line 2 (2)").contains("3 lines: 2 registered, 1 refused");
  }

  @Test
  void aRefusalOfTheSignerStopsBeforeItsLinesAreNoted() throws Exception {
    world.network.chain.rule =
        statement -> Optional.of(new Refusal(Reason.KEY_REVOKED, "signers: ended"));

    World.Run stopped = declare(lines(1, 3));
    world.network.chain.rule = statement -> Optional.empty();
    World.Run resumed = declare(lines(1, 3));

    assertThat(stopped.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(stopped.err()).contains("KEY_REVOKED");
    assertThat(resumed.exitCode()).isZero();
    assertThat(world.network.size()).isEqualTo(3);
  }

  @Test
  void whatIsHeldAndRefusedForGoodIsComposedAnew() throws Exception {
    loseAnswersFrom(1);
    declare(lines(1, 3), "--timeout", "1");
    // As if the chain had never taken them, and takes nothing of that key any more.
    List<String> first = recordIds();
    world.network.forgetAll();
    world.network.onSubmit = sent -> {};
    world.network.chain.rule =
        statement ->
            first.contains(statement.id().hex())
                ? Optional.of(new Refusal(Reason.KEY_REVOKED, "signers: ended"))
                : Optional.empty();

    World.Run run = declare(lines(1, 3));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.network.size()).isEqualTo(3);
    assertThat(held()).isEmpty();
  }

  @Test
  void goesOnWhereTheNetworkWentAwayAndDoublesNothing() throws Exception {
    String input = lines(1, 6 * GROUP + 7);
    loseAnswersFrom(2 * GROUP + 1);

    World.Run stopped = declare(input, "--timeout", "1", "--in-flight", "3");
    int notedFirst = noted().size();
    int standingFirst = world.network.size();
    world.network.onSubmit = sent -> {};
    world.network.troubles.clear();
    World.Run resumed = declare(input);

    assertThat(stopped.exitCode()).isEqualTo(ExitCodes.NETWORK);
    assertThat(stopped.err()).contains("and after: ").contains("run the same command again");
    assertThat(notedFirst).isEqualTo(2 * GROUP).isLessThan(standingFirst);
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).contains(notedFirst + " of them were noted before.");
    assertEverythingStandsOnce(6 * GROUP + 7);
  }

  @Test
  void aTornResultIsCutOffAndItsGroupFoundAgain() throws Exception {
    String input = lines(1, 1200);
    loseAnswersFrom(1);
    declare(input, "--timeout", "1");
    world.network.onSubmit = sent -> {};
    world.network.troubles.clear();
    Path copy = folder.resolve("copy");
    copy(folder.resolve("results.ndjson.outbox"), copy);
    declare(input);
    String whole = Files.readString(results);
    // As after a kill: some of a group is written, the last line torn, and the group still held.
    int cut = whole.indexOf('\n', whole.length() / 3) + 20;
    Files.writeString(results, whole.substring(0, cut));
    copy(copy, folder.resolve("results.ndjson.outbox"));

    World.Run run = declare(input);

    assertThat(run.exitCode()).isZero();
    assertThat(Files.readString(results)).isEqualTo(whole);
    assertEverythingStandsOnce(1200);
  }

  @Test
  void runAgainItSendsNothing() throws Exception {
    declare(lines(1, 20));
    String before = Files.readString(results);

    World.Run again = declare(lines(1, 20));

    assertThat(again.out()).contains("20 lines: 20 registered. 20 of them were noted before.");
    assertThat(Files.readString(results)).isEqualTo(before);
    assertThat(world.network.calls).containsExactly(20);
  }

  @Test
  void resultsOfAnotherInputAreRefused() throws Exception {
    declare(lines(1, 5));
    String before = Files.readString(results);
    List<String> others =
        List.of(
            lines(1, 4),
            line(1) + lines(3, 6),
            "\n" + lines(1, 5),
            lines(1, 5).replace("\"ref\":3", "\"ref\":33"));

    for (String other : others) {
      World.Run run = declare(other);

      assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCodes.LOCAL);
      assertThat(run.err()).contains("is not of this input");
      assertThat(Files.readString(results)).isEqualTo(before);
    }
    assertThat(world.network.size()).isEqualTo(5);
  }

  @Test
  void aFileOfSomethingElseIsLeftAlone() throws Exception {
    for (String content : List.of("dear diary", "{\"dear\":\"diary\"}\n")) {
      Files.writeString(results, content);

      World.Run run = declare(lines(1, 2));

      assertThat(run.exitCode()).isEqualTo(ExitCodes.LOCAL);
      assertThat(Files.readString(results)).isEqualTo(content);
    }
    assertThat(world.network.calls).isEmpty();
  }

  @Test
  void oneRunAtATimeWritesTheResults() throws Exception {
    try (ResultsFile _ = ResultsFile.open(results)) {
      assertThat(declare(line(1)).err()).contains("another run writes there");
    }
    assertThat(declare(line(1)).exitCode()).isZero();
  }

  @Test
  void resultsComeInTheOrderOfTheInput() throws Exception {
    declare(lines(1, 9500), "--in-flight", "8");

    assertThat(noted().stream().map(line -> number(line, "ref")))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 9500).mapToObj(i -> (long) i).toList());
    assertEverythingStandsOnce(9500);
  }

  @Test
  void holdsNoMoreThanItsGroups() throws Exception {
    int groups = 30;
    AtomicLong ahead = new AtomicLong();
    AtomicLong files = new AtomicLong();
    world.network.onSubmit = sent -> files.accumulateAndGet(held().size(), Math::max);
    world.in =
        new Lines(groups * GROUP) {
          @Override
          void onLine(int number) {
            ahead.accumulateAndGet(number - world.network.size(), Math::max);
          }
        };

    World.Run run = run("--from", "-", "--results", results, "--in-flight", "2");

    assertThat(run.exitCode()).isZero();
    assertEverythingStandsOnce(groups * GROUP);
    // Two on their way, two composed, one being read, and what one buffer of input holds.
    assertThat(ahead.get()).isLessThanOrEqualTo(6L * GROUP);
    assertThat(files.get()).isLessThanOrEqualTo(5);
  }

  @Test
  void readsStandardInputAndWritesStandardOutput() throws Exception {
    world.in = new ByteArrayInputStream((lines(1, 3) + "x\n").getBytes(StandardCharsets.UTF_8));

    World.Run run = run("--from", "-", "--json");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.json()).hasSize(5);
    assertThat(World.text(run.json().getFirst(), "status")).isEqualTo("REGISTERED");
    assertThat(run.json().getLast().text())
        .isEqualTo(
            "{\"summary\":{\"alreadyRegistered\":0,\"lines\":4,\"notedBefore\":0,\"refused\":1,"
                + "\"registered\":3,\"sameContent\":0}}");
    assertThat(outbox(creator.resolve("outbox"))).isEmpty();
  }

  @Test
  void withoutAFileTheNextCommandDeliversWhatWasSent() throws Exception {
    loseAnswersFrom(1);
    world.in = new ByteArrayInputStream(lines(1, 3).getBytes(StandardCharsets.UTF_8));
    World.Run stopped = run("--from", "-", "--json", "--timeout", "1");
    world.network.onSubmit = sent -> {};
    world.network.troubles.clear();

    declare(line(4));

    assertThat(stopped.exitCode()).isEqualTo(ExitCodes.NETWORK);
    assertThat(stopped.out()).isEmpty();
    assertThat(world.network.size()).isEqualTo(4);
    assertThat(outbox(creator.resolve("outbox"))).isEmpty();
  }

  @Test
  void looksUpWhatStandsOnlyWhenTold() throws Exception {
    declare(lines(1, 3));
    Files.delete(results);

    World.Run run = declare(lines(1, 4), "--check-registered");

    assertThat(run.out()).contains("1 registered, 3 already registered");
    assertThat(World.text(noted().getFirst(), "work"))
        .isEqualTo(world.network.statements().getFirst().id().hex());
    assertThat(world.network.size()).isEqualTo(4);
  }

  @Test
  void whatExcludesEachOtherIsAUsageError() throws Exception {
    Path list = list(line(1));
    List<List<Object>> wrong =
        List.of(
            List.of("--from", list),
            List.of("--from", list, "--results", results, list),
            List.of("--from", list, "--results", results, "--title", "x"),
            List.of("--from", list, "--results", results, "--work", digest(1)),
            List.of("--from", list, "--results", results, "--identifier", "DOI:10.1000/182"),
            List.of("--from", list, "--results", results, "--unpublished"),
            List.of("--from", list, "--results", list),
            List.of("--from", list, "--results", results, "--in-flight", "0"),
            List.of("--from", list, "--results", results, "--in-flight", "65"),
            List.of(list, "--results", results),
            List.of(list, "--check-registered"),
            List.of());

    for (List<Object> words : wrong) {
      World.Run run = run(words.toArray());
      assertThat(run.exitCode()).as("%s: %s", words, run.err()).isEqualTo(ExitCodes.USAGE);
    }
    assertThat(world.network.calls).isEmpty();
    assertThat(Files.readString(list)).isEqualTo(line(1));
  }

  private void assertEverythingStandsOnce(int count) throws IOException {
    assertThat(world.network.size()).isEqualTo(count);
    List<Json.Obj> noted = noted();
    assertThat(noted).hasSize(count);
    assertThat(noted.stream().map(line -> World.text(line, "record")).distinct()).hasSize(count);
    assertThat(noted.stream().map(line -> World.text(line, "status"))).containsOnly("REGISTERED");
    assertThat(held()).isEmpty();
  }

  /** The answers for that line and all after it are lost, though the records stand. */
  private void loseAnswersFrom(int line) {
    world.network.onSubmit =
        sent -> {
          if (sent.stream().anyMatch(record -> number(record) >= line)) {
            world.network.troubles.add(FakeNetwork.Trouble.LOST_ANSWER);
          }
        };
  }

  private static int number(byte[] record) {
    Matcher title = TITLE.matcher(new String(record, StandardCharsets.UTF_8));
    return title.find() ? Integer.parseInt(title.group(1)) : 0;
  }

  private void refuseTitle(String title, Reason reason) {
    world.network.chain.rule =
        statement ->
            statement.content() instanceof WorkDeclare work && work.title().equals(title)
                ? Optional.of(new Refusal(reason, "no such thing"))
                : Optional.empty();
  }

  private World.Run declare(String input, Object... more) throws IOException {
    return run(
        Stream.concat(Stream.of("--from", list(input), "--results", results), Stream.of(more))
            .toArray());
  }

  private World.Run run(Object... words) {
    return world.run(
        Stream.concat(Stream.of("work", "declare", "--profile", creator), Stream.of(words))
            .toArray());
  }

  private Path list(String input) throws IOException {
    return Files.writeString(folder.resolve("works.ndjson"), input);
  }

  private static String lines(int first, int last) {
    StringBuilder lines = new StringBuilder();
    IntStream.rangeClosed(first, last).forEach(i -> lines.append(line(i)));
    return lines.toString();
  }

  private static String line(int number) {
    return "{\"sha256\":\""
        + digest(number)
        + "\",\"size\":1,\"mediaType\":\"image/jpeg\",\"title\":\"Work "
        + number
        + "\",\"ref\":"
        + number
        + "}\n";
  }

  /** A good line with one more member. */
  private static String with(String name, String value) {
    String line = line(1).replace(",\"ref\":1", "").strip();
    return line.substring(0, line.length() - 1) + ",\"" + name + "\":" + value + "}";
  }

  private static String digest(int number) {
    return Hash.sha256(("work " + number).getBytes(StandardCharsets.US_ASCII)).hex();
  }

  private List<Json.Obj> noted() throws IOException {
    return Files.readString(results).lines().map(World::parse).toList();
  }

  private List<String> statuses() throws IOException {
    return noted().stream().map(line -> World.text(line, "status")).toList();
  }

  private static long number(Json.Obj line, String name) {
    return Long.parseLong(World.text(line, name));
  }

  private List<String> recordIds() {
    return world.network.statements().stream().map(statement -> statement.id().hex()).toList();
  }

  private List<Path> held() {
    return outbox(folder.resolve("results.ndjson.outbox"));
  }

  private static List<Path> outbox(Path where) {
    if (!Files.isDirectory(where)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(where)) {
      return files.toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : outbox(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  /** Makes its lines when they are asked for. */
  private abstract static class Lines extends InputStream {
    private final int count;
    private int made;
    private ByteArrayInputStream line = new ByteArrayInputStream(new byte[0]);

    Lines(int count) {
      this.count = count;
    }

    abstract void onLine(int number);

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int read = line.read(bytes, offset, length);
      if (read < 0 && made < count) {
        made++;
        onLine(made);
        line = new ByteArrayInputStream(line(made).getBytes(StandardCharsets.UTF_8));
        read = line.read(bytes, offset, length);
      }
      return read;
    }
  }
}
