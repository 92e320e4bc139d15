package org.colophon.client.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.submit.Offer;
import org.colophon.client.submit.Signatory;
import org.colophon.core.OrgId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Right;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.crypto.signature.KeyName;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Transfers rights. */
@Command(
    name = "transfer",
    header = "Passes economic rights in a work to another subject; both sign.",
    description = {
      "%nThe statement names the acquirer's key, for both sign the same bytes. With the acquirer's"
          + " profile at hand it is signed and sent at once. Otherwise --out writes an offer; the"
          + " acquirer signs and sends it with `colophon transfer accept`. Ask the acquirer for the"
          + " key (`colophon key show`); that of an organisation stands in the genesis.%n",
      "Moral rights cannot be passed on.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon transfer 5b1e… --to studio --share 5000 --acquirer-profile studio/",
      "  colophon transfer 5b1e… --to wang-fang --to-key ed25519:… --share 10000 \\",
      "      --right REPRODUCTION --right TRANSLATION --out offer.json",
      "  colophon transfer accept offer.json",
      "%nWith --json: {\"type\",\"record\",\"work\",\"receipt\"} or {\"offer\",\"record\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    },
    subcommands = TransferAcceptCommand.class)
@SuppressWarnings("NullAway.Init")
final class TransferCommand extends JsonCommand {
  @Parameters(
      paramLabel = "WORK",
      arity = "0..1",
      converter = Converters.Work.class,
      description = "The work.")
  private Optional<WorkId> work = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "The acquirer.")
  private Optional<SubjectId> to = Optional.empty();

  @Option(
      names = "--to-key",
      paramLabel = "KEY",
      converter = Converters.Key.class,
      description = "The acquirer's key, when its profile is not at hand.")
  private Optional<KeyName> toKey = Optional.empty();

  @Option(
      names = "--share",
      paramLabel = "BP",
      description = "Basis points of the whole right that pass, 1 to 10000.")
  private int share;

  @Option(
      names = "--right",
      paramLabel = "RIGHT",
      description = "A right of Copyright Law art. 10 (default: all economic rights).")
  private List<Right> rights = new ArrayList<>();

  @Option(
      names = "--acquirer-profile",
      paramLabel = "DIR",
      description = "The acquirer's profile, to sign at once.")
  private Optional<Path> acquirerProfile = Optional.empty();

  @Option(names = "--out", paramLabel = "FILE", description = "Write an offer instead.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--valid-days",
      paramLabel = "DAYS",
      description = "How long the chain takes the transfer, by block time (default: 30).")
  private int validDays = 30;

  @Override
  public Integer call() throws Exception {
    checkUsage();
    try (Session session = open()) {
      Signatory owner = session.signatory();
      Optional<Signatory> acquirer = Optional.empty();
      if (acquirerProfile.isPresent()) {
        try (Session other = Session.open(context(), acquirerProfile.get(), options.timeout())) {
          acquirer = Optional.of(other.signatory());
        }
      }
      Offer offer = offer(owner, acquirer).sign(owner.key());
      if (acquirer.isPresent()) {
        send(session, offer.sign(acquirer.get().key()));
      } else {
        OfferFiles.write(out.orElseThrow(), offer);
        printOffer(offer);
      }
      return 0;
    }
  }

  private void checkUsage() throws Failure {
    if (work.isEmpty() || to.isEmpty()) {
      throw Failure.usage("WORK and --to are needed (or: colophon transfer accept OFFER)");
    }
    if (share < 1 || share > WorkDeclare.SHARES_WHOLE) {
      throw Failure.usage("--share is needed, 1 to " + WorkDeclare.SHARES_WHOLE + " basis points");
    }
    if (acquirerProfile.isPresent() == out.isPresent()) {
      throw Failure.usage("either --acquirer-profile, to sign at once, or --out, for an offer");
    }
    if (validDays < 1 || validDays > 3650) {
      throw Failure.usage("--valid-days is 1 to 3650");
    }
  }

  private Offer offer(Signatory owner, Optional<Signatory> acquirer) throws Exception {
    SubjectId subject = to.orElseThrow();
    if (acquirer.isPresent() && !acquirer.get().subject().equals(subject)) {
      throw Failure.usage("--to and --acquirer-profile name different subjects");
    }
    KeyName key = acquirer.isPresent() ? acquirer.get().key().name() : keyOf(owner, subject);
    Transfer transfer =
        rights.isEmpty()
            ? Transfer.ofAllEconomic(work.orElseThrow(), share, Optional.empty())
            : new Transfer(
                work.orElseThrow(), EnumSet.copyOf(rights), false, share, Optional.empty());
    Timestamp notAfter =
        new Timestamp(context().clock().millis()).plus(Duration.ofDays(validDays).toMillis());
    byte[] statement =
        owner.compose(
            List.of(owner.as(Role.OWNER), new Signer(key, Role.ACQUIRER, subject)),
            Optional.of(notAfter),
            transfer);
    return Offer.of(owner.genesis(), statement, Optional.empty());
  }

  private KeyName keyOf(Signatory owner, SubjectId subject) throws Failure {
    if (toKey.isPresent()) {
      return toKey.get();
    }
    return owner
        .genesis()
        .membership()
        .organisation(new OrgId(subject.text()))
        .flatMap(organisation -> organisation.recordKeys().stream().findFirst())
        .orElseThrow(
            () -> Failure.usage("--to-key is needed: ask the acquirer for `colophon key show`"));
  }

  private void send(Session session, Offer offer) throws Exception {
    Receipt receipt = session.deliver(offer.record());
    if (json) {
      printJson(RecordType.TRANSFER, receipt, more -> more.put("work", work.orElseThrow().hex()));
    } else {
      printReceipt("transferred", receipt);
    }
  }

  private void printOffer(Offer offer) {
    if (json) {
      print(
          Json.object()
              .put("offer", out.orElseThrow().toString())
              .put("record", offer.statement().id().hex())
              .build());
    } else {
      print(style().good("✓") + " offer written to " + out.orElseThrow());
      print("  Nothing has passed yet: " + to.orElseThrow() + " signs it with");
      print("  colophon transfer accept " + out.orElseThrow().getFileName());
    }
  }
}
