package org.colophon.core.gather;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Access;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.PriceReference;
import org.colophon.core.contract.Course;
import org.colophon.core.contract.InfringementState;
import org.colophon.core.gather.Gathered.Counted;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.LeftOut;
import org.colophon.core.standard.LeftOut.Why;
import org.colophon.core.standard.Standard;

/**
 * What the chain shows for the figures of a standard, each record by record with those that do not
 * count; and what a court may want to see beside them. Any node gathers the same as of one block.
 *
 * @param figures of the inputs that the chain can show, in the order of the standard
 * @param notices to the respondent about the work, oldest first
 * @param findings of courts that the respondent infringed something else, oldest first
 */
public record Gathering(List<Gathered> figures, List<RecordId> notices, List<RecordId> findings) {
  private static final int LISTED_MAX = 1_000;

  /** Copies the lists. */
  public Gathering {
    figures = List.copyOf(figures);
    notices = List.copyOf(notices);
    findings = List.copyOf(findings);
  }

  /**
   * Gathers.
   *
   * @throws RefusedException TOO_LARGE when there is more than is looked at, NOT_FOUND when a
   *     comparable deal is not there
   */
  public static Gathering of(LedgerQuery ledger, AsOf asOf, Sought sought, Standard standard)
      throws RefusedException {
    Looking looking = new Looking(ledger, asOf);
    List<Gathered> figures = new ArrayList<>();
    for (Input input : standard.inputs()) {
      if (input.query().isPresent()) {
        figures.add(figure(looking, sought, standard, input));
      }
    }
    Optional<SubjectId> respondent = sought.acts().by();
    return new Gathering(
        figures,
        respondent.isPresent() ? notices(looking, sought, respondent.get()) : List.of(),
        respondent.isPresent() ? findings(looking, sought, respondent.get()) : List.of());
  }

  private static Gathered figure(Looking looking, Sought sought, Standard standard, Input input)
      throws RefusedException {
    return switch (input.query().orElseThrow()) {
      case WINDOW_DAYS ->
          Gathered.of(
              input,
              Optional.of(sought.acts().days()),
              List.of(Counted.of(sought.about(), sought.acts().days())),
              List.of());
      case COPIES_SOLD, ACCESSES -> accesses(looking, sought, input);
      case LICENCE_FEES -> new Comparables(looking, sought, standard.currency()).fees(input);
      case SALE_PRICES -> new Comparables(looking, sought, standard.currency()).prices(input);
      case UNIT_PROFIT -> unitProfit(looking, sought, standard, input);
    };
  }

  private static Gathered accesses(Looking looking, Sought sought, Input input)
      throws RefusedException {
    List<Counted> counted = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (RecordAt record : looking.all(Link.access(sought.acts().work()))) {
      Access access = (Access) record.statement().content();
      Optional<Why> against =
          sought
              .acts()
              .against(
                  input.query().orElseThrow(),
                  access,
                  record.statement().author(),
                  record.header().time());
      if (against.isPresent()) {
        leftOut.add(new LeftOut(record.id(), against.get()));
      } else {
        counted.add(Counted.of(record.id(), access.count()));
      }
    }
    return Gathered.of(input, sum(counted), counted, leftOut);
  }

  private static Optional<Long> sum(List<Counted> counted) {
    return counted.stream().map(one -> one.number().orElseThrow()).reduce(Math::addExact);
  }

  /** The newest that stands in clear in the standard's currency. */
  private static Gathered unitProfit(Looking looking, Sought sought, Standard standard, Input input)
      throws RefusedException {
    List<Counted> counted = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (RecordAt record : looking.all(Link.price(sought.acts().work()))) {
      PriceReference price = (PriceReference) record.statement().content();
      if (price.basis() != PriceReference.Basis.UNIT_PROFIT) {
        continue;
      }
      if (!price.currency().equals(standard.currency())) {
        leftOut.add(new LeftOut(record.id(), Why.OTHER_CURRENCY));
      } else if (price.figure() instanceof PriceReference.Clear(long amount)) {
        counted.forEach(older -> leftOut.add(new LeftOut(older.record(), Why.REPLACED)));
        counted.clear();
        counted.add(Counted.of(record.id(), amount));
      } else {
        leftOut.add(new LeftOut(record.id(), Why.NOT_IN_CLEAR));
      }
    }
    return Gathered.of(input, sum(counted), counted, leftOut);
  }

  private static List<RecordId> notices(Looking looking, Sought sought, SubjectId respondent)
      throws RefusedException {
    List<RecordId> notices = new ArrayList<>();
    for (RecordAt record : looking.all(Link.work(sought.acts().work()))) {
      boolean isNotice =
          record.statement().content() instanceof NoticeSend notice
              && notice.respondent().equals(respondent);
      if (isNotice && notices.size() < LISTED_MAX) {
        notices.add(record.id());
      }
    }
    return notices;
  }

  private static List<RecordId> findings(Looking looking, Sought sought, SubjectId respondent)
      throws RefusedException {
    List<RecordId> findings = new ArrayList<>();
    for (RecordAt record : looking.all(Link.infringement(respondent))) {
      if (!record.id().equals(sought.about()) && findings.size() < LISTED_MAX) {
        found(looking, record).ifPresent(findings::add);
      }
    }
    return findings;
  }

  /** The newest finding on an allegation, when it finds an infringement. */
  private static Optional<RecordId> found(Looking looking, RecordAt allegation) {
    return looking
        .ledger()
        .state(InfringementState.stateKey(allegation.id()), InfringementState::read)
        .flatMap(state -> state.course().known(looking.asOf().knowing(looking.ledger())))
        .map(Course::newest)
        .flatMap(step -> looking.ledger().record(step.record()))
        .filter(record ->
            record.statement().content() instanceof InfringementFind find
                && find.outcome() != InfringementFind.Outcome.NOT_INFRINGED)
        .map(RecordAt::id);
  }

  /** What was gathered for an input. */
  public Optional<Gathered> figure(String input) {
    return figures.stream().filter(one -> one.input().equals(input)).findFirst();
  }

  /** Every record that is listed, some of them more than once. */
  public List<RecordId> records() {
    List<RecordId> records = new ArrayList<>(notices);
    records.addAll(findings);
    figures.forEach(figure -> records.addAll(figure.records()));
    return records;
  }

  /** Reads what {@link #json} wrote. */
  public static Gathering read(Members members) throws RefusedException {
    Gathering gathering =
        new Gathering(
            members.objects("figures", 0, Standard.INPUTS_MAX, Gathered::read),
            ids(members, "notices"),
            ids(members, "findings"));
    members.end();
    return gathering;
  }

  private static List<RecordId> ids(Members members, String name) throws RefusedException {
    return members.hashes(name, 0, LISTED_MAX).stream().map(RecordId::new).toList();
  }

  /** As it stands in a document. */
  public Json.Obj json() {
    return Json.object()
        .put("figures", Json.array(figures.stream().map(Gathered::json).toList()))
        .put("notices", Json.strings(notices.stream().map(RecordId::hex).toList()))
        .put("findings", Json.strings(findings.stream().map(RecordId::hex).toList()))
        .build();
  }
}
