package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A work that very much happened to can be read from its first event to its last. */
@Tag("browser")
@Tag("long")
final class LongWorkPageTest {
  private static final int EVENTS = 10_000;
  private static final int TOGETHER = 500;

  /** Rows in the page at one time, whatever the list's length. */
  private static final int ROWS_MAX = 60;

  /**
   * What opening the page may weigh on the wire, in bytes: the site, and the first of the events.
   */
  private static final long COLD_BYTES_MAX = 1_000_000;

  /** Whether the reader sees the last row, not only whether it is there. */
  private static final String LAST_IS_IN_VIEW =
      """
      () => {
        const list = document.querySelector('.virtual');
        const view = list.getBoundingClientRect();
        const row = list.querySelector('li:last-child').getBoundingClientRect();
        return row.top < view.bottom && row.bottom > view.top;
      }
      """;

  @TempDir private Path directory;

  @Test
  void aWorkWithTenThousandEventsIsReadToItsEnd() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 1, 0);
        LedgerClient client = network.client("creator")) {
      String work = published(network, client);
      try (BrowsedPages pages =
          new BrowsedPages(network.uri(network.validators().getFirst()), "en")) {
        assertThat(pages.coldBytes("work/" + work)).isBetween(1L, COLD_BYTES_MAX);
        assertThat(pages.all(".virtual li")).isLessThan(ROWS_MAX);
        pages.scrollToEnd(".virtual", EVENTS);
        assertThat(pages.all(".virtual li")).isLessThan(ROWS_MAX);
        assertThat(pages.see(".virtual li[aria-posinset='" + EVENTS + "'] h3").textContent())
            .isEqualTo("Publication");
        assertThat(pages.evaluate(LAST_IS_IN_VIEW)).isEqualTo(true);
        pages.looksRight("work-long");
        pages.noComplaint();
      }
    }
  }

  /** The declaration is the first event; the others are publications. */
  private static String published(InProcessNetwork network, LedgerClient client) throws Exception {
    TestRecords records = network.records();
    Actor creator = network.actor("creator");
    Actor platform = network.actor("platform");
    Actor registrar = network.actor("registrar");
    network.accept(client, records.register(registrar, creator));
    network.accept(client, records.registerOrganisation(registrar, platform));
    TestRecord declared = records.declare(creator, records.hash("song"));
    network.accept(client, declared);
    for (int done = 1; done < EVENTS; done += TOGETHER) {
      List<byte[]> some =
          IntStream.range(done, Math.min(EVENTS, done + TOGETHER))
              .mapToObj(i ->
                  records.publish(platform, declared.work(), records.hash("copy " + i)).bytes())
              .toList();
      assertThat(client.submit(some)).allMatch(Outcome::hasReceipt);
    }
    network.awaitSealed();
    return declared.work().hex();
  }
}
