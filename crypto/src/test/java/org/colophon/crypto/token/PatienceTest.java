package org.colophon.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device that hangs is told from one that refuses, and nobody hangs with it. */
@Timeout(60)
final class PatienceTest {
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @AfterEach
  void releases() {
    released.countDown();
  }

  /** Like a call into a module: interrupts do not end it. */
  private String hang() {
    boolean interrupted = false;
    while (true) {
      try {
        released.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    ended.countDown();
    return interrupted ? "interrupted" : "late";
  }

  private static Patience ofMillis(long limit) {
    return new Patience("pkcs11:token=t", Duration.ofMillis(limit));
  }

  @Test
  void handsOnAnswersRefusalsAndDefects() throws Exception {
    Patience patience = ofMillis(20_000);
    assertThat(patience.answer(() -> "signed")).isEqualTo("signed");
    TokenException refusal = new TokenException("C_Sign: CKR_DEVICE_REMOVED", 0x32);
    assertThatThrownBy(() ->
            patience.answer(() -> {
              throw refusal;
            }))
        .isSameAs(refusal);
    assertThatIllegalStateException()
        .isThrownBy(() ->
            patience.answer(() -> {
              throw new IllegalArgumentException("a mistake");
            }))
        .withMessage("pkcs11:token=t: a defect")
        .withRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoeverAsksATokenThatHangsIsToldSoUntilItAnswersAgain() throws Exception {
    Patience patience = ofMillis(50);
    assertThatThrownBy(() -> patience.answer(this::hang))
        .isInstanceOf(TokenException.class)
        .hasMessage("pkcs11:token=t: no answer within 50 ms");
    AtomicInteger asked = new AtomicInteger();
    for (int i = 0; i < 16; i++) {
      assertThatThrownBy(() -> patience.answer(asked::incrementAndGet))
          .hasMessage("pkcs11:token=t: no answer within 50 ms");
    }
    assertThatThrownBy(() -> patience.answer(asked::incrementAndGet))
        .isInstanceOf(TokenException.class)
        .hasMessage("pkcs11:token=t: does not answer, and 16 wait for it");
    released.countDown();
    ended.await();
    while (true) {
      try {
        assertThat(patience.answer(() -> "again")).isEqualTo("again");
        break;
      } catch (TokenException e) {
        assertThat(e).hasMessageContaining("pkcs11:token=t: ");
      }
    }
    // Nobody waits for those answers any more: they were not asked for.
    assertThat(asked).hasValue(0);
  }

  @Test
  void whoeverIsInterruptedGoesOnAtOnce() {
    Patience patience = ofMillis(50_000);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> patience.answer(this::hang))
        .isInstanceOf(TokenException.class)
        .hasMessage("pkcs11:token=t: interrupted before it answered");
    assertThat(Thread.interrupted()).isTrue();
  }
}
