package org.colophon.client.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.colophon.client.Session;
import org.colophon.core.SubjectId;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens a case. */
@Command(
    name = "open",
    header = "Opens a case, with a record key of the court or procuratorate.",
    description = {
      "%nNumber, works and parties stay with you: the chain learns one salted commitment to each,"
          + " and the openings are kept in the profile's openings/.%n"
    },
    footer = {
      "%nExample:",
      "  colophon case open --kind CIVIL --number '(2026) Jing 73 Min Chu 1' --work song.mp3 \\",
      "      --party li-wei --party streamline",
      "%nWith --json: {\"type\",\"record\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseOpenCommand extends JsonCommand {
  @Option(
      names = "--kind",
      paramLabel = "KIND",
      required = true,
      description = "The procedure: ${COMPLETION-CANDIDATES}.")
  private CaseOpen.Kind kind;

  @Option(
      names = "--number",
      paramLabel = "TEXT",
      required = true,
      description = "The case's number, as it is written.")
  private String number;

  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "A work that it is about: 64 hex digits, or a file; up to 64 of them.")
  private List<String> works = new ArrayList<>();

  @Option(
      names = "--party",
      paramLabel = "SUBJECT",
      required = true,
      converter = Converters.Subject.class,
      description = "The pseudonym of a party; up to 64 of them.")
  private List<SubjectId> parties;

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      CommittedFiles committed = new CommittedFiles(session, keeping);
      Set<Hash> works = new LinkedHashSet<>();
      for (String work : this.works) {
        works.add(committed.commitText(Target.of(work, session).work()));
      }
      Set<Hash> named = new LinkedHashSet<>();
      parties.forEach(party -> named.add(committed.commitText(party.text())));
      CaseOpen content =
          new CaseOpen(kind, committed.commitText(number), List.copyOf(works), List.copyOf(named));
      Receipt receipt = committed.deliver(Role.MEMBER, "", content);
      if (json) {
        printJson(RecordType.CASE_OPEN, receipt, more -> more);
      } else {
        printReceipt("case opened", receipt);
      }
      return 0;
    }
  }
}
