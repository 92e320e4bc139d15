package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * What something comparable was worth: an input of valuations. What the public may know of a market
 * stands in clear, what two parties agreed on behind a commitment.
 *
 * @param comparable what was priced
 * @param basis what the figure is
 * @param period of which time it speaks
 * @param territory where
 * @param currency in which money
 * @param figure how much
 */
public record PriceReference(
    Priced comparable,
    Basis basis,
    Interval period,
    Labels territory,
    Currency currency,
    Figure figure)
    implements Content {
  private static final int MARKET_CHARS_MAX = 128;

  /** What was priced. */
  public sealed interface Priced {}

  /**
   * One licence or transfer on the chain.
   *
   * @param record its record
   */
  public record Deal(RecordId record) implements Priced {}

  /**
   * A category of a market.
   *
   * @param label in the appraiser's own words
   */
  public record Market(String label) implements Priced {}

  /** How much it was. */
  public sealed interface Figure {}

  /**
   * Everybody may know it.
   *
   * @param minorUnits of the currency, at least 1
   */
  public record Clear(long minorUnits) implements Figure {}

  /**
   * Only who is told may know it.
   *
   * @param commitment salted commitment to it
   */
  public record Committed(Hash commitment) implements Figure {}

  /** What a figure is. */
  public enum Basis {
    /** What was paid for a licence. */
    LICENCE_FEE,
    /** What was paid for a transfer. */
    SALE_PRICE,
    /** What is earned with one copy or use. */
    UNIT_PROFIT,
    /** A statistic of a market. */
    MARKET_STATISTIC;

    /** Whether two parties agreed on it: then it does not stand in clear. */
    public boolean isAgreed() {
      return this == LICENCE_FEE || this == SALE_PRICE;
    }
  }

  static PriceReference read(Members members) throws RefusedException {
    PriceReference price =
        new PriceReference(
            readPriced(members),
            members.oneOf("basis", Basis.class),
            Interval.read(members),
            Labels.read(members, "territory", Labels.Kind.TERRITORY),
            readCurrency(members),
            readFigure(members));
    if (price.basis.isAgreed() && price.figure instanceof Clear) {
      throw new RefusedException(
          Reason.CLEAR_PERSONAL_DATA, "amount: what parties agreed on (expected: a commitment)");
    }
    if (price.basis == Basis.MARKET_STATISTIC && price.comparable instanceof Deal) {
      throw members.malformed("comparable", "(expected: a market, of a statistic)");
    }
    return price;
  }

  private static Priced readPriced(Members members) throws RefusedException {
    if (members.has("comparable") == members.has("market")) {
      throw members.malformed("comparable", "(expected: either it or a market)");
    }
    return members.has("comparable")
        ? new Deal(members.parsed("comparable", 64, RecordId::ofHex))
        : new Market(ClearText.check("market", members.text("market", MARKET_CHARS_MAX)));
  }

  private static Currency readCurrency(Members members) throws RefusedException {
    return Currency.ofCode(members.text("currency", 3))
        .orElseThrow(() ->
            new RefusedException(
                Reason.BAD_IDENTIFIER, "currency: (expected: a code of ISO 4217 in use)"));
  }

  private static Figure readFigure(Members members) throws RefusedException {
    if (members.has("amount") == members.has("commitment")) {
      throw members.malformed("amount", "(expected: either it or a commitment)");
    }
    return members.has("amount")
        ? new Clear(members.integer("amount", 1, Json.INTEGER_MAX))
        : new Committed(members.commitment("commitment"));
  }

  @Override
  public boolean commitsTo(String member) {
    return Content.super.commitsTo(member) || (basis.isAgreed() && member.equals("amount"));
  }

  @Override
  public RecordType type() {
    return RecordType.PRICE_REFERENCE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return comparable instanceof Deal(RecordId record) ? Optional.of(record) : Optional.empty();
  }

  @Override
  public Json.Obj members() {
    ObjBuilder members =
        Json.object()
            .put("basis", basis.name())
            .put("territory", territory.json())
            .put("currency", currency.code());
    period.put(members);
    switch (comparable) {
      case Deal(RecordId record) -> members.put("comparable", record.hex());
      case Market(String label) -> members.put("market", label);
    }
    switch (figure) {
      case Clear(long minorUnits) -> members.put("amount", minorUnits);
      case Committed(Hash commitment) -> members.put("commitment", commitment.hex());
    }
    return members.build();
  }
}
