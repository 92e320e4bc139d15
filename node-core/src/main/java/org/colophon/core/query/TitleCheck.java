package org.colophon.core.query;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Right;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.ApplicationState;
import org.colophon.core.contract.Conflict;
import org.colophon.core.contract.Derivation;
import org.colophon.core.contract.KeyState;
import org.colophon.core.contract.Title;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;

/**
 * Whether a title hangs together from its first declaration to an instant, and what speaks against
 * it. A chain of signed transfers is easily made; it launders nothing if what it began with was
 * somebody else's, if a key in it was not in its holder's hand, or if an office or a court thought
 * otherwise.
 *
 * @param work whose title
 * @param asOf the instant
 * @param chain the declaration and each transfer, oldest first
 * @param findings what speaks against it, its own before those of the works that it re-creates
 */
public record TitleCheck(WorkId work, AsOf asOf, List<RecordAt> chain, List<Finding> findings) {
  /** Most works, each the original of the one before it, that are followed. */
  static final int ORIGINALS_MAX = 8;

  private static final int QUICK_TRANSFERS = 3;
  private static final long QUICK_MS = 30L * 24 * 60 * 60 * 1000;

  private static final Set<Right> RECREATING =
      EnumSet.of(Right.ADAPTATION, Right.TRANSLATION, Right.COMPILATION, Right.CINEMATOGRAPHY);

  /** What came out of the check. */
  public enum Verdict {
    /** Nothing speaks against it. */
    SOUND,
    /** Every step follows from the one before, and yet something speaks against it. */
    DOUBTFUL,
    /** A step does not follow from the one before. */
    BROKEN
  }

  /** What speaks against a title. */
  public enum Kind {
    /** Somebody passed on what he did not hold. */
    NOT_HELD(Verdict.BROKEN),
    /** The ledger's state holds another title than its records give. */
    STATE_DIFFERS(Verdict.BROKEN),
    /** Another record claimed the same content earlier. */
    EARLIER_CLAIM(Verdict.DOUBTFUL),
    /** An objection stands against it. */
    DISPUTED(Verdict.DOUBTFUL),
    /** A key that signed in the chain was revoked since: somebody else may have held it. */
    KEY_REVOKED(Verdict.DOUBTFUL),
    /** An IP office refused to confirm the work, or took its confirmation back. */
    NOT_CONFIRMED(Verdict.DOUBTFUL),
    /** A record of the chain was corrected. */
    CORRECTED(Verdict.DOUBTFUL),
    /** The work re-creates another one, and nobody among its authors was allowed to. */
    NO_LEAVE_TO_RECREATE(Verdict.DOUBTFUL),
    /** No author signed the declaration, but an agent. */
    BY_AGENT(Verdict.SOUND),
    /** It passed at least three times within thirty days. */
    QUICK_TRANSFERS(Verdict.SOUND),
    /** There are more originals behind it than were looked at. */
    MORE_ORIGINALS(Verdict.SOUND);

    private final Verdict verdict;

    Kind(Verdict verdict) {
      this.verdict = verdict;
    }

    /** What the title is at best when this was found. */
    public Verdict verdict() {
      return verdict;
    }
  }

  /**
   * Something that speaks against a title.
   *
   * @param kind what
   * @param work in whose title
   * @param record the record that shows it
   */
  public record Finding(Kind kind, WorkId work, RecordId record) {}

  /** Copies the lists. */
  public TitleCheck {
    chain = List.copyOf(chain);
    findings = List.copyOf(findings);
  }

  /** The worst that was found. */
  public Verdict verdict() {
    return findings.stream()
        .map(finding -> finding.kind().verdict())
        .max(Verdict::compareTo)
        .orElse(Verdict.SOUND);
  }

  /** Checks the title in a work; empty when the work was not declared then. */
  public static Optional<TitleCheck> of(LedgerQuery ledger, WorkId work, AsOf asOf)
      throws RefusedException {
    Optional<TitleHistory> history = TitleHistory.of(ledger, work, asOf);
    if (history.isEmpty()) {
      return Optional.empty();
    }
    List<Finding> findings = new ArrayList<>();
    Set<WorkId> seen = new HashSet<>();
    Optional<WorkId> next = Optional.of(work);
    while (next.isPresent() && seen.add(next.get())) {
      WorkId one = next.get();
      Optional<TitleHistory> its = TitleHistory.of(ledger, one, asOf);
      if (its.isPresent() && seen.size() > ORIGINALS_MAX) {
        findings.add(new Finding(Kind.MORE_ORIGINALS, one, its.get().declaration().id()));
        break;
      }
      if (its.isPresent()) {
        findings.addAll(new Examination(ledger, one, asOf, its.get()).findings());
      }
      next = its.flatMap(h -> declared(h).derivedFrom());
    }
    List<RecordAt> chain = new ArrayList<>(List.of(history.get().declaration()));
    chain.addAll(history.get().transfers());
    return Optional.of(new TitleCheck(work, asOf, chain, findings));
  }

  private static WorkDeclare declared(TitleHistory history) {
    return (WorkDeclare) history.declaration().statement().content();
  }

  /** One work's title under examination. */
  private record Examination(LedgerQuery ledger, WorkId work, AsOf asOf, TitleHistory history) {
    List<Finding> findings() throws RefusedException {
      List<Finding> found = new ArrayList<>();
      replay(found);
      conflicts(found);
      add(found, Kind.DISPUTED, standing());
      add(found, Kind.NOT_CONFIRMED, unconfirmed());
      chain()
          .forEach(record -> {
            if (hasRevokedKey(record)) {
              found.add(new Finding(Kind.KEY_REVOKED, work, record.id()));
            }
            add(found, Kind.CORRECTED, corrections(record));
          });
      if (declared(history).derivedFrom().isPresent() && !mayRecreate()) {
        found.add(new Finding(Kind.NO_LEAVE_TO_RECREATE, work, history.declaration().id()));
      }
      if (history.declaration().statement().signers().getFirst().role() == Role.AGENT) {
        found.add(new Finding(Kind.BY_AGENT, work, history.declaration().id()));
      }
      quick().ifPresent(id -> found.add(new Finding(Kind.QUICK_TRANSFERS, work, id)));
      return found;
    }

    private void add(List<Finding> found, Kind kind, List<RecordId> records) {
      records.forEach(record -> found.add(new Finding(kind, work, record)));
    }

    private List<RecordAt> chain() {
      List<RecordAt> chain = new ArrayList<>(List.of(history.declaration()));
      chain.addAll(history.transfers());
      return chain;
    }

    /** The rules let nothing pass that is not held; here it is computed again from the records. */
    private void replay(List<Finding> found) {
      Title title = Title.ofAuthors(declared(history).authors());
      for (RecordAt record : history.transfers()) {
        Transfer transfer = (Transfer) record.statement().content();
        SubjectId giver = record.statement().author();
        for (Right right : transfer.rights()) {
          if (title.share(giver, right) < transfer.share()) {
            found.add(new Finding(Kind.NOT_HELD, work, record.id()));
            return;
          }
        }
        title =
            title.pass(
                transfer.rights().stream().sorted().toList(),
                giver,
                record.statement().signers().get(1).subject(),
                transfer.share(),
                transfer.allEconomic());
      }
      boolean isNow = asOf.size().equals(AsOf.newest(ledger).size());
      if (isNow && !ledger.state(Title.stateKey(work), Title::read).equals(Optional.of(title))) {
        found.add(new Finding(Kind.STATE_DIFFERS, work, chain().getLast().id()));
      }
    }

    private void conflicts(List<Finding> found) {
      for (Conflict conflict :
          WorkConflicts.of(ledger, work, history.declaration().index(), asOf).conflicts()) {
        if (!conflict.earlierWork().equals(Optional.of(work))) {
          found.add(new Finding(Kind.EARLIER_CLAIM, work, conflict.earlier()));
        }
      }
    }

    private List<RecordId> standing() throws RefusedException {
      return ObjectionView.standing(ledger, work, asOf).stream()
          .map(objection -> objection.record().id())
          .toList();
    }

    /** The decisions of offices that did not confirm. */
    private List<RecordId> unconfirmed() {
      return ApplicationView.ofWork(ledger, work, asOf).stream()
          .filter(application ->
              application.course().status() == ApplicationState.Status.REFUSED
                  || application.course().status() == ApplicationState.Status.REVOKED)
          .map(application -> application.course().newest().record())
          .toList();
    }

    private List<RecordId> corrections(RecordAt record) {
      return CorrectionList.of(ledger, record.id()).stream().filter(this::isKnown).toList();
    }

    private boolean hasRevokedKey(RecordAt record) {
      for (Signer signer : record.statement().signers()) {
        boolean isRevoked =
            ledger
                .state(KeyState.stateKey(signer.key()), KeyState::read)
                .flatMap(KeyState::revokedBy)
                .filter(this::isKnown)
                .isPresent();
        if (isRevoked) {
          return true;
        }
      }
      return false;
    }

    /** By a licence that was declared, or since an author could exercise such a right then. */
    private boolean mayRecreate() throws RefusedException {
      boolean hasLicence =
          ledger
              .state(Derivation.stateKey(work), Derivation::read)
              .filter(derivation -> isKnown(derivation.record()))
              .isPresent();
      if (hasLicence) {
        return true;
      }
      for (WorkDeclare.Author author : declared(history).authors()) {
        if (couldRecreate(author.subject())) {
          return true;
        }
      }
      return false;
    }

    private boolean couldRecreate(SubjectId author) throws RefusedException {
      WorkId original = declared(history).derivedFrom().orElseThrow();
      return RightsCheck.of(ledger, original, author, AsOf.before(history.declaration())).stream()
          .flatMap(view -> view.answers().stream())
          .anyMatch(answer -> answer.granted() && RECREATING.contains(answer.right()));
    }

    /** The transfer with which it had passed too often in too short a time. */
    private Optional<RecordId> quick() {
      List<RecordAt> transfers = history.transfers();
      for (int last = QUICK_TRANSFERS - 1; last < transfers.size(); last++) {
        long first = transfers.get(last - QUICK_TRANSFERS + 1).header().time().value();
        if (transfers.get(last).header().time().value() - first <= QUICK_MS) {
          return Optional.of(transfers.get(last).id());
        }
      }
      return Optional.empty();
    }

    private boolean isKnown(RecordId record) {
      return asOf.knowing(ledger).test(record);
    }
  }
}
