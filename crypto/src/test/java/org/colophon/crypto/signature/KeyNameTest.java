package org.colophon.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyNameTest {
  private static final String ZEROES_43 = "A".repeat(43);

  @ParameterizedTest
  @EnumSource
  void readsBackItsText(SignatureAlgorithm algorithm) {
    KeyName name = SigningKey.generate(algorithm).name();
    KeyName read = KeyName.parse(name.text());
    assertThat(read).isEqualTo(name).hasSameHashCodeAs(name).isEqualByComparingTo(name);
    assertThat(read.rawKey()).isEqualTo(name.rawKey()).hasSize(algorithm.publicKeyLength());
    assertThat(read.text()).startsWith(algorithm.label() + ":");
    assertThat(SignatureAlgorithm.ofLabel(algorithm.label())).contains(algorithm);
  }

  @Test
  void writesTheKeyOfRfc8032() {
    byte[] seed =
        java.util.HexFormat.of()
            .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    assertThat(SigningKey.ofSeed(SignatureAlgorithm.ED25519, seed).name())
        .hasToString("ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "ed25519",
        "ed25519:",
        "ED25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "rsa:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        " ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+/",
        "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA A",
        "p256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "p256:BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "sm2:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "p256:AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      })
  void refusesTextThatIsNoKeyName(String text) {
    assertThatThrownBy(() -> KeyName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(key name|p256 key|sm2 key): .+");
  }

  @Test
  void readsEveryLastCharacterThatLeavesNoBitsOver() {
    int accepted = 0;
    for (char c :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      try {
        KeyName.parse("ed25519:" + ZEROES_43.substring(1) + c);
        accepted++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessage("key name: not canonical base64url");
      }
    }
    // 43 characters are 258 bits; the last two must be zero.
    assertThat(accepted).isEqualTo(16);
  }

  @Test
  void keepsItsBytesToItself() {
    byte[] raw = new byte[32];
    KeyName name = KeyName.of(SignatureAlgorithm.ED25519, raw);
    raw[0] = 1;
    name.rawKey()[0] = 1;
    assertThat(name).isEqualTo(KeyName.parse("ed25519:" + ZEROES_43));
  }
}
