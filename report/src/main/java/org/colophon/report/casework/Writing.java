package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Labels;
import org.colophon.core.content.Right;
import org.colophon.core.query.WorkView;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.report.About;
import org.colophon.core.report.RecordFacts;
import org.colophon.core.report.Report;
import org.colophon.core.standard.Wording;
import org.colophon.report.layout.Blocks;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Messages;
import org.colophon.report.words.Show;

/**
 * What every section works with. Records are named R1, R2 … in the order of the chain; the last
 * section leads from each to its proof.
 */
final class Writing {
  private static final int DAY_CHARS = 10;
  private static final int MINUTE_CHARS = 16;

  private final Report report;
  private final Messages messages;
  private final Blocks blocks;
  private final Map<RecordId, Integer> numbers = new HashMap<>();
  private int sections;

  Writing(Report report, Messages messages, Blocks blocks) {
    this.report = report;
    this.messages = messages;
    this.blocks = blocks;
    report.records().forEach(facts -> numbers.put(facts.id(), numbers.size() + 1));
  }

  Report report() {
    return report;
  }

  /** What opens the amounts of an assessment. */
  List<Opened> openings() {
    return report.about() instanceof About.Assessment(RecordId _, List<Opened> openings)
        ? openings
        : List.of();
  }

  Messages messages() {
    return messages;
  }

  Blocks blocks() {
    return blocks;
  }

  Phrase say(String key, Object... values) {
    return messages.phrase(key, values);
  }

  /** The head of the next section. */
  List<Strip> section(String key) {
    sections++;
    return blocks.heading(sections, say(key));
  }

  List<Strip> subheading(String key, Object... values) {
    return blocks.subheading(say(key, values));
  }

  List<Strip> paragraph(String key, Object... values) {
    return blocks.paragraph(say(key, values));
  }

  List<Strip> lead(String key, Object... values) {
    return blocks.lead(say(key, values));
  }

  /** A table of names and what they name. */
  Table pairs() {
    return blocks.table(28, 72);
  }

  /** The name of a row of {@link #pairs}. */
  Cell name(String key) {
    return Cell.of(say(key)).inBold();
  }

  /** A table with a head for each column. */
  Table table(double[] weights, String... heads) {
    Table table = blocks.table(weights);
    List<Phrase> names = new ArrayList<>();
    for (String head : heads) {
      names.add(say(head));
    }
    return table.head(names.toArray(Phrase[]::new));
  }

  /** A record by its number in this report. */
  String ref(RecordId id) {
    return "R" + number(id);
  }

  private int number(RecordId id) {
    Integer number = numbers.get(id);
    if (number == null) {
      throw new IllegalArgumentException("record " + id + ": named, and not among the records");
    }
    return number;
  }

  /** What the report knows of a record. */
  RecordFacts facts(RecordId id) {
    return report.records().get(number(id) - 1);
  }

  /** The block's time of a record. */
  Timestamp ordered(RecordId id) {
    return facts(id).ordered();
  }

  /** Records by their numbers. */
  String refs(Collection<RecordId> ids) {
    return ids.isEmpty()
        ? messages.phrase("none").first()
        : ids.stream().map(this::ref).collect(Collectors.joining(", "));
  }

  /** Rights, each on its own line. */
  List<Phrase> rights(Collection<Right> rights, boolean allEconomic) {
    return allEconomic || Set.copyOf(rights).equals(Right.ECONOMIC)
        ? List.of(say("right." + WorkView.ALL_ECONOMIC))
        : rights.stream().sorted().map(right -> say("right." + right.name())).toList();
  }

  /** Where something holds. */
  Phrase territory(List<String> labels) {
    return labels.equals(List.of(Labels.EVERYTHING))
        ? say("territory.everywhere")
        : Phrase.of(String.join(" ", labels));
  }

  /** What a standard says, in the document's languages. */
  static Phrase wording(Wording wording, Writing writing) {
    return switch (writing.messages.language()) {
      case ZH -> Phrase.of(wording.zh());
      case EN -> Phrase.of(wording.en());
      case ZH_EN -> new Phrase(wording.zh(), Optional.of(wording.en()));
    };
  }

  /** A day in UTC. */
  static String day(Timestamp time) {
    return Show.utcSeconds(time).substring(0, DAY_CHARS);
  }

  /** A time to the minute, in UTC. */
  static String minute(Timestamp time) {
    return Show.utcSeconds(time).substring(0, MINUTE_CHARS);
  }
}
