package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCasework;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many custodians are asked for, while validators come. */
class KeepingTest {
  @TempDir Path folder;

  @Test
  void asManyMustKeepItAsTheMembersInForceNeed() throws Exception {
    TestCasework casework = new TestCasework(20_261_122);
    casework.later(1);
    SealedChain chain = new SealedChain(casework);
    World world = new World(folder, casework.consortium.genesis());
    Path court = world.profile(casework.court.subject().text(), casework.court.key());
    RecipientSecret.generate(new SecureRandom()).write(court.resolve("recipient.pem"));
    assertThat(kept(chain, court).err())
        .as("two of four keep it: that is enough, and the record is sent")
        .isNotEmpty()
        .doesNotContain("validators keep it");
    Actor notary = casework.consortium.actor(TestConsortium.NOTARY);
    for (String name : List.of("court-east", "court-west", "registry")) {
      TestRecord _ =
          casework.ledger.decide(
              casework
                  .ledger
                  .changes()
                  .admit(notary, casework.consortium.newcomer(name, Tier.VALIDATOR)));
      casework.later(1);
    }
    assertThat(kept(chain, court).err())
        .as("of seven, two may be dishonest")
        .contains("2 validators keep it (expected: at least 3)");
  }

  private World.Run kept(SealedChain chain, Path court) {
    return Shell.on((profile, trusted, timeout) -> chain)
        .at(Instant.parse("2027-01-01T00:00:00Z"))
        .run(
            "case",
            "open",
            "--kind",
            "CIVIL",
            "--number",
            "(2026) 7",
            "--party",
            "li-wei",
            "--keep-at-custodians",
            "--profile",
            court);
  }
}
