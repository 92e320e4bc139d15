package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.client.read.Asker;
import org.colophon.client.read.CheckedBundle;
import org.colophon.client.read.ExportFile;
import org.colophon.client.read.ExportedReads;
import org.colophon.client.read.ReadCheck;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Scope;
import org.colophon.core.json.Json;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.rpc.proto.LeaseView;
import org.colophon.rpc.proto.ListLeasesRequest;
import org.colophon.rpc.proto.ScopedTraceView;
import org.colophon.rpc.proto.SignedRead;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes along what lies within a grant. */
@Command(
    name = "export",
    header = "Writes what lies within a grant into a file that stands alone.",
    description = {
      "%nThe grant must have the verb EXPORT. Each record is a read of its own: counted in a lease that"
          + " stands on the chain, noted by the node before it is given out, and shown to the holder"
          + " once the case's seal has lifted. It comes with its evidence, which is verified before it"
          + " is written.",
      "%nThe file is a zip: export.json says what it holds and how many records were withheld,"
          + " records/ has the evidence of each record, grant.zip and leases/ that of the grant and of"
          + " the leases, settlements/ of those leases that are settled by then, and reads.ndjson"
          + " opens each read's row. An export that breaks off leaves no file; what was read until then stays read.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon scope export 9c1e… --work 5b1e… --openings from-the-court/ --out work.zip",
      "  unzip work.zip -d work && colophon evidence verify work/records/*.zip",
      "%nWith --json: {\"out\",\"export\":{…}}, the second as in export.json.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ScopeExportCommand extends JsonCommand {
  private static final Duration POLL = Duration.ofMillis(500);

  @Mixin private GrantOptions asking;

  @Option(names = "--out", required = true, paramLabel = "ZIP", description = "File to write.")
  private Path out;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    asking.requireOneTarget();
    if (Files.exists(out) && !force) {
      throw Failure.local(out + ": there is such a file already (use --force to replace it)");
    }
    try (Session session = open();
        ExportFile file = ExportFile.begin(out)) {
      ReadRequest.Target target = asking.target(session);
      ReadRequest.Under under = asking.under(session, target, Scope.Verb.EXPORT);
      ExportedReads reads = new ExportedReads();
      take(session, target, under, reads, file);
      file.add("grant.zip", bundle(session, asking.grant()));
      for (RecordId lease : reads.leases()) {
        file.add("leases/" + lease.hex() + ".zip", bundle(session, lease));
      }
      List<RecordId> settled = settled(session, reads);
      for (RecordId settlement : settled) {
        file.add("settlements/" + settlement.hex() + ".zip", bundle(session, settlement));
      }
      Json.Obj contents =
          reads.contents(session.genesis().chain().text(), asking.grant(), target, settled);
      file.add("reads.ndjson", reads.lines());
      file.add("export.json", Json.object().put("export", contents).build().bytes());
      file.finish();
      show(reads, contents);
      return 0;
    }
  }

  private void take(
      Session session,
      ReadRequest.Target target,
      ReadRequest.Under under,
      ExportedReads reads,
      ExportFile file)
      throws Exception {
    Asker asker = new Asker(session.signatory(), context().clock());
    String cursor = "";
    do {
      Duration waited = Duration.ZERO;
      Optional<ScopedTraceView> page = Optional.empty();
      while (page.isEmpty()) {
        SignedRead asked = asker.ask(target, Optional.of(under), cursor);
        page = given(session, asked, waited);
        if (page.isPresent()) {
          reads.add(asked, page.get(), checked(session, asked, page.get()), file);
        }
        waited = waited.plus(POLL);
      }
      cursor = page.get().getNextCursor();
    } while (!cursor.isEmpty());
  }

  /** Empty while the next record is not sealed, for then there is no evidence of it. */
  private Optional<ScopedTraceView> given(Session session, SignedRead asked, Duration waited)
      throws IOException, InterruptedException {
    try {
      return Optional.of(session.network().readInScope(asked));
    } catch (NetworkException e) {
      boolean isToCome = e.refusal().filter(why -> why.reason() == Reason.UNSEALED).isPresent();
      if (!isToCome || waited.compareTo(options.timeout()) >= 0) {
        throw e;
      }
      context().pause().pause(POLL);
      return Optional.empty();
    }
  }

  private ReadRow checked(Session session, SignedRead asked, ScopedTraceView page)
      throws Exception {
    ReadRow row = ReadCheck.given(asked, page);
    if (page.getEvidenceCount() != page.getEventsCount()) {
      throw Failure.refused(Reason.COMMITMENT_MISMATCH, "a record came without its evidence");
    }
    for (int i = 0; i < page.getEventsCount(); i++) {
      CheckedBundle.require(
          session,
          RecordId.ofHex(page.getEvents(i).getReceipt().getId()),
          page.getEvidence(i).toByteArray(),
          now());
    }
    return row;
  }

  private byte[] bundle(Session session, RecordId record) throws Exception {
    SealWait.await(session, record.hex(), true, options.timeout(), context());
    byte[] zip = session.network().evidence(record.hex(), session.lastHeight().value());
    CheckedBundle.require(session, record, zip, now());
    return zip;
  }

  private Timestamp now() {
    return new Timestamp(context().clock().millis());
  }

  private List<RecordId> settled(Session session, ExportedReads reads) throws IOException {
    List<RecordId> settled = new ArrayList<>();
    ListLeasesRequest request =
        ListLeasesRequest.newBuilder()
            .setGrant(asking.grant().hex())
            .setAtLeastHeight(session.lastHeight().value())
            .build();
    for (LeaseView lease : session.network().leases(request)) {
      if (lease.hasSettlement()
          && reads.leases().contains(RecordId.ofHex(lease.getReceipt().getId()))) {
        settled.add(RecordId.ofHex(lease.getSettlement().getId()));
      }
    }
    return settled;
  }

  private void show(ExportedReads reads, Json.Obj contents) {
    if (json) {
      print(Json.object().put("out", out.toString()).put("export", contents).build());
      return;
    }
    print(
        style().good("✓")
            + " "
            + out
            + ": "
            + Style.count(reads.records(), "record")
            + " with their evidence, verified, in "
            + Style.count(reads.reads(), "read"));
    print(
        reads.withheld() == 0
            ? style().dim("nothing was withheld")
            : style().warn(Style.count(reads.withheld(), "record") + " withheld:")
                + " outside the grant");
  }
}
