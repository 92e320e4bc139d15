package org.colophon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class Sha2Test {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  /** The example of FIPS 180-4. */
  @Test
  void hashesTheExample() {
    assertThat(hex(Sha2.SHA_256.digest(ABC)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(hex(Sha2.SHA_384.digest(ABC)))
        .isEqualTo(
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                + "8086072ba1e7cc2358baeca134c825a7");
    assertThat(hex(Sha2.SHA_512.digest(ABC)))
        .isEqualTo(
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  }

  @Test
  void hashesPartsAsOne() {
    for (Sha2 hash : Sha2.values()) {
      assertThat(hash.digest(new byte[] {'a'}, new byte[] {'b', 'c'})).isEqualTo(hash.digest(ABC));
      assertThat(hash.digest(ABC)).hasSize(hash.length());
    }
  }

  @Test
  void isKnownByItsIdentifierAlone() {
    for (Sha2 hash : Sha2.values()) {
      assertThat(Sha2.ofOid(hash.oid())).contains(hash);
    }
    assertThat(Sha2.ofOid("1.3.14.3.2.26")).isEmpty();
    assertThat(Sha2.ofOid("")).isEmpty();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
