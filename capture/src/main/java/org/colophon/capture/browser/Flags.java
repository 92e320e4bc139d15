package org.colophon.capture.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How Chromium is started, so that it brings nothing of its own and hides nothing. */
final class Flags {
  private static final List<String> ALWAYS =
      List.of(
          "--headless",
          "--remote-debugging-pipe",
          "--net-log-capture-mode=Everything",
          "--disable-gpu",
          // Its frames are not in the log in clear.
          "--disable-quic",
          "--no-proxy-server",
          "--no-first-run",
          "--no-default-browser-check",
          "--disable-extensions",
          "--disable-component-extensions-with-background-pages",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-default-apps",
          "--disable-domain-reliability",
          "--disable-client-side-phishing-detection",
          "--disable-sync",
          "--disable-breakpad",
          "--disable-features=NetworkTimeServiceQuerying,OptimizationHints,MediaRouter,Translate",
          "--no-pings",
          "--mute-audio",
          "--hide-scrollbars",
          "--password-store=basic",
          "--use-mock-keychain",
          // What is at the bottom of a page is drawn like what is at its top.
          "--disable-background-timer-throttling",
          "--disable-renderer-backgrounding");

  private Flags() {}

  static List<String> of(TemporaryFolder folder, boolean isRoot) {
    List<String> flags = new ArrayList<>(ALWAYS);
    flags.add("--user-data-dir=" + folder.profile());
    flags.add("--log-net-log=" + folder.netLog());
    if (isRoot) {
      flags.add("--no-sandbox");
    }
    return flags;
  }

  /** Nothing of the user's: no proxy, no preloaded library, no other home. */
  static Map<String, String> environment(TemporaryFolder folder) {
    return Map.of(
        "PATH",
        "/usr/bin:/bin",
        "HOME",
        folder.home().toString(),
        "TMPDIR",
        folder.temporary().toString(),
        "XDG_RUNTIME_DIR",
        folder.temporary().toString(),
        "LANG",
        "C.UTF-8",
        "TZ",
        "UTC");
  }
}
