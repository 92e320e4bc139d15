package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.colophon.client.net.KnownMembers;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.config.Profile;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.rpc.proto.MembershipView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCasework;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a profile trusts: the members that seals prove from the genesis on, on a true ledger. */
class KnownMembersTest {
  private static final long SEED = 41;
  private static final String FILE = "members.pb";

  @TempDir Path folder;
  private TestCasework casework;
  private Genesis genesis;
  private SealedChain chain;
  private Profile profile;
  private Instant now;

  @BeforeEach
  void aProfileThatAskedNobody() throws Exception {
    casework = new TestCasework(SEED);
    casework.later(1);
    genesis = casework.consortium.genesis();
    chain = new SealedChain(casework);
    Actor author = casework.author;
    profile =
        Profile.load(new World(folder, genesis).profile(author.subject().text(), author.key()));
    // The age of the file is that of the system's clock.
    now = Instant.now();
  }

  private Membership known() {
    return KnownMembers.of(profile, genesis);
  }

  private void ask(Network network, int daysFromNow) {
    KnownMembers.refresh(profile, genesis, network, now.plus(Duration.ofDays(daysFromNow)));
  }

  private Membership procuratorateGoes() throws Exception {
    Actor notary = casework.consortium.actor(TestConsortium.NOTARY);
    casework.ledger.decide(casework.ledger.changes().suspend(notary, TestConsortium.PROCURATORATE));
    casework.later(1);
    Membership next = casework.ledger.membership();
    assertThat(next).isNotEqualTo(genesis.membership());
    return next;
  }

  @Test
  void theFoundersAreKnownBeforeAnybodyWasAsked() {
    assertThat(known()).isEqualTo(genesis.membership());
  }

  @Test
  void whatIsProvenIsKeptAndAskedForAgainAfterADay() throws Exception {
    ask(chain, 0);
    Membership next = procuratorateGoes();
    ask(chain, 0);
    assertThat(known()).isEqualTo(genesis.membership());
    ask(chain, 2);
    assertThat(known()).isEqualTo(next);
  }

  @Test
  void anOlderMembershipDoesNotTakeTheNewerOnesPlace() throws Exception {
    Membership next = procuratorateGoes();
    ask(chain, 0);
    assertThat(known()).isEqualTo(next);
    ask(new FakeNetwork(genesis), 2);
    assertThat(known()).isEqualTo(next);
  }

  @Test
  void aNodeThatGivesNoneIsNoFailure() {
    ask(
        new FakeNetwork(genesis) {
          @Override
          public MembershipView membership(long atLeastHeight) throws NetworkException {
            throw new NetworkException("nobody is there", null);
          }
        },
        0);
    assertThat(known()).isEqualTo(genesis.membership());
    assertThat(profile.folder().resolve(FILE)).doesNotExist();
  }

  @Test
  void aFileThatProvesNothingIsAsGoodAsNone() throws Exception {
    procuratorateGoes();
    ask(chain, 0);
    Path file = profile.folder().resolve(FILE);
    byte[] proven = Files.readAllBytes(file);
    Genesis another = new TestCasework(SEED + 1).consortium.genesis();
    assertThat(KnownMembers.of(profile, another)).isEqualTo(another.membership());
    byte[] damaged = proven.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(file, damaged);
    assertThat(known()).isEqualTo(genesis.membership());
    Files.write(file, new byte[] {7});
    assertThat(known()).isEqualTo(genesis.membership());
  }
}
