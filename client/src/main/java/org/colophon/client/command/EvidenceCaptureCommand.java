package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.file.Hasher;
import org.colophon.client.submit.Found;
import org.colophon.client.submit.Progress;
import org.colophon.client.submit.Signatory;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.RecordView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Records what a tool took down. */
@Command(
    name = "capture",
    header = "Records what a tool took down from an address, by the digests of what it wrote.",
    description =
        "%nAddress and digests stand in clear on the chain, for ever; what may not be seen is"
            + " deposited (colophon evidence deposit). A log of the traffic must be among the"
            + " parts: CALL_LOG, WARC or WACZ. The files stay here.%n",
    footer = {
      "%nExample:",
      "  colophon evidence capture --url https://example.org/gallery/7 \\",
      "    --tool 'headless browser' --tool-version 145.0 --clock 'NTP, three servers' \\",
      "    --relation none --part wacz=page.wacz --part screenshot=page.png \\",
      "    --stated 'standards=SF/T 0076' --stated 'storage=write-once disk'",
      StatedOption.WHAT,
      "%nWith --json: {\"type\",\"record\",\"url\",\"receipt\",\"stoodBefore\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class EvidenceCaptureCommand extends JsonCommand {
  @Option(names = "--url", required = true, description = "The address: http or https.")
  private String url;

  @Option(names = "--tool", required = true, description = "What took it down.")
  private String tool;

  @Option(names = "--tool-version", required = true, description = "The tool's version.")
  private String toolVersion;

  @Option(
      names = "--clock",
      required = true,
      paramLabel = "SOURCE",
      description = "Where the tool's time came from.")
  private String clock;

  @Option(
      names = "--relation",
      required = true,
      paramLabel = "RELATION",
      description = "How you stand to the parties: ${COMPLETION-CANDIDATES}.")
  private EvidenceCapture.Relation relation;

  @Option(
      names = "--part",
      required = true,
      paramLabel = "KIND=FILE",
      converter = PartFile.Reading.class,
      description =
          "A file that the tool wrote: SCREENSHOT, HTML, CALL_LOG, WARC, WACZ, DNS, TLS,"
              + " CLEANLINESS or OTHER. May be given more than once.")
  private List<PartFile> parts;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When it was taken down, such as 2026-03-01T09:30:00Z (default: now).")
  private Optional<Timestamp> at = Optional.empty();

  @Option(
      names = "--about",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record that it concerns.")
  private Optional<RecordId> about = Optional.empty();

  @Mixin private StatedOption stated;

  /**
   * A file of the capture.
   *
   * @param kind what it is
   * @param file where it is
   */
  record PartFile(EvidenceCapture.Kind kind, Path file) {
    /** {@code KIND=FILE}. */
    static final class Reading implements ITypeConverter<PartFile> {
      @Override
      public PartFile convert(String text) {
        int sign = text.indexOf('=');
        try {
          String kind = text.substring(0, Math.max(0, sign)).toUpperCase(Locale.ROOT);
          return new PartFile(
              EvidenceCapture.Kind.valueOf(kind), Path.of(text.substring(sign + 1)));
        } catch (IllegalArgumentException e) {
          throw new TypeConversionException(
              "'"
                  + text
                  + "' is not KIND=FILE with a kind of "
                  + List.of(EvidenceCapture.Kind.values()));
        }
      }
    }
  }

  @Override
  public Integer call() throws Exception {
    List<EvidenceCapture.Part> hashed = new ArrayList<>();
    for (PartFile part : parts) {
      hashed.add(new EvidenceCapture.Part(part.kind, Hasher.hash(part.file).digest()));
    }
    Timestamp time = at.orElseGet(() -> new Timestamp(context().clock().millis()));
    EvidenceCapture capture =
        new EvidenceCapture(
            url, time, tool, toolVersion, clock, relation, hashed, stated.with(Map.of()), about);
    try (Session session = open()) {
      Signatory signatory = session.signatory();
      byte[] statement = signatory.compose(Role.DEPOSITOR, capture);
      Optional<Receipt> before = before(session, signatory, capture);
      Receipt receipt =
          before.isPresent() ? before.get() : session.deliver(signatory.sign(statement));
      tell(receipt, before.isPresent());
      return 0;
    }
  }

  /** Where the same address with the same files was recorded by this subject before. */
  private static Optional<Receipt> before(
      Session session, Signatory signatory, EvidenceCapture capture)
      throws IOException, RefusedException {
    Hash first = capture.contentDigests().getFirst();
    long height = session.lastHeight().value();
    Found found = Found.of(List.of(first), session.network(), height, Progress.SILENT);
    RecordParser parser = new RecordParser(session.genesis().limits().recordBytesMax());
    for (LookupMatch match :
        found.ofType(RecordType.EVIDENCE_CAPTURE, signatory.subject(), first)) {
      RecordView view = session.network().receipt(match.getReceipt().getId(), height);
      if (parser.parse(view.getRecord().toByteArray()).statement().content()
              instanceof EvidenceCapture earlier
          && earlier.url().equals(capture.url())
          && earlier.parts().equals(capture.parts())) {
        return Optional.of(match.getReceipt());
      }
    }
    return Optional.empty();
  }

  private void tell(Receipt receipt, boolean stoodBefore) {
    if (json) {
      printJson(
          RecordType.EVIDENCE_CAPTURE,
          receipt,
          more -> more.put("url", url).put("stoodBefore", stoodBefore));
    } else {
      printReceipt(stoodBefore ? "capture recorded before" : "capture recorded", receipt);
    }
  }
}
