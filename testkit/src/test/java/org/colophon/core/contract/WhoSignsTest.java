package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.colophon.core.OrgId;
import org.colophon.core.chain.Outcome;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Tier;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.testkit.Actor;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.TestCatalogue;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.WrittenTable;
import org.junit.jupiter.api.Test;

/** Each type of record, signed by each kind of signer, and what docs/authorization.md says. */
class WhoSignsTest {
  private static final String SUSPENDED = "suspended";
  private static final OrgId GONE = new OrgId("court-gone");

  private final TestConsortium consortium = TestConsortium.ofSeed(3).at(Level.NEWEST);
  private final TestRecords records = consortium.records();
  private final Actor notary = consortium.actor(TestConsortium.NOTARY);
  private final Actor procuratorate = consortium.actor(TestConsortium.PROCURATORATE);
  private final Actor node =
      consortium.actor(TestConsortium.node(TestConsortium.COURT_SOUTH).text());
  private final Map<String, Actor> signers = new LinkedHashMap<>();

  WhoSignsTest() {
    signers.put("unknown", consortium.actor("nobody"));
    signers.put("revoked", consortium.actor("careless"));
    signers.put("ended", consortium.actor("retired"));
    signers.put(SUSPENDED, consortium.actor(GONE));
    signers.put("subject", consortium.actor("bystander"));
    signers.put("platform", consortium.actor("marketplace"));
    signers.put("notary", notary);
    signers.put("IP office", consortium.actor(TestConsortium.OFFICE));
    signers.put("court", consortium.actor(TestConsortium.COURT_SOUTH));
    signers.put("procuratorate", procuratorate);
    signers.put("node", node);
  }

  @Test
  void eachTypeIsTakenFromWhomTheTableNames() throws Exception {
    List<String> head = Stream.concat(Stream.of("record"), signers.keySet().stream()).toList();
    List<List<String>> rows = new ArrayList<>();
    for (RecordType type : RecordType.values()) {
      List<String> row = new ArrayList<>(List.of("`" + type.label() + "`"));
      for (String name : signers.keySet()) {
        row.add(cell(type, name));
      }
      rows.add(row);
    }
    WrittenTable.ofAuthorization("records").check(head, rows);
  }

  /** The roles in which it is taken; when there are none, why it is not. */
  private String cell(RecordType type, String name) throws Exception {
    List<String> roles = new ArrayList<>();
    String refusal = "";
    Optional<Scene> scene = Optional.empty();
    for (Role role : Role.values()) {
      Scene now = scene.isPresent() ? scene.get() : scene(type, name);
      Outcome outcome = now.ledger().order(now.signedBy(signer(name), role));
      if (outcome instanceof Outcome.Refused(var refused, var first)) {
        scene = Optional.of(now);
        if (role == now.model().signers().getFirst().role()) {
          refusal = refused.reason().name();
        }
      } else {
        // What was taken is in the way of the next role.
        scene = Optional.empty();
        roles.add(role.label());
      }
    }
    return roles.isEmpty() ? refusal : String.join(", ", roles);
  }

  /** A ledger on which the model could stand next. */
  private record Scene(TestConsortium consortium, TestLedger ledger, Statement model) {
    /** The model, with this one as the first signer. */
    TestRecord signedBy(Actor actor, Role role) {
      TestRecord record = consortium.record(model.content()).by(actor, role);
      model.notAfter().ifPresent(record::notAfter);
      model.privateMatter().ifPresent(record::privately);
      model.signers().stream().skip(1).forEach(s -> record.by(actorOf(s), s.role()));
      return record;
    }

    /** A rotated key was the author's. */
    private Actor actorOf(Signer signer) {
      return Stream.of(signer.subject().text(), "author")
          .flatMap(name -> IntStream.range(0, 3).mapToObj(number -> consortium.key(name, number)))
          .filter(key -> key.name().equals(signer.key()))
          .map(key -> new Actor(signer.subject(), key))
          .findFirst()
          .orElseThrow();
    }
  }

  private Scene scene(RecordType type, String name) throws Exception {
    TestLedger ledger = consortium.open(new MemoryStore());
    boolean changed = name.equals(SUSPENDED);
    if (changed) {
      ledger.enact(
          ledger
              .changes()
              .admit(notary, consortium.organisation(GONE, OrgKind.COURT, Tier.OBSERVER)));
      ledger.enact(ledger.changes().suspend(notary, GONE));
    }
    register(ledger);
    List<TestRecord> example = TestCatalogue.example(consortium, type);
    for (TestRecord before : example.subList(0, example.size() - 1)) {
      // Proposals of the example are about the founders' membership.
      if (!(ledger.order(before) instanceof Outcome.Accepted) && !changed) {
        throw new AssertionError(type + ": its example does not stand");
      }
    }
    return new Scene(
        consortium, ledger, new RecordParser(65_536).parse(example.getLast().bytes()).statement());
  }

  private Actor signer(String name) {
    return Objects.requireNonNull(signers.get(name));
  }

  private void register(TestLedger ledger) throws Exception {
    Actor revoked = signer("revoked");
    ledger.accept(records.register(notary, revoked));
    ledger.accept(records.revoke(revoked));
    ledger.accept(ending(ledger, signer("ended")));
    ledger.accept(records.register(notary, signer("subject")));
    ledger.accept(records.registerOrganisation(notary, signer("platform")));
    ledger.accept(records.register(signer("court"), node));
  }

  private TestRecord ending(TestLedger ledger, Actor subject) {
    SubjectRegister plain = records.registration(subject);
    SubjectRegister ending =
        new SubjectRegister(
            plain.subject(),
            plain.kind(),
            plain.identity(),
            plain.key(),
            plain.isni(),
            plain.ipi(),
            plain.validFrom(),
            Optional.of(ledger.nextStamp().plus(1)));
    return records.record(ending).by(notary, Role.REGISTRAR).by(subject, Role.SUBJECT);
  }
}
