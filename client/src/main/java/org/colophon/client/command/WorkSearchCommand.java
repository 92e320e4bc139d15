package org.colophon.client.command;

import java.util.List;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.FoundText;
import org.colophon.core.json.Json;
import org.colophon.core.port.WorkSearch;
import org.colophon.rpc.proto.SearchWorksRequest;
import org.colophon.rpc.proto.SearchWorksResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds works by what people know of them. */
@Command(
    name = "search",
    header = "Finds declared works by words of their titles, or by an identifier.",
    description = {
      "%nA work is found when its title has all of the words, of which the last may be unfinished;"
          + " or when it carries the identifier (ISBN, ISSN, ISRC, ISWC, DOI). The oldest"
          + " declaration comes first. Titles are what their signers wrote: that two are alike says"
          + " nothing about the works.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon work search harbour at dawn",
      "  colophon work search 978-7-02-000220-7",
      "  colophon work search 红楼梦 --limit 200 --json | jq -r .work",
      "%nWith --json: a work a line, then {\"indexedHeight\":…, \"asOfHeight\":…, \"more\":…}.",
      "Found nothing: exit code 1.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class WorkSearchCommand extends JsonCommand {
  private static final int LIMIT_MAX = 10_000;

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "Words, or an identifier.")
  private List<String> words;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "So many works at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() throws Exception {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw Failure.usage("--limit: " + limit + " (expected: 1 to " + LIMIT_MAX + ")");
    }
    try (Session session = open()) {
      FoundText text = new FoundText(style());
      int left = limit;
      SearchWorksResponse page;
      String cursor = "";
      do {
        page =
            session
                .network()
                .search(
                    SearchWorksRequest.newBuilder()
                        .setText(String.join(" ", words))
                        .setPageSize(Math.min(left, WorkSearch.SIZE_MAX))
                        .setCursor(cursor)
                        .build());
        if (json) {
          page.getWorksList().forEach(work -> print(FoundText.json(work)));
        } else {
          page.getWorksList().forEach(work -> context().out().print(text.work(work)));
        }
        left -= page.getWorksCount();
        cursor = page.getNextCursor();
      } while (!cursor.isEmpty() && left > 0);
      if (json) {
        print(
            Json.object()
                .put("asOfHeight", page.getAsOfHeight())
                .put("indexedHeight", page.getIndexedHeight())
                .put("more", !cursor.isEmpty())
                .build());
      } else {
        context().out().print(text.end(limit - left, page));
      }
      return left == limit ? ExitCodes.REFUSED : ExitCodes.OK;
    }
  }
}
