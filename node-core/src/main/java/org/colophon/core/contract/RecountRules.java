package org.colophon.core.contract;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Access;
import org.colophon.core.content.Content;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.Licence;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.PriceReference.Basis;
import org.colophon.core.content.Transfer;
import org.colophon.core.standard.Acts;
import org.colophon.core.standard.Comparison;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.LeftOut;
import org.colophon.crypto.Hash;
import org.colophon.formula.Value;

/**
 * A figure that the chain shows is what its records come to, and these are of the kinds that its
 * query gathers. Accesses, prices in clear and days are counted again; amounts that parties agreed
 * on are opened from the commitments of their deals. What somebody brings from elsewhere instead is
 * given as such.
 */
final class RecountRules {
  private final RecordId allegation;
  private final Acts acts;
  private final Comparison comparison;
  private final World world;

  RecountRules(RecordId allegation, Acts acts, Comparison comparison, World world) {
    this.allegation = allegation;
    this.acts = acts;
    this.comparison = comparison;
    this.world = world;
  }

  /** Refuses a figure that is not what its records show. */
  void requireShown(Input input, Figure figure) throws RefusedException {
    if (input.query().isEmpty()) {
      return;
    }
    Input.Query query = input.query().get();
    for (RecordId id : figure.records()) {
      if (!isGathered(query, content(id))) {
        throw differs(
            input, "a record that it is not counted from (expected: brought as evidence)");
      }
    }
    switch (query) {
      case WINDOW_DAYS -> requireDays(input, figure);
      case COPIES_SOLD, ACCESSES -> requireAccesses(input, figure);
      case UNIT_PROFIT -> requirePrice(input, figure);
      case LICENCE_FEES, SALE_PRICES ->
          throw differs(input, "amounts that parties agreed on (expected: committed, or brought)");
    }
  }

  /** Refuses what the chain itself would count or open, given as if it came from elsewhere. */
  void requireBrought(Input input, Figure figure) throws RefusedException {
    if (input.query().isEmpty() || input.query().get() == Input.Query.WINDOW_DAYS) {
      throw malformed(input, "(expected: brought of what the chain could gather alone)");
    }
    for (RecordId id : figure.records()) {
      if (isGathered(input.query().get(), content(id))) {
        throw malformed(input, "a record that the chain counts, brought as evidence");
      }
    }
  }

  /**
   * Refuses a commitment to something else than what the query asks for, or one that does not
   * count.
   */
  void requireCommitted(Input input, GivenInput.Secret secret) throws RefusedException {
    if (input.query().isEmpty()) {
      return;
    }
    Input.Query query = input.query().get();
    Set<RecordId> dealt = new HashSet<>();
    for (GivenInput.Part part : secret.parts()) {
      StateView.Located located = world.requireRecord("inputs", part.record());
      Content content = located.statement().content();
      if (!amount(query, content).equals(Optional.of(part.commitment()))) {
        throw new RefusedException(
            Reason.COMMITMENT_MISMATCH,
            "inputs: " + input.name() + ": a commitment to something else");
      }
      if (query == Input.Query.UNIT_PROFIT) {
        requireOfTheWork(input, part.record(), (PriceReference) content);
      } else {
        requireComparable(input, query, located);
        if (!dealt.add(Comparison.deal(part.record(), content))) {
          throw notCounted(input, LeftOut.Why.COUNTED_ALREADY);
        }
      }
    }
  }

  /** What its gathering leaves out is not brought in by hand. */
  private void requireComparable(Input input, Input.Query query, StateView.Located located)
      throws RefusedException {
    Basis basis = query == Input.Query.LICENCE_FEES ? Basis.LICENCE_FEE : Basis.SALE_PRICE;
    Optional<LeftOut.Why> against =
        comparison.judge(located.statement().content(), basis).against();
    if (against.isPresent()) {
      throw notCounted(input, against.get());
    }
    if (located.index().compareTo(world.requireRecord("allegation", allegation).index()) > 0) {
      throw notCounted(input, LeftOut.Why.AFTER_ALLEGATION);
    }
  }

  /** Whether a query gathers records of that kind. */
  private static boolean isGathered(Input.Query query, Content content) {
    return switch (query) {
      case WINDOW_DAYS -> content instanceof InfringementAllege;
      case COPIES_SOLD, ACCESSES -> content instanceof Access;
      case UNIT_PROFIT -> isPrice(content, Basis.UNIT_PROFIT);
      case LICENCE_FEES -> content instanceof Licence || isPrice(content, Basis.LICENCE_FEE);
      case SALE_PRICES -> content instanceof Transfer || isPrice(content, Basis.SALE_PRICE);
    };
  }

  private static boolean isPrice(Content content, Basis basis) {
    return content instanceof PriceReference price && price.basis() == basis;
  }

  /** The commitment to the amount that a query asks for. */
  private static Optional<Hash> amount(Input.Query query, Content content) {
    if (!isGathered(query, content)) {
      return Optional.empty();
    }
    return switch (content) {
      case Licence licence -> licence.terms().fee();
      case Transfer transfer -> transfer.price();
      case PriceReference price when price.figure() instanceof PriceReference.Committed(Hash to) ->
          Optional.of(to);
      default -> Optional.empty();
    };
  }

  private void requireDays(Input input, Figure figure) throws RefusedException {
    if (!figure.records().stream().allMatch(allegation::equals)) {
      throw differs(input, "(expected: the allegation)");
    }
    requireSame(input, figure, acts.days());
  }

  private void requireAccesses(Input input, Figure figure) throws RefusedException {
    long count = 0;
    for (RecordId id : figure.records()) {
      StateView.Located located = world.requireRecord("inputs", id);
      Access access = (Access) located.statement().content();
      Timestamp ordered = world.ordered(located);
      Optional<LeftOut.Why> against =
          acts.against(input.query().orElseThrow(), access, located.statement().author(), ordered);
      if (against.isPresent()) {
        throw notCounted(input, against.get());
      }
      count += access.count();
    }
    requireSame(input, figure, count);
  }

  private void requirePrice(Input input, Figure figure) throws RefusedException {
    for (RecordId id : figure.records()) {
      PriceReference price = (PriceReference) content(id);
      requireOfTheWork(input, id, price);
      if (!(price.figure() instanceof PriceReference.Clear(long amount))) {
        throw notCounted(input, LeftOut.Why.NOT_IN_CLEAR);
      }
      requireSame(input, figure, amount);
    }
  }

  private void requireOfTheWork(Input input, RecordId id, PriceReference price)
      throws RefusedException {
    Optional<WorkId> work = WorkOf.record(world.requireRecord("inputs", id).statement(), world);
    if (!work.equals(Optional.of(acts.work()))) {
      throw notCounted(input, LeftOut.Why.OTHER_WORK);
    }
    if (!price.currency().equals(comparison.currency())) {
      throw notCounted(input, LeftOut.Why.OTHER_CURRENCY);
    }
  }

  private Content content(RecordId id) throws RefusedException {
    return world.requireRecord("inputs", id).statement().content();
  }

  private static void requireSame(Input input, Figure figure, long counted)
      throws RefusedException {
    if (!figure.value().equals(new Value.Int(counted))) {
      throw differs(input, "(expected: " + counted + ", as its records say)");
    }
  }

  private static RefusedException notCounted(Input input, LeftOut.Why why) {
    return differs(input, "a record does not count: " + why);
  }

  private static RefusedException differs(Input input, String detail) {
    return new RefusedException(Reason.RESULT_DIFFERS, "inputs: " + input.name() + ": " + detail);
  }

  private static RefusedException malformed(Input input, String detail) {
    return new RefusedException(Reason.MALFORMED, "inputs: " + input.name() + ": " + detail);
  }
}
