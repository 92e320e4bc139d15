package org.colophon.crypto.tsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.colophon.crypto.tsp.TestToken.DATA;
import static org.colophon.crypto.tsp.TimeStampCases.BETWEEN;
import static org.colophon.crypto.tsp.TimeStampCases.ROOT;
import static org.colophon.crypto.tsp.TimeStampCases.SIGNER;
import static org.colophon.crypto.tsp.TimeStampCases.SIGNER_BELOW;
import static org.colophon.crypto.tsp.TimeStampCases.plain;
import static org.colophon.crypto.tsp.TimeStampCases.signer;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.colophon.crypto.x509.RevocationList;
import org.junit.jupiter.api.Test;

/** Time-stamps and lists that were damaged: refused with a name, whatever the damage. */
final class DamagedTimeStampTest {
  private static final byte[] NONCE = "nonce-01".getBytes(StandardCharsets.UTF_8);
  private static final List<X509Certificate> ROOTS = List.of(ROOT.x509());

  private static final byte[] PLAIN = plain().build();

  /** With a certificate between, and the root itself. */
  private static final byte[] LONG =
      TestToken.by(SIGNER_BELOW).certificates(SIGNER_BELOW, BETWEEN, ROOT).build();

  private static final byte[] RSA =
      TestToken.by(signer("rsa").key(TestKey.rsa(2_048, "rsa")).build())
          .scheme(TestScheme.PSS_SHA256)
          .build();

  @Test
  void isRightBeforeTheDamage() throws Exception {
    for (byte[] token : List.of(PLAIN, LONG, RSA)) {
      assertThat(TimeStamp.parse(token).verify(ROOTS, List.of())).isEqualTo(ROOT.x509());
    }
  }

  @Test
  void refusesATokenThatIsCutOffAnywhere() {
    for (byte[] token : List.of(PLAIN, LONG, RSA)) {
      for (int length = 0; length < token.length; length++) {
        refuses(Arrays.copyOf(token, length), "cut off at " + length);
      }
    }
  }

  @Test
  void refusesATokenWithAnyOneBitChanged() {
    for (int bit = 0; bit < 8 * PLAIN.length; bit++) {
      refuses(withBitChanged(PLAIN, bit), "bit " + bit);
    }
  }

  @Test
  void refusesATokenWithOneBitOfAnyByteChanged() {
    for (byte[] token : List.of(LONG, RSA)) {
      for (int index = 0; index < token.length; index++) {
        int bit = 8 * index + index % 8;
        refuses(withBitChanged(token, bit), "bit " + bit);
      }
    }
  }

  @Test
  void refusesAResponseWithAnyOneBitChanged() throws Exception {
    byte[] response = TimeStamp.parse(PLAIN).response();
    // The token's own bits are tried above.
    for (int bit = 0; bit < 8 * (response.length - PLAIN.length); bit++) {
      byte[] changed = withBitChanged(response, bit);
      try {
        TimeStamp.parseResponse(changed);
        fail("bit " + bit + " makes no difference");
      } catch (TimeStampException e) {
        assertThat(e.reason()).isEqualTo(TimeStampException.Reason.MALFORMED);
      }
    }
  }

  @Test
  void refusesATokenOfRandomlyChangedBytes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      byte[] changed = LONG.clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      if (!Arrays.equals(changed, LONG)) {
        refuses(changed, "seed " + seed + ", round " + round);
      }
    }
  }

  @Test
  void takesFromADamagedAnswerTheSameTimeStampOrNone() throws Exception {
    TimeStampQuery query = TimeStampQuery.of(DATA, NONCE);
    TestToken token = TestToken.by(SIGNER).nonce(NONCE);
    TimeStamp right = query.accept(Replies.granted(token.build()));
    byte[] answer = Replies.granted(token.certificates(SIGNER, ROOT).build());
    for (int bit = 0; bit < 8 * answer.length; bit += 3) {
      try {
        TimeStamp taken = query.accept(withBitChanged(answer, bit));
        boolean isUnharmed = taken.equals(right) || !verifies(taken);
        assertThat(isUnharmed).as("bit %s", bit).isTrue();
      } catch (TimeStampException e) {
        assertThat(e.reason()).isNotNull();
      }
    }
  }

  @Test
  void refusesNestingThatWouldExhaustTheStack() {
    for (int tag : new int[] {0x30, 0x31, 0xa0, 0x24}) {
      byte[] indefinite = new byte[TimeStamp.BYTES_MAX];
      for (int i = 0; i < indefinite.length; i += 2) {
        indefinite[i] = (byte) tag;
        indefinite[i + 1] = (byte) 0x80;
      }
      refuses(indefinite, "nested without lengths, tag " + tag);
      byte[] nested = {5, 0};
      while (nested.length < TimeStamp.BYTES_MAX - 4) {
        nested = TestToken.element(tag, nested);
      }
      refuses(nested, "nested, tag " + tag);
    }
  }

  @Test
  void refusesLengthsThatAreNotThere() {
    for (byte[] head :
        List.of(
            new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1},
            new byte[] {0x30, (byte) 0x88, 0x7f, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {0x30, (byte) 0xff},
            new byte[] {0x04, (byte) 0x84, 0x7f, -1, -1, -1},
            new byte[] {0x1f, -1, -1, -1, -1, -1, 0x7f, 0})) {
      refuses(head, Arrays.toString(head));
    }
  }

  @Test
  void refusesAListThatIsDamagedAnywhere() {
    byte[] list = TestCrl.of(ROOT).revoke(SIGNER.serial(), TestCrl.THIS_UPDATE).build();
    assertThat(RevocationList.parse(list).isIssuedBy(ROOT.x509())).isTrue();
    for (int length = 0; length < list.length; length++) {
      assertThat(isIssued(Arrays.copyOf(list, length))).as("cut off at %s", length).isFalse();
    }
    for (int bit = 0; bit < 8 * list.length; bit++) {
      assertThat(isIssued(withBitChanged(list, bit))).as("bit %s", bit).isFalse();
    }
  }

  private static boolean isIssued(byte[] list) {
    try {
      return RevocationList.parse(list).isIssuedBy(ROOT.x509());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] withBitChanged(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << (bit % 8));
    return changed;
  }

  private static boolean verifies(TimeStamp stamp) {
    try {
      stamp.verify(ROOTS, List.of());
      return true;
    } catch (TimeStampException e) {
      return false;
    }
  }

  /** Any other exception than the one with a name fails the test. */
  private static void refuses(byte[] token, String what) {
    try {
      TimeStamp.parse(token).verify(ROOTS, List.of());
    } catch (TimeStampException e) {
      return;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(what, e);
    }
    fail(what + ": makes no difference");
  }
}
