package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.colophon.client.Context;
import org.colophon.client.Main;
import org.colophon.client.net.LedgerNetwork;
import org.colophon.core.content.Right;
import org.colophon.core.report.Report;
import org.colophon.crypto.Hash;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.MakeReportRequest;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of real nodes, and the commands at them. */
final class ReportedNetworkTest {
  @TempDir private Path directory;

  private static String run(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Context context =
        new Context(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            false,
            InstantSource.system(),
            new SecureRandom(),
            Thread::sleep,
            LedgerNetwork::connect);
    int exitCode = Main.run(context, Stream.of(words).map(Object::toString).toArray(String[]::new));
    assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyNodeMakesTheSameBytesAndTheCommandsProveThem() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 1);
        LedgerClient client = network.client("creator")) {
      TestRecords records = network.records();
      Actor creator = network.actor("creator");
      Actor publisher = network.actor("publisher");
      Actor registrar = network.actor("registrar");
      network.accept(client, records.register(registrar, creator));
      network.accept(client, records.register(registrar, publisher));
      TestRecord work = records.declare(creator, records.hash("song"));
      network.accept(client, work);
      network.accept(client, records.transfer(creator, publisher, work.work(), 2_500));
      network.accept(
          client, records.grant(creator, publisher, work.work(), TestTerms.of(Right.REPRODUCTION)));
      network.awaitSealed();
      Path profile = network.directory.resolve("profiles").resolve("creator");
      Path json = directory.resolve("report.json");
      Path pdf = directory.resolve("report.pdf");
      String told =
          run(
              "report",
              "transactions",
              work.work().hex(),
              "--json",
              json,
              "--pdf",
              pdf,
              "--submit",
              "--profile",
              profile);
      assertThat(told).contains("each proven").contains("stood by the report");
      assertThat(pdf).isNotEmptyFile();
      byte[] bytes = Files.readAllBytes(json);
      Report report = Report.read(bytes);
      assertThat(report.deals().transfers()).hasSize(1);
      assertThat(report.deals().licences()).hasSize(1);
      MakeReportRequest again =
          MakeReportRequest.newBuilder()
              .setWork(work.work().hex())
              .setHeight(report.block().height().value())
              .build();
      network.awaitSealed();
      for (String node : network.nodes()) {
        assertThat(client.report(network.uri(node), again)).as(node).isEqualTo(bytes);
      }
      assertThat(run("report", "check", json, "--profile", profile))
          .contains("the same bytes come out: SHA-256 " + Hash.sha256(bytes))
          .contains("stood by " + creator.subject());
    }
  }
}
