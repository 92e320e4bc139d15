package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Access;
import org.colophon.core.content.PriceReference;
import org.colophon.core.standard.Acts;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.LeftOut;
import org.colophon.core.standard.Standard;
import org.colophon.formula.Value;

/**
 * A figure that the chain shows is what its records come to. Accesses, prices in clear and days are
 * counted again; a figure that other records show is for its readers to look up.
 */
final class RecountRules {
  private RecountRules() {}

  static void require(Input input, Figure figure, Acts acts, Standard standard, World world)
      throws RefusedException {
    if (input.query().isEmpty()) {
      return;
    }
    switch (input.query().get()) {
      case WINDOW_DAYS -> requireSame(input, figure, acts.days());
      case COPIES_SOLD, ACCESSES -> requireAccesses(input, figure, acts, world);
      case UNIT_PROFIT -> requirePrice(input, figure, standard, world);
      case LICENCE_FEES, SALE_PRICES -> {
        // Agreed on behind commitments: whoever opens them checks them.
      }
    }
  }

  private static void requireAccesses(Input input, Figure figure, Acts acts, World world)
      throws RefusedException {
    if (accesses(figure.records(), world) == 0) {
      return;
    }
    long count = 0;
    for (RecordId id : figure.records()) {
      StateView.Located located = world.requireRecord("inputs", id);
      if (!(located.statement().content() instanceof Access access)) {
        throw differs(input, "(expected: accesses alone)");
      }
      Timestamp ordered = world.ordered(located);
      Optional<LeftOut.Why> against =
          acts.against(input.query().orElseThrow(), access, located.statement().author(), ordered);
      if (against.isPresent()) {
        throw differs(input, "a record does not count: " + against.get());
      }
      count += access.count();
    }
    requireSame(input, figure, count);
  }

  private static long accesses(List<RecordId> records, World world) throws RefusedException {
    long accesses = 0;
    for (RecordId id : records) {
      if (world.requireRecord("inputs", id).statement().content() instanceof Access) {
        accesses++;
      }
    }
    return accesses;
  }

  private static void requirePrice(Input input, Figure figure, Standard standard, World world)
      throws RefusedException {
    for (RecordId id : figure.records()) {
      if (world.requireRecord("inputs", id).statement().content() instanceof PriceReference price
          && price.figure() instanceof PriceReference.Clear(long amount)) {
        if (!price.currency().equals(standard.currency())) {
          throw differs(input, "a price in another currency");
        }
        requireSame(input, figure, amount);
      }
    }
  }

  private static void requireSame(Input input, Figure figure, long counted)
      throws RefusedException {
    if (!figure.value().equals(new Value.Int(counted))) {
      throw differs(input, "(expected: " + counted + ", as its records say)");
    }
  }

  private static RefusedException differs(Input input, String detail) {
    return new RefusedException(Reason.RESULT_DIFFERS, "inputs: " + input.name() + ": " + detail);
  }
}
