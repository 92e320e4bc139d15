package org.colophon.core.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Seal;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.contract.WorkOf;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.AssessmentView;
import org.colophon.core.query.CaseView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.record.RecordVerifier;
import org.colophon.crypto.Hash;

/**
 * Makes reports. Only what a sealed block knew enters, so the same block gives the same report,
 * however far the ledger has gone on since and on whichever node.
 */
public final class ReportMaker {
  /** Most works of a subject of which a report tells. */
  static final int WORKS_MAX = 64;

  private final Scene scene;
  private final Story story;
  private final List<TitleFacts> titles = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private Optional<Report.CaseFacts> caseFacts = Optional.empty();
  private Optional<AssessmentFacts> assessment = Optional.empty();
  private long otherWorks;

  private ReportMaker(Scene scene) {
    this.scene = scene;
    this.story = new Story(scene);
  }

  /**
   * The report on a work, a subject, a case or an assessment.
   *
   * @param verifier with which the signatures are verified again
   * @param height of the newest block that counts; the newest sealed one when absent
   * @throws RefusedException NOT_FOUND when there is no such thing or no such sealed block,
   *     COMMITMENT_MISMATCH when an opening opens nothing of the case or assessment, RESULT_DIFFERS
   *     when the assessment comes to another result with them, TOO_LARGE when there is more than a
   *     report holds
   */
  public static Report make(
      LedgerQuery ledger,
      RecordVerifier verifier,
      About about,
      Window window,
      Optional<Height> height)
      throws RefusedException {
    BlockHeader newest = sealed(ledger, height);
    Scene scene =
        new Scene(
            ledger, AsOf.height(ledger, newest.height()), window, new Named(ledger, verifier));
    return new ReportMaker(scene).make(newest, about);
  }

  /** A block that a seal covers, its header included. */
  private static BlockHeader sealed(LedgerQuery ledger, Optional<Height> height)
      throws RefusedException {
    BlockHeader newest =
        ledger
            .reader()
            .newestSeal()
            .map(Seal::size)
            .flatMap(size -> ledger.reader().blockOf(new LeafIndex(size.value() - 1)))
            .orElseThrow(() -> notFound("height: nothing is sealed here"));
    if (height.isEmpty()) {
      return newest;
    }
    return ledger
        .reader()
        .header(height.get())
        .filter(header -> header.height().compareTo(newest.height()) <= 0)
        .orElseThrow(() -> notFound("height: no such sealed block here"));
  }

  private Report make(BlockHeader newest, About about) throws RefusedException {
    About told =
        switch (about) {
          case About.Work(WorkId work) -> tell(work, about);
          case About.Subject(SubjectId subject) -> tell(subject, about);
          case About.Case(RecordId opened, List<Opened> openings) -> tell(opened, openings);
          case About.Assessment(RecordId made, List<Opened> openings) ->
              tellAssessment(made, openings);
        };
    ChainId chain = newest.chain();
    // Of a case and an assessment each event that matters is told in its place.
    boolean isOfDeals = about instanceof About.Work || about instanceof About.Subject;
    return new Report(
        chain,
        told,
        scene.window(),
        new Report.Block(
            newest.height(),
            Hash.sha256(newest.bytes()),
            newest.checkpointSize().value(),
            newest.time()),
        SealFacts.covering(scene.ledger(), newest.checkpointSize()),
        caseFacts,
        assessment,
        titles,
        otherWorks,
        story.deals(),
        story.disputes(),
        checks,
        isOfDeals ? story.events() : List.of(),
        scene.named().records());
  }

  private About tell(WorkId work, About about) throws RefusedException {
    titles.add(new TitleTeller(scene).of(work).orElseThrow(() -> notFound("work")));
    story.tell(work);
    return about;
  }

  private About tell(SubjectId subject, About about) throws RefusedException {
    boolean isKnown =
        firstLeaf(Link.subject(subject)).stream().anyMatch(leaf -> scene.asOf().knows(leaf));
    if (!isKnown) {
      throw notFound("subject");
    }
    Set<WorkId> works = new LinkedHashSet<>();
    for (RecordAt event : story.tellEvents(Link.subject(subject))) {
      workOf(event).ifPresent(works::add);
    }
    story.tellLicences(Link.licence(subject));
    story.deals().licences().forEach(licensed -> works.add(licensed.work()));
    for (WorkId work : works.stream().limit(WORKS_MAX).toList()) {
      new TitleTeller(scene).of(work).ifPresent(titles::add);
    }
    otherWorks = Math.max(0, works.size() - WORKS_MAX);
    return about;
  }

  /** The first leaf under a link, when there is one. */
  private List<LeafIndex> firstLeaf(Link link) {
    return scene.ledger().reader().linked(link, new LeafIndex(0), 1);
  }

  private Optional<WorkId> workOf(RecordAt record) {
    return WorkOf.record(
        record.statement(), id -> scene.ledger().record(id).map(RecordAt::statement));
  }

  private About tell(RecordId opened, List<Opened> openings) throws RefusedException {
    CaseOpen named = nameCase(opened);
    List<Opened> works = ordered(named.works(), openings);
    List<Opened> parties = ordered(named.parties(), openings);
    if (works.size() + parties.size() < Set.copyOf(openings).size()) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "openings: one opens nothing that the case names");
    }
    tellCase(opened, works, named.works().size());
    List<Opened> all = new ArrayList<>(works);
    all.addAll(parties);
    return new About.Case(opened, all);
  }

  /** Says which case it is, by what everybody may see of it. */
  private CaseOpen nameCase(RecordId opened) throws RefusedException {
    CaseView view =
        CaseView.of(scene.ledger(), opened, scene.asOf()).orElseThrow(() -> notFound("case"));
    CaseOpen named = view.opened();
    scene.named().add(view.record());
    caseFacts =
        Optional.of(
            new Report.CaseFacts(
                opened,
                view.organ(),
                view.course().status(),
                scene.named().add(view.course().newest().record()),
                named.works().size(),
                named.parties().size()));
    return named;
  }

  private About tellAssessment(RecordId id, List<Opened> openings) throws RefusedException {
    AssessmentView view =
        AssessmentView.of(scene.ledger(), id, scene.asOf())
            .orElseThrow(() -> notFound("assessment"));
    List<Opened> opened = ordered(view.made().commitments(), openings);
    if (opened.size() < Set.copyOf(openings).size()) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "openings: one opens nothing that the assessment names");
    }
    assessment = Optional.of(new AssessmentTeller(scene).of(view, opened));
    if (view.made().caseOf().isPresent()) {
      CaseOpen _ = nameCase(view.made().caseOf().get());
    }
    RecordAt alleged = scene.ledger().record(view.made().allegation()).orElseThrow();
    WorkId work = workOf(alleged).orElseThrow();
    Optional<TitleFacts> title = new TitleTeller(scene).of(work);
    title.ifPresent(titles::add);
    story.tell(work);
    CaseChecks looking = new CaseChecks(scene, story.disputes());
    checks.addAll(looking.ofWork(work, title));
    checks.addAll(CaseChecks.forTheCourt());
    checks.addFirst(looking.signatures());
    return new About.Assessment(id, opened);
  }

  private void tellCase(RecordId opened, List<Opened> works, int namedWorks)
      throws RefusedException {
    List<WorkId> ids = new ArrayList<>();
    for (Opened work : works) {
      if (!Hash.isHex(work.text())) {
        throw new RefusedException(
            Reason.MALFORMED, "openings: one opens a work (expected: 64 lower-case hex digits)");
      }
      ids.add(WorkId.ofHex(work.text()));
    }
    List<Optional<TitleFacts>> told = new ArrayList<>();
    for (WorkId work : ids) {
      Optional<TitleFacts> title = new TitleTeller(scene).of(work);
      told.add(title);
      if (title.isPresent()) {
        titles.add(title.get());
        story.tell(work);
      }
    }
    CaseChecks looking = new CaseChecks(scene, story.disputes());
    for (int i = 0; i < ids.size(); i++) {
      checks.addAll(looking.ofWork(ids.get(i), told.get(i)));
    }
    checks.addAll(looking.ofCase(opened, works.size(), namedWorks));
    checks.addFirst(looking.signatures());
  }

  /** The openings of some commitments, in the order of these. */
  private static List<Opened> ordered(List<Hash> commitments, List<Opened> openings) {
    return commitments.stream()
        .flatMap(commitment ->
            openings.stream().filter(one -> one.commitment().equals(commitment)).limit(1))
        .toList();
  }

  private static RefusedException notFound(String what) {
    return new RefusedException(Reason.NOT_FOUND, what);
  }
}
