package org.colophon.client.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.custody.PublishedKeys;
import org.colophon.client.delivery.CourtNode;
import org.colophon.client.delivery.PackedDelivery;
import org.colophon.client.delivery.Packing;
import org.colophon.client.delivery.Sending;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.RecordType;
import org.colophon.core.custody.Envelope;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.report.words.Language;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.TraceEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Delivers files to a court. */
@Command(
    name = "submit",
    header = "Delivers evidence, reports and media to a court's node, encrypted to the court.",
    description =
        "%nBundles are made of the records that you name, and verified. All files are encrypted to"
            + " the court's recipient key on this machine and sent in chunks; stopped at any"
            + " moment, it goes on with --resume. When the court's node has all of it, the record"
            + " that submits it is sent: it holds one digest, and nothing of the case.%n",
    footer = {
      "%nExamples:",
      "  colophon court submit 5b1e… --to court-1",
      "  colophon court submit 5b1e… --to court-1 --case-file --file film.mp4",
      "  colophon court submit --to court-1 --work kite.svg --file letter.pdf",
      "  colophon court submit --to court-1 --bundle kite.zip",
      "  colophon court submit --resume 77aa…",
      "%nWith --json: {\"type\",\"record\",\"receipt\",\"delivery\",\"court\",\"files\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CourtSubmitCommand extends JsonCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "CASE",
      converter = Converters.RecordName.class,
      description = "The record that opened the case; only the court reads it.")
  private Optional<RecordId> caseOf = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "ORG",
      converter = Converters.Organisation.class,
      description = "The court.")
  private Optional<OrgId> court = Optional.empty();

  @Option(
      names = "--evidence",
      paramLabel = "RECORD|FILE",
      description = "A bundle of that record, or of the one with priority for the file.")
  private List<String> evidence = new ArrayList<>();

  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "Bundles of all records of that work.")
  private List<String> works = new ArrayList<>();

  @Option(names = "--bundle", paramLabel = "ZIP", description = "A bundle that you have.")
  private List<Path> bundles = new ArrayList<>();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Any other file: a report, a film, a letter. All together up to 16 GiB.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--case-file",
      description =
          "Also what the chain gives of the case: bundles of all records of its works, and reports on"
              + " the case and on its final assessments. CASE alone is delivered with it.")
  private boolean wholeCase;

  @Mixin private OpeningsOption openings;

  @Option(
      names = "--lang",
      paramLabel = "LANGUAGE",
      description = "Of the reports: zh, en, or both (default).")
  private String language = "both";

  @Option(
      names = "--for",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Encrypt to that subject instead of the court itself; may be repeated.")
  private List<SubjectId> recipients = new ArrayList<>();

  @Option(
      names = "--resume",
      paramLabel = "DELIVERY",
      converter = Converters.Digest.class,
      description = "Go on with a delivery that was packed: 64 hex digits.")
  private Optional<Hash> resumed = Optional.empty();

  @Option(
      names = "--node",
      paramLabel = "URL",
      description = "The court's node (default: found among the profile's).")
  private Optional<URI> node = Optional.empty();

  @Option(names = "--platform", description = "Sign as a platform (default: as a depositor).")
  private boolean platform;

  @Override
  public Integer call() throws Exception {
    if (resumed.isPresent() == court.isPresent()) {
      throw Failure.usage("either --to or --resume");
    }
    boolean isEmpty = evidence.isEmpty() && works.isEmpty() && bundles.isEmpty() && files.isEmpty();
    if (resumed.isPresent() && (!isEmpty || caseOf.isPresent() || !recipients.isEmpty())) {
      throw Failure.usage("--resume sends what was packed; it takes nothing more");
    }
    if (resumed.isEmpty() && caseOf.isEmpty() && (isEmpty || wholeCase)) {
      throw Failure.usage(
          wholeCase
              ? "--case-file: of which CASE"
              : "nothing to deliver: CASE, --evidence, --work, --bundle or --file is needed");
    }
    wholeCase |= resumed.isEmpty() && isEmpty;
    try (Session session = open()) {
      PackedDelivery delivery =
          resumed.isPresent() ? Sending.packed(session, resumed.get()) : pack(session);
      if (resumed.isEmpty()) {
        remark("packed delivery " + delivery.id() + " (--resume goes on with it)");
      }
      Sending sending =
          new Sending(
              session,
              new CourtNode(session, node, options.timeout(), context().pause()),
              TerminalProgress.of(context()));
      sending.send(delivery);
      report(delivery, sending.submit(delivery, platform ? Role.PLATFORM : Role.DEPOSITOR));
      return 0;
    }
  }

  private PackedDelivery pack(Session session) throws Exception {
    if (caseOf.isPresent()
        && !(session.record(caseOf.get()).statement().content() instanceof CaseOpen)) {
      throw Failure.usage("CASE: that record opened no case");
    }
    Set<RecordId> records = records(session);
    SortedMap<String, byte[]> made = new TreeMap<>();
    if (wholeCase) {
      Language spoken = ReportOptions.language(language);
      CaseFile file = CaseFile.gather(session, caseOf.orElseThrow(), openings, spoken);
      records.addAll(file.records());
      made = file.reports();
    }
    return Packing.pack(
        session,
        court.orElseThrow(),
        caseOf,
        new Packing.Contents(records, bundles, files, made),
        recipients(session),
        context().clock().millis(),
        TerminalProgress.of(context()));
  }

  private Set<RecordId> records(Session session) throws IOException, Failure {
    Set<RecordId> records = new LinkedHashSet<>();
    for (String word : evidence) {
      records.add(RecordId.ofHex(Target.of(word, session).record()));
    }
    for (String word : works) {
      String work = Target.of(word, session).work();
      for (TraceEvent event : session.network().trace(work, session.lastHeight().value())) {
        records.add(RecordId.ofHex(event.getReceipt().getId()));
      }
    }
    return records;
  }

  private List<Envelope.Recipient> recipients(Session session) throws IOException, Failure {
    PublishedKeys keys = new PublishedKeys(session, new Timestamp(context().clock().millis()));
    List<Envelope.Recipient> found = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    recipients.forEach(recipient -> names.add(recipient.text()));
    if (names.isEmpty()) {
      names.add(court.orElseThrow().text());
    }
    for (String name : names) {
      found.add(new Envelope.Recipient(new SubjectId(name), keys.of(new SubjectId(name))));
    }
    return found;
  }

  private void report(PackedDelivery delivery, Receipt receipt) {
    int count = delivery.manifest().files().size();
    if (json) {
      printJson(
          RecordType.COURT_SUBMIT,
          receipt,
          more ->
              more.put("delivery", delivery.id().hex())
                  .put("court", delivery.index().court().text())
                  .put("files", count));
    } else {
      printReceipt(
          "delivered to "
              + delivery.index().court()
              + ": "
              + count
              + (count == 1 ? " file" : " files")
              + "\n  delivery "
              + delivery.id(),
          receipt);
    }
  }
}
