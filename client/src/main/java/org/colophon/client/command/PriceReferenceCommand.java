package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Currency;
import org.colophon.core.content.Interval;
import org.colophon.core.content.Labels;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a reference price. */
@Command(
    name = "reference",
    header =
        "Gives a price of something comparable, with a record key of an appraiser or IP office.",
    description =
        "%nWhat two parties agreed on (LICENCE_FEE, SALE_PRICE) does not stand in clear: the record"
            + " holds a commitment to it, whose opening stays in your profile.%n",
    footer = {
      "%nExamples:",
      "  colophon price reference --market 'stock photographs, online, one year' \\",
      "      --basis MARKET_STATISTIC --from 2025-01-01 --until 2026-01-01 --territory CN \\",
      "      --currency CNY --amount 12000",
      "  colophon price reference --comparable 5b1e… --basis LICENCE_FEE --from 2025-01-01 \\",
      "      --until 2026-01-01 --currency CNY --amount 2400000 --for court-1-node",
      "%nWith --json: {\"type\",\"record\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class PriceReferenceCommand extends JsonCommand {
  @ArgGroup(multiplicity = "1")
  private Priced priced;

  @ArgGroup(multiplicity = "1")
  private Figure figure;

  @Option(
      names = "--basis",
      required = true,
      paramLabel = "BASIS",
      description = "What it is: ${COMPLETION-CANDIDATES}.")
  private PriceReference.Basis basis;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "Of which time it speaks: a day (UTC) or an instant of ISO 8601.")
  private Timestamp from;

  @Option(
      names = "--until",
      required = true,
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "Until when; that instant is no longer in it.")
  private Timestamp until;

  @Option(
      names = "--territory",
      paramLabel = "CODE",
      split = ",",
      description = "Countries and subdivisions, as CN,FR-75 (ISO 3166; default: everywhere).")
  private List<String> territory = new ArrayList<>();

  @Option(
      names = "--currency",
      required = true,
      paramLabel = "CODE",
      description = "ISO 4217, as CNY.")
  private String currency;

  @Mixin private KeepOptions keeping;

  /** What was priced. */
  private static final class Priced {
    @Option(
        names = "--comparable",
        paramLabel = "RECORD",
        converter = Converters.RecordName.class,
        description = "A licence or transfer on the chain.")
    private Optional<RecordId> comparable = Optional.empty();

    @Option(names = "--market", paramLabel = "TEXT", description = "A category of a market.")
    private Optional<String> market = Optional.empty();

    PriceReference.Priced content() {
      return comparable
          .<PriceReference.Priced>map(PriceReference.Deal::new)
          .orElseGet(() -> new PriceReference.Market(market.orElseThrow()));
    }
  }

  /** How much it was. */
  private static final class Figure {
    @Option(
        names = "--amount",
        paramLabel = "NUMBER",
        description = "In minor units of the currency: 12000 is 120.00 CNY.")
    private Optional<Long> amount = Optional.empty();

    @Option(
        names = "--commitment",
        paramLabel = "HEX",
        converter = Converters.Digest.class,
        description = "A salted commitment to the amount.")
    private Optional<Hash> commitment = Optional.empty();

    PriceReference.Figure content(boolean isAgreed, Currency currency, CommittedFiles committed) {
      if (amount.isEmpty()) {
        return new PriceReference.Committed(commitment.orElseThrow());
      }
      return isAgreed
          ? new PriceReference.Committed(committed.commitText(currency.amount(amount.get())))
          : new PriceReference.Clear(amount.get());
    }
  }

  @Override
  public Integer call() throws Exception {
    Currency money =
        Currency.ofCode(currency)
            .orElseThrow(() -> Failure.usage("--currency: no code of ISO 4217 in use"));
    try (Session session = open()) {
      CommittedFiles committed = new CommittedFiles(session, keeping);
      PriceReference content =
          new PriceReference(
              priced.content(),
              basis,
              new Interval(from, until),
              TermsOptions.labels("--territory", Labels.Kind.TERRITORY, territory),
              money,
              figure.content(basis.isAgreed(), money, committed));
      Receipt receipt = committed.deliver(Role.MEMBER, "", content);
      if (json) {
        printJson(RecordType.PRICE_REFERENCE, receipt, more -> more);
      } else {
        printReceipt("price given", receipt);
      }
      return 0;
    }
  }
}
