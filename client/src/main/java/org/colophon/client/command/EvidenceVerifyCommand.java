package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.Hasher;
import org.colophon.client.submit.Opening;
import org.colophon.client.view.EvidenceView;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.Check;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies evidence. */
@Command(
    name = "verify",
    header = "Verifies a zip of evidence; needs no network, no node and no profile.",
    description =
        "%nSays of each check what it proved, and then what is not proven. Give the genesis from a"
            + " source that you trust: without it the chain is only what the bundle says it is.%n",
    footer = {
      "%nExamples:",
      "  colophon evidence verify photo.zip --file photo.jpg --genesis genesis.json",
      "  colophon evidence verify novel.zip --file novel.txt --opening opening.json",
      "%nWith --json: {\"verified\",\"failed\"?,\"trustedGenesis\",\"checks\":[…],\"facts\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class EvidenceVerifyCommand extends JsonCommand {
  private static final int ZIP_BYTES_MAX = 256 << 20;

  @Parameters(paramLabel = "ZIP", description = "The bundle.")
  private Path zip;

  @Option(names = "--file", paramLabel = "FILE", description = "The original that it is about.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description = "The genesis of the chain that you trust.")
  private Optional<Path> genesis = Optional.empty();

  @Option(
      names = "--opening",
      paramLabel = "FILE",
      description = "What opens the record's commitment, when the original was not published.")
  private Optional<Path> opening = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (opening.isPresent() && file.isEmpty()) {
      throw Failure.usage("--opening needs --file");
    }
    Optional<Genesis> trusted =
        genesis.isPresent() ? Optional.of(Session.readGenesis(genesis.get())) : Optional.empty();
    Optional<Hash> digest =
        file.isPresent() ? Optional.of(Hasher.hash(file.get()).sha256()) : Optional.empty();
    Optional<Hash> published = opening.isPresent() ? Optional.empty() : digest;
    EvidenceReport report =
        EvidenceVerifier.verify(
            read(zip, ZIP_BYTES_MAX), new EvidenceVerifier.Options(trusted, published));
    if (opening.isPresent() && report.facts().isPresent()) {
      report = opened(report, report.facts().get(), digest.orElseThrow());
    }
    EvidenceView view = new EvidenceView(report, trusted.isPresent(), file.isPresent());
    if (json) {
      print(view.json());
    } else {
      context().out().print(view.text(style()));
    }
    Optional<Check> failed = report.failure();
    if (failed.isPresent() && !json) {
      remark(
          context().errStyle().bad("error:")
              + " "
              + failed.get().name()
              + ": the evidence does not verify");
    }
    return failed.isPresent() ? ExitCodes.REFUSED : ExitCodes.OK;
  }

  /** Adds the check that the file, the salt and the signer give the record's commitment. */
  private EvidenceReport opened(EvidenceReport report, EvidenceReport.Facts facts, Hash digest)
      throws IOException, Failure {
    Opening given;
    try {
      given = Opening.read(read(opening.orElseThrow(), 1 << 20));
    } catch (RefusedException e) {
      throw Failure.local(opening.orElseThrow() + ": not an opening: " + e.getMessage());
    }
    Check check = EvidenceView.checkOpening(facts, given, digest);
    List<Check> checks = new ArrayList<>(report.checks());
    checks.add(check);
    return new EvidenceReport(checks, check.passed() ? report.facts() : Optional.empty());
  }

  private static byte[] read(Path path, int bytesMax) throws IOException, Failure {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw Failure.local(path + ": larger than " + bytesMax + " bytes");
      }
      return bytes;
    }
  }
}
