package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.client.Session;
import org.colophon.client.view.NoticeText;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Right;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.NoticeView;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends a notice. */
@Command(
    name = "send",
    header = "Gives a platform notice that your rights in a work are infringed there.",
    description =
        "%nYou hold a share of each right, or are an author when it is a moral one. Where the"
            + " platform may do what the notice objects to, the notice stands all the same, and a"
            + " warning names the licence.%n",
    footer = {
      "%nExample:",
      "  colophon notice send --work photo.jpg --to streamline --rights NETWORK_DISSEMINATION \\",
      "      --url https://example.org/7 --evidence 91c0…",
      "%nWith --json: {\"type\",\"record\",\"receipt\",\"warnings\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class NoticeSendCommand extends JsonCommand {
  @Option(
      names = "--work",
      required = true,
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  private String work;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "The platform.")
  private SubjectId respondent;

  @Option(
      names = "--rights",
      required = true,
      split = ",",
      paramLabel = "RIGHT",
      description = "Rights that are infringed: ${COMPLETION-CANDIDATES}.")
  private List<Right> rights;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "Where; up to 16 of them.")
  private List<String> urls;

  @Option(
      names = "--evidence",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "Records that show it.")
  private List<RecordId> evidence = new ArrayList<>();

  @Option(
      names = "--letter",
      paramLabel = "HEX",
      converter = Converters.Digest.class,
      description = "A salted commitment to the letter itself.")
  private Optional<Hash> letter = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      NoticeSend content =
          new NoticeSend(
              WorkId.ofHex(Target.of(work, session).work()),
              respondent,
              Set.copyOf(rights),
              urls,
              evidence,
              letter);
      var signatory = session.signatory();
      Receipt receipt = session.deliver(signatory.sign(signatory.compose(Role.OWNER, content)));
      NoticeView notice = session.network().notice(receipt.getId(), receipt.getHeight());
      if (json) {
        printJson(
            RecordType.NOTICE_SEND,
            receipt,
            more -> more.put("warnings", NoticeText.warnings(notice)));
      } else {
        printReceipt("gave " + respondent + " notice", receipt);
        context().out().print(new NoticeText(style()).warning(notice));
      }
      return 0;
    }
  }
}
