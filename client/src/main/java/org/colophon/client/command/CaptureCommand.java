package org.colophon.client.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.capture.CaptureException;
import org.colophon.capture.CaptureLimits;
import org.colophon.capture.CaptureRequest;
import org.colophon.capture.Captured;
import org.colophon.capture.Capturer;
import org.colophon.capture.WebPage;
import org.colophon.capture.surroundings.Resolver;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.AtomicFiles;
import org.colophon.client.file.Hasher;
import org.colophon.client.net.NetworkException;
import org.colophon.client.submit.PrivateFolders;
import org.colophon.client.submit.Signatory;
import org.colophon.client.view.CaptureText;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Stated;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.BlockView;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a page down and records it. */
@Command(
    name = "capture",
    header = "Takes a page of the web down with Chromium, and records it.",
    description =
        "%nPicture, document, all traffic (WACZ), names, certificates and the check of this machine"
            + " lie in a folder that stays here; the chain learns the address and the digests of"
            + " all, in clear and for ever. What may not be seen is deposited instead (colophon"
            + " evidence deposit). Chromium is Debian's package chromium.%n",
    footer = {
      "%nExamples:",
      "  colophon capture https://example.org/gallery/7 --relation none",
      "  colophon capture https://example.org/7 --out gallery-7 \\",
      "    --language zh-CN,zh --stated 'storage=write-once disk'",
      StatedOption.WHAT,
      "Of cleanliness the automatic check says what it found, unless you do.",
      "%nWith --json: {\"type\",\"record\",\"url\",\"folder\",\"title\",\"ending\",\"parts\",%n"
          + "\"findings\",\"remarks\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaptureCommand extends JsonCommand {
  private static final int STATED_CHARS_MAX = 512;
  private static final int NAME_CHARS_MAX = 128;
  private static final String NO_RESOLVER = "none";

  @Parameters(paramLabel = "URL", description = "The address: http or https.")
  private String url;

  @Option(
      names = "--relation",
      defaultValue = "PARTY",
      paramLabel = "RELATION",
      description =
          "How you stand to the parties: ${COMPLETION-CANDIDATES} (default: party, which claims the"
              + " least).")
  private EvidenceCapture.Relation relation;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the files, made anew (default: in the profile's captures/).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--browser",
      paramLabel = "PATH",
      description = "Chromium (default: chromium on the PATH).")
  private Optional<Path> browser = Optional.empty();

  @Option(
      names = "--language",
      paramLabel = "LIST",
      defaultValue = "en-US,en",
      description = "Languages that the browser asks for (default: ${DEFAULT-VALUE}).")
  private String language;

  @Option(
      names = "--resolver",
      paramLabel = "ADDRESS",
      defaultValue = "223.5.5.5",
      description =
          "A second resolver, which is asked for the page's host, or none (default:"
              + " ${DEFAULT-VALUE}).")
  private String resolver;

  @Option(
      names = "--accept-certificate",
      paramLabel = "FILE",
      description =
          "Certificates (PEM) whose keys are taken although they do not hold; the record's"
              + " transcript says so.")
  private List<Path> accepted = new ArrayList<>();

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "For the page to load and come to rest (default: ${DEFAULT-VALUE}).")
  private long timeLimitSeconds;

  @Option(
      names = "--traffic-limit",
      paramLabel = "MIB",
      defaultValue = "256",
      description = "What may come over the network (default: ${DEFAULT-VALUE}).")
  private long trafficLimitMib;

  @Option(
      names = "--about",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record that it concerns.")
  private Optional<RecordId> about = Optional.empty();

  @Mixin private StatedOption stated;

  @Override
  public Integer call() throws Exception {
    WebPage page = page();
    Optional<Resolver> second = secondResolver();
    try (Session session = open()) {
      Signatory signatory = session.signatory();
      refuseEarly(signatory, page);
      Path folder = newFolder(session, page);
      Captured captured = capture(page, second, folder, chainTime(session));
      EvidenceCapture content = content(page, captured);
      Instant sentAt = context().clock().instant();
      byte[] statement = signatory.compose(Role.DEPOSITOR, content);
      // Before it is sent: whatever comes of that, the files are there.
      if (json) {
        remark("taken down: " + folder);
      } else {
        CaptureText.captured(captured, folder, style()).forEach(this::print);
      }
      Receipt receipt = session.deliver(signatory.sign(statement));
      note(folder, receipt, sentAt);
      tell(page, folder, captured, content, receipt);
      return ExitCodes.OK;
    }
  }

  private WebPage page() throws Failure {
    try {
      return WebPage.parse(url);
    } catch (CaptureException e) {
      throw failure(e);
    }
  }

  private Optional<Resolver> secondResolver() throws Failure {
    try {
      return resolver.equals(NO_RESOLVER)
          ? Optional.empty()
          : Optional.of(Resolver.parse(resolver));
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--resolver: " + e.getMessage());
    }
  }

  private static Failure failure(CaptureException e) {
    int exitCode =
        switch (e.reason()) {
          case BAD_ADDRESS -> ExitCodes.USAGE;
          case NO_BROWSER -> ExitCodes.LOCAL;
          case NO_PAGE, DOWNLOAD -> ExitCodes.REFUSED;
        };
    return new Failure(exitCode, e.reason().name(), String.valueOf(e.getMessage()));
  }

  /** What a node would refuse of the address and the words is refused before a page is loaded. */
  private void refuseEarly(Signatory signatory, WebPage page) throws RefusedException {
    ContentDigest nothing =
        new ContentDigest(Hash.sha256(new byte[0]), Optional.empty(), 0, "application/wacz");
    EvidenceCapture.Part part = new EvidenceCapture.Part(EvidenceCapture.Kind.WACZ, nothing);
    signatory.compose(
        Role.DEPOSITOR,
        content(page, new Timestamp(0), "tool", "0", "clock", List.of(part), Map.of()));
  }

  private Path newFolder(Session session, WebPage page) throws IOException, Failure {
    String name =
        context().clock().instant().toString().replaceAll("[:.]", "-")
            + "-"
            + page.host().replaceAll("[^a-z0-9.-]", "_");
    Path folder = out.orElseGet(() -> session.captures().resolve(name));
    if (Files.exists(folder)) {
      throw Failure.local(folder + ": there is such a folder or file already");
    }
    PrivateFolders.create(folder);
    return folder;
  }

  private Captured capture(
      WebPage page, Optional<Resolver> second, Path folder, List<String> chainTime)
      throws IOException, InterruptedException, Failure {
    CaptureLimits limits =
        CaptureLimits.DEFAULT.with(
            Duration.ofSeconds(Math.clamp(timeLimitSeconds, 1, 3_600)),
            Math.clamp(trafficLimitMib, 1, 4_096) << 20);
    CaptureRequest request =
        new CaptureRequest(
            page, browser, language, second, accepted, chainTime, context().environment(), limits);
    boolean isDone = false;
    try {
      Captured captured = Capturer.capture(request, folder, context().clock());
      isDone = true;
      return captured;
    } catch (CaptureException e) {
      throw failure(e);
    } finally {
      if (!isDone) {
        remove(folder);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  /** This machine's clock beside the chain's, as far as the chain says before the record stands. */
  private List<String> chainTime(Session session) throws IOException {
    Instant here = context().clock().instant();
    try {
      BlockView block = session.network().newestBlock();
      return List.of(
          "the chain's newest block "
              + block.getHeight()
              + " has the time "
              + Instant.ofEpochMilli(block.getTime())
              + "; this machine's clock said "
              + here
              + " when it was asked for"
              + (here.toEpochMilli() < block.getTime() ? ": it is behind the chain" : ""));
    } catch (NetworkException e) {
      return List.of("the chain did not say what time it has");
    }
  }

  private EvidenceCapture content(WebPage page, Captured captured)
      throws IOException, RefusedException {
    List<EvidenceCapture.Part> parts = new ArrayList<>();
    for (Captured.File file : captured.files()) {
      parts.add(new EvidenceCapture.Part(file.kind(), Hasher.hash(file.path()).digest()));
    }
    return content(
        page,
        new Timestamp(captured.visited().startedAt().toEpochMilli()),
        captured.tool(),
        captured.toolVersion(),
        captured.clock(),
        parts,
        Map.of("cleanliness", cut(captured.cleanliness(), STATED_CHARS_MAX)));
  }

  private EvidenceCapture content(
      WebPage page,
      Timestamp at,
      String tool,
      String toolVersion,
      String clock,
      List<EvidenceCapture.Part> parts,
      Map<String, String> found)
      throws RefusedException {
    Stated all = stated.with(found);
    return new EvidenceCapture(
        page.uri().toString(),
        at,
        tool,
        cut(toolVersion, NAME_CHARS_MAX),
        cut(clock, NAME_CHARS_MAX),
        relation,
        parts,
        all,
        about);
  }

  private static String cut(String text, int charsMax) {
    return text.substring(0, Math.min(text.length(), charsMax));
  }

  /** Keeps the receipt beside the files: between these two times the chain's clock said that. */
  private void note(Path folder, Receipt receipt, Instant sentAt) throws IOException {
    Json note =
        Json.object()
            .put("record", receipt.getId())
            .put("height", receipt.getHeight())
            .put("blockTime", receipt.getTime())
            .put("sentAt", sentAt.toEpochMilli())
            .put("receiptAt", context().clock().millis())
            .build();
    AtomicFiles.write(
        folder.resolve("receipt.json"), (note.text() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void tell(
      WebPage page, Path folder, Captured captured, EvidenceCapture content, Receipt receipt) {
    if (json) {
      printJson(
          RecordType.EVIDENCE_CAPTURE,
          receipt,
          more ->
              CaptureText.json(more, captured, content, folder).put("url", page.uri().toString()));
    } else {
      printReceipt("capture recorded", receipt);
    }
  }
}
