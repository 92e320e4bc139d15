package org.colophon.client.assess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Access;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.Interval;
import org.colophon.core.json.Json;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Standard;
import org.colophon.rpc.proto.FindingView;
import org.colophon.rpc.proto.ListPricesRequest;
import org.colophon.rpc.proto.PriceView;
import org.colophon.rpc.proto.TraceEvent;

/**
 * Gathers what the chain shows for a standard's inputs, each figure with the records that it comes
 * from. What stays committed to is left out: only who may opens it.
 */
public final class Gatherer {
  /** Most records that a figure of a statement names. */
  private static final int RECORDS_MAX = 256;

  private static final long DAY_MS = 24L * 3600 * 1000;

  private final Session session;
  private final Matter matter;

  /** Gathers for a matter. */
  public Gatherer(Session session, Matter matter) {
    this.session = session;
    this.matter = matter;
  }

  /** The figures by the names of their inputs. */
  public SortedMap<String, GivenInput> figures(Standard standard)
      throws IOException, RefusedException, Failure {
    SortedMap<String, GivenInput> figures = new TreeMap<>();
    for (Input input : standard.inputs()) {
      Optional<GivenInput> figure = figure(input, standard);
      figure.ifPresent(given -> figures.put(input.name(), given));
    }
    return figures;
  }

  private Optional<GivenInput> figure(Input input, Standard standard)
      throws IOException, RefusedException, Failure {
    if (input.finds().isPresent()) {
      return matter
          .finding()
          .map(found -> shown(input, found(input.finds().get(), found), matter.findingRecord()));
    }
    return input.query().isPresent()
        ? asked(input, input.query().get(), standard)
        : Optional.empty();
  }

  private Optional<GivenInput> asked(Input input, Input.Query query, Standard standard)
      throws IOException, RefusedException, Failure {
    return switch (query) {
      case WINDOW_DAYS ->
          Optional.of(shown(input, Json.of(days(matter.window())), List.of(matter.about())));
      case COPIES_SOLD -> counted(input, true);
      case ACCESSES -> counted(input, false);
      case UNIT_PROFIT -> unitProfit(input, standard);
      case LICENCE_FEES, SALE_PRICES -> Optional.empty();
    };
  }

  private static boolean isFound(Input.Found asked, FindingView found) {
    return switch (asked) {
      case INFRINGED -> !found.getOutcome().equals("NOT_INFRINGED");
      case INTENTIONAL -> found.getIntent().equals("INTENTIONAL");
      case INNOCENT -> found.getIntent().equals("INNOCENT");
      case SERIOUS -> found.getSerious();
    };
  }

  private static Json found(Input.Found asked, FindingView found) {
    return Json.of(isFound(asked, found));
  }

  /** Whole days; a day that has begun counts. */
  static long days(Interval window) {
    return (window.until().value() - window.from().value() + DAY_MS - 1) / DAY_MS;
  }

  private Optional<GivenInput> counted(Input input, boolean soldOnly)
      throws IOException, RefusedException, Failure {
    long count = 0;
    List<RecordId> records = new ArrayList<>();
    RecordParser parser = new RecordParser(session.genesis().limits().recordBytesMax());
    for (TraceEvent event : session.network().trace(matter.work(), session.lastHeight().value())) {
      Statement statement = parser.parseStatement(event.getStatement().toByteArray());
      if (statement.content() instanceof Access access
          && access.work().hex().equals(matter.work())
          && (!soldOnly || access.mode() == Access.Mode.BUY)
          && isWithin(time(access, event))) {
        count += access.count();
        records.add(statement.id());
      }
    }
    if (records.size() > RECORDS_MAX) {
      throw Failure.local(
          input.name()
              + ": "
              + records.size()
              + " records (a statement names at most "
              + RECORDS_MAX
              + "; choose a shorter time with --from and --until)");
    }
    return records.isEmpty()
        ? Optional.empty()
        : Optional.of(shown(input, Json.of(count), records));
  }

  /** When it was, by the platform's word; of many at once, when the chain ordered them. */
  private static Timestamp time(Access access, TraceEvent event) {
    return switch (access.occasion()) {
      case Access.Single(_, Timestamp at, _) -> at;
      case Access.Many _ -> new Timestamp(event.getReceipt().getTime());
    };
  }

  private boolean isWithin(Timestamp time) {
    return matter.window().from().compareTo(time) <= 0
        && time.compareTo(matter.window().until()) < 0;
  }

  private Optional<GivenInput> unitProfit(Input input, Standard standard) throws IOException {
    List<PriceView> prices =
        session
            .network()
            .prices(
                ListPricesRequest.newBuilder()
                    .setWork(matter.work())
                    .setAtLeastHeight(session.lastHeight().value())
                    .build());
    return prices.stream()
        .filter(price -> price.getBasis().equals("UNIT_PROFIT") && price.getAmount() > 0)
        .filter(price -> price.getCurrency().equals(standard.currency().code()))
        .reduce((_, newer) -> newer)
        .map(price ->
            shown(
                input,
                Json.of(price.getAmount()),
                List.of(RecordId.ofHex(price.getReceipt().getId()))));
  }

  private static GivenInput shown(Input input, Json value, List<RecordId> records) {
    return new GivenInput(input.name(), new GivenInput.Shown(value, records));
  }
}
