package org.colophon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost:1", "a.b-c.example:65535", "127.0.0.1:80", "[::1]:443"})
  void readsBackWhatItWrites(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        ":1",
        "host:",
        "host:0",
        "host:65536",
        "host:01",
        "host:+1",
        "host: 1",
        "127.1:1",
        "256.0.0.1:1",
        "::1:443",
        "[::1:443",
        "[host]:1",
        "[::g]:1",
        "-a:1",
        "a_b:1",
        "a..b:1",
        "user@host:1",
        "host/x:1",
        "[fe80::1%eth0]:1"
      })
  void refusesEverythingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text));
  }
}
