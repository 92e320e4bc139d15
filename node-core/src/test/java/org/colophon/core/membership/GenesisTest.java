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
import org.colophon.crypto.note.TlogPolicy;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
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

  /** The same validators with SM2 keys. */
  private static Membership ofSuiteSm(int count, int quorum) {
    List<Organisation> withSm2 = new ArrayList<>();
    for (Organisation o : validators(count)) {
      CheckpointKeys keys = o.checkpointKeys().orElseThrow();
      withSm2.add(with(o, new CheckpointKeys(keys.log(), keys.ed25519(), keys.mlDsa44(), sm2(o))));
    }
    return new Membership(withSm2, quorum);
  }

  private static Organisation with(Organisation o, CheckpointKeys keys) {
    return new Organisation(
        o.id(), o.kind(), o.tier(), o.certificate(), o.recordKeys(), o.nodes(), Optional.of(keys));
  }

  private static Optional<String> sm2(Organisation o) {
    SigningKey key =
        SigningKey.ofSeed(
            SignatureAlgorithm.SM2, Hash.sha256(o.id().text().getBytes(UTF_8)).bytes());
    return Optional.of(Base64.getEncoder().encodeToString(key.name().rawKey()));
  }

  @Test
  void theSuiteFollowsFromTheKeysAndIsNamedOnlyWhereItIsSm() throws Exception {
    Genesis standard = genesis(4, 3);
    assertThat(standard.suite()).isEqualTo(Suite.STANDARD);
    assertThat(new String(standard.bytes(), UTF_8)).doesNotContain("suite").doesNotContain("sm2");
    Genesis sm = Genesis.create("test", TIME, Limits.DEFAULT, ofSuiteSm(4, 3));
    assertThat(sm.suite()).isEqualTo(Suite.SM);
    assertThat(new String(sm.bytes(), UTF_8)).contains("\"suite\":\"sm\"");
    assertThat(Genesis.parse(sm.bytes()).membership()).isEqualTo(ofSuiteSm(4, 3));
    assertThat(Policies.text(sm.chain(), sm.membership()))
        .contains("group court-1 all court-1/ed25519 court-1/ml-dsa-44 court-1/sm2\n");
    assertThat(TlogPolicy.parse(Policies.text(sm.chain(), sm.membership())).witnesses())
        .hasSize(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"suite\":\"sm\",|''",
        "\"suite\":\"sm\"|\"suite\":\"standard\"",
        "\"suite\":\"sm\"|\"suite\":\"SM\"",
        "\"suite\":\"sm\"|\"suite\":true",
        "\"sm2\":\"A|\"sm2\":\"B",
        "\"sm2\":\"A|\"sm3\":\"A"
      })
  void refusesASuiteThatIsNotThatOfItsKeys(String found, String replacement) throws Exception {
    Genesis sm = Genesis.create("test", TIME, Limits.DEFAULT, ofSuiteSm(4, 3));
    String text = new String(sm.bytes(), UTF_8);
    assertThat(text).contains(found);
    byte[] changed = text.replace(found, replacement).getBytes(UTF_8);
    assertThatThrownBy(() -> Genesis.parse(changed)).isInstanceOf(RefusedException.class);
    String standard = new String(genesis(4, 3).bytes(), UTF_8);
    byte[] named = standard.replace("\"time\":", "\"suite\":\"sm\",\"time\":").getBytes(UTF_8);
    assertThatThrownBy(() -> Genesis.parse(named)).hasMessageContaining("checkpointKeys.sm2");
  }

  @Test
  void refusesValidatorsOfWhichOnlySomeHaveSm2Keys() {
    List<Organisation> mixed = new ArrayList<>(ofSuiteSm(4, 3).organisations());
    mixed.set(2, validators(4).get(2));
    assertThatThrownBy(() -> Genesis.create("test", TIME, Limits.DEFAULT, new Membership(mixed, 3)))
        .hasMessageContaining("of all validators, or of none");
  }

  @Test
  void refusesMoreValidatorsOfSuiteSmThanANoteHasLinesFor() {
    assertThatThrownBy(() -> Genesis.create("test", TIME, Limits.DEFAULT, ofSuiteSm(65, 60)))
        .hasMessageContaining("at most 64");
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
