package org.colophon.core.report;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.query.LeaseView;
import org.colophon.core.query.RecordAt;
import org.colophon.core.report.Check.Finding;
import org.colophon.core.report.Check.Kind;
import org.colophon.core.report.Check.What;

/** Looks at what the records say for and against what is claimed in a case, one thing at a time. */
final class CaseChecks {
  /** Most grants of a case, and most leases of one grant, that are looked at. */
  private static final int READS_MAX = 10_000;

  private static final Set<EvidenceCapture.Kind> WHOLE =
      EnumSet.of(
          EvidenceCapture.Kind.SCREENSHOT,
          EvidenceCapture.Kind.HTML,
          EvidenceCapture.Kind.DNS,
          EvidenceCapture.Kind.TLS,
          EvidenceCapture.Kind.CLEANLINESS);

  private final Scene scene;
  private final Disputes disputes;

  CaseChecks(Scene scene, Disputes disputes) {
    this.scene = scene;
    this.disputes = disputes;
  }

  /** What concerns one work, in the order in which a court asks it. */
  List<Check> ofWork(WorkId work, Optional<TitleFacts> title) {
    List<Check> checks = new ArrayList<>();
    checks.add(check(Kind.TITLE, work, title(title)));
    checks.add(check(Kind.TIME_ORDER, work, timeOrder(title)));
    checks.add(check(Kind.CONFLICTS, work, conflicts(title)));
    checks.add(check(Kind.OBJECTIONS, work, objections(work)));
    checks.add(check(Kind.LICENCE, work, licence(work)));
    checks.add(check(Kind.NOTICES, work, notices(work)));
    checks.add(check(Kind.EVIDENCE, work, evidence(work)));
    checks.add(check(Kind.INFRINGEMENT, work, infringement(work)));
    return checks;
  }

  /** What concerns the case as a whole. */
  List<Check> ofCase(RecordId opened, int openedWorks, int namedWorks) throws RefusedException {
    List<Check> checks = new ArrayList<>();
    if (openedWorks < namedWorks) {
      checks.add(new Check(Kind.TITLE, Optional.empty(), List.of(Finding.of(What.NOT_OPENED))));
    } else if (namedWorks == 0) {
      checks.add(new Check(Kind.TITLE, Optional.empty(), List.of(Finding.of(What.NO_WORK_NAMED))));
    }
    checks.add(new Check(Kind.READS, Optional.empty(), reads(opened)));
    checks.addAll(forTheCourt());
    return checks;
  }

  /** What no record can show. */
  static List<Check> forTheCourt() {
    List<Check> checks = new ArrayList<>();
    for (Kind kind : List.of(Kind.LEGITIMATE_SOURCE, Kind.FAIR_USE)) {
      checks.add(new Check(kind, Optional.empty(), List.of(Finding.of(What.FOR_THE_COURT))));
    }
    return checks;
  }

  /** What every report on a case begins with; asked last, when all its records are named. */
  Check signatures() {
    List<RecordId> unverified = scene.named().unverified();
    return new Check(
        Kind.SIGNATURES,
        Optional.empty(),
        unverified.isEmpty()
            ? List.of(Finding.of(What.SIGNATURES_VERIFY))
            : unverified.stream().map(id -> Finding.of(What.SIGNATURE_FAILS, id)).toList());
  }

  private static Check check(Kind kind, WorkId work, List<Finding> findings) {
    return new Check(kind, Optional.of(work), findings);
  }

  private static List<Finding> title(Optional<TitleFacts> title) {
    if (title.flatMap(TitleFacts::declared).isEmpty()) {
      return notDeclared(title);
    }
    List<Finding> findings = new ArrayList<>();
    title
        .get()
        .findings()
        .forEach(found -> {
          switch (found.kind().verdict()) {
            case BROKEN -> findings.add(Finding.of(What.TITLE_BROKEN, found.record()));
            case DOUBTFUL -> findings.add(Finding.of(What.TITLE_DOUBTFUL, found.record()));
            case SOUND -> {
              // Told with the title, and speaks against nothing.
            }
          }
        });
    return orElse(
        findings,
        Finding.of(What.TITLE_HANGS_TOGETHER, title.get().declared().orElseThrow().record()));
  }

  private static List<Finding> notDeclared(Optional<TitleFacts> title) {
    return List.of(new Finding(What.NOT_DECLARED, title.map(TitleFacts::opener)));
  }

  private List<Finding> timeOrder(Optional<TitleFacts> title) {
    if (title.flatMap(TitleFacts::declared).isEmpty()) {
      return notDeclared(title);
    }
    List<Finding> findings = new ArrayList<>();
    RecordAt own = record(title.get().declared().orElseThrow().record());
    for (TitleFacts.Conflicting conflict : title.get().conflicts()) {
      if (!conflict.isEarlier()) {
        findings.add(Finding.of(What.EARLIER_ON_CHAIN, conflict.earlier()));
      } else if (claimsEarlier(record(conflict.later()), own)) {
        findings.add(Finding.of(What.CLAIMS_EARLIER, conflict.later()));
      }
    }
    return orElse(findings, Finding.of(What.FIRST_ON_CHAIN, title.get().opener()));
  }

  /** By their own words: the days on which they say that they completed it, or signed. */
  private static boolean claimsEarlier(RecordAt rival, RecordAt own) {
    Optional<String> theirs = completedOn(rival);
    Optional<String> ours = completedOn(own);
    boolean bothSay = theirs.isPresent() && ours.isPresent();
    return bothSay
        ? theirs.get().compareTo(ours.get()) < 0
        : rival.statement().issuedAt().compareTo(own.statement().issuedAt()) < 0;
  }

  private static Optional<String> completedOn(RecordAt record) {
    return record.statement().content() instanceof WorkDeclare declare
        ? declare.completedOn()
        : Optional.empty();
  }

  private static List<Finding> conflicts(Optional<TitleFacts> title) {
    List<Finding> findings = new ArrayList<>();
    title.ifPresent(facts -> {
      for (TitleFacts.Conflicting conflict : facts.conflicts()) {
        findings.add(
            conflict.isEarlier()
                ? Finding.of(What.LATER_CLAIM, conflict.later())
                : Finding.of(What.EARLIER_CLAIM, conflict.earlier()));
      }
      if (facts.moreConflicts()) {
        findings.add(Finding.of(What.MORE_CLAIMS));
      }
    });
    return orElse(findings, Finding.of(What.NO_OTHER_CLAIM));
  }

  private List<Finding> objections(WorkId work) {
    List<Finding> findings =
        disputes.objections().stream()
            .filter(objected -> objected.work().equals(work))
            .map(objected -> {
              What what =
                  switch (objected.status()) {
                    case OPEN -> What.OBJECTION_OPEN;
                    case UPHELD -> What.OBJECTION_UPHELD;
                    case DISMISSED -> What.OBJECTION_DISMISSED;
                    case WITHDRAWN -> What.OBJECTION_WITHDRAWN;
                  };
              return Finding.of(what, objected.newest());
            })
            .toList();
    return orElse(findings, Finding.of(What.NO_OBJECTION));
  }

  private List<Finding> licence(WorkId work) {
    List<Finding> findings = new ArrayList<>();
    for (Disputes.Alleged alleged : allegations(work)) {
      findings.add(Finding.of(permitted(alleged), alleged.record()));
      alleged.allowedBy().forEach(by -> findings.add(Finding.of(What.PERMITTED_BY, by)));
    }
    return orElse(findings, Finding.of(What.NO_ALLEGATION));
  }

  private static What permitted(Disputes.Alleged alleged) {
    if (alleged.respondent().isEmpty()) {
      return What.RESPONDENT_UNKNOWN;
    }
    if (alleged.permitted().isEmpty()) {
      return What.NO_PERMISSION;
    }
    return alleged.isPermittedThroughout() ? What.PERMITTED : What.PERMITTED_IN_PART;
  }

  private List<Finding> notices(WorkId work) {
    List<Finding> findings = new ArrayList<>();
    for (Disputes.Noticed noticed : disputes.notices()) {
      if (!noticed.work().equals(work)) {
        continue;
      }
      if (!noticed.allowedBy().isEmpty()) {
        findings.add(Finding.of(What.NOTICE_TO_PERMITTED, noticed.record()));
      }
      noticed.takedown().ifPresent(id -> findings.add(Finding.of(What.NOTICE_ACTED_ON, id)));
      noticed.counter().ifPresent(id -> findings.add(Finding.of(What.NOTICE_COUNTERED, id)));
      if (noticed.takedown().isEmpty() && noticed.counter().isEmpty()) {
        findings.add(Finding.of(What.NOTICE_UNANSWERED, noticed.record()));
      }
    }
    return orElse(findings, Finding.of(What.NO_NOTICE));
  }

  private List<Finding> evidence(WorkId work) {
    Set<RecordId> named = new LinkedHashSet<>();
    allegations(work).forEach(alleged -> named.addAll(alleged.evidence()));
    List<Finding> findings = new ArrayList<>();
    for (RecordId id : named) {
      if (record(id).statement().content() instanceof EvidenceCapture capture) {
        findings.add(
            Finding.of(isWhole(capture) ? What.CAPTURE_WHOLE : What.CAPTURE_INCOMPLETE, id));
        switch (capture.relation()) {
          case PARTY, ENGAGED -> findings.add(Finding.of(What.CAPTURE_BY_PARTY, id));
          case NONE, PLATFORM -> {
            // Whoever took it down states to stand on neither side.
          }
        }
      } else {
        findings.add(Finding.of(What.MATERIAL_COMMITTED, id));
      }
    }
    return orElse(findings, Finding.of(What.NO_EVIDENCE));
  }

  /** A log of the traffic is in every capture: the chain refuses those without. */
  private static boolean isWhole(EvidenceCapture capture) {
    Set<EvidenceCapture.Kind> missing = EnumSet.copyOf(WHOLE);
    if (capture.url().startsWith("http:")) {
      missing.remove(EvidenceCapture.Kind.TLS);
    }
    capture.parts().forEach(part -> missing.remove(part.kind()));
    return missing.isEmpty();
  }

  private List<Finding> infringement(WorkId work) {
    List<Finding> findings = new ArrayList<>();
    for (Disputes.Alleged alleged : allegations(work)) {
      for (RecordId id : alleged.findings()) {
        InfringementFind found = (InfringementFind) record(id).statement().content();
        findings.add(
            Finding.of(
                found.outcome() == InfringementFind.Outcome.NOT_INFRINGED
                    ? What.COURT_DENIED
                    : What.COURT_FOUND,
                id));
      }
    }
    return orElse(findings, Finding.of(What.FOR_THE_COURT));
  }

  /** Leases stand under the grant and under those above it; each is told once. */
  private List<Finding> reads(RecordId opened) throws RefusedException {
    Set<RecordId> leases = new LinkedHashSet<>();
    for (RecordAt grant : scene.all(Link.grant(opened), READS_MAX, "grants")) {
      scene.named().add(grant);
      for (RecordAt lease : scene.all(Link.lease(grant.id()), READS_MAX, "leases")) {
        leases.add(lease.id());
      }
      if (leases.size() > READS_MAX) {
        throw new RefusedException(Reason.TOO_LARGE, "leases: over " + READS_MAX);
      }
    }
    List<Finding> findings = leases.stream().map(this::read).toList();
    return orElse(findings, Finding.of(What.NO_READS));
  }

  private Finding read(RecordId id) {
    LeaseView lease = LeaseView.of(scene.ledger(), id, scene.asOf()).orElseThrow();
    scene.named().add(lease.record());
    if (lease.settled().isPresent()) {
      return Finding.of(What.READS_SETTLED, scene.named().add(lease.settled().get().record()));
    }
    boolean isOver = lease.lease().until().compareTo(scene.asOf().time()) <= 0;
    return Finding.of(isOver ? What.READS_UNSETTLED : What.READS_OPEN, id);
  }

  private List<Disputes.Alleged> allegations(WorkId work) {
    return disputes.allegations().stream().filter(one -> one.work().equals(work)).toList();
  }

  private RecordAt record(RecordId id) {
    return scene.ledger().record(id).orElseThrow();
  }

  private static List<Finding> orElse(List<Finding> findings, Finding none) {
    return findings.isEmpty() ? List.of(none) : findings;
  }
}
