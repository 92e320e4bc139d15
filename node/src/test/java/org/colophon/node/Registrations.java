package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecords;

/** Puts keys in force on a running network. */
final class Registrations {
  private Registrations() {}

  /** The registrar of the network registers a profile's key. */
  static Actor register(TestNetwork network, LedgerClient client, String profile) throws Exception {
    Actor subject = network.actor(profile);
    register(network, client, subject);
    return subject;
  }

  /** The registrar of the network registers a subject. */
  static void register(TestNetwork network, LedgerClient client, Actor subject) throws Exception {
    TestRecords records =
        TestRecords.on(network.genesis().chain(), "registration of " + subject.subject());
    byte[] record = records.register(network.actor("registrar"), subject).bytes();
    Outcome outcome = client.submit(List.of(record)).getFirst();
    assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
  }
}
