package org.colophon.benchmarks;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How soon a person can use a page whose files their browser has never fetched. */
final class Pages {
  private static final int VIEWS = 9;

  /** From the moment the page was asked for until the route is drawn and its handlers stand. */
  private static final String SINCE_ASKED = "() => performance.now()";

  private static final String BYTES =
      """
      () => ['navigation', 'resource']
          .flatMap(kind => performance.getEntriesByType(kind))
          .reduce((sum, entry) => sum + entry.transferSize, 0)
      """;

  private final Stage stage;

  Pages(Stage stage) {
    this.stage = stage;
  }

  /** The front page, the chain's, and a work's. */
  void run() throws Exception {
    String work = stage.known().getFirst().id();
    URI node = stage.cluster().uri(stage.cluster().leader());
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(options())) {
      view(browser, "front page", node, "");
      view(browser, "page of the chain", node, "chain");
      view(browser, "page of a work", node, "work/" + work);
    }
  }

  private static BrowserType.LaunchOptions options() {
    Path chromium =
        Stream.of(System.getenv("PATH").split(":", -1))
            .map(folder -> Path.of(folder, "chromium"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "no chromium on the PATH: install it (Debian package chromium)"));
    // Chromium has no sandbox for root.
    boolean root = System.getProperty("user.name").equals("root");
    return new BrowserType.LaunchOptions()
        .setExecutablePath(chromium)
        .setArgs(root ? List.of("--no-sandbox") : List.of());
  }

  private void view(Browser browser, String name, URI node, String route) {
    double[][] views =
        IntStream.range(0, VIEWS)
            .mapToObj(i -> view(browser, node + "/#/" + route))
            .sorted((one, other) -> Double.compare(one[0], other[0]))
            .toArray(double[][]::new);
    stage.results().put(name, "ms until usable, median", views[VIEWS / 2][0]);
    stage.results().put(name, "ms until usable, worst", views[VIEWS - 1][0]);
    stage.results().put(name, "KiB over the wire", views[0][1] / 1024);
  }

  /** Milliseconds and bytes. */
  private static double[] view(Browser browser, String address) {
    try (BrowserContext cold =
        browser.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true))) {
      Page page = cold.newPage();
      page.navigate(address);
      page.waitForSelector("main[data-shown]");
      return new double[] {number(page, SINCE_ASKED), number(page, BYTES)};
    }
  }

  private static double number(Page page, String script) {
    return ((Number) page.evaluate(script)).doubleValue();
  }
}
