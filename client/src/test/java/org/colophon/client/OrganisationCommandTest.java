package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.x509.Pem;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCasework;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members admitted and suspended with the commands, on a true ledger. */
class OrganisationCommandTest {
  private static final long SEED = 31;
  private static final Pattern RECORD = Pattern.compile("\"record\":\"([0-9a-f]{64})\"");

  @TempDir Path folder;
  private TestCasework casework;
  private SealedChain chain;
  private Path north;
  private Path south;
  private Path office;
  private Path entry;
  private Organisation newcomer;

  @BeforeEach
  void sealed() throws Exception {
    casework = new TestCasework(SEED);
    casework.later(1);
    chain = new SealedChain(casework);
    World world = new World(folder, casework.consortium.genesis());
    north = profile(world, TestConsortium.COURT_NORTH);
    south = profile(world, TestConsortium.COURT_SOUTH);
    office = profile(world, TestConsortium.OFFICE);
    newcomer = casework.consortium.newcomer("court-new", Tier.OBSERVER);
    entry = Files.writeString(folder.resolve("organisation.json"), newcomer.json().text() + "\n");
  }

  private Path profile(World world, OrgId organisation) throws Exception {
    Actor actor = casework.consortium.actor(organisation);
    return world.profile(actor.subject().text(), actor.key());
  }

  private World.Run run(Object... words) {
    return Shell.on((profile, trusted, timeout) -> chain)
        .at(Instant.ofEpochMilli(casework.ledger.nextStamp().value()))
        .run(words);
  }

  private World.Run done(Object... words) {
    return run(words).done();
  }

  private void fails(int exitCode, String message, Object... words) {
    run(words).failed(exitCode, message);
  }

  private String listed() {
    return done("organisation", "list", "--profile", north).out();
  }

  /** The record of the only proposal. */
  private String proposal() {
    String json = done("organisation", "list", "--json", "--profile", north).out();
    Matcher record = RECORD.matcher(json);
    assertThat(record.find()).as(json).isTrue();
    return record.group(1);
  }

  @Test
  void aMemberIsAdmittedByVotesAndInForceWithTheSealBehindThem() throws Exception {
    assertThat(listed()).contains("court-north", "3 of 4 validators", "0 proposals");
    World.Run proposed = done("org", "admit", entry, "--profile", north);
    assertThat(proposed.out())
        .contains("admit court-new as observer (COURT)", newcomer.recordKeys().getFirst().text());
    assertThat(listed()).contains("open", "1 of 3 votes: court-north");
    String id = proposal();
    World.Run vote = done("organisation", "vote", id, "--profile", south);
    assertThat(vote.err()).contains("about to vote to admit court-new");
    assertThat(listed()).contains("2 of 3 votes: court-north court-south");
    done("organisation", "vote", id, "--profile", office);
    assertThat(listed())
        .contains("decided", "admit court-new")
        .doesNotContain("court-new            OBSERVER");
    casework.later(1);
    assertThat(listed()).contains("court-new            OBSERVER", "membership 1", "0 proposals");
  }

  @Test
  void aMemberIsSuspendedAndTheQuorumIsTheOneThatStands() throws Exception {
    World.Run proposed =
        done(
            "organisation",
            "suspend",
            "procuratorate-west",
            "--reason",
            "BREACH",
            "--json",
            "--profile",
            north);
    assertThat(proposed.out()).contains("\"quorum\":3");
    String id = proposal();
    done("organisation", "vote", id, "--profile", south);
    done("organisation", "vote", id, "--profile", office);
    casework.later(1);
    assertThat(listed()).doesNotContain("procuratorate-west");
    Membership now = casework.ledger.membership();
    assertThat(now.organisation(TestConsortium.PROCURATORATE)).isEmpty();
  }

  @Test
  void theLevelIsRaisedByVotesAndNodesThatDoNotKnowItAreNamed() throws Exception {
    assertThat(listed()).contains("level 1;");
    World.Run proposed = done("organisation", "raise-level", "--json", "--profile", north);
    assertThat(proposed.out()).contains("\"type\":\"level.raise\"", "\"level\":2");
    assertThat(proposed.err()).contains("knows levels up to 1: it stops when level 2");
    String id = proposal();
    World.Run vote = done("organisation", "vote", id, "--profile", south);
    assertThat(vote.err())
        .contains("about to vote to make blocks by the rules of level 2")
        .contains("knows levels up to 1")
        .contains("not known whether these know level 2: ");
    done("organisation", "vote", id, "--profile", office);
    casework.later(1);
    assertThat(listed()).contains("level 2;", "0 proposals");
  }

  @Test
  void whatTheRulesForbidIsRefusedByName() throws Exception {
    fails(
        1,
        "QUORUM_NOT_REACHED",
        "organisation",
        "suspend",
        "court-south",
        "--reason",
        "WITHDRAWAL",
        "--profile",
        north);
    fails(
        1,
        "QUORUM_NOT_REACHED",
        "organisation",
        "admit",
        entry,
        "--quorum",
        "2",
        "--profile",
        north);
    fails(2, "--days", "organisation", "admit", entry, "--days", "91", "--profile", north);
    fails(
        2,
        "proposes no change of the membership",
        "organisation",
        "vote",
        casework.song.hex(),
        "--profile",
        north);
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"id\":\"x\"}");
    fails(2, "broken.json", "organisation", "admit", broken, "--profile", north);
  }

  @Test
  void aRootThatNobodyBelievesIsNotProposed() throws Exception {
    Organisation weak =
        new Organisation(
            newcomer.id(),
            newcomer.kind(),
            newcomer.tier(),
            Pem.base64Der(weakRoot()),
            newcomer.recordKeys(),
            newcomer.nodes(),
            newcomer.checkpointKeys());
    Path file = Files.writeString(folder.resolve("weak.json"), weak.json().text());
    fails(2, "RSA key of 1024 bits", "organisation", "admit", file, "--profile", north);
    assertThat(listed()).contains("0 proposals");
  }

  private static X509Certificate weakRoot() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    KeyPair keys = generator.generateKeyPair();
    X500Name name = new X500Name("CN=court-new");
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(from),
                    Date.from(from.plus(Duration.ofDays(3_650))),
                    name,
                    keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
  }

  @Test
  void aProposalThatNobodyAgreedToInTimeHasRunOut() throws Exception {
    done("organisation", "admit", entry, "--days", "2", "--profile", north);
    casework.later(5);
    casework.accept(
        casework.consortium.records().deposit(casework.author, casework.consortium.hash("later")));
    assertThat(listed()).contains("run out", "1 of 3 votes");
  }
}
