package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ClientCertificate;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.colophon.config.NodeConfig;

/** One reader with a browser of its own: Debian's Chromium, driven by Playwright. */
final class BrowsedPages implements AutoCloseable {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final String SCAN =
      """
      async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']}))
          .violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).join(' | '))
      """;

  /** For a browser and nodes on a busy machine. */
  private static final int PATIENCE_MS = 180_000;

  private static final Locator.WaitForOptions DETACHED =
      new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);

  private final Playwright playwright;
  private final Browser browser;
  private final BrowserContext context;
  private final Page page;
  private final String language;
  private final URI node;
  private final List<String> complaints = new ArrayList<>();

  BrowsedPages(URI node, String language) {
    this(node, language, Optional.empty());
  }

  /** A reader whose browser holds a certificate, and shows it to the node. */
  BrowsedPages(URI node, String language, Optional<NodeConfig.Tls> identity) {
    this.node = node;
    this.language = language;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium())
                    .setTimeout(PATIENCE_MS)
                    // Chromium has no sandbox for root.
                    .setArgs(
                        System.getProperty("user.name").equals("root")
                            ? List.of("--no-sandbox")
                            : List.of()));
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setIgnoreHTTPSErrors(true)
            .setLocale(language.equals("zh") ? "zh-CN" : "en-GB")
            .setReducedMotion(ReducedMotion.REDUCE)
            .setViewportSize(1280, 900);
    identity.ifPresent(tls ->
        options.setClientCertificates(
            List.of(
                new ClientCertificate(node.toString())
                    .setCertPath(tls.certificate())
                    .setKeyPath(tls.key()))));
    context = browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MS);
    page = context.newPage();
    page.onDialog(Dialog::accept);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onRequest(request -> {
      if (!request.url().startsWith(node.toString()) && !request.url().startsWith("blob:")) {
        complaints.add("asked elsewhere: " + request.url());
      }
    });
  }

  private static Path chromium() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no chromium on the PATH: install it (Debian package chromium), or run without"
                    + " the tests of the group browser"));
  }

  /** Opens a route, such as {@code chain}, and waits until it is shown. */
  BrowsedPages open(String route) {
    page.navigate(node + "/#/" + route);
    return awaitRoute(route);
  }

  BrowsedPages awaitRoute(String route) {
    page.waitForSelector("main[data-shown='#/" + route + "']");
    return this;
  }

  /** The first element of a selector, once it is there. */
  Locator see(String selector) {
    Locator found = page.locator(selector).first();
    found.waitFor();
    return found;
  }

  /** Whether there is such an element now. */
  boolean isThere(String selector) {
    return page.locator(selector).count() > 0;
  }

  /** How many elements there are of a selector. */
  int all(String selector) {
    see(selector);
    return page.locator(selector).count();
  }

  void choose(String selector, String name, byte[] bytes) {
    page.locator(selector).setInputFiles(new FilePayload(name, "application/octet-stream", bytes));
  }

  /** Signs in as a subject with the key in a file, and waits until the page says so. */
  void signIn(String subject, byte[] pem) {
    open("key").write("#subject", subject);
    choose("#key-file", "key.pem", pem);
    see("[data-signed-in='" + subject + "']");
  }

  /** Chooses several files at once, each with its name as its content. */
  void chooseAll(String selector, List<String> names) {
    page.locator(selector)
        .setInputFiles(
            names.stream()
                .map(name ->
                    new FilePayload(name, "text/plain", name.getBytes(StandardCharsets.UTF_8)))
                .toArray(FilePayload[]::new));
  }

  void click(String selector) {
    see(selector).click();
  }

  void check(String selector) {
    page.locator(selector).check();
  }

  void select(String selector, String value) {
    page.locator(selector).selectOption(value);
  }

  /** Writes into a field without sending its form. */
  void write(String selector, String text) {
    page.locator(selector).fill(text);
  }

  /** The file that a click saves. */
  byte[] save(String selector) throws IOException {
    Download download = page.waitForDownload(() -> click(selector));
    try (InputStream bytes = download.createReadStream()) {
      return bytes.readAllBytes();
    }
  }

  /** Loads the page anew, as somebody does who closed it in between. */
  BrowsedPages reload(String route) {
    page.reload();
    return awaitRoute(route);
  }

  /** From now on no request for this path comes through. */
  void cutOff(String path) {
    page.route("**" + path, route -> route.abort());
  }

  /** They come through again; what the browser said of it is forgotten. */
  void letThrough(String path) {
    page.unroute("**" + path);
    assertThat(complaints).as(language).allMatch(text -> text.contains("net::ERR_FAILED"));
    complaints.clear();
  }

  /** What a script gives in the page's own world. */
  Object evaluate(String script) {
    return page.evaluate(script);
  }

  void fill(String selector, String text) {
    page.locator(selector).fill(text);
    page.locator(selector).press("Enter");
  }

  /** Moves a slider to a value, as somebody who lets go of it there. */
  void slide(String selector, int value) {
    page.locator(selector)
        .evaluate(
            "(input, value) => { input.value = value; input.dispatchEvent(new Event('input'));"
                + " input.dispatchEvent(new Event('change')); }",
            value);
  }

  /** Scrolls a long list down, while it loads, until its row of that number is there. */
  void scrollToRow(String list, int row) {
    Locator wanted = page.locator(list + " li[aria-posinset='" + row + "']");
    see(list + " li");
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000L;
    while (wanted.count() == 0 && System.nanoTime() < end) {
      page.locator(list).evaluate("list => { list.scrollTop += list.clientHeight; }");
      page.waitForTimeout(50);
    }
    wanted.waitFor();
  }

  /**
   * Goes to the end of a list that loads as it is scrolled, again and again until it has so many
   * rows.
   */
  void scrollToEnd(String list, int rows) {
    Locator last = page.locator(list + " li[aria-posinset='" + rows + "']");
    see(list + " li");
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000L;
    while (last.count() == 0 && System.nanoTime() < end) {
      page.locator(list).evaluate("list => { list.scrollTop = list.scrollHeight; }");
      page.waitForTimeout(50);
    }
    last.waitFor();
  }

  byte[] fetch(String path) {
    return context
        .request()
        .get(node + path, RequestOptions.create().setTimeout(PATIENCE_MS))
        .body();
  }

  /** What is seen of the page. */
  byte[] picture() {
    return page.screenshot();
  }

  /** Keeps a picture, and demands that the page is accessible (WCAG 2.2 AA, as far as axe sees). */
  BrowsedPages looksRight(String name) throws IOException {
    settle();
    picture(name);
    // Its text is evaluated by the browser's debugger: the page's own policy would not let it in.
    page.evaluate(axe());
    assertThat((List<?>) page.evaluate(SCAN)).as("%s in %s", name, language).isEmpty();
    return this;
  }

  void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(PICTURES.resolve(name + "-" + language + ".png"))
            .setFullPage(true));
  }

  /** The same page on a phone and in the dark. */
  void onPhoneInTheDark(String name) throws IOException {
    page.setViewportSize(390, 844);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    looksRight(name + "-phone-dark");
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("%s fits a phone", name)
        .isEqualTo(true);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(1280, 900);
  }

  /** Bytes over the wire until a page is shown that was never loaded before. */
  long coldBytes(String route) {
    AtomicLong bytes = new AtomicLong();
    CDPSession session = context.newCDPSession(page);
    session.send("Network.enable");
    session.on(
        "Network.loadingFinished",
        event -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
    open(route);
    settle();
    session.detach();
    return bytes.get();
  }

  /** Nothing is being asked for any more. */
  private void settle() {
    page.locator(".state.waiting").last().waitFor(DETACHED);
  }

  /** Demands that the browser complained of nothing so far. */
  void noComplaint() {
    assertThat(complaints).as(language).isEmpty();
  }

  /** Demands that all it complained of was a refusal of the node's, and forgets it. */
  void onlyRefusals() {
    assertThat(complaints).as(language).allMatch(text -> text.contains("status of 4"));
    complaints.clear();
  }

  private static String axe() throws IOException {
    try (InputStream script = BrowsedPages.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    playwright.close();
  }
}
