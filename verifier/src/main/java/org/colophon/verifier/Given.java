package org.colophon.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.Content;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.evidence.Check;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.evidence.ItemProof;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.Hash;
import org.colophon.crypto.ers.AlgorithmPolicy;
import org.colophon.crypto.x509.Pem;

/**
 * What the user brings beside the bundle.
 *
 * @param trusted the genesis that the user trusts
 * @param file SHA-256 of the original
 * @param opening what opens the record's commitment to it
 * @param item that the original is an item of the record's batch
 * @param authorities roots of further time-stamping authorities
 * @param algorithms until when which algorithm is trusted
 * @param at as of when an evidence record must stand
 */
record Given(
    Optional<Genesis> trusted,
    Optional<Hash> file,
    Optional<Opening> opening,
    Optional<ItemProof> item,
    List<X509Certificate> authorities,
    AlgorithmPolicy algorithms,
    Timestamp at) {
  private static final int GENESIS_BYTES_MAX = 16 << 20;
  private static final int OPENING_BYTES_MAX = 1 << 20;
  private static final int ITEM_BYTES_MAX = 16 << 10;
  private static final int PEM_BYTES_MAX = 1 << 20;

  static Genesis genesis(Path path) throws IOException {
    try {
      return Genesis.parse(Files.small(path, GENESIS_BYTES_MAX));
    } catch (RefusedException e) {
      throw new IOException(path + ": not a genesis: " + e.getMessage(), e);
    }
  }

  static Opening opening(Path path) throws IOException {
    try {
      return Opening.read(Files.small(path, OPENING_BYTES_MAX));
    } catch (RefusedException e) {
      throw new IOException(path + ": not an opening: " + e.getMessage(), e);
    }
  }

  static ItemProof item(Path path) throws IOException {
    try {
      return ItemProof.parse(Files.small(path, ITEM_BYTES_MAX));
    } catch (RefusedException e) {
      throw new IOException(path + ": not the proof of an item: " + e.getMessage(), e);
    }
  }

  /** Roots of time-stamping authorities, in PEM. */
  static List<X509Certificate> authorities(Path path) throws IOException {
    try {
      return Pem.certificates(
          new String(Files.small(path, PEM_BYTES_MAX), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": not certificates in PEM: " + e.getMessage(), e);
    }
  }

  /** Verifies a bundle with all of it. */
  EvidenceReport verify(byte[] bundle) {
    boolean standsInClear = opening.isEmpty() && item.isEmpty();
    Optional<Hash> published = standsInClear ? file : Optional.empty();
    EvidenceReport report =
        EvidenceVerifier.verify(
            bundle, new EvidenceVerifier.Options(trusted, published, authorities, algorithms, at));
    if (standsInClear || report.facts().isEmpty()) {
      return report;
    }
    Check check =
        item.isPresent()
            ? checkItem(item.get(), report.facts().get())
            : checkOpening(report.facts().get());
    List<Check> checks = new ArrayList<>(report.checks());
    checks.add(check);
    return new EvidenceReport(checks, check.passed() ? report.facts() : Optional.empty());
  }

  /** The check that the opening belongs to the record and to this file. */
  private Check checkOpening(EvidenceReport.Facts facts) {
    Hash digest = file.orElseThrow();
    Hash salt = opening.orElseThrow().salt();
    Hash opened = ContentCommitment.of(salt, facts.statement().author(), digest);
    boolean opens = commitments(facts.statement().content()).contains(opened);
    return new Check(
        Check.Name.FILE,
        opens,
        opens
            ? "SHA-256 " + digest + " with the opening's salt gives the record's commitment"
            : "file and opening do not give the record's commitment");
  }

  /** The check that the file is the item, and the item one of the record's. */
  private Check checkItem(ItemProof proof, EvidenceReport.Facts facts) {
    Optional<ItemBatch> items = facts.statement().content().itemBatch();
    if (items.isEmpty()) {
      return new Check(Check.Name.FILE, false, "the record carries no root over items");
    }
    if (!proof.record().equals(facts.record())) {
      return new Check(Check.Name.FILE, false, "the item's proof is for another record");
    }
    if (!proof.digest().equals(file.orElseThrow())) {
      return new Check(Check.Name.FILE, false, "the item's proof is for another file");
    }
    return proof.shows(items.get())
        ? new Check(
            Check.Name.FILE,
            true,
            "SHA-256 "
                + proof.digest()
                + " is item "
                + proof.proof().leafIndex()
                + " of "
                + items.get().count()
                + " under the record's root")
        : new Check(Check.Name.FILE, false, "its path does not lead to the record's root");
  }

  /** What a record commits to by {@link ContentCommitment}. */
  private static List<Hash> commitments(Content content) {
    return switch (content) {
      case WorkDeclare work -> work.commitment().stream().toList();
      case DraftAdd draft -> List.of(draft.commitment());
      case EvidenceDeposit deposit -> List.of(deposit.commitment());
      case Supplement supplement -> List.of(supplement.commitment());
      case ApplicationFile file -> List.of(file.purpose(), file.process(), file.originality());
      case ApplicationDecide decide -> decide.reason().stream().toList();
      case ObjectionRaise objection -> List.of(objection.reason());
      case ObjectionResolve resolve -> resolve.reason().stream().toList();
      case CaseOpen opened -> {
        List<Hash> all = new ArrayList<>(List.of(opened.number()));
        all.addAll(opened.works());
        all.addAll(opened.parties());
        yield all;
      }
      case CaseOutcome outcome -> outcome.document().stream().toList();
      case ScopeGrant grant -> {
        List<Hash> all = new ArrayList<>(grant.scope().works());
        all.addAll(grant.scope().parties());
        yield all;
      }
      case ScopeRevoke revoke -> revoke.reason().stream().toList();
      case InfringementAllege allege -> allege.details().stream().toList();
      case InfringementFind find -> List.of(find.decision());
      default -> List.of();
    };
  }
}
