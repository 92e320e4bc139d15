package org.colophon.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of keys in tokens: RFC 7512, and of it only what is understood. */
class TokenUriTest {
  private static final String MODULE = "?module-path=/usr/lib/module.so";

  @Test
  void readsAllAttributes() {
    TokenUri uri =
        TokenUri.parse(
            "pkcs11:token=court%20a;serial=00ff;object=log;id=%01%fe;type=private"
                + MODULE
                + "&pin-source=file:/run/pin");
    assertThat(uri.token()).isEqualTo("court a");
    assertThat(uri.serial()).contains("00ff");
    assertThat(uri.object()).contains("log");
    assertThat(uri.id()).contains("01fe");
    assertThat(uri.module()).isEqualTo(Path.of("/usr/lib/module.so"));
    assertThat(uri.pinFile()).contains(Path.of("/run/pin"));
  }

  @Test
  void readsUtf8() {
    assertThat(TokenUri.parse("pkcs11:token=%E6%B3%95;id=%00" + MODULE).token()).isEqualTo("法");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file:/a | not a PKCS#11 URI",
        "pkcs11:token=a;object=b | no module-path",
        "pkcs11:object=b?module-path=/m | no token",
        "pkcs11:token=a?module-path=/m | neither object nor id",
        "pkcs11:token=a;object=b?module-path=m | a path that is not absolute",
        "pkcs11:token=a;object=b?module-path=/m&pin-value=1 | pin-value: a PIN stands in no setting",
        "pkcs11:token=a;object=b?module-path=/m&pin-source=/p | a pin-source that is no file:",
        "pkcs11:token=a;object=b?module-path=/m&module-name=x | an attribute that is not one of",
        "pkcs11:token=a;object=b;x-vendor=1?module-path=/m | an attribute that is not one of",
        "pkcs11:token=a;object=b;object=c?module-path=/m | object twice",
        "pkcs11:token=a;object=b;type=public?module-path=/m | a type that is not private",
        "pkcs11:token=a;object=?module-path=/m | an empty value",
        "pkcs11:token=a;object=%4?module-path=/m | % without two",
        "pkcs11:token=a;object=%xy?module-path=/m | % without two",
        "pkcs11:token=a;object=a b?module-path=/m | a character that must be written with %",
        "pkcs11:token=a;object=b;?module-path=/m | an attribute that is not one of",
      })
  void refusesByName(String text, String because) {
    assertThatThrownBy(() -> TokenUri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(because)
        .hasMessageContaining("expected: pkcs11:token=LABEL");
  }
}
