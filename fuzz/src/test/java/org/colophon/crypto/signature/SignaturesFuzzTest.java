package org.colophon.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.List;
import org.colophon.fuzz.Decoder;

/** Signatures: every engine says the same, or nodes with different ones would fork the chain. */
class SignaturesFuzzTest {
  /** Key name, message and signature, as a line of the vectors has them. */
  static final Decoder SIGNATURE =
      Decoder.of(
          IllegalArgumentException.class,
          SignaturesFuzzTest::isValid,
          (bytes, isValid) -> assertThat(isValid).isNotNull());

  private static Boolean isValid(byte[] bytes) {
    String[] fields = Decoder.text(bytes).split(" ", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("not three fields");
    }
    KeyName key = KeyName.parse(fields[0]);
    byte[] message = unhex(fields[1]);
    byte[] signature = unhex(fields[2]);
    List<Boolean> verdicts =
        Signatures.verifiers().stream()
            .map(verifier -> verifier.verify(key, message, signature))
            .distinct()
            .toList();
    assertThat(verdicts).as("verdicts of the engines").hasSize(1);
    return verdicts.getFirst();
  }

  private static byte[] unhex(String text) {
    if (!text.matches("([0-9a-f]{2})*")) {
      throw new IllegalArgumentException("not hex");
    }
    return HexFormat.of().parseHex(text);
  }

  @FuzzTest
  void signature(byte[] bytes) throws Exception {
    SIGNATURE.feed(bytes);
  }
}
