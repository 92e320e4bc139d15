package org.colophon.client.command;

import java.util.Optional;
import java.util.SortedMap;
import org.colophon.client.Session;
import org.colophon.client.assess.Draft;
import org.colophon.client.assess.Gatherer;
import org.colophon.client.assess.Matter;
import org.colophon.client.assess.OpenedAmounts;
import org.colophon.client.view.ReckoningText;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.Interval;
import org.colophon.core.gather.Gathering;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reckons what a work is worth. */
@Command(
    name = "value",
    header = "Reckons by a standard what a work is worth, with method and range.",
    description = {
      "%nFrom its own transactions and from those that are named as comparable. What the parties of"
          + " these agreed on lies behind commitments: whoever may know it has what opens it.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon value photo.jpg --until 2026-07-01",
      "  colophon value photo.jpg --until 2026-07-01 --comparable 77aa… --openings from-the-parties/",
      "  colophon value 5b1e… --until 2026-07-01 --figure sale_prices=9000000@91c0… --json",
      "%nWith --json:"
          + " {\"work\",\"about\",\"from\",\"until\",\"reading\",\"reckoning\",\"result\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ValueCommand extends JsonCommand {
  private static final long YEAR_MS = 365L * 24 * 3600 * 1000;

  @Parameters(paramLabel = "WORK|FILE", description = "The work's 64 hex digits, or a file.")
  private String work;

  @Option(
      names = "--standard",
      paramLabel = "STANDARD",
      description = "The hash of its document, or its id (default: cn.valuation.work).")
  private String standard = "cn.valuation.work";

  @Option(
      names = "--until",
      required = true,
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "The valuation date; the year before it counts.")
  private Timestamp until;

  @Mixin private FigureOptions given;

  @Mixin private GatherOptions gathered;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      NamedStandard named = NamedStandard.of(standard, session);
      String id = Target.of(work, session).work();
      Matter matter =
          new Matter(
              id,
              RecordId.ofHex(id),
              new Interval(new Timestamp(Math.max(0, until.value() - YEAR_MS)), until),
              Optional.empty());
      Gatherer gatherer = new Gatherer(session, matter, named.standard());
      Gathering gathering = gatherer.gathering(gathered.comparables());
      SortedMap<String, GivenInput> inputs = gatherer.figures(gathering);
      SortedMap<String, OpenedAmounts> amounts =
          gathered.amounts(session, named.standard(), gathering);
      amounts.forEach((name, found) -> inputs.put(name, found.given()));
      given.putInto(inputs, named.standard(), matter);
      Draft draft =
          Draft.of(matter, named.compiled(), inputs, amounts, given.taken(named.standard()));
      if (json) {
        print(draft.json());
      } else {
        context().out().print(new ReckoningText(style()).of(draft.reckoning(), draft.reading()));
      }
      return 0;
    }
  }
}
