package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.colophon.node.doctor.Doctor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever runs a node is shown in a browser what its doctor finds; everybody else is not. */
@Tag("browser")
final class OperatorPageTest {
  private static final String NODE = "court-1";
  private static final String OTHER = "notary-1";

  /** Several askers at once, and when what each was given was made. */
  private static final String AT_ONCE =
      """
      async () => {
        const ask = async () => (await (await fetch('/v1/examination')).json()).time;
        return new Set(await Promise.all([ask(), ask(), ask(), ask()])).size;
      }
      """;

  private static final String FOUND =
      """
      async () => (await (await fetch('/v1/examination')).json())
          .findings.map(({severity, topic}) => `${severity} ${topic}`)
      """;

  @TempDir private static Path directory;
  private static InProcessNetwork network;

  @BeforeAll
  static void aNetworkRuns() throws Exception {
    network = InProcessNetwork.started(directory.resolve("net"), 4, 1);
  }

  @AfterAll
  static void stop() {
    if (network != null) {
      network.close();
    }
  }

  private static BrowsedPages browser(String node, String language, String profile)
      throws Exception {
    return new BrowsedPages(network.uri(node), language, network.profile(profile).tls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void anOperatorIsShownWhatIsWrongAndWhatToDo(String language) throws Exception {
    try (BrowsedPages pages = browser(NODE, language, "operator")) {
      pages.open("desk").click("a[href='#/doctor']");
      pages.see("[data-worst]");
      examineUntil(pages, "dl [lang=en]:text('4 of 4 validators reached')");
      pages.looksRight("doctor");
      network.stop(OTHER);
      try {
        examineUntil(pages, "[data-severity]:has-text('3 of 4 validators reached')");
        pages.see("[data-severity=WARNING]:has-text('" + OTHER + "-node') b");
        pages.looksRight("doctor-one-down").onPhoneInTheDark("doctor-one-down");
      } finally {
        network.start(OTHER);
      }
      pages.see(".actions a[href='#/network']");
      pages.noComplaint();
    }
  }

  /** What was found a moment ago is given again for some seconds. */
  private static void examineUntil(BrowsedPages pages, String selector) throws Exception {
    while (!pages.isThere(selector)) {
      pages.click("[data-does=examine]");
      pages.see("[data-worst]");
      Thread.sleep(500);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everybodyElseIsToldHowAnOperatorComesIn(String language) throws Exception {
    try (BrowsedPages anybody = new BrowsedPages(network.uri(NODE), language);
        // The certificate of another organisation's operator, whose pseudonym the node's settings
        // name.
        BrowsedPages namesake = browser("ip-office-1", language, "operator")) {
      anybody.open("doctor").see("#no-operator");
      anybody.looksRight("doctor-refused").onPhoneInTheDark("doctor-refused");
      anybody.open("desk").see(".note");
      assertThat(anybody.isThere("a[href='#/doctor']")).isFalse();
      anybody.noComplaint();
      assertThat(network.config("ip-office-1").node().operators()).contains("operator");
      namesake.open("doctor");
      assertThat(namesake.see("#no-operator").textContent()).contains("operator", "court-1");
      assertThat(text(namesake.fetch("/v1/examination"))).contains("NOT_AUTHORISED");
      assertThat(text(anybody.fetch("/v1/examination"))).contains("NOT_AUTHORISED");
      namesake.noComplaint();
    }
  }

  @Test
  void theRunningNodeFindsWhatTheCommandFindsAndOnceForAllWhoAsk() throws Exception {
    try (BrowsedPages pages = browser(NODE, "en", "operator")) {
      network.awaitSealed();
      pages.open("network");
      // What was found may come to its end between two of those that ask at once.
      for (int tries = 0; !pages.evaluate(AT_ONCE).equals(1); tries++) {
        assertThat(tries).isLessThan(5);
      }
      Path settings = network.directory.resolve(NODE).resolve("node.yaml");
      List<String> byCommand = byCommand(settings);
      List<String> found = byNode(pages);
      // A network changes between two examinations; what was found is given again for five seconds.
      for (int tries = 0; tries < 10 && !found.equals(byCommand); tries++) {
        Thread.sleep(6_000);
        byCommand = byCommand(settings);
        found = byNode(pages);
      }
      assertThat(found).isEqualTo(byCommand);
    }
  }

  private static List<String> byCommand(Path settings) throws Exception {
    return Doctor.examine(settings, System::currentTimeMillis).stream()
        .map(finding -> finding.severity() + " " + finding.topic())
        .sorted()
        .toList();
  }

  private static List<String> byNode(BrowsedPages pages) {
    return ((List<?>) pages.evaluate(FOUND)).stream().map(String::valueOf).sorted().toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
