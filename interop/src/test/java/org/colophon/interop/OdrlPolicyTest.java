package org.colophon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.rdf.model.Statement;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.vocabulary.RDF;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Duty;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.Right;
import org.colophon.core.provenance.OdrlPolicy;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** Licences as ODRL policies, read as RDF and judged by Apache Jena. */
class OdrlPolicyTest {
  private static final String ODRL = "http://www.w3.org/ns/odrl/2/";
  private static final String COLOPHON = "urn:colophon:terms:";

  private final TestConsortium consortium = TestConsortium.ofSeed(1);
  private final TestRecords records = consortium.records();
  private final Actor alice = consortium.actor("alice");
  private final Actor bob = consortium.actor("bob");
  private final Actor studio = consortium.actor("studio");
  private final WorkId work = new WorkId(consortium.hash("work"));
  private final Map<String, Set<String>> vocabulary = vocabulary();
  private final Graph shapes = RDFDataMgr.loadGraph(resource("shapes.ttl"));
  private final Model profile =
      RDFDataMgr.loadModel(Path.of("..", "docs", "odrl-profile.ttl").toUri().toString());

  private static String resource(String name) {
    return Objects.requireNonNull(OdrlPolicyTest.class.getResource("/odrl/" + name)).toString();
  }

  private static Map<String, Set<String>> vocabulary() {
    try (InputStream in = OdrlPolicyTest.class.getResourceAsStream("/odrl/vocabulary-2.2.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(": ", 2))
          .collect(
              Collectors.toMap(
                  parts -> parts[0],
                  parts -> Set.of(parts[1].split(" ")),
                  (a, b) -> a,
                  TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestTerms wide() {
    return TestTerms.of(Right.ECONOMIC)
        .exclusive()
        .territory("CN", "FR-75")
        .language("zh", "en")
        .channel("print", "online-app")
        .count(1_000)
        .sublicensing()
        .duties(Duty.values());
  }

  private String policy(TestRecord record) throws Exception {
    return OdrlPolicy.of(
            consortium.chain(), work, new RecordParser(65_536).parse(record.bytes()).statement())
        .text();
  }

  /** A grant, one of several licensors, a sub-licence and a waiver. */
  private List<String> policies() throws Exception {
    return List.of(
        policy(records.grant(alice, studio, work, wide())),
        policy(records.grant(alice, studio, work, TestTerms.of(Right.RENTAL))),
        policy(
            records
                .record(new LicenceGrant(work, wide().terms()))
                .by(alice, Role.LICENSOR)
                .by(bob, Role.LICENSOR)
                .by(studio, Role.LICENSEE)),
        policy(
            records.sublicense(
                studio,
                bob,
                new RecordId(consortium.hash("licence")),
                TestTerms.of(Right.TRANSLATION).territory("CN"))),
        policy(records.waive(alice, work, Right.BROADCASTING, Right.OTHER)));
  }

  private static Model read(String policy) {
    Model model = ModelFactory.createDefaultModel();
    RDFParser.fromString(policy, Lang.JSONLD11).parse(model);
    return model;
  }

  private boolean conforms(Model model) {
    return ShaclValidator.get().validate(shapes, model.getGraph()).conforms();
  }

  @Test
  void everyPolicyHasTheShapeOfTheInformationModel() throws Exception {
    for (String policy : policies()) {
      Model model = read(policy);
      assertThat(model.isEmpty()).isFalse();
      assertThat(ShaclValidator.get().validate(shapes, model.getGraph()).getEntries())
          .as(policy)
          .isEmpty();
    }
  }

  @Test
  void theShapesRefuseWhatIsNoPolicy() throws Exception {
    String policy = policies().getFirst();
    assertThat(conforms(read(policy))).isTrue();
    for (String[] change :
        new String[][] {
          {"\"assignee\"", "\"col:nobody\""},
          {"\"assigner\"", "\"col:nobody\""},
          {"\"action\":\"reproduce\"", "\"action\":[\"reproduce\",\"display\"]"},
          {"\"operator\":\"lt\"", "\"operator\":\"before\""},
          {"\"leftOperand\":\"spatial\",", ""},
          {"\"rightOperand\":1000", "\"col:times\":1000"},
          {"\"@type\":\"xsd:dateTime\"", "\"@type\":\"xsd:string\""},
          {"\"operator\":\"isAnyOf\"", "\"operator\":\"eq\""},
        }) {
      assertThat(policy).contains(change[0]);
      assertThat(conforms(read(policy.replace(change[0], change[1]))))
          .as("%s", change[0])
          .isFalse();
    }
  }

  @Test
  void everyTermIsOneOfTheVocabularyOrOfTheProfile() throws Exception {
    Map<String, String> kinds =
        Map.of("action", "action", "leftOperand", "leftOperand", "operator", "operator");
    for (String policy : policies()) {
      for (Statement statement : read(policy).listStatements().toList()) {
        Property predicate = statement.getPredicate();
        if (predicate.equals(RDF.type)) {
          assertTerm("class", statement.getResource());
        } else {
          assertTerm("property", predicate);
          String kind = kinds.get(predicate.getLocalName());
          if (kind != null) {
            assertTerm(kind, statement.getResource());
          }
        }
      }
    }
  }

  private void assertTerm(String kind, Resource term) {
    String uri = term.getURI();
    if (uri.startsWith(ODRL)) {
      assertThat(vocabulary.get(kind)).contains(uri.substring(ODRL.length()));
    } else {
      assertThat(uri).startsWith(COLOPHON);
      assertThat(profile.contains(term, RDF.type)).as(uri).isTrue();
    }
  }

  @Test
  void everyActionOfTheProfileIsIncludedInOneOfTheVocabulary() {
    Property includedIn = property("includedIn");
    Set<Resource> actions = new HashSet<>();
    profile
        .listSubjectsWithProperty(RDF.type, ResourceFactory.createResource(ODRL + "Action"))
        .forEach(actions::add);
    assertThat(actions).hasSize(5);
    for (Resource action : actions) {
      assertTerm("action", action.getPropertyResourceValue(includedIn));
    }
  }

  @Test
  void eachRightIsAPermissionWithAllThatNarrowsIt() throws Exception {
    Model model = read(policies().getFirst());
    Resource policy =
        model
            .listSubjectsWithProperty(RDF.type, ResourceFactory.createResource(ODRL + "Agreement"))
            .next();
    List<RDFNode> permissions =
        policy.listProperties(property("permission")).mapWith(Statement::getObject).toList();
    assertThat(permissions).hasSize(Right.ECONOMIC.size() + 1);
    for (RDFNode permission : permissions) {
      assertThat(
              permission
                  .asResource()
                  .listProperties(property("constraint"))
                  .mapWith(
                      one -> one.getResource().getPropertyResourceValue(property("leftOperand")))
                  .mapWith(Resource::getLocalName)
                  .toList())
          .containsExactlyInAnyOrder(
              "dateTime", "dateTime", "spatial", "language", "deliveryChannel", "count");
    }
    Optional<RDFNode> grantUse =
        permissions.stream()
            .filter(one ->
                one.asResource()
                    .hasProperty(
                        property("action"), ResourceFactory.createResource(ODRL + "grantUse")))
            .findFirst();
    Resource next = grantUse.orElseThrow().asResource().getPropertyResourceValue(property("duty"));
    assertThat(next.getPropertyResourceValue(property("action")).getLocalName())
        .isEqualTo("nextPolicy");
    assertThat(next.getPropertyResourceValue(property("target"))).isEqualTo(policy);
  }

  private static Property property(String name) {
    return ResourceFactory.createProperty(ODRL, name);
  }
}
