package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.content.Access;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Right;
import org.colophon.core.json.Json;
import org.colophon.core.record.Records;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCases;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestScope;
import org.colophon.testkit.TestStandards;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** Records that are refused for what they are by themselves, whatever their type. */
final class FormRefusalsTest extends RefusingNetwork {
  FormRefusalsTest() {
    super(OF_FORM);
  }

  @Test
  void whatIsNoRecordIsRefusedByName() throws Exception {
    byte[] good = records.declare(alice, content).bytes();
    String text = new String(good, UTF_8);
    byte[] noise = new byte[3000];
    new Random(7).nextBytes(noise);
    refuse(Reason.MALFORMED, utf8("not json"));
    refuse(Reason.MALFORMED, utf8("{}"));
    refuse(Reason.MALFORMED, utf8("[]"));
    refuse(Reason.MALFORMED, utf8("null"));
    refuse(Reason.MALFORMED, noise);
    refuse(Reason.MALFORMED, new byte[] {(byte) 0xc3, 0x28});
    for (int length = 1; length < good.length; length += 37) {
      refuse(Reason.MALFORMED, Arrays.copyOf(good, length));
    }
    refuse(Reason.TOO_LARGE, utf8("[".repeat(5000)));
    refuse(Reason.TOO_LARGE, utf8("{\"a\":".repeat(5000)));
    refuse(Reason.TOO_LARGE, utf8("{\"statement\":" + "9".repeat(70_000) + "}"));
    refuse(Reason.TOO_LARGE, utf8(text.replace("\"title\":\"", "\"title\":\"" + "x".repeat(600))));
    refuse(Reason.MALFORMED, utf8("{\"sigs\":[],\"sigs\":[],\"statement\":{}}"));
    refuse(
        Reason.MALFORMED,
        utf8(text.replace("\"aiUse\":\"NONE\"", "\"aiUse\":\"NONE\",\"aiUse\":\"NONE\"")));
    refuse(Reason.NOT_CANONICAL, utf8(text.replaceFirst("\\{", "{ ")));
    refuse(Reason.NOT_CANONICAL, utf8(text + "\n"));
    refuse(Reason.NOT_CANONICAL, utf8(text.replace("\"title\"", "\"\\u0074itle\"")));
    refuse(Reason.MALFORMED, utf8(text.replaceFirst("}$", ",\"with\":1}")));
  }

  @Test
  void anOversizedRequestIsRefusedWhole() throws Exception {
    byte[] huge = new byte[40 << 20];
    assertThatThrownBy(() -> client.submit(List.of(huge)))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    HttpResponse<String> answer = post(new byte[12 << 20]);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"reason\":\"TOO_LARGE\"");
  }

  @Test
  void wrongSignaturesAreRefused() throws Exception {
    TestRecord record = records.declare(alice, content);
    String text = new String(record.bytes(), UTF_8);
    refuse(
        Reason.BAD_SIGNATURE, utf8(text.replace("\"aiUse\":\"NONE\"", "\"aiUse\":\"ASSISTED\"")));
    refuse(Reason.BAD_SIGNATURE, Records.sign(record.statement(), List.of(bob.key())));
    refuse(
        Reason.BAD_SIGNATURE,
        Records.assemble(
            record.statement(), List.of(new byte[alice.key().sign(new byte[1]).length])));
    refuse(Reason.MALFORMED, Records.sign(record.statement(), List.of(alice.key(), bob.key())));
    List<byte[]> batch =
        Records.signBatch(
            chain,
            List.of(record.statement(), records.declare(alice, records.hash("b")).statement()),
            alice.key());
    String first = new String(batch.getFirst(), UTF_8);
    refuse(Reason.BAD_SIGNATURE, utf8(first.replace("\"index\":0", "\"index\":1")));
    refuse(Reason.TOO_LARGE, utf8(first.replace("\"size\":2", "\"size\":1")));
    refuse(Reason.MALFORMED, utf8(first.replace("\"size\":2", "\"size\":9")));
    accept(record);
  }

  @Test
  void aRecordOfAnotherChainIsRefused() throws Exception {
    ChainId other = ChainId.of("dev", content);
    refuse(Reason.WRONG_CHAIN, TestRecords.on(other, "other").declare(alice, content));
  }

  @Test
  void anUnknownTypeIsRefused() throws Exception {
    for (String type : List.of("work.destroy", "case.adjourn", "case")) {
      refuse(
          Reason.UNKNOWN_TYPE,
          edited(records.deposit(alice, content), "\"evidence.deposit\"", '"' + type + '"'));
    }
  }

  @Test
  void goodRecordsBesideBadOnesAreTaken() throws Exception {
    List<byte[]> mixed = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      TestRecord good = records.deposit(alice, records.hash("item " + i));
      mixed.add(good.bytes());
      mixed.add(Records.sign(good.statement(), List.of(bob.key())));
      mixed.add(records.supplement(alice, new RecordId(content), content).bytes());
    }
    List<Outcome> outcomes = client.submit(mixed);
    for (int i = 0; i < mixed.size(); i += 3) {
      assertThat(outcomes.get(i).hasReceipt()).isTrue();
      assertThat(outcomes.get(i + 1).getRefusal().getReason()).isEqualTo("BAD_SIGNATURE");
      assertThat(outcomes.get(i + 2).getRefusal().getReason()).isEqualTo("UNKNOWN_RECORD");
    }
  }

  @Test
  void whatEveryTypeHasInCommonIsChecked() throws Exception {
    for (RecordType type : RecordType.values()) {
      List<TestRecord> example = example(type);
      for (TestRecord before : example.subList(0, example.size() - 1)) {
        accept(before);
      }
      TestRecord last = example.getLast();
      TestRecord late = example(type).getLast().notAfter(new Timestamp(1));
      refuse(Reason.EXPIRED, late);
      String text = new String(last.bytes(), UTF_8);
      refuse(Reason.NOT_CANONICAL, utf8(text.replace("\"statement\":{", "\"statement\": {")));
      refuse(Reason.BAD_SIGNATURE, utf8(text.replace("\"issuedAt\":1", "\"issuedAt\":2")));
      refuse(Reason.MALFORMED, utf8(text.replace(",\"type\":", ",\"tune\":0,\"type\":")));
      refuse(
          Reason.MALFORMED, utf8(text.replaceFirst("\"role\":\"[a-z]+\"", "\"role\":\"thief\"")));
      accept(last);
      refuseAgain(last);
    }
  }

  /** Records that are accepted one after another; the last is of that type. */
  private List<TestRecord> example(RecordType type) throws Exception {
    Hash other = records.hash("content of " + type);
    TestRecord draft = records.draft(alice, records.commitment(alice, other));
    TestRecord work = records.declare(alice, other);
    Actor platform = actor("platform-" + type.label(), SignatureAlgorithm.ED25519);
    TestRecord registered = records.registerOrganisation(registrar, platform);
    TestRecord notice = records.notice(alice, platform, work.work(), Right.RENTAL);
    return switch (type) {
      case SUBJECT_REGISTER -> List.of(records.register(registrar, stranger));
      case KEY_ROTATE -> {
        Actor rotating = actor("rotating", SignatureAlgorithm.P256);
        yield List.of(
            records.register(registrar, rotating),
            records.rotate(rotating, renewed(rotating, " next")));
      }
      case KEY_REVOKE -> {
        Actor revoking = actor("revoking", SignatureAlgorithm.ED25519);
        yield List.of(records.register(registrar, revoking), records.revoke(revoking));
      }
      case DRAFT_ADD -> List.of(draft);
      case WORK_DECLARE -> List.of(work);
      case WORK_REVEAL -> List.of(draft, records.reveal(alice, draft.id(), other));
      case EVIDENCE_DEPOSIT -> List.of(records.deposit(alice, other));
      case EVIDENCE_CAPTURE -> List.of(records.capture(alice, other));
      case SUPPLEMENT -> List.of(work, records.supplement(alice, work.id(), other));
      case APPLICATION_FILE -> List.of(work, application(work));
      case APPLICATION_DECIDE -> {
        TestRecord application = application(work);
        yield List.of(work, application, records.confirm(office(), application.id(), "2026-F-1"));
      }
      case OBJECTION_RAISE -> List.of(work, objection(work));
      case OBJECTION_RESOLVE -> {
        TestRecord objection = objection(work);
        yield List.of(work, objection, records.withdraw(bob, objection.id()));
      }
      case CORRECTION -> List.of(work, records.correct(alice, work.id()));
      case BATCH_TIMESTAMP ->
          List.of(registered, records.timestamp(platform, Role.PLATFORM, other));
      case PUBLICATION -> List.of(registered, work, records.publish(platform, work.work(), other));
      case RECOMMENDATION ->
          List.of(registered, records.recommend(platform, Optional.empty(), other));
      case ACCESS ->
          List.of(
              registered,
              work,
              records.access(platform, work.work(), Access.Mode.VIEW, Optional.empty()));
      case NOTICE_SEND -> List.of(registered, work, notice);
      case NOTICE_COUNTER ->
          List.of(registered, work, notice, records.counter(platform, notice.id()));
      case TAKEDOWN -> List.of(registered, work, notice, records.takedown(platform, notice.id()));
      case INFRINGEMENT_ALLEGE -> List.of(work, allegation(work));
      case INFRINGEMENT_FIND -> {
        TestRecord allegation = allegation(work);
        yield List.of(
            work,
            allegation,
            records.find(court(), allegation.id(), InfringementFind.Outcome.INFRINGED));
      }
      case PRICE_REFERENCE -> List.of(records.price(office(), "songs", 12_000));
      case COURT_SUBMIT -> List.of(submission(other));
      case COURT_RECEIVE -> {
        TestRecord submission = submission(other);
        yield List.of(submission, records.receive(court(), submission.id(), other));
      }
      case REPORT ->
          List.of(work, records.report(alice, Role.DEPOSITOR, work.work(), new Height(0), other));
      case TRANSFER -> List.of(work, records.transfer(alice, bob, work.work(), 2_500));
      case LICENCE_GRANT -> List.of(work, grant(work));
      case LICENCE_SUB -> {
        TestRecord grant = grant(work);
        yield List.of(work, grant, records.sublicense(bob, registrar, grant.id(), terms()));
      }
      case LICENCE_TERMINATE -> {
        TestRecord grant = grant(work);
        yield List.of(work, grant, records.terminate(alice, grant.id()));
      }
      case WORK_DERIVE -> {
        TestRecord grant = grant(work);
        TestRecord made = records.declareDerived(bob, work.work(), records.hash("made"));
        yield List.of(work, grant, made, records.derive(bob, made.work(), grant.id()));
      }
      case RIGHT_ENCUMBER -> List.of(work, records.pledge(alice, bob, work.work(), Right.RENTAL));
      case RIGHT_WAIVE -> List.of(work, records.waive(alice, work.work(), Right.RENTAL));
      case CASE_OPEN, CASE_OUTCOME, SCOPE_GRANT, SCOPE_REVOKE, READ_LEASE, READ_SETTLE ->
          sealed(type);
      case KEY_ERASE -> {
        TestRecord deposit = records.deposit(alice, other).privately(privateMatter());
        yield List.of(deposit, records.erase(alice, Role.HOLDER, deposit.id()));
      }
      case ORG_ADMIT -> List.of(changes().admit(registrar, newcomer()));
      case ORG_SUSPEND -> List.of(changes().suspend(registrar, observer()));
      case LEVEL_RAISE -> List.of(changes().raise(court()));
      case TIME_DISPUTE -> {
        RunningCourt running = notary();
        yield List.of(
            records.register(running.court(), running.node()),
            records.dispute(running.node(), firstBlock()));
      }
      case ORG_VOTE -> {
        TestRecord proposal = changes().suspend(court(), observer());
        yield List.of(proposal, changes().vote(registrar, proposal));
      }
      case STANDARD_PROPOSE ->
          List.of(standards().propose(court(), TestStandards.named("form.propose")));
      case STANDARD_VOTE -> {
        List<TestRecord> course = inForce(TestStandards.named("form.vote"));
        yield course.subList(0, 2);
      }
      case STANDARD_ACTIVATE -> inForce(TestStandards.named("form.activate"));
      case ASSESSMENT -> {
        TestRecord allegation = allegation(work);
        List<GivenInput> inputs = List.of(TestStandards.supposed("expenses", Json.of(5)));
        yield Stream.of(
                inForce(TestStandards.COPYRIGHT),
                List.of(work, allegation, standards().assess(alice, allegation.id(), inputs)))
            .flatMap(List::stream)
            .toList();
      }
    };
  }

  private BlockHeader firstBlock() throws IOException {
    try {
      return BlockHeader.parse(client.block(0).getHeader().toByteArray());
    } catch (RefusedException e) {
      throw new IOException(e);
    }
  }

  /** Records of cases; a node can be registered once, so the two types with nodes take two. */
  private List<TestRecord> sealed(RecordType type) throws IOException {
    RunningCourt running = court(type == RecordType.READ_SETTLE ? 1 : 0);
    Actor court = running.court();
    Actor node = running.node();
    TestCases cases = records.cases();
    Timestamp now = new Timestamp(System.currentTimeMillis());
    Timestamp soon = now.plus(3_600_000);
    TestRecord opened = cases.open(court);
    TestRecord grant = cases.grant(opened.id(), alice.subject(), TestScope.at(now).scope(), court);
    TestRecord registersNode = records.register(court, node);
    TestRecord lease = cases.lease(node, grant.id(), 10, soon);
    return switch (type) {
      case CASE_OPEN -> List.of(opened);
      case CASE_OUTCOME -> List.of(opened, cases.close(court, opened.id(), soon));
      case SCOPE_GRANT -> List.of(opened, grant);
      case SCOPE_REVOKE -> List.of(opened, grant, cases.revoke(alice, Role.GRANTEE, grant.id()));
      case READ_LEASE -> List.of(opened, grant, registersNode, lease);
      case READ_SETTLE ->
          List.of(opened, grant, registersNode, lease, cases.settle(node, lease.id(), 7));
      default -> throw new IllegalArgumentException("not of a case: " + type);
    };
  }

  private TestRecord application(TestRecord work) throws IOException {
    return records.apply(alice, work.work(), new OrgId(office().subject().text()));
  }

  private TestRecord objection(TestRecord work) {
    return records.object(bob, work.work(), ObjectionRaise.Ground.AUTHORSHIP);
  }

  private TestRecord allegation(TestRecord work) {
    return records.allege(alice, bob, work.work(), work.id(), Right.RENTAL);
  }

  private TestRecord submission(Hash digest) throws IOException {
    return records.submit(alice, new OrgId(court().subject().text()), digest);
  }

  private TestRecord grant(TestRecord work) {
    return records.grant(alice, bob, work.work(), terms());
  }

  private static TestTerms terms() {
    return TestTerms.of(Right.RENTAL, Right.TRANSLATION).sublicensing();
  }
}
