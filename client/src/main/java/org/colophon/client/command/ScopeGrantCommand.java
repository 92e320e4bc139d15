package org.colophon.client.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets somebody read in a case. */
@Command(
    name = "grant",
    aliases = "offer",
    header = "Lets somebody read in a case, with a record key of the court or procuratorate.",
    description = {
      "%nUnless told otherwise: READ everything of class CASE for 30 days, 1000 reads, not to be"
          + " passed on. It lasts 180 days at most, an urgent one 24 hours.%n",
      "A court grants alone, a procuratorate with another organ; in an urgent matter one suffices."
          + " Nobody grants to itself or to its own people alone. When another organ signs too,"
          + " --out writes an offer; it signs and sends it with `colophon scope accept`, also days"
          + " later.%n",
      "Works and parties stay with you: the chain learns one salted commitment to each, and the"
          + " openings are kept in the profile's openings/. The grantee reads with copies of"
          + " them.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon scope grant 41d2… --to judge-li --basis CN-CPL-67 --work song.mp3 \\",
      "      --until 2026-09-01 --verbs READ,DECRYPT --reads 500 --reads-a-day 50",
      "  colophon scope grant 41d2… --to investigator-7 --basis CN-CPL-58 --party streamline \\",
      "      --with internet-court --out offer.json",
      "%nWith --json: {\"type\",\"record\",\"receipt\"} or {\"offer\",\"record\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ScopeGrantCommand extends OfferingCommand {
  private static final long READS = 1_000;

  @Parameters(
      paramLabel = "CASE",
      converter = Converters.RecordName.class,
      description = "The record that opened it.")
  private RecordId opened;

  @Option(
      names = "--to",
      paramLabel = "SUBJECT",
      required = true,
      converter = Converters.Subject.class,
      description = "Who may read: a subject, or an organisation.")
  private SubjectId to;

  @Option(
      names = "--with",
      paramLabel = "ORG",
      converter = Converters.Organisation.class,
      description = "Another organ that signs.")
  private List<OrgId> others = new ArrayList<>();

  @Option(
      names = "--basis",
      paramLabel = "LABEL",
      required = true,
      description = "The legal basis, as CN-CPL-67: country, law and articles.")
  private String basis;

  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "Only records of this work: 64 hex digits, or a file; up to 64 of them.")
  private List<String> works = new ArrayList<>();

  @Option(
      names = "--party",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Only records that this subject signed or that name it; up to 64 of them.")
  private List<SubjectId> parties = new ArrayList<>();

  @Option(names = "--urgent", description = "For a day, by whichever organ.")
  private boolean urgent;

  @Mixin private ScopeOptions scope;

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    if (!ScopeGrant.isBasis(basis)) {
      throw Failure.usage("--basis: '" + basis + "' is not like CN-CPL-67");
    }
    if (works.isEmpty() && parties.isEmpty()) {
      throw Failure.usage("--work or --party is needed, at least one of either");
    }
    try (Session session = open()) {
      CommittedFiles committed = new CommittedFiles(session, keeping);
      Scope granted =
          scope.changed(plain(), commitWorks(session, committed), commitParties(committed));
      List<Party> signers = new ArrayList<>();
      signers.add(new Party(Role.MEMBER, session.signatory().subject()));
      others.forEach(organ -> signers.add(new Party(Role.MEMBER, new SubjectId(organ.text()))));
      return offer(
          session,
          signers,
          new ScopeGrant(opened, to, basis, Optional.empty(), granted),
          new Commitments(committed, opened.hex()));
    }
  }

  private Scope plain() {
    Timestamp now = new Timestamp(context().clock().millis());
    // A block's time may lie a little behind this clock, and an urgent grant's day counts from it.
    Duration lasting = urgent ? Duration.ofHours(23) : Duration.ofDays(30);
    return new Scope(
        List.of(),
        List.of(),
        Optional.empty(),
        Scope.ReaderClass.CASE,
        new Timestamp(0),
        new Timestamp(Json.INTEGER_MAX),
        EnumSet.of(Scope.Verb.READ),
        now.plus(lasting.toMillis()),
        READS,
        READS,
        0,
        urgent);
  }

  private List<Hash> commitWorks(Session session, CommittedFiles committed)
      throws IOException, Failure {
    Set<Hash> commitments = new LinkedHashSet<>();
    for (String work : works) {
      commitments.add(committed.commitText(Target.of(work, session).work()));
    }
    return List.copyOf(commitments);
  }

  private List<Hash> commitParties(CommittedFiles committed) {
    Set<Hash> commitments = new LinkedHashSet<>();
    parties.forEach(party -> commitments.add(committed.commitText(party.text())));
    return List.copyOf(commitments);
  }

  @Override
  String acceptedBy() {
    return "colophon scope accept";
  }
}
