package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Access;
import org.colophon.core.content.Amount;
import org.colophon.core.content.Content;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records that users acquired a work. */
@Command(
    name = "add",
    header = "Records that users acquired a work: one, a list of them, or many under one root.",
    description = {
      "%nThe chain counts them for each work and way; whoever holds rights in it sees the counts."
          + " Without a licence it is recorded as a fact.%n",
      EventCommand.LIST,
      "With --items many accesses of one work in one way are one record: their rows stay with you,"
          + " and each is proven by `colophon batch prove`.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon access add 5b1e… --mode VIEW --user u-8812",
      "  colophon access add 5b1e… --mode BUY --user u-8812 --price 'CNY 3.50'",
      "  colophon access add --from events.ndjson --results results.ndjson",
      "  colophon access add 5b1e… --mode BUY --items sales.ndjson --as LINES --out sales.items",
      "%nWith --json: {\"type\",\"record\",\"receipt\"}, of --items also count and root.",
      EventCommand.RESULT,
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class AccessAddCommand extends EventCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  private Optional<String> work = Optional.empty();

  @Option(names = "--mode", paramLabel = "MODE", description = "${COMPLETION-CANDIDATES}.")
  private Optional<Access.Mode> mode = Optional.empty();

  @Option(
      names = "--user",
      paramLabel = "NAME",
      converter = Converters.Subject.class,
      description = "Your own pseudonym of the user, which everybody will read.")
  private Optional<SubjectId> user = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When, as you say (default: now).")
  private Optional<Timestamp> at = Optional.empty();

  @Option(
      names = "--licence",
      paramLabel = "LICENCE",
      converter = Converters.RecordName.class,
      description = "The licence of the work, yours or the user's, under which it was given out.")
  private Optional<RecordId> licence = Optional.empty();

  @Option(
      names = "--price",
      paramLabel = "AMOUNT",
      converter = Converters.Money.class,
      description =
          "What was paid, as 'CNY 3.50'; the record holds a commitment to it, whose opening stays in"
              + " your profile.")
  private Optional<Amount> price = Optional.empty();

  @Mixin private ItemOptions items;

  @Mixin private KeepOptions keeping;

  @Override
  RecordType type() {
    return RecordType.ACCESS;
  }

  @Override
  Role role() {
    return Role.PLATFORM;
  }

  @Override
  boolean saysOne() {
    return work.isPresent()
        || mode.isPresent()
        || user.isPresent()
        || at.isPresent()
        || licence.isPresent()
        || price.isPresent()
        || items.isAsked();
  }

  @Override
  public Integer call() throws Exception {
    return items.isAsked() && !list.isAsked() ? many() : super.call();
  }

  private int many() throws Exception {
    if (user.isPresent() || at.isPresent() || price.isPresent()) {
      throw Failure.usage("--items goes without --user, --at and --price: the rows say them");
    }
    list.requireAbsent();
    items.check();
    try (Session session = open()) {
      WorkId id = work(session);
      Access.Mode way = mode();
      ItemOptions.Made made =
          items.record(
              session,
              context(),
              role(),
              rows -> new Access(id, way, licence, new Access.Many(rows)));
      if (json) {
        printJson(
            type(),
            made.receipt(),
            more -> more.put("count", made.items().count()).put("root", made.items().root().hex()));
      } else {
        printReceipt("recorded accesses: " + made.items().count(), made.receipt());
      }
      return 0;
    }
  }

  @Override
  Content content(Session session, CommittedFiles committed) throws Exception {
    if (user.isEmpty()) {
      throw Failure.usage("--user is missing (or --items, or --from LIST)");
    }
    return new Access(
        work(session),
        mode(),
        licence,
        new Access.Single(
            user.get(),
            at.orElseGet(() -> new Timestamp(context().clock().millis())),
            price.map(amount -> committed.commitText(amount.text()))));
  }

  @Override
  KeepOptions keeping() {
    return keeping;
  }

  private WorkId work(Session session) throws Exception {
    String word = work.orElseThrow(() -> Failure.usage("WORK is missing (or --from LIST)"));
    return WorkId.ofHex(Target.of(word, session).work());
  }

  private Access.Mode mode() throws Failure {
    return mode.orElseThrow(() -> Failure.usage("--mode is missing"));
  }
}
