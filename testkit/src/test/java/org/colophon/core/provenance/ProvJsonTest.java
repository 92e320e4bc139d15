package org.colophon.core.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.core.content.RecordType;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Level;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.record.Signer;
import org.colophon.testkit.TestCatalogue;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example of each record type as PROV-JSON: what it says, and that nothing points nowhere. */
class ProvJsonTest {
  /** Which section declares what a member of a relation names. */
  private static final Map<String, String> DECLARED_IN =
      Map.of(
          "prov:entity", "entity",
          "prov:activity", "activity",
          "prov:agent", "agent",
          "prov:generatedEntity", "entity",
          "prov:usedEntity", "entity",
          "prov:specificEntity", "entity",
          "prov:generalEntity", "entity");

  private static final Set<String> ELEMENTS = Set.of("prefix", "entity", "activity", "agent");

  private static List<ProvJson.Event> events(TestConsortium consortium, List<TestRecord> example)
      throws Exception {
    TestLedger ledger = consortium.openWith();
    for (TestRecord record : example) {
      ledger.accept(record);
    }
    List<ProvJson.Event> events = new ArrayList<>();
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      for (TestRecord record : example) {
        events.add(ProvJson.Event.of(Trace.event(query, query.record(record.id()).orElseThrow())));
      }
    }
    return events;
  }

  @ParameterizedTest
  @EnumSource(RecordType.class)
  void everyTypeSaysWhatItUsedAndWhatItChanged(RecordType type) throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(1).at(Level.NEWEST);
    List<TestRecord> example = TestCatalogue.example(consortium, type);
    List<ProvJson.Event> events = events(consortium, example);
    Json.Obj document = ProvJson.of(consortium.chain(), example.getLast().work(), events);
    events.forEach(event -> assertTold(document, event));
    assertNothingPointsNowhere(document);
    assertThat(relations(document, example.getLast().id().hex())).isEqualTo(expected(type));
  }

  /** A record is an entity that its activity generated, with all who signed it. */
  private static void assertTold(Json.Obj document, ProvJson.Event event) {
    String id = event.statement().id().hex();
    assertThat(text(named(document, "entity", "record:" + id), "col:type"))
        .isEqualTo(event.statement().content().type().label());
    Json.Obj activity = named(document, "activity", "act:" + id);
    assertThat(text(activity, "prov:label")).isEqualTo(event.summary());
    assertThat(text(activity, "prov:startTime")).isEqualTo(text(activity, "col:orderedTime"));
    Json.Obj generation = named(document, "wasGeneratedBy", "_:generation-" + id);
    assertThat(text(generation, "prov:entity")).isEqualTo("record:" + id);
    assertThat(text(generation, "prov:activity")).isEqualTo("act:" + id);
    for (Signer signer : event.statement().signers()) {
      Json.Obj association =
          named(
              document,
              "wasAssociatedWith",
              "_:association-" + id + "-" + signer.role().label() + "-" + signer.subject());
      assertThat(text(association, "prov:agent")).isEqualTo("subject:" + signer.subject());
      assertThat(text(association, "prov:role")).isEqualTo(signer.role().label());
    }
  }

  private static void assertNothingPointsNowhere(Json.Obj document) {
    for (String section : document.members().keySet()) {
      if (ELEMENTS.contains(section)) {
        continue;
      }
      section(document, section)
          .forEach((name, relation) ->
              ((Json.Obj) relation)
                  .members()
                  .forEach((member, value) -> {
                    if (DECLARED_IN.containsKey(member)) {
                      assertThat(section(document, DECLARED_IN.getOrDefault(member, "")))
                          .as("%s %s", section, name)
                          .containsKey(((Json.Str) value).value());
                    } else if (member.equals("prov:influencee")
                        || member.equals("prov:influencer")) {
                      String pointed = ((Json.Str) value).value();
                      assertThat(List.of("entity", "activity", "agent"))
                          .as("%s %s", section, name)
                          .anyMatch(kind -> section(document, kind).containsKey(pointed));
                    }
                  }));
    }
  }

  /** What a record is told to have to do with others, each as a few words. */
  private static Set<String> relations(Json.Obj document, String id) {
    Set<String> found = new TreeSet<>();
    each(
        document,
        "used",
        one -> {
          if (text(one, "prov:activity").equals("act:" + id)) {
            found.add("used " + kind(text(one, "prov:entity")));
          }
        });
    each(
        document,
        "wasDerivedFrom",
        one -> {
          if (text(one, "prov:generatedEntity").equals("record:" + id)) {
            boolean isRevision = one.members().containsKey("prov:type");
            found.add(
                (isRevision ? "revises " : "derives from ") + kind(text(one, "prov:usedEntity")));
          }
        });
    each(
        document,
        "wasInfluencedBy",
        one -> {
          if (text(one, "prov:influencer").equals("act:" + id)) {
            found.add("influenced " + kind(text(one, "prov:influencee")));
          }
          if (text(one, "prov:influencee").equals("record:" + id)) {
            found.add("is influenced by " + kind(text(one, "prov:influencer")));
          }
        });
    each(
        document,
        "specializationOf",
        one -> {
          if (text(one, "prov:specificEntity").equals("record:" + id)) {
            found.add("specializes " + kind(text(one, "prov:generalEntity")));
          }
          if (text(one, "prov:generalEntity").equals("record:" + id)) {
            found.add("is specialized by " + kind(text(one, "prov:specificEntity")));
          }
        });
    return found;
  }

  /** By its example in the catalogue; a new type does not compile until it says something. */
  private static Set<String> expected(RecordType type) {
    return switch (type) {
      case SUBJECT_REGISTER, KEY_ROTATE, KEY_REVOKE, ORG_ADMIT, ORG_SUSPEND ->
          Set.of("influenced subject");
      case DRAFT_ADD, WORK_DECLARE -> Set.of("specializes work");
      case EVIDENCE_DEPOSIT,
          BATCH_TIMESTAMP,
          CASE_OPEN,
          STANDARD_PROPOSE,
          LEVEL_RAISE,
          TIME_DISPUTE ->
          Set.of();
      case EVIDENCE_CAPTURE -> Set.of("is specialized by content");
      case SUPPLEMENT,
          NOTICE_COUNTER,
          TAKEDOWN,
          ORG_VOTE,
          STANDARD_VOTE,
          STANDARD_ACTIVATE,
          ASSESSMENT ->
          Set.of("is influenced by record");
      case CORRECTION -> Set.of("revises record");
      case RECOMMENDATION -> Set.of("used content");
      case PUBLICATION, COURT_SUBMIT -> Set.of("used content", "used work");
      case APPLICATION_FILE,
          OBJECTION_RAISE,
          ACCESS,
          NOTICE_SEND,
          LICENCE_GRANT,
          RIGHT_ENCUMBER,
          RIGHT_WAIVE ->
          Set.of("used work");
      case WORK_REVEAL, PRICE_REFERENCE, WORK_DERIVE, READ_LEASE -> Set.of("used record");
      case APPLICATION_DECIDE,
          OBJECTION_RESOLVE,
          INFRINGEMENT_FIND,
          COURT_RECEIVE,
          LICENCE_TERMINATE,
          CASE_OUTCOME,
          SCOPE_REVOKE,
          READ_SETTLE,
          KEY_ERASE ->
          Set.of("influenced record", "used record");
      case INFRINGEMENT_ALLEGE -> Set.of("used record", "used work");
      case REPORT -> Set.of("influenced content", "used work");
      case TRANSFER -> Set.of("influenced work", "used work");
      case LICENCE_SUB -> Set.of("derives from record", "used record");
      case SCOPE_GRANT -> Set.of("influenced subject", "used record");
    };
  }

  private interface Look {
    void at(Json.Obj relation);
  }

  private static void each(Json.Obj document, String section, Look look) {
    section(document, section).values().forEach(relation -> look.at((Json.Obj) relation));
  }

  private static Map<String, Json> section(Json.Obj document, String name) {
    return document.members().get(name) instanceof Json.Obj(Map<String, Json> members)
        ? members
        : Map.of();
  }

  private static Json.Obj named(Json.Obj document, String section, String name) {
    assertThat(section(document, section)).containsKey(name);
    return (Json.Obj) Optional.ofNullable(section(document, section).get(name)).orElseThrow();
  }

  private static String text(Json.Obj object, String member) {
    return object.members().get(member) instanceof Json.Str(String value) ? value : "";
  }

  private static String kind(String name) {
    return name.substring(0, name.indexOf(':'));
  }
}
