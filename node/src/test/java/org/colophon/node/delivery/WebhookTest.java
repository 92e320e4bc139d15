package org.colophon.node.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.colophon.config.NodeConfig;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.crypto.Hash;
import org.colophon.node.delivery.CourtSystem.Behaviour;
import org.colophon.node.delivery.WebhookQueue.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A court's system is told, however it behaves, and nobody else is. */
class WebhookTest {
  private static final Hash DELIVERY = Hash.sha256(new byte[] {1});
  private static final WebhookEvent EVENT =
      new WebhookEvent(
          ChainId.of("test", Hash.sha256()),
          new OrgId("court-north"),
          DELIVERY,
          RecordId.ofHex(Hash.sha256(new byte[] {2}).hex()),
          new SubjectId("alice"),
          77,
          new Timestamp(1_767_225_600_000L));

  @TempDir Path folder;
  private CourtSystem system;
  private Webhook webhook;
  private Timestamp now = new Timestamp(1_767_225_700_000L);

  /** How long an answer may take; the first connection of a busy machine takes its time. */
  private Duration patience = Duration.ofSeconds(30);

  @BeforeEach
  void start() throws Exception {
    system = new CourtSystem(folder);
    webhook = open(system.settings());
  }

  @AfterEach
  void stop() {
    webhook.close();
    system.close();
  }

  private Webhook open(NodeConfig.Webhook settings) throws IOException {
    return Webhook.open(settings, folder.resolve("queue"), patience, () -> now.value());
  }

  private void announce() throws Exception {
    webhook.announce(EVENT);
    webhook.tellDue();
  }

  private WebhookQueue.Item item() throws IOException {
    assertThat(webhook.items()).hasSize(1);
    return webhook.items().getFirst();
  }

  private void passes(Duration wait) throws Exception {
    now = now.plus(wait.toMillis());
    webhook.tellDue();
  }

  @Test
  void tellsWhatWasDelivered() throws Exception {
    announce();

    assertThat(system.wrong()).isEmpty();
    CourtSystem.Event event = system.events().getFirst();
    assertThat(event.id()).isEqualTo("dlv_" + EVENT.submission().hex());
    assertThat(event.timestamp()).isEqualTo(now.seconds());
    assertThat(event.payload())
        .startsWith("{\"data\":{\"chain\":\"colophon/test/")
        .contains("\"court\":\"court-north\"", "\"delivery\":\"" + DELIVERY.hex() + "\"")
        .contains("\"sender\":\"alice\"", "\"size\":77", "\"time\":1767225600000")
        .endsWith("\"timestamp\":\"2026-01-01T00:00:00Z\",\"type\":\"delivery.submitted\"}");
    assertThat(item().state()).isEqualTo(State.TOLD);
    webhook.announce(EVENT);
    passes(Duration.ofDays(9));
    assertThat(system.events()).hasSize(1);
  }

  @Test
  void triesAgainUntilItIsTaken() throws Exception {
    webhook.close();
    patience = Duration.ofSeconds(5);
    webhook = open(system.settings());
    system.next(Behaviour.FAILS, Behaviour.HANGS_UP, Behaviour.STALLS, Behaviour.REDIRECTS);
    announce();
    assertThat(item().attempts()).isEqualTo(1);
    webhook.tellDue();
    assertThat(item().attempts()).as("not before its time").isEqualTo(1);
    for (int attempt = 1; attempt <= 4; attempt++) {
      assertThat(item().state()).isEqualTo(State.WAITING);
      assertThat(item().next()).isEqualTo(now.plus(Webhook.WAITS.get(attempt - 1).toMillis()));
      passes(Webhook.WAITS.get(attempt - 1));
    }
    assertThat(item().state()).isEqualTo(State.TOLD);
    assertThat(item().attempts()).isEqualTo(5);
    assertThat(system.wrong()).isEmpty();
    assertThat(system.distinct()).hasSize(1);
    assertThat(system.events()).as("HANGS_UP saw nothing").hasSize(4);
  }

  @Test
  void whoTookItTwiceKnowsItAgain() throws Exception {
    system.next(Behaviour.TAKES_AND_HANGS_UP);
    announce();
    passes(Webhook.WAITS.getFirst());
    assertThat(system.events()).hasSize(2);
    assertThat(system.distinct()).hasSize(1);
    assertThat(system.events().get(1).payload()).isEqualTo(system.events().get(0).payload());
    assertThat(system.events().get(1).timestamp()).isEqualTo(now.seconds());
  }

  @Test
  void aRestartForgetsNothing() throws Exception {
    system.next(Behaviour.FAILS);
    announce();
    webhook.close();
    Files.write(folder.resolve("queue").resolve("dlv_0.part"), new byte[] {1});
    webhook = open(system.settings());
    assertThat(item().attempts()).isEqualTo(1);
    passes(Webhook.WAITS.getFirst());
    assertThat(system.distinct()).hasSize(1);
    webhook.close();
    webhook = open(system.settings());
    webhook.announce(EVENT);
    passes(Duration.ofDays(9));
    assertThat(system.events()).as("told before").hasSize(2);
  }

  @Test
  void aSpoiltFileKeepsNoOtherFromBeingTold() throws Exception {
    Files.write(folder.resolve("queue").resolve("dlv_0.json"), new byte[] {'{', '}'});
    announce();
    assertThat(system.events()).hasSize(1);
    assertThat(item().state()).isEqualTo(State.TOLD);
  }

  @Test
  void givesUpAfterAllAttemptsAndStaysSo() throws Exception {
    for (int i = 0; i <= Webhook.WAITS.size(); i++) {
      system.next(Behaviour.FAILS);
    }
    announce();
    for (Duration wait : Webhook.WAITS) {
      assertThat(item().state()).isEqualTo(State.WAITING);
      passes(wait);
    }
    assertThat(item().state()).isEqualTo(State.GIVEN_UP);
    assertThat(item().attempts()).isEqualTo(10);
    webhook.announce(EVENT);
    passes(Duration.ofDays(9));
    assertThat(system.events()).hasSize(10);
  }

  @Test
  void whoIsGoneIsAskedNoMore() throws Exception {
    system.next(Behaviour.IS_GONE);
    announce();
    assertThat(item().state()).isEqualTo(State.GIVEN_UP);
  }

  @Test
  void tellsNobodyWhoseCertificateItDoesNotTrust() throws Exception {
    webhook.close();
    NodeConfig.Webhook settings = system.settings();
    webhook = open(new NodeConfig.Webhook(settings.url(), settings.secret(), Optional.empty()));
    announce();
    assertThat(item().state()).isEqualTo(State.WAITING);
    webhook.close();
    // The certificate is for the address, and not for a name that leads there.
    URI byName = URI.create(settings.url().toString().replace("127.0.0.1", "localhost"));
    webhook = open(new NodeConfig.Webhook(byName, settings.secret(), settings.roots()));
    passes(Webhook.WAITS.getFirst());
    assertThat(item().attempts()).isEqualTo(2);
    assertThat(item().state()).isEqualTo(State.WAITING);
    assertThat(system.events()).isEmpty();
    assertThat(system.wrong()).isEmpty();
  }

  @Test
  void nobodyThereIsNoReasonToStop() throws Exception {
    NodeConfig.Webhook settings = system.settings();
    system.close();
    webhook.close();
    webhook = open(settings);
    announce();
    assertThat(item().attempts()).isEqualTo(1);
    assertThat(item().state()).isEqualTo(State.WAITING);
  }

  @Test
  void whileASecretIsChangedBothSign() throws Exception {
    webhook.close();
    String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
    String own = Files.readString(folder.resolve("secret"));
    system.writeSecrets(other + "\n" + own);
    webhook = open(system.settings());
    announce();
    assertThat(system.events()).hasSize(1);

    webhook.close();
    system.writeSecrets(other + "\n");
    webhook = open(system.settings());
    webhook.forgetAllBut(List.of());
    announce();
    assertThat(system.events()).hasSize(1);
    assertThat(system.wrong()).hasSize(1);
  }

  @Test
  void refusesSecretsThatAreNone() throws Exception {
    String good = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
    for (String lines :
        List.of(
            "",
            "secret",
            good.substring(6),
            "whsec_" + Base64.getEncoder().encodeToString(new byte[23]),
            "whsec_" + Base64.getEncoder().encodeToString(new byte[65]),
            good + "\n" + good + "\n" + good)) {
      system.writeSecrets(lines);
      assertThatThrownBy(() -> WebhookSecrets.read(folder.resolve("secret")))
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining(good);
    }
  }

  /** A value computed with the reference library's example. */
  @Test
  void signsAsStandardWebhooksDo() throws Exception {
    system.writeSecrets("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(
            WebhookSecrets.read(folder.resolve("secret"))
                .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void forgetsWhatIsNoMore() throws Exception {
    announce();
    webhook.forgetAllBut(List.of(DELIVERY));
    assertThat(webhook.items()).hasSize(1);
    webhook.forgetAllBut(List.of());
    assertThat(webhook.items()).isEmpty();
  }

  @Test
  void rootsThatAreNoCertificatesAreRefused() throws Exception {
    Files.writeString(folder.resolve("roots.pem"), "no certificate", StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> open(system.settings()).close()).isInstanceOf(IOException.class);
  }
}
