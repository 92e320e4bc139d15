package org.colophon.verifier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Content;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.evidence.Check;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.Hash;

/**
 * What the user brings beside the bundle.
 *
 * @param trusted the genesis that the user trusts
 * @param file SHA-256 of the original
 * @param opening what opens the record's commitment to it
 */
record Given(Optional<Genesis> trusted, Optional<Hash> file, Optional<Opening> opening) {
  private static final int GENESIS_BYTES_MAX = 16 << 20;
  private static final int OPENING_BYTES_MAX = 1 << 20;

  /** Reads what the user named. */
  static Given read(Optional<Path> genesis, Optional<Path> file, Optional<Path> opening)
      throws IOException {
    return new Given(
        genesis.isPresent() ? Optional.of(genesis(genesis.get())) : Optional.empty(),
        file.isPresent() ? Optional.of(Files.sha256(file.get())) : Optional.empty(),
        opening.isPresent() ? Optional.of(opening(opening.get())) : Optional.empty());
  }

  private static Genesis genesis(Path path) throws IOException {
    try {
      return Genesis.parse(Files.small(path, GENESIS_BYTES_MAX));
    } catch (RefusedException e) {
      throw new IOException(path + ": not a genesis: " + e.getMessage(), e);
    }
  }

  private static Opening opening(Path path) throws IOException {
    try {
      return Opening.read(Files.small(path, OPENING_BYTES_MAX));
    } catch (RefusedException e) {
      throw new IOException(path + ": not an opening: " + e.getMessage(), e);
    }
  }

  /** Verifies a bundle with all of it. */
  EvidenceReport verify(byte[] bundle) {
    Optional<Hash> published = opening.isPresent() ? Optional.empty() : file;
    EvidenceReport report =
        EvidenceVerifier.verify(bundle, new EvidenceVerifier.Options(trusted, published));
    if (opening.isEmpty() || report.facts().isEmpty()) {
      return report;
    }
    Check check = checkOpening(report.facts().get());
    List<Check> checks = new ArrayList<>(report.checks());
    checks.add(check);
    return new EvidenceReport(checks, check.passed() ? report.facts() : Optional.empty());
  }

  /** The check that the opening belongs to the record and to this file. */
  private Check checkOpening(EvidenceReport.Facts facts) {
    Hash digest = file.orElseThrow();
    Hash salt = opening.orElseThrow().salt();
    Hash opened = ContentCommitment.of(salt, facts.statement().author(), digest);
    boolean opens = commitment(facts.statement().content()).map(opened::equals).orElse(false);
    return new Check(
        Check.Name.FILE,
        opens,
        opens
            ? "SHA-256 " + digest + " with the opening's salt gives the record's commitment"
            : "file and opening do not give the record's commitment");
  }

  private static Optional<Hash> commitment(Content content) {
    return switch (content) {
      case WorkDeclare work -> work.commitment();
      case DraftAdd draft -> Optional.of(draft.commitment());
      case EvidenceDeposit deposit -> Optional.of(deposit.commitment());
      case Supplement supplement -> Optional.of(supplement.commitment());
      default -> Optional.empty();
    };
  }
}
