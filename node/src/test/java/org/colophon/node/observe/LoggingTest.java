package org.colophon.node.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

final class LoggingTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("org.colophon.node.observe");

  @Test
  void aLineOfJsonHoldsMessageRequestAndErrorWhateverTheyContain() throws Exception {
    JsonEncoder encoder = Logging.json((LoggerContext) LoggerFactory.getILoggerFactory());
    byte[] line;
    try (var _ = MDC.putCloseable("request", "r-17")) {
      line =
          encoder.encode(
              new LoggingEvent(
                  LoggingTest.class.getName(),
                  LOG,
                  Level.WARN,
                  "said {}",
                  new IllegalStateException("line\nbreak"),
                  new Object[] {"\"quoted\"\n{\"level\":\"ERROR\"}\u0000"}));
    }

    String text = new String(line, UTF_8);
    assertThat(text).endsWith("\n");
    assertThat(text.indexOf('\n')).as("one line").isEqualTo(text.length() - 1);
    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("formattedMessage").asText())
        .isEqualTo("said \"quoted\"\n{\"level\":\"ERROR\"}\u0000");
    assertThat(json.path("mdc").path("request").asText()).isEqualTo("r-17");
    assertThat(json.path("throwable").path("message").asText()).isEqualTo("line\nbreak");
  }

  @Test
  void setsTheLevelsOfItsOwnLoggersOnly() throws Exception {
    Logging.setLevel(LOG.getName(), "debug");
    try {
      assertThat(LOG.getLevel()).isEqualTo(Level.DEBUG);
      assertThat(Logging.levels().text()).contains("\"org.colophon.node.observe\":\"DEBUG\"");
    } finally {
      LOG.setLevel(null);
    }
    LoggerFactory.getLogger("io.netty");

    assertThat(refused("io.netty", "TRACE")).isEqualTo(Reason.NOT_FOUND);
    assertThat(refused("ROOT", "TRACE")).isEqualTo(Reason.NOT_FOUND);
    assertThat(refused("org.colophonx", "TRACE")).isEqualTo(Reason.NOT_FOUND);
    assertThat(refused("org.colophon.not.there", "TRACE")).isEqualTo(Reason.NOT_FOUND);
    assertThat(refused("org.colophon", "ALL")).isEqualTo(Reason.MALFORMED);
  }

  private static Reason refused(String logger, String level) {
    return catchThrowableOfType(RefusedException.class, () -> Logging.setLevel(logger, level))
        .refusal()
        .reason();
  }
}
