package org.colophon.core.standard;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.content.Content;
import org.colophon.core.content.Currency;
import org.colophon.core.content.Interval;
import org.colophon.core.content.Licence;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.PriceReference.Basis;
import org.colophon.core.content.Right;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.standard.LeftOut.Why;
import org.colophon.crypto.Hash;

/**
 * Which deals are comparable by what they say. Whoever gathers fees and prices, whoever reports on
 * them and the contract that takes them ask the same.
 *
 * @param rights those that are said to be infringed; any when there are none
 * @param currency of the standard
 */
public record Comparison(Set<Right> rights, Currency currency) {
  private static final long DAY_MS = 24L * 3600 * 1000;
  private static final long YEAR_DAYS_MIN = 365;
  private static final long YEAR_DAYS_MAX = 366;

  /** Copies the rights. */
  public Comparison {
    rights = Set.copyOf(rights);
  }

  /**
   * What was agreed on: parties do so behind commitments.
   *
   * @param amount the commitment to it, when it counts
   * @param against why it does not count; empty when it does
   */
  public record Judged(Optional<Hash> amount, Optional<Why> against) {
    private static Judged not(Why why) {
      return new Judged(Optional.empty(), Optional.of(why));
    }

    private static Judged of(Optional<Hash> amount) {
      return amount.isPresent() ? new Judged(amount, Optional.empty()) : not(Why.NO_AMOUNT);
    }
  }

  /**
   * Judges a record.
   *
   * @param basis LICENCE_FEE, for one year each, or SALE_PRICE, of the whole
   */
  public Judged judge(Content content, Basis basis) {
    return switch (content) {
      case PriceReference price when price.basis() == basis -> price(price);
      case Licence licence when basis == Basis.LICENCE_FEE -> licence(licence.terms());
      case Transfer transfer when basis == Basis.SALE_PRICE ->
          isOfTheWhole(transfer) ? Judged.of(transfer.price()) : Judged.not(Why.PART_OF_RIGHTS);
      default -> Judged.not(Why.NO_SUCH_DEAL);
    };
  }

  /**
   * The deal that a record tells of: of a price, what it is a price of, else the record itself. Two
   * records that tell of one deal count once.
   */
  public static RecordId deal(RecordId record, Content content) {
    return content instanceof PriceReference price
            && price.comparable() instanceof PriceReference.Deal(RecordId deal)
        ? deal
        : record;
  }

  private Judged licence(LicenceTerms terms) {
    if (!rights.isEmpty() && Collections.disjoint(rights, terms.rights())) {
      return Judged.not(Why.OTHER_RIGHTS);
    }
    return terms.fee().isPresent() && !isOneYear(terms.interval())
        ? Judged.not(Why.NOT_ONE_YEAR)
        : Judged.of(terms.fee());
  }

  private Judged price(PriceReference price) {
    if (!price.currency().equals(currency)) {
      return Judged.not(Why.OTHER_CURRENCY);
    }
    if (price.basis() == Basis.LICENCE_FEE && !isOneYear(price.period())) {
      return Judged.not(Why.NOT_ONE_YEAR);
    }
    return switch (price.figure()) {
      case PriceReference.Committed(Hash commitment) -> Judged.of(Optional.of(commitment));
      case PriceReference.Clear _ ->
          throw new IllegalStateException("a " + price.basis() + " that stands in clear");
    };
  }

  private static boolean isOfTheWhole(Transfer transfer) {
    return transfer.allEconomic() && transfer.share() == WorkDeclare.SHARES_WHOLE;
  }

  private static boolean isOneYear(Interval interval) {
    long days = (interval.until().value() - interval.from().value()) / DAY_MS;
    return YEAR_DAYS_MIN <= days && days <= YEAR_DAYS_MAX;
  }
}
