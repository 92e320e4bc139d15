package org.colophon.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.colophon.client.net.Network;
import org.colophon.client.read.Asker;
import org.colophon.client.submit.Signatory;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.Right;
import org.colophon.core.content.Scope;
import org.colophon.core.reading.ReadRequest;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestTerms;

/** What somebody may do with a work, and what somebody may read under a grant. */
final class Permissions {
  private static final int WORKS = 64;
  private static final String LICENSEE = "publisher";

  private final Stage stage;
  private final Reading reading;

  Permissions(Stage stage, Reading reading) {
    this.stage = stage;
    this.reading = reading;
  }

  private TestRecords records() throws IOException {
    return TestRecords.on(stage.cluster().genesis().chain(), "bench " + System.nanoTime());
  }

  private static RecordId accept(Network network, TestRecord record) throws IOException {
    Stage.accepted(network, List.of(record.bytes()));
    return record.id();
  }

  /** What a licensee may do today, right by right, with the records behind it. */
  void licenceCheck(String when) throws Exception {
    TestRecords records = records();
    Actor creator = stage.cluster().actor("creator");
    Actor licensee = stage.cluster().actor(LICENSEE);
    List<Works.Made> works = stage.known().subList(0, WORKS);
    try (Network network = stage.cluster().connect(stage.cluster().leader())) {
      for (Works.Made made : works) {
        accept(
            network,
            records.grant(
                creator, licensee, WorkId.ofHex(made.id()), TestTerms.of(Right.REPRODUCTION)));
      }
      reading.read(
          "licence-check" + when,
          () ->
              (int)
                  network
                      .rights(
                          CheckRightsRequest.newBuilder()
                              .setWork(Reading.any(works).id())
                              .setSubject(LICENSEE)
                              .build())
                      .getAnswersList()
                      .stream()
                      .filter(answer -> answer.getGranted())
                      .count());
    }
  }

  /** Signed questions under a grant: each is leased, and on the disk before it is answered. */
  void scopeTrace(String when) throws Exception {
    TestRecords records = records();
    Actor court = stage.cluster().actor("court-1");
    Actor reader = stage.cluster().actor("creator");
    List<Works.Made> works = stage.known().subList(0, WORKS);
    Hash salt = records.hash("salt");
    Timestamp now = new Timestamp(System.currentTimeMillis());
    Scope scope =
        new Scope(
            works.stream().map(made -> commitment(court, salt, made.id())).toList(),
            List.of(),
            Optional.empty(),
            Scope.ReaderClass.CASE,
            new Timestamp(0),
            TestTerms.YEAR_2100,
            EnumSet.of(Scope.Verb.READ),
            now.plus(Duration.ofDays(1).toMillis()),
            1_000_000,
            1_000_000,
            0,
            false);
    try (Network network = stage.cluster().connect(stage.cluster().leader())) {
      RecordId opened = accept(network, records.cases().open(court));
      RecordId grant =
          accept(network, records.cases().grant(opened, reader.subject(), scope, court));
      Asker asker =
          new Asker(
              new Signatory(
                  stage.cluster().genesis(),
                  reader.subject(),
                  reader.key(),
                  InstantSource.system(),
                  new SecureRandom()),
              InstantSource.system());
      reading.read(
          "scope-trace" + when,
          () -> {
            String work = Reading.any(works).id();
            return network
                .readInScope(
                    asker.ask(
                        new ReadRequest.Target.Work(WorkId.ofHex(work)),
                        Optional.of(
                            new ReadRequest.Under(
                                grant,
                                Scope.Verb.READ,
                                List.of(new ReadRequest.Opened(court.subject(), salt, work)))),
                        ""))
                .getEventsCount();
          });
    }
  }

  private static Hash commitment(Actor by, Hash salt, String text) {
    return ContentCommitment.of(
        salt, by.subject(), Hash.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }
}
