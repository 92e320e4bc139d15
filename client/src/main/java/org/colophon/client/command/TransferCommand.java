package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Amount;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "While the rights are pledged the pledgee signs too: see --pledgee. Moral rights cannot be"
          + " passed on.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon transfer 5b1e… --to studio --share 5000 --to-profile studio/",
      "  colophon transfer 5b1e… --to wang-fang --key-of wang-fang=ed25519:… --share 10000 \\",
      "      --rights REPRODUCTION,TRANSLATION --out offer.json",
      "  colophon transfer accept offer.json",
      "%nWith --json: {\"type\",\"record\",\"work\",\"receipt\"} or {\"offer\",\"record\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    },
    subcommands = TransferAcceptCommand.class)
@SuppressWarnings("NullAway.Init")
final class TransferCommand extends OfferingCommand {
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
      names = "--share",
      paramLabel = "BP",
      description = "Basis points of the whole right that pass, 1 to 10000.")
  private int share;

  @Option(
      names = "--rights",
      paramLabel = "RIGHT",
      split = ",",
      description = "Rights of Copyright Law art. 10 (default: all economic rights).")
  private List<String> rights = new ArrayList<>();

  @Option(
      names = "--pledgee",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Who must agree because the rights are pledged.")
  private List<SubjectId> pledgees = new ArrayList<>();

  @Option(
      names = "--price",
      paramLabel = "AMOUNT",
      converter = Converters.Money.class,
      description =
          "What is paid, as 'CNY 120000.00'; the record holds a commitment to it, whose opening"
              + " stays in your profile.")
  private Optional<Amount> price = Optional.empty();

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    checkUsage();
    WorkId passed = work.orElseThrow();
    try (Session session = open()) {
      CommittedFiles committed = new CommittedFiles(session, keeping);
      Optional<Hash> paid = price.map(amount -> committed.commitText(amount.text()));
      Transfer transfer =
          rights.isEmpty()
              ? Transfer.ofAllEconomic(passed, share, paid)
              : new Transfer(passed, RightNames.parse(rights), false, share, paid);
      List<Party> parties = new ArrayList<>();
      parties.add(new Party(Role.OWNER, session.signatory().subject()));
      parties.add(new Party(Role.ACQUIRER, to.orElseThrow()));
      pledgees.forEach(pledgee -> parties.add(new Party(Role.PLEDGEE, pledgee)));
      return offer(session, parties, transfer, new Commitments(committed, passed.hex()));
    }
  }

  private void checkUsage() throws Failure {
    if (work.isEmpty() || to.isEmpty()) {
      throw Failure.usage("WORK and --to are needed (or: colophon transfer accept OFFER)");
    }
    if (share < 1 || share > WorkDeclare.SHARES_WHOLE) {
      throw Failure.usage("--share is needed, 1 to " + WorkDeclare.SHARES_WHOLE + " basis points");
    }
  }

  @Override
  String acceptedBy() {
    return "colophon transfer accept";
  }
}
