package org.colophon.client.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.AtomicFiles;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.CertificatePart;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Membership;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a certificate of evidence. */
@Command(
    name = "certificate",
    header = "Writes what a person reads of one sealed record: a signed PDF.",
    description =
        "%nThe file is PDF/A-3b with the machine-readable parts attached, signed by the node that"
            + " issued it. What its pages say is that node's word; the bundle of `evidence export`"
            + " proves it.%n",
    footer = {
      "%nExamples:",
      "  colophon evidence certificate photo.jpg --out photo.pdf",
      "  colophon evidence certificate 5b1e… --lang zh --out record.pdf",
      "%nWith --json: {\"out\",\"record\",\"sha256\",\"bytes\",\"issuedBy\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class EvidenceCertificateCommand extends JsonCommand {
  @Parameters(paramLabel = "RECORD|FILE", description = "The record, or the file that it is about.")
  private String word;

  @Option(names = "--out", required = true, paramLabel = "PDF", description = "File to write.")
  private Path out;

  @Option(
      names = "--lang",
      paramLabel = "LANGUAGE",
      defaultValue = "zh-en",
      description = "zh, en, or both: zh-en (default).")
  private String language = "zh-en";

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    if (!List.of("zh", "en", "zh-en").contains(language)) {
      throw Failure.usage("--lang: (expected: zh, en or zh-en)");
    }
    if (Files.exists(out) && !force) {
      throw Failure.local(out + ": there is such a file already (use --force to replace it)");
    }
    try (Session session = open()) {
      String record = Target.of(word, session).record();
      byte[] pdf = session.network().certificate(record, language, session.lastHeight().value());
      String issuer = issuer(pdf, record, List.of(session.genesis().membership()));
      AtomicFiles.write(out, pdf);
      if (json) {
        print(
            Json.object()
                .put("out", out.toString())
                .put("record", record)
                .put("sha256", Hash.sha256(pdf).hex())
                .put("bytes", pdf.length)
                .put("issuedBy", issuer)
                .build());
      } else {
        print(
            style().good("✓") + " " + out + ", signed by " + issuer + ", " + pdf.length + " bytes");
        print("  record  " + record);
      }
      return 0;
    }
  }

  private static String issuer(byte[] pdf, String record, Collection<Membership> memberships)
      throws Failure {
    try {
      return CertificatePart.verify(pdf, RecordId.ofHex(record), memberships);
    } catch (RefusedException e) {
      throw new Failure(1, "CERTIFICATE", "the node's answer does not verify: " + e.getMessage());
    }
  }
}
