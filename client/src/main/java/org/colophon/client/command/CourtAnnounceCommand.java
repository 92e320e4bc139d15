package org.colophon.client.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.BundleFile;
import org.colophon.client.file.FileFacts;
import org.colophon.client.file.Hasher;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits material that is handed over by other ways. */
@Command(
    name = "announce",
    header = "Submits a file by its digest; you hand it to the court yourself.",
    description =
        "%nThe chain learns the file's digest and size. A bundle that does not verify is not"
            + " submitted. To deliver files to the court's node, see `colophon court submit`.%n",
    footer = {
      "%nExamples:",
      "  colophon court announce kite.zip --to court-1 --work samples/paper-kite.svg",
      "  colophon court announce letter.pdf --to court-1 --unverified",
      "%nWith --json: {\"type\",\"record\",\"receipt\",\"sha256\",\"court\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CourtAnnounceCommand extends JsonCommand {
  @Parameters(paramLabel = "FILE", description = "The bundle, or other material.")
  private Path file;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "ORG",
      converter = Converters.Organisation.class,
      description = "The court.")
  private OrgId court;

  @Option(
      names = "--case",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record that opened the case; not with --work: a case's works are sealed.")
  private Optional<RecordId> caseOf = Optional.empty();

  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "Works on which it bears: 64 hex digits, or a file; up to 16 of them.")
  private List<String> works = new ArrayList<>();

  @Option(
      names = "--unverified",
      description = "Submit it without verifying it: it is no bundle, or one of another chain.")
  private boolean unverified;

  @Option(names = "--platform", description = "Sign as a platform (default: as a depositor).")
  private boolean platform;

  @Override
  public Integer call() throws Exception {
    if (caseOf.isPresent() && !works.isEmpty()) {
      throw Failure.usage("either --case or --work: together they tell the works of a sealed case");
    }
    try (Session session = open()) {
      FileFacts facts = Hasher.hash(file);
      if (!unverified) {
        BundleFile.requireVerified(
            file, session, context().clock().millis(), "--unverified submits other material");
      }
      List<WorkId> named = new ArrayList<>();
      for (String work : works) {
        named.add(WorkId.ofHex(Target.of(work, session).work()));
      }
      CourtSubmit content = new CourtSubmit(facts.digest(), court, caseOf, named);
      var signatory = session.signatory();
      Receipt receipt =
          session.deliver(
              signatory.sign(
                  signatory.compose(platform ? Role.PLATFORM : Role.DEPOSITOR, content)));
      if (json) {
        printJson(
            RecordType.COURT_SUBMIT,
            receipt,
            more -> more.put("sha256", facts.sha256().hex()).put("court", court.text()));
      } else {
        printReceipt("submitted to " + court + ": SHA-256 " + facts.sha256(), receipt);
      }
      return 0;
    }
  }
}
