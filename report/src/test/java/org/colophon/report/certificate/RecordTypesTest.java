package org.colophon.report.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Height;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.content.Access;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.Correction;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.Duty;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.Identifier;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Right;
import org.colophon.core.content.Stated;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Tier;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.report.PdfText;
import org.colophon.report.words.Language;
import org.colophon.report.words.Show;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCases;
import org.colophon.testkit.TestChanges;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestScope;
import org.colophon.testkit.TestStandards;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** Each type of record, with all of its members. */
final class RecordTypesTest {
  private final CertificateWorld world;
  private final List<RecordType> seen = new ArrayList<>();

  RecordTypesTest() throws Exception {
    world = new CertificateWorld();
  }

  @Test
  void everyTypeShowsItsMembers() throws Exception {
    Hash draft = world.records.commitment(world.li, world.consortium.hash("draft"));
    Hash note = world.consortium.hash("note");
    TestRecord first = world.records.draft(world.li, draft);
    RecordId opened = world.accept(first);
    RecordId second =
        world.accept(
            world
                .records
                .record(
                    new DraftAdd(
                        Optional.of(first.work()),
                        2,
                        draft,
                        Optional.of(opened),
                        Optional.of(note),
                        true))
                .by(world.li, Role.CREATOR));
    world.seal();
    RecordId declared = world.accept(declaration(first));
    RecordId revealed =
        world.accept(world.records.reveal(world.li, opened, world.consortium.hash("draft")));
    RecordId deposited =
        world.accept(
            world
                .records
                .record(
                    new EvidenceDeposit(
                        "image/png",
                        draft,
                        EvidenceDeposit.Custody.COLLECTED,
                        Optional.of(declared),
                        Optional.of(note)))
                .by(world.press, Role.DEPOSITOR));
    RecordId captured = world.accept(capture(declared));
    RecordId supplemented = world.accept(world.records.supplement(world.press, deposited, draft));
    RecordId passed =
        world.accept(
            world
                .records
                .record(
                    new Transfer(
                        first.work(),
                        Set.of(Right.NETWORK_DISSEMINATION, Right.ADAPTATION),
                        false,
                        1_234,
                        Optional.of(note)))
                .by(world.li, Role.OWNER)
                .by(world.press, Role.ACQUIRER));
    world.seal();
    RecordId granted =
        world.accept(
            world
                .records
                .record(
                    new LicenceGrant(
                        first.work(),
                        TestTerms.of(Right.TRANSLATION, Right.RENTAL)
                            .exclusive()
                            .territory("CN-31", "FR")
                            .count(500)
                            .sublicensing()
                            .duties(Duty.ATTRIBUTE, Duty.DELETE)
                            .terms()))
                .by(world.li, Role.LICENSOR)
                .by(world.du, Role.LICENSOR)
                .by(world.press, Role.LICENSEE));
    RecordId passedOn =
        world.accept(
            world.records.sublicense(
                world.press,
                world.consortium.actor(TestConsortium.NOTARY),
                granted,
                TestTerms.of(Right.RENTAL).territory("FR-75").count(2)));
    TestRecord made =
        world.records.declareDerived(world.press, first.work(), world.consortium.hash("made"));
    world.accept(made);
    RecordId linked = world.accept(world.records.derive(world.press, made.work(), granted));
    RecordId ended =
        world.accept(world.records.terminate(world.li, granted).by(world.du, Role.LICENSOR));
    RecordId pledged =
        world.accept(world.records.pledge(world.li, world.press, first.work(), Right.BROADCASTING));
    RecordId released = world.accept(world.records.release(world.press, pledged));
    RecordId waived = world.accept(world.records.waive(world.press, made.work(), Right.PROJECTION));
    world.seal();
    Actor office = world.consortium.actor(TestConsortium.OFFICE);
    RecordId filed =
        world.accept(world.records.apply(world.li, first.work(), TestConsortium.OFFICE));
    RecordId asked =
        world.accept(
            world.records.decide(
                office,
                filed,
                ApplicationDecide.Decision.SUPPLEMENT,
                ApplicationDecide.Ground.TITLE_UNPROVEN,
                ApplicationDecide.Ground.FORMALITIES));
    RecordId answered =
        world.accept(world.records.answer(world.li, first.work(), TestConsortium.OFFICE, asked));
    RecordId confirmed = world.accept(world.records.confirm(office, filed, "国作登字-2026-F-7"));
    RecordId objection =
        world.accept(
            world
                .records
                .record(
                    new ObjectionRaise(
                        first.work(), ObjectionRaise.Ground.COPYING, note, Optional.of(made.id())))
                .by(world.press, Role.OBJECTOR));
    RecordId resolved =
        world.accept(world.records.resolve(office, objection, ObjectionResolve.Outcome.DISMISSED));
    world.seal();
    Actor zhang = world.consortium.actor("author-zhang");
    RecordId registered = world.accept(registration(zhang));
    Actor renewed = zhang.with(world.consortium.key("author-zhang", 1));
    RecordId rotated =
        world.accept(
            world
                .records
                .record(
                    new KeyRotate(
                        zhang.subject(),
                        zhang.key().name(),
                        renewed.key().name(),
                        Optional.of(new Timestamp(1_893_456_000_000L))))
                .by(zhang, Role.HOLDER)
                .by(renewed, Role.SUCCESSOR));
    RecordId revoked = world.accept(world.records.revoke(renewed));
    world.seal();
    TestChanges changes =
        new TestChanges(
            world.records,
            world.consortium.genesis().membership(),
            TestConsortium.START.plus(30L * 86_400_000));
    RecordId admitted =
        world.accept(
            changes.admit(
                world.consortium.actor(TestConsortium.NOTARY),
                world.consortium.newcomer("archive-east", Tier.OBSERVER)));
    TestRecord proposal =
        changes.suspend(
            world.consortium.actor(TestConsortium.COURT_NORTH), TestConsortium.PROCURATORATE);
    RecordId suspended = world.accept(proposal);
    RecordId voted =
        world.accept(changes.vote(world.consortium.actor(TestConsortium.COURT_SOUTH), proposal));
    world.seal();

    shows(opened, "draft of a work", draft.hex(), "Number of the draft1");
    shows(second, opened.hex(), note.hex(), "Forkyes", "not declared yet");
    shows(
        declared,
        "Titleöffentlich",
        "trade mark",
        "Category9",
        first.work().hex(),
        "2024-02-29",
        "2024-03-01",
        "made the expression",
        "ISBN 9783161484100",
        "ISCC:KACT4EBWK27737D2",
        "SM3");
    shows(
        revealed,
        world.consortium.hash("draft").hex(),
        world.records.salt(world.consortium.hash("draft")).hex(),
        opened.hex());
    shows(
        deposited,
        "image/png",
        "taken down from elsewhere",
        "Source: Claimed origin: taken down from elsewhere",
        declared.hex(),
        note.hex());
    shows(
        captured,
        "https://example.org/gallery/7",
        "headless browser 145.0",
        "2025-12-01 00:00:00.000 UTC",
        "NTP, three servers",
        declared.hex(),
        "check of cleanliness",
        "application/wacz",
        "备案编号 11010",
        "Interest of a party in the platform: the operator states to be engaged by a party",
        "Cleanliness: clean room image 7",
        "Transcript of the check of cleanliness: SHA-256 "
            + world.consortium.hash("transcript").hex().substring(0, 8),
        "Security: level 3",
        "Reliability: two sites",
        "Availability: 99.9 %",
        "SF/T 0076",
        "Source: https://example.org/gallery/7, taken down at 2025-12-01",
        "How it was generated: by the tool headless browser 145.0; its time from: NTP",
        "How it was stored: write-once disk",
        "Notarisation: notary deed 12",
        "Witness of a third party: witness W",
        "Data that bears it out: server log");
    shows(supplemented, deposited.hex(), "application/pdf");
    shows(
        passed,
        "dissemination via information networks",
        "adaptation",
        "12.34 %",
        note.hex(),
        "author-li-bai to press.east-lake");
    shows(
        granted,
        "licence of rights",
        "rental",
        "Exclusiveyes",
        "2100-01-01 00:00:00.000 UTC",
        "CN-31 FR",
        "Languagewithout limit",
        "Times or copies500",
        "Re-creationtranslation",
        "Sub-licences allowedyes",
        "names the author",
        "author-li-bai");
    shows(passedOn, "licence under a licence", granted.hex(), "FR-75");
    shows(linked, made.work().hex(), granted.hex(), "Made bytranslation");
    shows(ended, granted.hex(), "the licensee is said to have broken it");
    shows(pledged, "pledge of rights", "broadcasting", "pledgee");
    shows(released, "waiver", pledged.hex());
    shows(waived, "waiver", "projection", "2100-01-01 00:00:00.000 UTC");
    shows(
        filed,
        "application to an IP office",
        "IP officeoffice-capital",
        world.records.hash("purpose").hex(),
        world.records.hash("process").hex(),
        world.records.hash("originality").hex());
    shows(
        asked,
        filed.hex(),
        "the applicant is to answer first",
        "a document is missing",
        "the title is not shown",
        world.records.hash("reasons").hex());
    shows(answered, asked.hex());
    shows(confirmed, filed.hex(), "Decisionconfirmed", "国作登字-2026-F-7");
    shows(objection, "said to copy an earlier work", note.hex(), made.id().hex(), "objector");
    shows(resolved, objection.hex(), "Outcomedismissed", world.records.hash("reasons").hex());
    shows(
        registered,
        "natural person",
        zhang.key().name().text(),
        "0000000121032683",
        "00052210040",
        "2030-01-01 00:00:00.000 UTC",
        "about the rights in no work",
        "Among the signers are validators of this chain: notary-east");
    shows(
        rotated,
        zhang.key().name().text(),
        renewed.key().name().text(),
        "2030-01-01 00:00:00.000 UTC");
    shows(revoked, renewed.key().name().text(), "not needed any more");
    privateMatterIsShown();
    shows(admitted, "proposal to admit an organisation", "archive-east", "Quorum afterwards3");
    shows(suspended, "proposal to suspend an organisation", "procuratorate-west");
    shows(voted, "vote on a proposal", suspended.hex());
    platformsShowTheirMembers(first.work(), declared);
    sealedCasesShowTheirMembers();
    claimsShowTheirMembers(first.work(), declared, granted);
    standardsShowTheirMembers(first.work(), declared);
    levelsShowTheirMembers();
    assertThat(seen).containsAll(List.of(RecordType.values()));
  }

  private void levelsShowTheirMembers() throws Exception {
    Actor node = world.consortium.actor(TestConsortium.node(TestConsortium.COURT_NORTH).text());
    TestRecord raise = world.ledger.changes().raise(world.consortium.actor(TestConsortium.NOTARY));
    BlockHeader block = world.ledger.ledger().tip().header();
    world.ledger.enact(raise);
    RecordId disputed = world.accept(world.records.dispute(node, block));
    world.seal();
    shows(raise.id(), "proposal to raise the feature level", "Feature level afterwards2");
    shows(disputed, "dispute of a block's time", Hash.sha256(block.bytes()).hex());
  }

  private void sealedCasesShowTheirMembers() throws Exception {
    TestCases cases = world.records.cases();
    Actor court = world.consortium.actor(TestConsortium.COURT_NORTH);
    Actor node = world.consortium.actor(TestConsortium.node(TestConsortium.COURT_NORTH).text());
    Timestamp now = world.ledger.ledger().tip().header().time();
    RecordId opened = world.accept(cases.open(court));
    TestScope wide =
        TestScope.at(now)
            .parties("x")
            .types(RecordType.WORK_DECLARE, RecordType.ACCESS)
            .depth(1)
            .urgent();
    RecordId granted = world.accept(cases.grant(opened, world.li.subject(), wide.scope(), court));
    RecordId passed =
        world.accept(
            cases.delegate(
                world.li, opened, granted, world.press.subject(), wide.depth(0).scope()));
    RecordId registered = world.accept(world.records.register(court, node));
    RecordId leased = world.accept(cases.lease(node, passed, 10, now.plus(3_600_000)));
    RecordId settled = world.accept(cases.settle(node, leased, 7));
    RecordId revoked = world.accept(cases.revoke(court, Role.MEMBER, granted));
    RecordId closed = world.accept(cases.close(court, opened, TestTerms.YEAR_2030));
    world.seal();
    shows(registered, node.subject().text());
    shows(
        opened,
        "opening of a case",
        "Procedurecivil",
        world.records.hash("number").hex(),
        world.records.hash("work").hex(),
        world.records.hash("defendant").hex());
    shows(
        granted,
        "grant to read in a case",
        opened.hex(),
        "Legal basisCN-CPL-67",
        TestScope.commitment("work").hex(),
        TestScope.commitment("x").hex(),
        "declaration of a work",
        "matter of the case",
        "What may be doneread",
        "Reads1 000",
        "Reads on one day100",
        "Urgentyes");
    shows(passed, "Delegated from the grant", granted.hex());
    shows(leased, "lease of reads", "node", passed.hex(), "Reads10");
    shows(settled, leased.hex(), "Reads used7", world.records.hash("journal").hex());
    shows(revoked, granted.hex(), "not needed any more", world.records.hash("reasons").hex());
    shows(
        closed,
        opened.hex(),
        "Outcomejudgment",
        world.records.hash("judgment").hex(),
        "2030-01-01 00:00:00.000 UTC");
  }

  private void platformsShowTheirMembers(WorkId work, RecordId declared) throws Exception {
    Actor notary = world.consortium.actor(TestConsortium.NOTARY);
    Actor site = world.consortium.actor("site.south-lake");
    Hash letter = world.consortium.hash("letter");
    Hash shown = world.consortium.hash("shown");
    world.accept(world.records.registerOrganisation(notary, site));
    RecordId deposited = world.accept(world.records.deposit(world.press, letter));
    RecordId corrected =
        world.accept(
            world
                .records
                .record(
                    new Correction(
                        deposited,
                        List.of(
                            new Correction.Item(
                                "mediaType", Optional.of("image/jpeg"), Optional.empty()),
                            new Correction.Item("note", Optional.empty(), Optional.of(letter)),
                            new Correction.Item("about", Optional.empty(), Optional.empty())),
                        Optional.empty()))
                .by(world.press, Role.DEPOSITOR));
    RecordId stamped = world.accept(world.records.timestamp(notary, shown));
    RecordId published = world.accept(world.records.publish(site, work, shown));
    RecordId recommended = world.accept(world.records.recommend(site, Optional.of(work), shown));
    RecordId viewed =
        world.accept(world.records.access(site, work, Access.Mode.VIEW, Optional.empty()));
    RecordId bought = world.accept(world.records.accesses(site, work, Access.Mode.BUY, 345));
    world.seal();
    RecordId noticed =
        world.accept(
            world
                .records
                .record(
                    new NoticeSend(
                        work,
                        site.subject(),
                        Set.of(Right.RENTAL, Right.INTEGRITY),
                        List.of("https://example.org/gallery/7", "https://example.org/gallery/8"),
                        List.of(declared),
                        Optional.of(letter)))
                .by(world.li, Role.OWNER));
    RecordId countered = world.accept(world.records.counter(site, noticed));
    RecordId taken = world.accept(world.records.takedown(site, noticed));
    world.seal();
    shows(
        corrected,
        deposited.hex(),
        "Should readmediaType: image/jpeg",
        "note: what the commitment " + letter.hex(),
        "about: nothing (to be left out)");
    shows(deposited, "Corrected later by", corrected.hex());
    shows(stamped, "notary", "Items100", shown.hex(), "Merkle tree of RFC 6962 with SHA-256");
    shows(
        published,
        "publication of a work",
        work.hex(),
        "https://example.org/gallery/7",
        shown.hex(),
        "Claimed time2025-12-01 00:00:00.000 UTC");
    shows(recommended, "recommendation of a content", work.hex(), shown.hex());
    shows(viewed, "Way of acquisitionview", "user-7", "2025-12-01 00:00:00.000 UTC");
    shows(bought, "Way of acquisitionpurchase", "Items345");
    shows(
        noticed,
        "notice of infringement",
        "Respondentsite.south-lake",
        "rental",
        "integrity",
        "https://example.org/gallery/8",
        declared.hex(),
        letter.hex());
    shows(countered, noticed.hex(), "it is another work");
    shows(taken, noticed.hex(), "Claimed measureblocked", "2025-12-01 00:00:00.000 UTC");
  }

  private void claimsShowTheirMembers(WorkId work, RecordId declared, RecordId granted)
      throws Exception {
    Actor court = world.consortium.actor(TestConsortium.COURT_NORTH);
    Actor office = world.consortium.actor(TestConsortium.OFFICE);
    Hash material = world.consortium.hash("material");
    RecordId alleged =
        world.accept(
            world.records.allege(
                world.li, world.press, work, declared, Right.RENTAL, Right.INTEGRITY));
    RecordId found =
        world.accept(world.records.find(court, alleged, InfringementFind.Outcome.PARTLY_INFRINGED));
    RecordId priced = world.accept(world.records.price(office, "图片素材", 1_234_500));
    RecordId paid =
        world.accept(world.records.price(office, granted, PriceReference.Basis.LICENCE_FEE));
    RecordId submitted =
        world.accept(world.records.submit(world.press, TestConsortium.COURT_NORTH, material, work));
    RecordId received = world.accept(world.records.receive(court, submitted, material));
    RecordId reported =
        world.accept(
            world.records.report(world.press, Role.DEPOSITOR, work, new Height(1), material));
    RecordId other =
        world.accept(world.records.submit(world.press, TestConsortium.COURT_NORTH, material));
    RecordId refused =
        world.accept(world.records.refuse(court, other, CourtReceive.Ground.NOT_COMPETENT));
    world.seal();
    shows(
        reported,
        "report made from the chain (report)",
        "report on transactions",
        "As of block1",
        Show.hex(material.hex()));
    shows(
        alleged,
        "allegation of an infringement",
        "Alleged infringerpress.east-lake",
        "redistribution",
        "rental",
        "integrity",
        "2100-01-01 00:00:00.000 UTC",
        "https://example.org/gallery/7",
        declared.hex(),
        world.records.hash("details").hex());
    shows(
        found,
        alleged.hex(),
        "Findinginfringed in part",
        "State of mindintentional",
        "Serious circumstancesyes",
        "2100-01-01 00:00:00.000 UTC",
        world.records.hash("decision").hex());
    shows(priced, "reference price", "图片素材", "statistic of a market", "CNY 12345.00", "CN");
    shows(
        paid, granted.hex(), "fee of a licence", "CurrencyCNY", world.records.hash("price").hex());
    shows(
        submitted, "Courtcourt-north", material.hex(), "Bytes90210", "application/zip", work.hex());
    shows(received, submitted.hex(), "Answerreceived", material.hex());
    shows(refused, other.hex(), "Answerrefused", "another court is competent");
  }

  private void standardsShowTheirMembers(WorkId work, RecordId declared) throws Exception {
    Actor court = world.consortium.actor(TestConsortium.COURT_NORTH);
    TestStandards standards = world.consortium.standards();
    TestRecord proposal = standards.propose(court, TestStandards.COPYRIGHT);
    RecordId proposed = world.accept(proposal);
    RecordId voted =
        world.accept(standards.vote(world.consortium.actor(TestConsortium.OFFICE), proposal));
    world.accept(standards.vote(world.consortium.actor(TestConsortium.NOTARY), proposal));
    RecordId activated = world.accept(standards.activate(court, proposal));
    Hash results = TestStandards.compiled(TestStandards.COPYRIGHT).testResults();
    RecordId alleged =
        world.accept(world.records.allege(world.li, world.press, work, declared, Right.EXHIBITION));
    List<GivenInput> inputs =
        List.of(
            TestStandards.shown("days", Json.of(168), alleged),
            TestStandards.brought("paid_copies", Json.of(12_640), declared),
            TestStandards.supposed("multiple", Json.of(20_000)));
    RecordId assessed = world.accept(standards.assess(court, alleged, inputs));
    RecordId found = world.accept(world.records.find(court, alleged, TestStandards.FOUND));
    world.seal();
    shows(
        assessed,
        "assessment of damages",
        "days: 168",
        "not counted by the chain",
        "paid_copies: 12640",
        "multiple: 20000",
        "punitive_reading: BASE_TIMES_ONE_PLUS_M",
        TestStandards.result(TestStandards.COPYRIGHT, inputs).hex());
    shows(found, "Figure found by the court", "contribution: 4000", "multiple: 20000");
    shows(
        proposed,
        "proposed standard",
        "cn.copyright.54, 1",
        "Copyright Law of the People's Republic of China",
        TestStandards.COPYRIGHT.hash().hex(),
        results.hex());
    shows(voted, "vote on a standard", proposed.hex(), results.hex());
    shows(activated, "standard put into force", proposed.hex());
  }

  private TestRecord capture(RecordId about) {
    return world
        .records
        .record(
            new EvidenceCapture(
                "https://example.org/gallery/7",
                new Timestamp(1_764_547_200_000L),
                "headless browser",
                "145.0",
                "NTP, three servers",
                EvidenceCapture.Relation.ENGAGED,
                List.of(
                    part(EvidenceCapture.Kind.WACZ, "traffic", "application/wacz"),
                    part(EvidenceCapture.Kind.CLEANLINESS, "transcript", "text/plain")),
                new Stated(
                    Optional.of("备案编号 11010"),
                    Optional.of("clean room image 7"),
                    Optional.of("level 3"),
                    Optional.of("two sites"),
                    Optional.of("99.9 %"),
                    Optional.of("SF/T 0076"),
                    Optional.of("write-once disk"),
                    Optional.of("notary deed 12"),
                    Optional.of("witness W"),
                    Optional.of("server log")),
                Optional.of(about)))
        .by(world.press, Role.DEPOSITOR);
  }

  private EvidenceCapture.Part part(EvidenceCapture.Kind kind, String name, String mediaType) {
    Hash digest = world.consortium.hash(name);
    return new EvidenceCapture.Part(
        kind, new ContentDigest(digest, Optional.empty(), 4096, mediaType));
  }

  private TestRecord declaration(TestRecord draft) {
    WorkDeclare plain = world.declaration("öffentlich");
    return world
        .records
        .record(
            new WorkDeclare(
                Optional.of(draft.work()),
                plain.title(),
                WorkDeclare.IpKind.TRADEMARK,
                "9",
                plain.authors(),
                Optional.of(draft.work()),
                Optional.of("2024-02-29"),
                Optional.of("2024-03-01"),
                plain.contents(),
                Optional.empty(),
                Optional.of("ISCC:KACT4EBWK27737D2"),
                List.of(new Identifier(Identifier.Scheme.ISBN, "9783161484100")),
                WorkDeclare.AiUse.GENERATED))
        .by(world.li, Role.CREATOR);
  }

  private void privateMatterIsShown() throws Exception {
    PrivateMatter matter =
        world
            .consortium
            .custody()
            .matter(
                world.consortium.hash("ciphertext"),
                world.ledger.nextStamp(),
                TestConsortium.COURT_NORTH,
                TestConsortium.NOTARY);
    RecordId deposited =
        world.accept(
            world.records.deposit(world.li, world.consortium.hash("kept")).privately(matter));
    RecordId erased = world.accept(world.records.erase(world.li, Role.HOLDER, deposited));
    world.seal();
    shows(
        deposited, "Details kept encrypted by", "court-north, notary-east", matter.digest().hex());
    shows(erased, deposited.hex(), "the ciphertext", "the salts of the commitments");
  }

  private TestRecord registration(Actor subject) {
    return world
        .records
        .record(
            new SubjectRegister(
                subject.subject(),
                SubjectRegister.Kind.PERSON,
                world.consortium.hash("identity"),
                subject.key().name(),
                Optional.of("0000000121032683"),
                Optional.of("00052210040"),
                Optional.empty(),
                Optional.of(new Timestamp(1_893_456_000_000L))))
        .by(world.consortium.actor(TestConsortium.NOTARY), Role.REGISTRAR)
        .by(subject, Role.SUBJECT);
  }

  private void shows(RecordId id, String... expected) throws Exception {
    CertificateModel model = world.model(id);
    seen.add(model.statement().content().type());
    byte[] pdf = CertificateReport.pdf(model, Language.EN, Map.of(), CertificateWorld.SIGNER);
    String text = PdfText.dense(pdf);
    assertThat(text).contains(model.statement().content().type().label()).contains(id.hex());
    for (String words : expected) {
      assertThat(text).contains(PdfText.dense(words));
    }
    // The other languages have words for it too.
    for (Language language : Language.values()) {
      assertThat(CertificateReport.pdf(model, language, Map.of(), CertificateWorld.SIGNER))
          .isNotEmpty();
    }
  }
}
