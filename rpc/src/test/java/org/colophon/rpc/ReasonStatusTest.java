package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import org.colophon.core.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonStatusTest {
  @ParameterizedTest
  @EnumSource(Reason.class)
  void givesEachReasonAnErrorStatusAndFindsItByName(Reason reason) {
    ReasonStatus status = ReasonStatus.of(reason);
    assertThat(status.grpc()).isNotEqualTo(Status.Code.OK);
    assertThat(status.http()).isBetween(400, 599);
    assertThat(ReasonStatus.named(reason.name())).contains(reason);
  }

  @Test
  void retriesOnlyWhatMayPass() {
    assertThat(ReasonStatus.of(Reason.OVERLOADED).retry()).isTrue();
    assertThat(ReasonStatus.of(Reason.UNSEALED).retry()).isTrue();
    assertThat(ReasonStatus.of(Reason.UNAVAILABLE).retry()).isTrue();
    assertThat(ReasonStatus.of(Reason.BAD_SIGNATURE).retry()).isFalse();
    assertThat(ReasonStatus.named("NO_SUCH_REASON")).isEmpty();
  }
}
