package org.colophon.client.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.client.Failure;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Amount;
import org.colophon.core.content.Duty;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.Right;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Option;

/** The terms of a licence on the command line. */
@SuppressWarnings("NullAway.Init")
final class TermsOptions {
  @Option(
      names = "--rights",
      paramLabel = "RIGHT",
      required = true,
      split = ",",
      description =
          "Rights of Copyright Law art. 10, as REPRODUCTION,DISTRIBUTION; or all: every economic"
              + " right but those of re-creation, which --recreation adds.")
  private List<String> rights;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When it begins: a day (UTC) or an instant of ISO 8601 (default: now).")
  private Optional<Timestamp> from = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      required = true,
      converter = Converters.Moment.class,
      description = "When it is over; that instant is no longer in it.")
  private Timestamp until;

  @Option(
      names = "--territory",
      paramLabel = "CODE",
      split = ",",
      description = "Countries and subdivisions, as CN,FR-75 (ISO 3166; default: everywhere).")
  private List<String> territory = new ArrayList<>();

  @Option(
      names = "--language",
      paramLabel = "TAG",
      split = ",",
      description = "Languages, as zh,en (BCP 47; default: all).")
  private List<String> language = new ArrayList<>();

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      split = ",",
      description = "Channels of distribution, as print,online-app (default: all).")
  private List<String> channel = new ArrayList<>();

  @Option(names = "--count", paramLabel = "N", description = "How many times, or copies.")
  private Optional<Long> count = Optional.empty();

  @Option(
      names = "--recreation",
      paramLabel = "EXTENT",
      description = "New works: ${COMPLETION-CANDIDATES} (default: NONE).")
  private Recreation recreation = Recreation.NONE;

  @Option(names = "--exclusive", description = "Nobody else, the licensor included.")
  private boolean exclusive;

  @Option(names = "--sublicensing", description = "The licensee may grant licences under it.")
  private boolean sublicensing;

  @Option(
      names = "--fee",
      paramLabel = "AMOUNT",
      converter = Converters.Money.class,
      description =
          "The fee, as 'CNY 24000.00'; the record holds a commitment to it, whose opening stays in"
              + " your profile.")
  private Optional<Amount> agreedFee = Optional.empty();

  @Option(
      names = "--fee-commitment",
      paramLabel = "HEX",
      converter = Converters.Digest.class,
      description = "A salted commitment to the fee that was made elsewhere.")
  private Optional<Hash> fee = Optional.empty();

  @Option(
      names = "--duty",
      paramLabel = "DUTY",
      split = ",",
      description = "What the licensee owes: ${COMPLETION-CANDIDATES}.")
  private List<Duty> duties = new ArrayList<>();

  /**
   * The terms.
   *
   * @param now when they begin when nothing is said of it
   * @param committed keeps what opens the fee
   */
  LicenceTerms terms(Timestamp now, CommittedFiles committed) throws Failure {
    if (agreedFee.isPresent() && fee.isPresent()) {
      throw Failure.usage("either --fee or --fee-commitment");
    }
    return new LicenceTerms(
        rights(),
        exclusive,
        from.orElse(now),
        until,
        labels("--territory", Labels.Kind.TERRITORY, territory),
        labels("--language", Labels.Kind.LANGUAGE, language),
        labels("--channel", Labels.Kind.CHANNEL, channel),
        count,
        recreation,
        sublicensing,
        fee.or(() -> agreedFee.map(amount -> committed.commitText(amount.text()))),
        new HashSet<>(duties));
  }

  private Set<Right> rights() throws Failure {
    EnumSet<Right> named = EnumSet.noneOf(Right.class);
    for (String name : rights) {
      if (name.equalsIgnoreCase("all")) {
        named.addAll(Right.ECONOMIC);
        named.removeAll(Recreation.ANY.rights());
      } else {
        named.add(RightNames.parse(name));
      }
    }
    named.addAll(recreation.rights());
    if (Recreation.of(named) != recreation) {
      throw Failure.usage(
          "--rights name a right of re-creation: say --recreation " + Recreation.of(named));
    }
    return named;
  }

  /** The labels that an option gives; without one it is everywhere. */
  static Labels labels(String option, Labels.Kind kind, List<String> texts) throws Failure {
    for (String text : texts) {
      if (!kind.has(text)) {
        throw Failure.usage(
            option + ": '" + text + "' is no label of a " + kind.name().toLowerCase(Locale.ROOT));
      }
    }
    return texts.isEmpty() ? Labels.ALL : new Labels(new TreeSet<>(texts));
  }
}
