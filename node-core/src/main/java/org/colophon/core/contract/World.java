package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.Governance;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.Content;
import org.colophon.core.content.Licence;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyName;

/**
 * The ledger as a contract sees it while one record is applied: typed reads and writes, and the
 * record's own place. Nothing else reaches a contract.
 */
final class World {
  private final StateView state;
  private final Governance governance;
  private final Timestamp time;
  private final VerifiedRecord record;
  private final LeafIndex index;
  private final Set<Link> links = new TreeSet<>();
  private Optional<Membership> decided = Optional.empty();

  World(
      StateView state,
      Governance governance,
      Timestamp time,
      VerifiedRecord record,
      LeafIndex index) {
    this.state = state;
    this.governance = governance;
    this.time = time;
    this.record = record;
    this.index = index;
  }

  /** The block's time. */
  Timestamp time() {
    return time;
  }

  /** The record that is being applied. */
  RecordId id() {
    return record.id();
  }

  /** The leaf that it becomes. */
  LeafIndex index() {
    return index;
  }

  /** Whether there is such a block before the one that is being made. */
  boolean isBlock(Height height) {
    return state.newest().filter(newest -> height.compareTo(newest) <= 0).isPresent();
  }

  /** The header of a block before the one that is being made. */
  Optional<BlockHeader> block(Height height) {
    return state.block(height);
  }

  /** Who disputes the time of a block. */
  Disputes disputes(Height block) {
    return read(Disputes.stateKey(block), Disputes::read).orElse(Disputes.NONE);
  }

  void putDisputes(Height block, Disputes value) {
    state.put(Disputes.stateKey(block), value.json());
  }

  /** When a validator last disputed a time, by the time of that record's block. */
  Optional<Timestamp> newestDispute(OrgId validator) {
    return read(
        disputerKey(validator),
        json ->
            new Timestamp(Members.of("", (Json.Obj) json).integer("time", 0, Json.INTEGER_MAX)));
  }

  /** The present record is the newest with which a validator disputes a time. */
  void putNewestDispute(OrgId validator) {
    state.put(disputerKey(validator), Json.object().put("time", time.value()).build());
  }

  private static String disputerKey(OrgId validator) {
    return "disputer/" + validator.text();
  }

  /** The membership in force. */
  MembershipInForce inForce() {
    return governance.inForce();
  }

  /** Whether a change of the membership waits for its seal. */
  boolean isChangePending() {
    return governance.decided().isPresent();
  }

  /** A member by the membership in force. */
  Optional<Organisation> organisation(OrgId id) {
    return governance.membership().organisation(id);
  }

  /** A member of that kind, or a refusal that there is none of that name. */
  Organisation requireOrganisation(String member, OrgId id, OrgKind kind) throws RefusedException {
    Organisation organisation =
        organisation(id)
            .orElseThrow(() ->
                new RefusedException(
                    Reason.UNKNOWN_ORGANISATION, member + ": " + id + " is not a member"));
    if (organisation.kind() != kind) {
      throw new RefusedException(
          Reason.ROLE_DENIED,
          member + ": " + id + " is a " + organisation.kind() + " (expected: " + kind + ")");
    }
    return organisation;
  }

  /** Whether the name is an organisation's: now, once it is in force, or before it went. */
  boolean isOrganisationName(OrgId id) {
    return organisation(id).isPresent() || state.get(organisationKey(id)).isPresent();
  }

  /** Whose node bears that name: in force, or by a change that waits for its seal. */
  Optional<OrgId> organisationRunning(SubjectId name) {
    NodeId node = new NodeId(name.text());
    return governance
        .membership()
        .organisationOf(node)
        .or(() ->
            governance
                .decided()
                .flatMap(waiting -> waiting.next().membership().organisationOf(node)))
        .map(Organisation::id);
  }

  /** Remembers that an organisation came or went by the present record. */
  void putOrganisation(OrgId id, String status) {
    state.put(
        organisationKey(id), Json.object().put("record", id().hex()).put("status", status).build());
  }

  private static String organisationKey(OrgId id) {
    return "organisation/" + id.text();
  }

  /** How many validators must hold a ciphertext. */
  int custodiansNeeded() {
    return governance.membership().custodiansNeeded();
  }

  Optional<CustodyState> custody(Hash digest) {
    return read(CustodyState.stateKey(digest), CustodyState::read);
  }

  void putCustody(Hash digest, CustodyState value) {
    state.put(CustodyState.stateKey(digest), value.json());
  }

  /**
   * The present record publishes a subject's recipient key, which takes the place of an earlier.
   */
  void putRecipient(SubjectId subject) {
    state.put(RecipientState.stateKey(subject), new RecipientState(id()).json());
  }

  Optional<Ballot> ballot(OrgId proposer) {
    return read(Ballot.stateKey(proposer), Ballot::read);
  }

  void putBallot(OrgId proposer, Ballot value) {
    state.put(Ballot.stateKey(proposer), value.json());
  }

  ChangeList changes() {
    return read(ChangeList.STATE_KEY, ChangeList::read).orElse(ChangeList.NONE);
  }

  /** Whether the block has taken no other record. */
  boolean isFirstOfBlock() {
    return state.isFirstOfBlock();
  }

  /** Changes the membership; it comes into force with the seal that covers this block. */
  void decide(Membership next, ChangeList changes) {
    state.put(DecidedChange.STATE_KEY, next.json());
    state.put(ChangeList.STATE_KEY, changes.json());
    decided = Optional.of(next);
  }

  /** The membership that the present record has decided on. */
  Optional<Membership> decided() {
    return decided;
  }

  Optional<KeyState> key(KeyName key) {
    return read(KeyState.stateKey(key), KeyState::read);
  }

  void putKey(KeyName key, KeyState value) {
    state.put(KeyState.stateKey(key), value.json());
  }

  Optional<SubjectState> subject(SubjectId subject) {
    return read(SubjectState.stateKey(subject), SubjectState::read);
  }

  void putSubject(SubjectId subject, SubjectState value) {
    state.put(SubjectState.stateKey(subject), value.json());
  }

  boolean isIdentityTaken(Hash identity) {
    return state.get("identity/" + identity.hex()).isPresent();
  }

  void putIdentity(Hash identity, SubjectId subject) {
    state.put("identity/" + identity.hex(), Json.object().put("subject", subject.text()).build());
  }

  Optional<WorkState> work(WorkId work) {
    return read(WorkState.stateKey(work), WorkState::read);
  }

  /** The work, or a refusal that it does not stand here. */
  WorkState requireWork(WorkId work) throws RefusedException {
    return work(work)
        .orElseThrow(() -> new RefusedException(Reason.UNKNOWN_WORK, "work: not on this chain"));
  }

  void putWork(WorkId work, WorkState value) {
    state.put(WorkState.stateKey(work), value.json());
  }

  /** Whether the declaration of a work names that author. */
  boolean isAuthor(SubjectId subject, WorkId work) {
    return work(work)
        .flatMap(WorkState::declared)
        .flatMap(this::record)
        .map(declared ->
            declared.statement().content() instanceof WorkDeclare declaration
                && declaration.authors().stream().anyMatch(a -> a.subject().equals(subject)))
        .orElse(false);
  }

  Optional<Title> title(WorkId work) {
    return read(Title.stateKey(work), Title::read);
  }

  /** The title in a work, or a refusal that it does not stand here or is not declared. */
  Title requireTitle(WorkId work) throws RefusedException {
    requireWork(work);
    return title(work)
        .orElseThrow(() -> new RefusedException(Reason.UNKNOWN_WORK, "work: not declared yet"));
  }

  void putTitle(WorkId work, Title value) {
    state.put(Title.stateKey(work), value.json());
  }

  /** A licence, or a refusal that no licence of that id stands here. */
  StandingLicence requireLicence(String member, RecordId id) throws RefusedException {
    Optional<LicenceState> found = read(LicenceState.stateKey(id), LicenceState::read);
    Statement statement = requireRecord(member, id).statement();
    if (found.isEmpty() || !(statement.content() instanceof Licence)) {
      throw new RefusedException(Reason.UNKNOWN_RECORD, member + ": not a licence");
    }
    return new StandingLicence(statement, found.get());
  }

  /** The licence or waiver of that record, which the state itself names. */
  StandingLicence standing(RecordId id) {
    return new StandingLicence(
        record(id).orElseThrow().statement(),
        read(LicenceState.stateKey(id), LicenceState::read).orElseThrow());
  }

  /** What the licence or waiver of that record allows. */
  LicenceTerms terms(RecordId id) {
    return StandingLicence.termsOf(record(id).orElseThrow().statement().content()).orElseThrow();
  }

  /** A licence and those above it, up to the first grant. */
  List<StandingLicence> line(StandingLicence licence) {
    List<StandingLicence> line = new ArrayList<>(List.of(licence));
    while (line.getLast().state().parent().isPresent()) {
      line.add(standing(line.getLast().state().parent().get()));
    }
    return line;
  }

  void putLicence(RecordId id, LicenceState value) {
    state.put(LicenceState.stateKey(id), value.json());
  }

  /** The present record ends a licence. */
  void endLicence(StandingLicence licence, Timestamp end) {
    LicenceState ended = licence.state().ending(new LicenceState.Ending(id(), end));
    putLicence(licence.id(), ended);
    licences(ended.place(), licence.terms().exclusive()).end(ended.number(), end, state::put);
  }

  /** The licences that were granted directly of a work or under a licence. */
  Register licences(Hash place, boolean exclusive) {
    return Register.ofLicences(place, exclusive, state::get);
  }

  /** Puts the present record into a register of licences; returns its number there. */
  long appendLicence(Hash place, boolean exclusive, Timestamp until) {
    return licences(place, exclusive).append(new Register.Entry(id(), until), state::put);
  }

  Pledges pledges(WorkId work) {
    return read(Pledges.stateKey(work), Pledges::read).orElse(Pledges.NONE);
  }

  void putPledges(WorkId work, Pledges value) {
    state.put(Pledges.stateKey(work), value.json());
  }

  WorkApplications applications(WorkId work) {
    return read(WorkApplications.stateKey(work), WorkApplications::read)
        .orElse(WorkApplications.NONE);
  }

  void putApplications(WorkId work, WorkApplications value) {
    state.put(WorkApplications.stateKey(work), value.json());
  }

  /** The application of that record, which the state itself names. */
  ApplicationState application(RecordId id) {
    return read(ApplicationState.stateKey(id), ApplicationState::read).orElseThrow();
  }

  /** An application, or a refusal that none of that id stands here. */
  ApplicationState requireApplication(String member, RecordId id) throws RefusedException {
    return requireStanding(
        member, id, read(ApplicationState.stateKey(id), ApplicationState::read), "application");
  }

  void putApplication(RecordId id, ApplicationState value) {
    state.put(ApplicationState.stateKey(id), value.json());
  }

  /** Puts the present record into the register of an office; returns its number there. */
  long appendApplication(OrgId office) {
    return applicationsTo(office)
        .append(new Register.Entry(id(), new Timestamp(Json.INTEGER_MAX)), state::put);
  }

  /** The present record takes an application out of what is open at its office. */
  void closeApplication(ApplicationState application) {
    applicationsTo(application.office()).end(application.number(), time, state::put);
  }

  private Register applicationsTo(OrgId office) {
    return Register.ofApplications(office, state::get);
  }

  Objections objections(WorkId work) {
    return read(Objections.stateKey(work), Objections::read).orElse(Objections.NONE);
  }

  void putObjections(WorkId work, Objections value) {
    state.put(Objections.stateKey(work), value.json());
  }

  /** An objection, or a refusal that none of that id stands here. */
  ObjectionState requireObjection(String member, RecordId id) throws RefusedException {
    return requireStanding(
        member, id, read(ObjectionState.stateKey(id), ObjectionState::read), "objection");
  }

  void putObjection(RecordId id, ObjectionState value) {
    state.put(ObjectionState.stateKey(id), value.json());
  }

  /** On which grounds a subject has objected to a work so far. */
  Set<ObjectionRaise.Ground> groundsOf(WorkId work, SubjectId objector) {
    return read(
            objectorKey(work, objector),
            json -> Members.of("", (Json.Obj) json).someOf("grounds", ObjectionRaise.Ground.class))
        .orElse(Set.of());
  }

  void putGroundsOf(WorkId work, SubjectId objector, Set<ObjectionRaise.Ground> grounds) {
    List<String> names = grounds.stream().sorted().map(ObjectionRaise.Ground::name).toList();
    state.put(
        objectorKey(work, objector), Json.object().put("grounds", Json.strings(names)).build());
  }

  private static String objectorKey(WorkId work, SubjectId objector) {
    return "objector/" + work.hex() + "/" + objector.text();
  }

  private <T> T requireStanding(String member, RecordId id, Optional<T> found, String what)
      throws RefusedException {
    StateView.Located _ = requireRecord(member, id);
    return found.orElseThrow(
        () -> new RefusedException(Reason.UNKNOWN_RECORD, member + ": opened no " + what));
  }

  Optional<Release> release(WorkId work) {
    return read(Release.stateKey(work), Release::read);
  }

  void putRelease(WorkId work, Release value) {
    state.put(Release.stateKey(work), value.json());
  }

  Uses uses(WorkId work) {
    return read(Uses.stateKey(work), Uses::read).orElse(Uses.NONE);
  }

  void putUses(WorkId work, Uses value) {
    state.put(Uses.stateKey(work), value.json());
  }

  Corrections corrections(RecordId corrected) {
    return read(Corrections.stateKey(corrected), Corrections::read).orElse(Corrections.NONE);
  }

  void putCorrections(RecordId corrected, Corrections value) {
    state.put(Corrections.stateKey(corrected), value.json());
  }

  NoticeState notice(RecordId notice) {
    return read(NoticeState.stateKey(notice), NoticeState::read).orElse(NoticeState.OPEN);
  }

  void putNotice(RecordId notice, NoticeState value) {
    state.put(NoticeState.stateKey(notice), value.json());
  }

  /** A case, or a refusal that none of that id stands here. */
  CaseState requireCase(String member, RecordId id) throws RefusedException {
    return requireStanding(member, id, caseOpened(id), "case");
  }

  private Optional<CaseState> caseOpened(RecordId id) {
    return read(CaseState.stateKey(id), CaseState::read);
  }

  void putCase(RecordId id, CaseState value) {
    state.put(CaseState.stateKey(id), value.json());
  }

  /** Until when a case that has an outcome is sealed: as its newest outcome says. */
  Timestamp sealUntil(CaseState decided) {
    Content newest = record(decided.course().newest().record()).orElseThrow().statement().content();
    return ((CaseOutcome) newest).sealUntil();
  }

  /** A grant to read, or a refusal that none of that id stands here. */
  StandingGrant requireGrant(String member, RecordId id) throws RefusedException {
    GrantState found =
        requireStanding(member, id, read(GrantState.stateKey(id), GrantState::read), "grant");
    return StandingGrant.of(requireRecord(member, id).statement(), found);
  }

  /** A grant and those above it, which the state itself names. */
  GrantLine line(StandingGrant grant) {
    return GrantLine.of(
        grant,
        above ->
            StandingGrant.of(
                record(above).orElseThrow().statement(),
                read(GrantState.stateKey(above), GrantState::read).orElseThrow()),
        caseOpened(grant.content().caseOpened()).orElseThrow());
  }

  void putGrant(RecordId id, GrantState value) {
    state.put(GrantState.stateKey(id), value.json());
  }

  /** The lease of that record, which the state itself names. */
  LeaseState lease(RecordId id) {
    return read(LeaseState.stateKey(id), LeaseState::read).orElseThrow();
  }

  /** A lease, or a refusal that none of that id stands here. */
  LeaseState requireLease(String member, RecordId id) throws RefusedException {
    return requireStanding(member, id, read(LeaseState.stateKey(id), LeaseState::read), "lease");
  }

  void putLease(RecordId id, LeaseState value) {
    state.put(LeaseState.stateKey(id), value.json());
  }

  /** The newest lease that a node has taken of a grant. */
  Optional<RecordId> newestLease(RecordId grant, SubjectId node) {
    return read(
        LeaseState.newestKey(grant, node),
        json -> new RecordId(Members.of("", (Json.Obj) json).hash("lease")));
  }

  /** The present record is the newest lease that a node has taken of a grant. */
  void putNewestLease(RecordId grant, SubjectId node) {
    state.put(LeaseState.newestKey(grant, node), Json.object().put("lease", id().hex()).build());
  }

  /** An alleged infringement, or a refusal that none of that id stands here. */
  InfringementState requireInfringement(String member, RecordId id) throws RefusedException {
    return requireStanding(
        member, id, read(InfringementState.stateKey(id), InfringementState::read), "allegation");
  }

  void putInfringement(RecordId id, InfringementState value) {
    state.put(InfringementState.stateKey(id), value.json());
  }

  /** A submission to a court, or a refusal that none of that id stands here. */
  SubmissionState requireSubmission(String member, RecordId id) throws RefusedException {
    return requireStanding(
        member, id, read(SubmissionState.stateKey(id), SubmissionState::read), "submission");
  }

  void putSubmission(RecordId id, SubmissionState value) {
    state.put(SubmissionState.stateKey(id), value.json());
  }

  /** Puts the present record into the register of a court; returns its number there. */
  long appendSubmission(OrgId court) {
    return submissionsTo(court)
        .append(new Register.Entry(id(), new Timestamp(Json.INTEGER_MAX)), state::put);
  }

  /** The present record takes a submission out of what waits at its court. */
  void closeSubmission(SubmissionState submission) {
    submissionsTo(submission.court()).end(submission.number(), time, state::put);
  }

  private Register submissionsTo(OrgId court) {
    return Register.ofSubmissions(court, state::get);
  }

  Optional<StandardState> standard(Hash standard) {
    return read(StandardState.stateKey(standard), StandardState::read);
  }

  void putStandard(Hash standard, StandardState value) {
    state.put(StandardState.stateKey(standard), value.json());
  }

  /** When a record was ordered: by the time of its block, or of the present one. */
  Timestamp ordered(StateView.Located record) {
    return state.ordered(record.index()).orElse(time());
  }

  /** An assessment, or a refusal that none of that id stands here. */
  AssessmentState requireAssessment(String member, RecordId id) throws RefusedException {
    return requireStanding(
        member, id, read(AssessmentState.stateKey(id), AssessmentState::read), "assessment");
  }

  void putAssessment(RecordId id, AssessmentState value) {
    state.put(AssessmentState.stateKey(id), value.json());
  }

  /** The newest version of a standard that is in force. */
  Optional<Integer> newestStandardVersion(String id) {
    return read(
        StandardState.newestKey(id),
        json -> (int) Members.of("", (Json.Obj) json).integer("version", 1, Integer.MAX_VALUE));
  }

  void putNewestStandardVersion(String id, int version) {
    state.put(StandardState.newestKey(id), Json.object().put("version", version).build());
  }

  boolean isDerivationDeclared(WorkId work) {
    return state.get(Derivation.stateKey(work)).isPresent();
  }

  /** Remembers under which licence a work was made, by the word of the present record. */
  void putDerivation(WorkId work, StandingLicence licence) {
    state.put(
        Derivation.stateKey(work),
        new Derivation(licence.id(), licence.state().work(), id()).json());
  }

  /** An earlier record, or a refusal that it does not stand here. */
  StateView.Located requireRecord(String member, RecordId id) throws RefusedException {
    return state
        .record(id)
        .orElseThrow(
            () -> new RefusedException(Reason.UNKNOWN_RECORD, member + ": not on this chain"));
  }

  Optional<StateView.Located> record(RecordId id) {
    return state.record(id);
  }

  boolean draftHasSuccessor(RecordId draft) {
    return state.get("successor/" + draft.hex()).isPresent();
  }

  void putDraftSuccessor(RecordId draft, RecordId successor) {
    state.put("successor/" + draft.hex(), Json.object().put("record", successor.hex()).build());
  }

  boolean isRevealed(RecordId commitment) {
    return state.get("reveal/" + commitment.hex()).isPresent();
  }

  void putReveal(RecordId commitment, Hash digest) {
    state.put(
        "reveal/" + commitment.hex(),
        Json.object().put("digest", digest.hex()).put("record", id().hex()).build());
  }

  /**
   * Claims a content digest for a record. The claim with the lower leaf index has priority; two
   * claims for different works are a conflict that names both records. A work that shows the same
   * content twice, as a draft that was opened and as what it declares, is not in conflict with
   * itself.
   */
  void claimContent(Hash digest, ContentClaim claim) {
    Optional<ContentClaim> standing = read(ContentClaim.stateKey(digest), ContentClaim::read);
    if (standing.isEmpty()) {
      state.put(ContentClaim.stateKey(digest), claim.json());
      return;
    }
    boolean first = claim.index().compareTo(standing.get().index()) < 0;
    ContentClaim earlier = first ? claim : standing.get();
    ContentClaim later = first ? standing.get() : claim;
    state.put(ContentClaim.stateKey(digest), earlier.json());
    if (earlier.work().isEmpty() || !earlier.work().equals(later.work())) {
      addConflict(
          new Conflict(digest, earlier.record(), earlier.work(), later.record(), later.work()));
    }
  }

  private void addConflict(Conflict conflict) {
    String key = Conflict.stateKey(conflict.later());
    List<Json> conflicts = new ArrayList<>();
    if (state.get(key).orElse(null) instanceof Json.Arr(List<Json> items)) {
      conflicts.addAll(items);
    }
    conflicts.add(conflict.json());
    state.put(key, Json.array(conflicts));
  }

  /** Lets the record be found under this link. */
  void link(Link link) {
    links.add(link);
  }

  List<Link> links() {
    return List.copyOf(links);
  }

  private interface Reader<T> {
    T read(Json json) throws RefusedException;
  }

  /** A value that cannot be read is this node's own damage: never a refusal of the record. */
  private <T> Optional<T> read(String key, Reader<T> reader) {
    Optional<Json> value = state.get(key);
    try {
      return value.isEmpty() ? Optional.empty() : Optional.of(reader.read(value.get()));
    } catch (RefusedException e) {
      throw new IllegalStateException("state " + key + " is not well formed", e);
    }
  }
}
