package org.colophon.core.membership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenesisTest {
  private static final Timestamp TIME = new Timestamp(1_767_225_600_000L);

  private static Organisation validator(String id) {
    return validator(id, id);
  }

  /** A validator whose keys follow from {@code seed}. */
  private static Organisation validator(String id, String seed) {
    return new Organisation(
        new OrgId(id),
        OrgKind.COURT,
        Tier.VALIDATOR,
        "MAA=",
        List.of(),
        List.of(new NodeId(id + "-1")),
        Optional.of(
            new CheckpointKeys(
                key(seed + " log", 32), key(seed + " cosign", 32), key(seed, 1312))));
  }

  private static String key(String seed, int length) {
    byte[] hash = Hash.sha256(seed.getBytes(java.nio.charset.StandardCharsets.UTF_8)).bytes();
    return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(hash, length));
  }

  private static List<Organisation> validators(int count) {
    List<Organisation> validators = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      validators.add(validator("court-" + i));
    }
    validators.sort(java.util.Comparator.comparing(Organisation::id));
    return validators;
  }

  private static Genesis genesis(int validators, int quorum) throws RefusedException {
    return Genesis.create(
        "test", TIME, Limits.DEFAULT, new Membership(validators(validators), quorum));
  }

  @Test
  void aGenesisIsReadAsItWasWrittenAndNamesItsChain() throws Exception {
    Genesis genesis = genesis(4, 3);
    Genesis read = Genesis.parse(genesis.bytes());
    assertThat(read.bytes()).isEqualTo(genesis.bytes());
    assertThat(read.hash()).isEqualTo(Hash.sha256(genesis.bytes()));
    assertThat(read.chain().text())
        .isEqualTo("colophon/test/" + genesis.hash().hex().substring(0, 16));
    assertThat(read.membership()).isEqualTo(genesis.membership());
    assertThat(Membership.parse(genesis.membership().json().bytes()))
        .isEqualTo(genesis.membership());
    assertThat(read.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(read.time()).isEqualTo(TIME);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,2", "4,3", "4,4", "7,5"})
  void aQuorumIsMoreThanHalfOfTheValidators(int validators, int quorum) throws Exception {
    assertThat(genesis(validators, quorum).membership().quorum()).isEqualTo(quorum);
  }

  @Test
  void refusesAKeyWithTwoOwners() {
    Membership membership =
        new Membership(List.of(validator("court-0", "one"), validator("court-1", "one")), 2);
    assertThatThrownBy(() -> Genesis.create("test", TIME, Limits.DEFAULT, membership))
        .hasMessageContaining("a key occurs twice");
  }

  @Test
  void refusesAnOrganisationNamedLikeAWordOfThePolicy() {
    Membership membership = new Membership(List.of(validator("validators")), 1);
    assertThatThrownBy(() -> Genesis.create("test", TIME, Limits.DEFAULT, membership))
        .hasMessageContaining("reserved");
  }

  @Test
  void refusesMoreValidatorsThanANoteHasLinesFor() {
    assertThatThrownBy(() -> genesis(86, 60)).hasMessageContaining("at most 85");
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,1", "4,2", "4,5", "4,0", "6,3"})
  void twoQuorumsThatDoNotMeetAreRefused(int validators, int quorum) {
    assertThatThrownBy(() -> genesis(validators, quorum)).isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colophon-genesis/1|colophon-genesis/2",
        "\"name\":\"test\"|\"name\":\"Test\"",
        "\"name\":\"test\"|\"name\":\"te/st\"",
        "\"id\":\"court-1\"|\"id\":\"court-0\"",
        "\"id\":\"court-1\"|\"id\":\"zzz\"",
        "\"nodes\":[\"court-1-1\"]|\"nodes\":[\"court-0-1\"]",
        "\"nodes\":[\"court-1-1\"]|\"nodes\":[]",
        "\"nodes\":[\"court-1-1\"]|\"nodes\":[\"X\"]",
        "\"tier\":\"VALIDATOR\"|\"tier\":\"OBSERVER\"",
        "\"kind\":\"COURT\"|\"kind\":\"KING\"",
        "\"recordKeys\":[]|\"recordKeys\":[\"ed25519:x\"]",
        "\"time\":1767225600000|\"time\":-1",
        "\"recordBytesMax\":65536|\"recordBytesMax\":1",
        "\"timeToleranceMs\":600000|\"timeToleranceMs\":0",
        "\"quorum\":3|\"extra\":1,\"quorum\":3"
      })
  void refusesAGenesisThatIsNotOne(String found, String replacement) throws Exception {
    String text = new String(genesis(4, 3).bytes(), UTF_8);
    assertThat(text).contains(found);
    byte[] changed = text.replace(found, replacement).getBytes(UTF_8);
    assertThatThrownBy(() -> Genesis.parse(changed)).isInstanceOf(RefusedException.class);
  }

  @Test
  void checkpointKeysHaveTheLengthOfTheirKind() throws Exception {
    String text = new String(genesis(4, 3).bytes(), UTF_8);
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    byte[] shorter =
        text.replace(key, Base64.getEncoder().encodeToString(new byte[31])).getBytes(UTF_8);
    assertThatThrownBy(() -> Genesis.parse(shorter)).isInstanceOf(RefusedException.class);
    byte[] notBase64 = text.replace(key, "!".repeat(44)).getBytes(UTF_8);
    assertThatThrownBy(() -> Genesis.parse(notBase64)).isInstanceOf(RefusedException.class);
  }
}
