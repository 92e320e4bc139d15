package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.colophon.core.OrgId;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.Right;
import org.colophon.crypto.Hash;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers of both languages walk through the pages of a node that runs, with a browser. */
@Tag("browser")
final class ExplorerTest {
  private static final byte[] SONG =
      "It is late, and the river carries the moon.".getBytes(StandardCharsets.UTF_8);

  /** What the first view may weigh on the wire, in bytes. */
  private static final long COLD_BYTES_MAX = 300_000;

  @TempDir private static Path directory;
  private static InProcessNetwork network;
  private static String node;
  private static String subject;
  private static String workId;
  private static TestRecord declaration;

  @BeforeAll
  static void aWorkHasAStory() throws Exception {
    network = InProcessNetwork.started(directory.resolve("net"), 3, 1);
    node = network.validators().getFirst();
    try (LedgerClient client = network.client("creator")) {
      TestRecords records = network.records();
      Actor creator = network.actor("creator");
      Actor publisher = network.actor("publisher");
      Actor registrar = network.actor("registrar");
      subject = creator.subject().text();
      network.accept(client, records.register(registrar, creator));
      network.accept(client, records.register(registrar, publisher));
      TestRecord draft = records.draft(creator, records.commitment(creator, records.hash("draft")));
      network.accept(client, draft);
      workId = draft.work().hex();
      declaration = records.declareDrafted(creator, draft.work(), Hash.sha256(SONG));
      network.accept(client, declaration);
      network.accept(client, records.transfer(creator, publisher, draft.work(), 2_500));
      network.accept(
          client,
          records.grant(
              creator, publisher, draft.work(), TestTerms.of(Right.REPRODUCTION).exclusive()));
      network.accept(client, records.declare(publisher, Hash.sha256(SONG)));
      network.accept(
          client, records.object(publisher, draft.work(), ObjectionRaise.Ground.COPYING));
      network.accept(client, records.apply(creator, draft.work(), new OrgId("ip-office-1")));
      List<byte[]> others =
          IntStream.range(0, 150)
              .mapToObj(i -> records.declare(creator, records.hash("other " + i)).bytes())
              .toList();
      assertThat(client.submit(others)).allMatch(Outcome::hasReceipt);
      network.awaitSealed();
    }
  }

  @AfterAll
  static void stop() {
    if (network != null) {
      network.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void aReaderFindsProofOfEverything(String language) throws Exception {
    try (BrowsedPages pages = new BrowsedPages(network.uri(node), language)) {
      assertThat(pages.coldBytes("")).isBetween(1L, COLD_BYTES_MAX);
      verifiesFiles(pages);
      verifiesBundles(pages);
      scansCodes(pages);
      searchesTitles(pages);
      readsTheWork(pages);
      breaksTheProof(pages);
      followsTheChain(pages);
      seesTheNetworkAndDesks(pages);
      pages.noComplaint();
      isToldWhatIsWrong(pages);
    }
  }

  private static void verifiesFiles(BrowsedPages pages) throws Exception {
    pages.looksRight("verify").onPhoneInTheDark("verify");
    pages.choose("#file", "song.txt", SONG);
    pages.see("[data-verdict=FOUND]");
    assertThat(pages.see("#answer .digest code").textContent()).isEqualTo(Hash.sha256(SONG).hex());
    assertThat(pages.see(".registration a.hash").getAttribute("title"))
        .isEqualTo(declaration.id().hex());
    pages.looksRight("found");
    pages.choose("#file", "other.txt", new byte[] {1});
    pages.see("[data-verdict=NOT_FOUND]");
    pages.fill("#digest", "no digest");
    assertThat(pages.see("#digest-complaint").textContent()).contains("64");
  }

  private static void verifiesBundles(BrowsedPages pages) throws Exception {
    byte[] bundle = pages.fetch("/v1/records/" + declaration.id() + "/evidence.zip");
    pages.choose("#file", "evidence.zip", bundle);
    pages.see("[data-verdict=VERIFIED]");
    pages.choose("[data-gives=original]", "song.txt", SONG);
    pages.see("[data-check=FILE].held");
    pages.looksRight("bundle");
    byte[] changed = bundle.clone();
    changed[changed.length / 2] ^= 1;
    pages.choose("#file", "changed.zip", changed);
    pages.see(".verdict.bad");
    assertThat(pages.see(".step.failed").getAttribute("data-check")).isNotEqualTo("FILE");
    pages.looksRight("bundle-refused");
  }

  private static void scansCodes(BrowsedPages pages) throws Exception {
    pages.open("");
    byte[] pdf = pages.fetch("/v1/records/" + declaration.id() + "/certificate.pdf?language=zh-en");
    pages.choose("#code", "certificate.png", firstPage(pdf));
    pages.see("[data-code=SAME]");
    pages.see("[data-verdict=VERIFIED]");
    pages.looksRight("scanned");
    pages.choose("#code", "no-code.png", pages.picture());
    pages.see("[data-code=NO_CODE]");
    pages.choose("#code", "other.png", code("colophon:other/chain?record=%s&root=%1$s"));
    pages.see("[data-code=OTHER_CHAIN]");
    pages.choose(
        "#code",
        "forged.png",
        code("colophon:" + network.genesis().chain() + "?record=" + declaration.id() + "&root=%s"));
    pages.see("[data-code=DIFFERS]");
    pages.looksRight("scanned-forged");
  }

  /** As a scanner gives it. */
  private static byte[] firstPage(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return png(new PDFRenderer(document).renderImageWithDPI(0, 150));
    }
  }

  private static byte[] code(String text) throws IOException {
    QrCode code = QrCode.encodeText(text.formatted("ab".repeat(32)), QrCode.Ecc.MEDIUM);
    int side = code.size + 8;
    BufferedImage image = new BufferedImage(side * 6, side * 6, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, code.getModule(x / 6 - 4, y / 6 - 4) ? 0 : 0xffffff);
      }
    }
    return png(image);
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static void searchesTitles(BrowsedPages pages) throws Exception {
    pages.open("search").fill("#q", "江花月");
    pages.see("#titled .result:nth-child(20)");
    assertThat(pages.see("#titled .result h2 a").getAttribute("href")).endsWith(workId);
    pages.looksRight("titles");
    pages.see("#titled button").click();
    pages.see("#titled .result:nth-child(40)");
    pages.open("search?q=nothing%20is%20called%20so").see(".state:not(.waiting) .note");
    pages.looksRight("nothing-found");
  }

  private static void readsTheWork(BrowsedPages pages) throws Exception {
    pages.open("search").fill("#q", workId);
    pages.see(".result h2 a").click();
    pages.awaitRoute("work/" + workId);
    pages.see(".lanes .point.attested");
    pages.see(".rights .passing");
    pages.see(".licence .strip.IN_FORCE");
    pages.see(".conflict");
    pages.looksRight("work").onPhoneInTheDark("work");
    pages.slide("#as-of", 0);
    pages.see(".as-of-part:not(:has(.licence)) .state:not(.waiting)");
  }

  private static void breaksTheProof(BrowsedPages pages) throws Exception {
    pages.open("record/" + declaration.id().hex());
    pages.see("[data-signatures=held]");
    pages.see(".tree[data-holds=true]");
    pages.looksRight("record");
    pages.see("[data-drill=flip]").click();
    pages.see(".tree[data-holds=false] .node.root.broken");
    pages.looksRight("drill");
    pages.see("[data-drill=restore]").click();
    pages.see(".tree[data-holds=true]");
  }

  private static void followsTheChain(BrowsedPages pages) throws Exception {
    pages.open("chain").see(".block-row time");
    pages.looksRight("chain");
    pages.see(".block-row a").click();
    pages.see(".tree[data-holds=true]");
    pages.looksRight("block");
    pages.open("seal/newest").see("[data-verdict=VERIFIED]");
    pages.looksRight("seal");
  }

  private static void seesTheNetworkAndDesks(BrowsedPages pages) throws Exception {
    pages.open("network").see("[data-verdict=WELL]");
    assertThat(pages.all("#members ~ .scroll tbody tr")).isEqualTo(network.nodes().size());
    pages.looksRight("network");
    pages.open("desk/ip-office-1").see("td a[href^='#/application/']").click();
    pages.see("table");
    pages.looksRight("application");
    pages.open("desk/court-1").looksRight("desk");
    pages.open("subject/" + subject).scrollToRow(".virtual", 150);
    assertThat(pages.all(".virtual li")).isLessThan(60);
    pages.looksRight("subject");
  }

  private static void isToldWhatIsWrong(BrowsedPages pages) throws Exception {
    pages.open("record/" + "0".repeat(64)).see(".state.refused");
    assertThat(pages.see(".state.refused code").textContent()).isEqualTo("NOT_FOUND");
    pages.looksRight("refused");
    pages.open("nowhere").see(".state.refused");
    pages.onlyRefusals();
  }
}
