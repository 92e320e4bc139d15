package org.colophon.core.gather;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Content;
import org.colophon.core.content.Currency;
import org.colophon.core.content.Interval;
import org.colophon.core.content.Licence;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.gather.Gathered.Counted;
import org.colophon.core.query.RecordAt;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.LeftOut;
import org.colophon.core.standard.LeftOut.Why;

/**
 * What was agreed on for the work, and for what is named as comparable. Parties agree behind
 * commitments, so nothing but these is gathered: who may opens them.
 */
final class Comparables {
  private static final long DAY_MS = 24L * 3600 * 1000;
  private static final long YEAR_DAYS_MIN = 365;
  private static final long YEAR_DAYS_MAX = 366;

  private final Looking looking;
  private final Sought sought;
  private final Currency currency;
  private final List<Counted> counted = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  Comparables(Looking looking, Sought sought, Currency currency) {
    this.looking = looking;
    this.sought = sought;
    this.currency = currency;
  }

  /** Fees of licences, for one year each. */
  Gathered fees(Input input) throws RefusedException {
    judge(Link.licence(sought.acts().work()), PriceReference.Basis.LICENCE_FEE);
    return Gathered.of(input, Optional.empty(), counted, leftOut);
  }

  /** Prices of transfers of the whole. */
  Gathered prices(Input input) throws RefusedException {
    judge(Link.title(sought.acts().work()), PriceReference.Basis.SALE_PRICE);
    return Gathered.of(input, Optional.empty(), counted, leftOut);
  }

  private void judge(Link deals, PriceReference.Basis basis) throws RefusedException {
    List<RecordAt> candidates = new ArrayList<>();
    for (RecordAt record : looking.all(deals)) {
      if (!(record.statement().content() instanceof WorkDeclare)) {
        candidates.add(record);
      }
    }
    for (RecordId id : sought.comparables()) {
      candidates.add(looking.require("comparables", id));
    }
    Set<RecordId> seen = new HashSet<>();
    for (RecordAt record : candidates) {
      if (seen.add(record.id())) {
        take(record, deal(record, basis));
      }
    }
    for (RecordAt record : looking.all(Link.price(sought.acts().work()))) {
      PriceReference price = (PriceReference) record.statement().content();
      if (price.basis() == basis && seen.add(record.id())) {
        take(record, price(price));
      }
    }
  }

  /** A deal's amount, or why it does not count. */
  private record Judged(Optional<org.colophon.crypto.Hash> amount, Optional<Why> against) {
    static Judged not(Why why) {
      return new Judged(Optional.empty(), Optional.of(why));
    }

    static Judged of(Optional<org.colophon.crypto.Hash> amount) {
      return amount.isPresent() ? new Judged(amount, Optional.empty()) : not(Why.NO_AMOUNT);
    }
  }

  private void take(RecordAt record, Judged judged) {
    boolean isLater =
        sought.before().filter(before -> record.index().compareTo(before) > 0).isPresent();
    Optional<Why> against =
        judged.against().isEmpty() && isLater
            ? Optional.of(Why.AFTER_ALLEGATION)
            : judged.against();
    if (against.isPresent()) {
      leftOut.add(new LeftOut(record.id(), against.get()));
    } else {
      counted.add(Counted.secret(record.id(), judged.amount().orElseThrow()));
    }
  }

  private Judged deal(RecordAt record, PriceReference.Basis basis) {
    Content content = record.statement().content();
    if (content instanceof PriceReference price && price.basis() == basis) {
      return price(price);
    }
    if (basis == PriceReference.Basis.LICENCE_FEE && content instanceof Licence licence) {
      return licence(licence.terms());
    }
    if (basis == PriceReference.Basis.SALE_PRICE && content instanceof Transfer transfer) {
      boolean isWhole = transfer.allEconomic() && transfer.share() == WorkDeclare.SHARES_WHOLE;
      return isWhole ? Judged.of(transfer.price()) : Judged.not(Why.PART_OF_RIGHTS);
    }
    return Judged.not(Why.NO_SUCH_DEAL);
  }

  private Judged licence(LicenceTerms terms) {
    if (!sought.rights().isEmpty() && Collections.disjoint(sought.rights(), terms.rights())) {
      return Judged.not(Why.OTHER_RIGHTS);
    }
    return terms.fee().isPresent() && !isOneYear(terms.interval())
        ? Judged.not(Why.NOT_ONE_YEAR)
        : Judged.of(terms.fee());
  }

  /** A price that somebody else gave of a deal which is counted already counts nothing. */
  private Judged price(PriceReference price) {
    boolean isCounted =
        price.comparable() instanceof PriceReference.Deal(RecordId deal)
            && counted.stream().anyMatch(one -> one.record().equals(deal));
    if (isCounted) {
      return Judged.not(Why.COUNTED_ALREADY);
    }
    if (!price.currency().equals(currency)) {
      return Judged.not(Why.OTHER_CURRENCY);
    }
    boolean isYearly = price.basis() == PriceReference.Basis.LICENCE_FEE;
    if (isYearly && !isOneYear(price.period())) {
      return Judged.not(Why.NOT_ONE_YEAR);
    }
    return switch (price.figure()) {
      case PriceReference.Committed(var commitment) -> Judged.of(Optional.of(commitment));
      case PriceReference.Clear _ ->
          throw new IllegalStateException("a " + price.basis() + " that stands in clear");
    };
  }

  private static boolean isOneYear(Interval interval) {
    long days = (interval.until().value() - interval.from().value()) / DAY_MS;
    return YEAR_DAYS_MIN <= days && days <= YEAR_DAYS_MAX;
  }
}
