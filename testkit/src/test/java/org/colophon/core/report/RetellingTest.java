package org.colophon.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.Right;
import org.colophon.core.contract.ApplicationState;
import org.colophon.core.contract.CaseState;
import org.colophon.core.contract.InfringementState;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.LicenceView;
import org.colophon.core.query.RecordAt;
import org.colophon.testkit.TestAssessment;
import org.colophon.testkit.TestCasework;
import org.junit.jupiter.api.Test;

/**
 * Whatever a report tells of a single record is changed, word by word, and each change is noticed
 * when the record is held against it.
 */
class RetellingTest {
  private static final long SEED = 20_261_122;

  /** What follows from many records: no single one contradicts it. */
  private static final Set<String> OF_MANY =
      Set.of("permitted", "permittedParts", "allowedBy", "holdings", "conflicts", "uses");

  private static final List<String> WORDS =
      Stream.<Enum<?>[]>of(
              LicenceView.Standing.values(),
              ObjectionRaise.Ground.values(),
              Recreation.values(),
              Right.values(),
              CaseState.Status.values(),
              InfringementState.Status.values(),
              ApplicationState.Status.values())
          .flatMap(Stream::of)
          .map(Enum::name)
          .distinct()
          .toList();

  private final Map<RecordId, RecordAt> records = new HashMap<>();

  private void fetch(TestCasework world, Report report) {
    try (LedgerReader reader = world.ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, world.consortium.genesis());
      report.records().forEach(facts -> records.put(facts.id(), query.record(facts.id()).get()));
    }
  }

  /** Whether every record says what a report tells of it, as a client holds them together. */
  private boolean holds(Report report) {
    Retelling told = new Retelling(report);
    Set<RecordId> named = new HashSet<>();
    report.records().forEach(facts -> named.add(facts.id()));
    return named.containsAll(told.records())
        && named.stream()
            .map(records::get)
            .allMatch(record -> told.isSo(record.statement(), record.header().time()));
  }

  private static Json parsed(Report report) throws RefusedException {
    return JsonParser.parseObject(
        report.bytes(), new JsonLimits(Report.BYTES_MAX, 12, Report.RECORDS_MAX));
  }

  /** Every way to one word, number or flag. */
  private static void ways(Json json, List<Object> way, List<List<Object>> ways) {
    switch (json) {
      case Json.Obj(Map<String, Json> members) ->
          members.forEach((name, value) -> ways(value, longer(way, name), ways));
      case Json.Arr(List<Json> items) -> {
        for (int i = 0; i < items.size(); i++) {
          ways(items.get(i), longer(way, i), ways);
        }
      }
      case Json.Str _, Json.Int _, Json.Bool _ -> ways.add(way);
    }
  }

  private static List<Object> longer(List<Object> way, Object step) {
    List<Object> longer = new ArrayList<>(way);
    longer.add(step);
    return longer;
  }

  private static Json at(Json json, List<Object> way) {
    Json found = json;
    for (Object step : way) {
      found =
          found instanceof Json.Obj(Map<String, Json> members)
              ? Objects.requireNonNull(members.get((String) step))
              : ((Json.Arr) found).items().get((Integer) step);
    }
    return found;
  }

  /** The same with something else there, or with nothing. */
  private static Json changed(Json json, List<Object> way, Optional<Json> to) {
    if (way.isEmpty()) {
      return to.orElseThrow();
    }
    List<Object> rest = way.subList(1, way.size());
    if (json instanceof Json.Obj(Map<String, Json> members)) {
      Map<String, Json> copy = new TreeMap<>(members);
      String name = (String) way.getFirst();
      if (rest.isEmpty() && to.isEmpty()) {
        copy.remove(name);
      } else {
        copy.put(name, changed(Objects.requireNonNull(copy.get(name)), rest, to));
      }
      return new Json.Obj(copy);
    }
    List<Json> copy = new ArrayList<>(((Json.Arr) json).items());
    int index = (Integer) way.getFirst();
    if (rest.isEmpty() && to.isEmpty()) {
      copy.remove(index);
    } else {
      copy.set(index, changed(copy.get(index), rest, to));
    }
    return Json.array(copy);
  }

  private static List<Optional<Json>> others(Json leaf) {
    List<Optional<Json>> others = new ArrayList<>();
    switch (leaf) {
      case Json.Int(long value) -> {
        others.add(Optional.of(Json.of(value + 1)));
        if (value > 0) {
          others.add(Optional.of(Json.of(value - 1)));
        }
      }
      case Json.Bool _ -> others.add(Optional.empty());
      case Json.Str(String text) -> {
        others.add(Optional.of(Json.of(text + "x")));
        char last = text.charAt(text.length() - 1);
        String head = text.substring(0, text.length() - 1);
        others.add(Optional.of(Json.of(head + (last == '0' ? '1' : '0'))));
        if (text.equals(text.toUpperCase(Locale.ROOT))) {
          WORDS.stream()
              .filter(word -> !word.equals(text))
              .forEach(word -> others.add(Optional.of(Json.of(word))));
        }
      }
      default -> throw new IllegalStateException("no leaf");
    }
    return others;
  }

  private int changesNoticed(Report report, Predicate<List<Object>> isChanged) throws Exception {
    assertThat(holds(report)).as("the report as it was made").isTrue();
    Json json = parsed(report);
    List<List<Object>> ways = new ArrayList<>();
    ways(json, List.of(), ways);
    int noticed = 0;
    for (List<Object> way : ways) {
      if (!isChanged.test(way)) {
        continue;
      }
      for (Optional<Json> other : others(at(json, way))) {
        Report lie;
        try {
          lie = Report.read(((Json.Obj) changed(json, way, other)).bytes());
        } catch (RefusedException e) {
          continue;
        }
        assertThat(holds(lie)).as(way + " is " + other).isFalse();
        noticed++;
      }
    }
    return noticed;
  }

  @Test
  void everyChangeOfADealOrADisputeIsNoticed() throws Exception {
    TestCasework world = new TestCasework(SEED);
    TestCasework.TheCase told = world.tellAll();
    for (About about : List.of(new About.Work(world.song), told.opened().about())) {
      Report report = world.report(about);
      fetch(world, report);
      int noticed =
          changesNoticed(
              report,
              way -> {
                Object part = way.get(1);
                boolean isOfOne =
                    part.equals("deals")
                        || part.equals("disputes")
                        || part.equals("case")
                        || (part.equals("titles") && !way.contains("findings"));
                return isOfOne && way.stream().noneMatch(OF_MANY::contains);
              });
      assertThat(noticed).as("changes").isGreaterThan(100);
    }
  }

  /** A deal is not told without what it was granted under, to whom, or what ended it. */
  @Test
  void whatIsLeftOutOfADealIsNoticed() throws Exception {
    TestCasework world = new TestCasework(SEED);
    TestCasework.TheCase _ = world.tellAll();
    Report report = world.report(new About.Work(world.song));
    fetch(world, report);
    Json json = parsed(report);
    List<List<Object>> ways = new ArrayList<>();
    ways(json, List.of(), ways);
    Set<Object> noticed = new HashSet<>();
    for (List<Object> way : ways) {
      Object name = way.getLast();
      if (Set.of("parent", "licensee", "endedBy", "exclusive", "respondent").contains(name)) {
        Json less = changed(json, way, Optional.empty());
        try {
          if (way.contains("notices")) {
            continue;
          }
          assertThat(holds(Report.read(((Json.Obj) less).bytes()))).as(way + "").isFalse();
          noticed.add(name);
        } catch (RefusedException e) {
          throw new AssertionError(way + ": " + e.getMessage(), e);
        }
      }
    }
    assertThat(noticed).contains("parent", "licensee", "endedBy", "respondent");
  }

  @Test
  void everyChangeOfWhatAnAssessmentRestsOnIsNoticed() throws Exception {
    TestAssessment story = new TestAssessment(SEED);
    RecordId assessment = story.assessSecretly();
    story.world.later(1);
    Report report = story.report(assessment, List.of());
    fetch(story.world, report);
    Set<Object> names = Set.of("confirmed", "counted", "proposal", "activated", "assessor", "made");
    int noticed =
        changesNoticed(
            report,
            way -> way.get(1).equals("assessment") && way.stream().anyMatch(names::contains));
    assertThat(noticed).as("changes").isGreaterThan(30);
  }
}
