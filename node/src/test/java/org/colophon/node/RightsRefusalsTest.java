package org.colophon.node;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.Identifier;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.Right;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.membership.Organisation;
import org.colophon.core.record.Role;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** Records of members, keys, works and rights that the rules of their type refuse. */
final class RightsRefusalsTest extends RefusingNetwork {
  RightsRefusalsTest() {
    super(OF_RIGHTS);
  }

  // ---- org.admit, org.suspend, org.vote

  @Test
  void changesOfTheMembershipAreRefusedByName() throws Exception {
    Organisation office =
        membership().organisation(new OrgId(registrar.subject().text())).orElseThrow();
    OrgId validator = new OrgId(court().subject().text());
    refuse(Reason.ALREADY_MEMBER, changes().admit(registrar, office));
    refuse(Reason.UNKNOWN_ORGANISATION, changes().suspend(registrar, new OrgId("nobody")));
    refuse(Reason.QUORUM_NOT_REACHED, changes().suspend(registrar, validator));
    refuse(Reason.ROLE_DENIED, changes().suspend(alice, observer()));
    refuse(
        Reason.BAD_PROPOSAL,
        changes().suspend(registrar, observer()).notAfter(new Timestamp((1L << 53) - 1)));
    TestRecord first = changes().suspend(registrar, observer());
    accept(first);
    refuse(Reason.ALREADY_VOTED, changes().vote(registrar, first));
    accept(changes().admit(registrar, newcomer()));
    refuse(Reason.PROPOSAL_LAPSED, changes().vote(court(), first));
  }

  // ---- subject.register, key.rotate, key.revoke

  private TestRecord registering(SubjectRegister register, Actor subject) {
    return records.record(register).by(registrar, Role.REGISTRAR).by(subject, Role.SUBJECT);
  }

  private SubjectRegister numbered(Optional<String> isni, Optional<String> ipi) {
    return new SubjectRegister(
        stranger.subject(),
        SubjectRegister.Kind.PERSON,
        content,
        stranger.key().name(),
        isni,
        ipi,
        Optional.empty(),
        Optional.empty());
  }

  private Actor asNodeOfCourt(Actor posing) throws Exception {
    OrgId court = new OrgId(court().subject().text());
    NodeId node = membership().organisation(court).orElseThrow().nodes().getFirst();
    return new Actor(new SubjectId(node.text()), posing.key());
  }

  @Test
  void registrationsAreRefused() throws Exception {
    refuse(
        Reason.BAD_CHECK_DIGIT,
        registering(numbered(Optional.of("0000000121032684"), Optional.empty()), stranger));
    refuse(
        Reason.BAD_CHECK_DIGIT,
        registering(numbered(Optional.empty(), Optional.of("00017798451")), stranger));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(
            registering(numbered(Optional.empty(), Optional.empty()), stranger),
            content.hex(),
            "Zhang San",
            registrar.key(),
            stranger.key()));
    refuse(Reason.DUPLICATE_IDENTITY, records.register(registrar, stranger.with(alice.key())));
    refuse(Reason.DUPLICATE_IDENTITY, records.register(registrar, renewed(alice, " second")));
    refuse(
        Reason.DUPLICATE_IDENTITY,
        records.register(registrar, new Actor(registrar.subject(), stranger.key())));
    refuse(Reason.ROLE_DENIED, records.register(registrar, asNodeOfCourt(stranger)));
    refuse(Reason.ROLE_DENIED, records.register(alice, stranger));
    refuse(Reason.ROLE_DENIED, records.register(registrar.with(alice.key()), stranger));
    refuse(
        Reason.UNKNOWN_KEY, records.register(actor("nobody", SignatureAlgorithm.P256), stranger));
    refuse(
        Reason.ROLE_DENIED,
        records.record(records.registration(stranger)).by(registrar, Role.REGISTRAR));
    refuse(
        Reason.ROLE_DENIED,
        records
            .record(records.registration(stranger))
            .by(registrar, Role.REGISTRAR)
            .by(bob, Role.SUBJECT));
    SubjectRegister past =
        new SubjectRegister(
            stranger.subject(),
            SubjectRegister.Kind.PERSON,
            records.hash("identity"),
            stranger.key().name(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Timestamp(2)),
            Optional.of(new Timestamp(2)));
    refuse(Reason.MALFORMED, registering(past, stranger));
  }

  private TestRecord rotating(Actor authority, Role role, Actor holder, Actor successor) {
    KeyRotate rotate =
        new KeyRotate(
            holder.subject(), holder.key().name(), successor.key().name(), Optional.empty());
    return records.record(rotate).by(authority, role).by(successor, Role.SUCCESSOR);
  }

  @Test
  void rotationsAreRefused() throws Exception {
    Actor next = renewed(alice, " next");
    Actor unknown = renewed(alice, " unknown");
    refuse(Reason.UNKNOWN_KEY, rotating(alice, Role.HOLDER, unknown, next));
    refuse(Reason.UNKNOWN_KEY, rotating(unknown, Role.HOLDER, alice, next));
    refuse(Reason.ROLE_DENIED, rotating(bob, Role.HOLDER, alice, next));
    refuse(Reason.ROLE_DENIED, rotating(bob, Role.REGISTRAR, alice, next));
    refuse(Reason.ROLE_DENIED, rotating(alice, Role.CREATOR, alice, next));
    refuse(Reason.DUPLICATE_IDENTITY, records.rotate(alice, alice.with(bob.key())));
    refuse(Reason.DUPLICATE_IDENTITY, records.rotate(alice, alice));
    KeyRotate alone =
        new KeyRotate(alice.subject(), alice.key().name(), next.key().name(), Optional.empty());
    refuse(Reason.ROLE_DENIED, records.record(alone).by(alice, Role.HOLDER));
    accept(records.rotate(alice, next));
    refuse(Reason.KEY_REVOKED, records.deposit(alice, content));
    refuse(Reason.KEY_REVOKED, records.rotate(alice, unknown));
    refuse(Reason.DUPLICATE_IDENTITY, records.rotate(next, alice));
  }

  private TestRecord revoking(Actor authority, Role role, Actor holder) {
    return records
        .record(
            new KeyRevoke(holder.subject(), holder.key().name(), KeyRevoke.Cause.KEY_COMPROMISE))
        .by(authority, role);
  }

  @Test
  void revocationsAreRefused() throws Exception {
    refuse(Reason.UNKNOWN_KEY, revoking(alice, Role.HOLDER, renewed(alice, " unknown")));
    refuse(Reason.UNKNOWN_KEY, revoking(stranger, Role.HOLDER, stranger));
    refuse(Reason.ROLE_DENIED, revoking(bob, Role.HOLDER, alice));
    refuse(Reason.ROLE_DENIED, revoking(bob, Role.REGISTRAR, alice));
    refuse(Reason.ROLE_DENIED, revoking(alice, Role.OWNER, alice));
    refuse(Reason.MALFORMED, edited(records.revoke(alice), "\"CESSATION\"", "\"BOREDOM\""));
    accept(records.revoke(alice));
    refuse(Reason.KEY_REVOKED, records.revoke(alice));
    refuse(Reason.KEY_REVOKED, records.declare(alice, content));
  }

  // ---- draft.add, work.declare, work.reveal

  @Test
  void draftsAreRefused() throws Exception {
    TestRecord first = records.draft(alice, content);
    TestRecord other = records.draft(alice, records.hash("other"));
    refuse(Reason.UNKNOWN_WORK, records.draftAfter(alice, first.work(), first.id(), 2, content));
    accept(first);
    accept(other);
    refuse(Reason.STALE_PREVIOUS, records.draftAfter(alice, first.work(), first.id(), 3, content));
    refuse(Reason.STALE_PREVIOUS, records.draftAfter(alice, first.work(), other.id(), 2, content));
    refuse(Reason.ROLE_DENIED, records.draftAfter(bob, first.work(), first.id(), 2, content));
    refuse(Reason.UNKNOWN_KEY, records.draft(stranger, content));
    accept(records.draftAfter(alice, first.work(), first.id(), 2, content));
    refuse(Reason.FORK_UNDECLARED, records.draftAfter(alice, first.work(), first.id(), 2, content));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(records.draft(alice, content), content.hex(), "my new novel"));
    DraftAdd draft =
        new DraftAdd(Optional.empty(), 1, content, Optional.empty(), Optional.empty(), false);
    refuse(Reason.ROLE_DENIED, records.record(draft).by(alice, Role.OWNER));
    refuse(Reason.ROLE_DENIED, records.record(draft).by(alice.with(bob.key()), Role.CREATOR));
  }

  private WorkDeclare declaring(
      List<WorkDeclare.Author> authors, Optional<WorkId> from, List<Identifier> identifiers) {
    WorkDeclare plain = records.published(authors, content);
    return new WorkDeclare(
        plain.work(),
        plain.title(),
        plain.ipKind(),
        plain.category(),
        plain.authors(),
        from,
        plain.completedOn(),
        plain.firstPublished(),
        plain.contents(),
        plain.commitment(),
        plain.iscc(),
        identifiers,
        plain.aiUse());
  }

  private TestRecord declaring(WorkDeclare work) {
    return records.record(work).by(alice, Role.CREATOR);
  }

  private static WorkDeclare.Author author(Actor actor, long share) {
    return new WorkDeclare.Author(actor.subject(), share);
  }

  @Test
  void declarationsAreRefused() throws Exception {
    List<WorkDeclare.Author> whole = List.of(author(alice, 10_000));
    for (List<WorkDeclare.Author> authors :
        List.of(
            List.of(author(alice, 9_999)),
            List.of(author(alice, 10_000), author(bob, 1)),
            List.of(author(alice, 5_000), author(alice, 5_000)),
            List.of(author(alice, 10_000), author(bob, 0)))) {
      refuse(Reason.BAD_SHARES, declaring(records.published(authors, content)));
    }
    for (Identifier identifier :
        List.of(
            new Identifier(Identifier.Scheme.ISBN, "9783161484101"),
            new Identifier(Identifier.Scheme.ISSN, "1050124x"),
            new Identifier(Identifier.Scheme.ISRC, "US-RC1-76-07839"),
            new Identifier(Identifier.Scheme.ISWC, "T0345246802"),
            new Identifier(Identifier.Scheme.DOI, "11.1000/182"))) {
      refuse(
          Reason.BAD_IDENTIFIER,
          declaring(declaring(whole, Optional.empty(), List.of(identifier))));
    }
    refuse(
        Reason.UNKNOWN_WORK,
        declaring(declaring(whole, Optional.of(new WorkId(content)), List.of())));
    refuse(Reason.UNKNOWN_WORK, records.declareDrafted(alice, new WorkId(content), content));
    refuse(
        Reason.UNKNOWN_KEY,
        records
            .record(records.published(List.of(author(stranger, 10_000)), content))
            .by(alice, Role.AGENT));
    refuse(
        Reason.ROLE_DENIED,
        records.record(records.published(whole, content)).by(bob, Role.CREATOR));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(records.declare(alice, content), "\"title\":\"", "\"title\":\"call 13812345678 "));
    refuse(
        Reason.BAD_IDENTIFIER, edited(records.declare(alice, content), "COPYRIGHT", "TRADEMARK"));
    TestRecord draft = records.draft(alice, records.commitment(alice, content));
    accept(draft);
    refuse(Reason.ROLE_DENIED, records.declareDrafted(bob, draft.work(), content));
    accept(records.declareDrafted(alice, draft.work(), content));
    refuse(Reason.ALREADY_DECLARED, records.declareDrafted(alice, draft.work(), content));
  }

  @Test
  void openingsAreRefused() throws Exception {
    TestRecord draft = records.draft(alice, records.commitment(alice, content));
    refuse(Reason.UNKNOWN_RECORD, records.reveal(alice, draft.id(), content));
    accept(draft);
    refuse(Reason.ROLE_DENIED, records.reveal(bob, draft.id(), content));
    refuse(Reason.COMMITMENT_MISMATCH, records.reveal(alice, draft.id(), records.hash("other")));
    WorkReveal salted = new WorkReveal(draft.id(), content, content);
    refuse(Reason.COMMITMENT_MISMATCH, records.record(salted).by(alice, Role.CREATOR));
    accept(records.reveal(alice, draft.id(), content));
    refuse(Reason.ALREADY_REVEALED, records.reveal(alice, draft.id(), content));
  }

  // ---- evidence.deposit, supplement, transfer

  private void capturesAreRefused() throws Exception {
    refuse(Reason.UNKNOWN_KEY, records.capture(stranger, content));
    TestRecord capture = records.capture(alice, content);
    refuse(Reason.MISSING_LOG, edited(capture, "\"WACZ\"", "\"SCREENSHOT\""));
    refuse(Reason.MALFORMED, edited(capture, "\"WACZ\"", "\"PAINTING\""));
    refuse(Reason.MALFORMED, edited(capture, "https://example", "ftp://example"));
    refuse(Reason.MALFORMED, edited(capture, "https://example", "https://me:word#example"));
    refuse(Reason.CLEAR_PERSONAL_DATA, edited(capture, "gallery/7", "gallery/13812345678"));
    refuse(Reason.CLEAR_PERSONAL_DATA, edited(capture, "headless browser", "me@example.org"));
  }

  @Test
  void depositsAndSupplementsAreRefused() throws Exception {
    RecordId nothing = new RecordId(content);
    EvidenceDeposit about =
        new EvidenceDeposit(
            "image/png",
            content,
            EvidenceDeposit.Custody.RECEIVED,
            Optional.of(nothing),
            Optional.empty());
    refuse(Reason.UNKNOWN_RECORD, records.record(about).by(bob, Role.DEPOSITOR));
    refuse(Reason.UNKNOWN_KEY, records.deposit(stranger, content));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(records.deposit(alice, content), content.hex(), "a photograph"));
    refuse(Reason.MALFORMED, edited(records.deposit(alice, content), "image/png", "a photograph"));
    refuse(Reason.UNKNOWN_RECORD, records.supplement(bob, nothing, content));
    TestRecord deposit = records.deposit(alice, content);
    accept(deposit);
    capturesAreRefused();
    refuse(Reason.UNKNOWN_KEY, records.supplement(stranger, deposit.id(), content));
    Supplement supplement = new Supplement(deposit.id(), "text/plain", content, Optional.empty());
    refuse(Reason.ROLE_DENIED, records.record(supplement).by(bob, Role.ACQUIRER));
  }

  @Test
  void transfersAreRefused() throws Exception {
    TestRecord work = records.declare(alice, content);
    refuse(Reason.UNKNOWN_WORK, records.transfer(alice, bob, work.work(), 1));
    accept(work);
    for (Right right : Right.values()) {
      if (right.isMoral()) {
        Transfer moral = new Transfer(work.work(), Set.of(right), false, 1, Optional.empty());
        refuse(
            Reason.MORAL_RIGHT, records.record(moral).by(alice, Role.OWNER).by(bob, Role.ACQUIRER));
      }
    }
    refuse(Reason.NOT_OWNER, records.transfer(bob, alice, work.work(), 1));
    accept(records.transfer(alice, bob, work.work(), 4_000));
    refuse(Reason.EXCEEDS_SHARE, records.transfer(alice, bob, work.work(), 6_001));
    refuse(Reason.EXCEEDS_SHARE, records.transfer(bob, alice, work.work(), 10_000));
    refuse(Reason.MALFORMED, records.transfer(alice, bob, work.work(), 10_001));
    refuse(Reason.MALFORMED, records.transfer(alice, bob, work.work(), 0));
    refuse(Reason.ROLE_DENIED, records.transfer(alice, alice, work.work(), 1));
    refuse(Reason.UNKNOWN_KEY, records.transfer(alice, stranger, work.work(), 1));
    Transfer alone = Transfer.ofAllEconomic(work.work(), 1, Optional.empty());
    refuse(Reason.ROLE_DENIED, records.record(alone).by(alice, Role.OWNER));
    refuse(Reason.ROLE_DENIED, records.record(alone).by(bob, Role.ACQUIRER).by(alice, Role.OWNER));
    accept(records.revoke(bob));
    refuse(Reason.KEY_REVOKED, records.transfer(alice, bob, work.work(), 1));
    bob = alice;
  }

  // ---- licence.grant, licence.sub, licence.terminate, work.derive, right.encumber, right.waive

  @Test
  void grantsAreRefused() throws Exception {
    refuse(Reason.UNKNOWN_WORK, records.grant(alice, bob, new WorkId(content), reproduction()));
    WorkId work = declared();
    refuse(Reason.MORAL_RIGHT, records.grant(alice, bob, work, TestTerms.of(Right.REVISION)));
    refuse(Reason.BEYOND_TITLE, records.grant(bob, alice, work, reproduction()));
    refuse(Reason.BAD_INTERVAL, records.grant(alice, bob, work, reproduction().during(5, 5)));
    refuse(Reason.BAD_INTERVAL, records.grant(alice, bob, work, reproduction().during(0, 5)));
    refuse(Reason.ROLE_DENIED, records.grant(alice, alice, work, reproduction()));
    refuse(Reason.UNKNOWN_KEY, records.grant(alice, stranger, work, reproduction()));
    refuse(
        Reason.MALFORMED,
        records.grant(alice, bob, work, reproduction().recreation(Recreation.ADAPT)));
    refuse(Reason.MALFORMED, records.grant(alice, bob, work, reproduction().territory("China")));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(
            records.grant(alice, bob, work, reproduction()),
            "\"from\":",
            "\"fee\":\"100 CNY\",\"from\":",
            alice.key(),
            bob.key()));
    accept(records.grant(alice, bob, work, reproduction().exclusive()));
    refuse(Reason.EXCLUSIVE_OVERLAP, records.grant(alice, registrar, work, reproduction()));
    accept(records.grant(alice, registrar, work, reproduction().territory("FR")));
    refuse(
        Reason.EXCLUSIVE_OVERLAP,
        records.grant(
            alice, bob, work, TestTerms.of(Right.REPRODUCTION).exclusive().territory("FR-75")));
  }

  @Test
  void subLicencesAndDerivedWorksAreRefused() throws Exception {
    WorkId work = declared();
    TestTerms terms = TestTerms.of(Right.REPRODUCTION, Right.TRANSLATION).territory("CN");
    TestRecord licence = records.grant(alice, bob, work, terms.sublicensing());
    accept(licence);
    refuse(
        Reason.UNKNOWN_RECORD,
        records.sublicense(bob, registrar, new RecordId(content), reproduction()));
    refuse(Reason.ROLE_DENIED, records.sublicense(alice, registrar, licence.id(), reproduction()));
    refuse(
        Reason.EXCEEDS_PARENT,
        records.sublicense(bob, registrar, licence.id(), reproduction().territory("CN", "FR")));
    refuse(
        Reason.RECREATION_NOT_GRANTED,
        records.sublicense(
            bob, registrar, licence.id(), TestTerms.of(Right.ADAPTATION).territory("CN")));
    accept(records.sublicense(bob, registrar, licence.id(), reproduction()));
    TestRecord made = records.declareDerived(bob, work, records.hash("made"));
    accept(made);
    WorkDerive adapted =
        new WorkDerive(made.work(), licence.id(), WorkDerive.Kind.ADAPTATION, Optional.empty());
    refuse(Reason.RECREATION_NOT_GRANTED, records.record(adapted).by(bob, Role.LICENSEE));
    refuse(Reason.EXCEEDS_PARENT, records.derive(bob, work, licence.id()));
    refuse(Reason.ROLE_DENIED, records.derive(alice, made.work(), licence.id()));
    accept(records.derive(bob, made.work(), licence.id()));
    refuse(Reason.ALREADY_DECLARED, records.derive(bob, made.work(), licence.id()));
    refuse(Reason.ROLE_DENIED, records.renounce(alice, licence.id()));
    accept(records.terminate(alice, licence.id()));
    refuse(Reason.LICENCE_ENDED, records.renounce(bob, licence.id()));
    refuse(Reason.LICENCE_ENDED, records.sublicense(bob, registrar, licence.id(), reproduction()));
  }

  @Test
  void pledgesAndWaiversAreRefused() throws Exception {
    WorkId work = declared();
    refuse(Reason.NOT_OWNER, records.pledge(bob, alice, work, Right.RENTAL));
    refuse(Reason.MORAL_RIGHT, records.pledge(alice, bob, work, Right.INTEGRITY));
    TestRecord pledge = records.pledge(alice, bob, work, Right.RENTAL);
    accept(pledge);
    refuse(Reason.ENCUMBERED, records.transfer(alice, registrar, work, 1));
    refuse(Reason.ENCUMBERED, records.grant(alice, registrar, work, TestTerms.of(Right.RENTAL)));
    refuse(Reason.ENCUMBERED, records.pledge(alice, registrar, work, Right.RENTAL));
    refuse(Reason.ENCUMBERED, records.waive(alice, work, Right.RENTAL));
    accept(records.transfer(alice, registrar, work, 1).by(bob, Role.PLEDGEE));
    refuse(Reason.ROLE_DENIED, records.release(alice, pledge.id()));
    accept(records.release(bob, pledge.id()));
    refuse(Reason.UNKNOWN_RECORD, records.release(bob, pledge.id()));
    refuse(Reason.BEYOND_TITLE, records.waive(alice, work, Right.RENTAL));
    refuse(Reason.MORAL_RIGHT, records.waive(alice, work, Right.AUTHORSHIP));
  }
}
