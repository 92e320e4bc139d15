package org.colophon.core.gather;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Content;
import org.colophon.core.content.Currency;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.gather.Gathered.Counted;
import org.colophon.core.query.RecordAt;
import org.colophon.core.standard.Comparison;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.LeftOut;
import org.colophon.core.standard.LeftOut.Why;

/**
 * What was agreed on for the work, and for what is named as comparable. Parties agree behind
 * commitments, so nothing but these is gathered: who may opens them.
 */
final class Comparables {
  private final Looking looking;
  private final Sought sought;
  private final Comparison comparison;
  private final Set<RecordId> seen = new HashSet<>();
  private final Set<RecordId> dealt = new HashSet<>();
  private final List<Counted> counted = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  Comparables(Looking looking, Sought sought, Currency currency) {
    this.looking = looking;
    this.sought = sought;
    this.comparison = new Comparison(sought.rights(), currency);
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
    for (RecordAt record : looking.all(deals)) {
      if (!(record.statement().content() instanceof WorkDeclare)) {
        take(record, basis);
      }
    }
    // Deals come before their prices: what is counted by itself is not counted by its price.
    List<RecordAt> prices = new ArrayList<>();
    for (RecordId id : sought.comparables()) {
      RecordAt record = looking.require("comparables", id);
      if (record.statement().content() instanceof PriceReference) {
        prices.add(record);
      } else {
        take(record, basis);
      }
    }
    for (RecordAt price : prices) {
      take(price, basis);
    }
    for (RecordAt record : looking.all(Link.price(sought.acts().work()))) {
      if (((PriceReference) record.statement().content()).basis() == basis) {
        take(record, basis);
      }
    }
  }

  private void take(RecordAt record, PriceReference.Basis basis) {
    if (!seen.add(record.id())) {
      return;
    }
    Content content = record.statement().content();
    Comparison.Judged judged = comparison.judge(content, basis);
    RecordId deal = Comparison.deal(record.id(), content);
    Optional<Why> against =
        judged
            .against()
            .or(() -> dealt.contains(deal) ? Optional.of(Why.COUNTED_ALREADY) : Optional.empty())
            .or(() -> isLater(record) ? Optional.of(Why.AFTER_ALLEGATION) : Optional.empty());
    if (against.isPresent()) {
      leftOut.add(new LeftOut(record.id(), against.get()));
    } else {
      dealt.add(deal);
      counted.add(Counted.secret(record.id(), judged.amount().orElseThrow()));
    }
  }

  private boolean isLater(RecordAt record) {
    return sought.before().filter(before -> record.index().compareTo(before) > 0).isPresent();
  }
}
