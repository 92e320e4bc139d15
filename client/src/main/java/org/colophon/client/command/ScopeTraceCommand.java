package org.colophon.client.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.custody.PrivateRecord;
import org.colophon.client.read.Asker;
import org.colophon.client.read.ReadCheck;
import org.colophon.client.view.OpenedText;
import org.colophon.client.view.Timeline;
import org.colophon.client.view.Views;
import org.colophon.core.RecordId;
import org.colophon.core.content.Scope;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.custody.WrappedKey;
import org.colophon.core.json.Json;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.rpc.proto.ReleasedKey;
import org.colophon.rpc.proto.ScopedTraceView;
import org.colophon.rpc.proto.SignedRead;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads under a grant. */
@Command(
    name = "trace",
    header = "Traces a work or a party within a grant, acquisitions among it.",
    description = {
      "%nThe question is signed with your key, and goes on record: the node counts it in a lease that"
          + " stands on the chain and notes it before it answers, and the holder sees it once the"
          + " case's seal has lifted. Each page of 500 records is a read; of 32 with DECRYPT.",
      "%nThe works and parties of a grant are commitments. What opens them comes from whoever granted"
          + " it: copies of its openings/*.GRANT.json, given with --openings or put into your own"
          + " openings/.",
      "%nRecords of the target that lie outside the grant are withheld, and counted.",
      "%nWith --verb DECRYPT the private matter of the records is opened too, as far as it was"
          + " encrypted for the node that is asked: the node wraps its key again for your recipient"
          + " key, and what it opens is checked against what the record holds.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon scope trace 9c1e… --work 5b1e… --openings from-the-court/",
      "  colophon scope trace 9c1e… --party streamline --json",
      "  colophon scope trace 9c1e… --work 5b1e… --verb DECRYPT",
      "%nWith --json, one object a page: {\"events\":[…],\"opened\":[{\"record\",\"openings\":[…]}],"
          + "\"withheld\",\"asOfHeight\",\"row\",\"salt\",\"answer\",\"request\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ScopeTraceCommand extends JsonCommand {
  @Mixin private GrantOptions asking;

  @Option(
      names = "--verb",
      paramLabel = "VERB",
      description = "What is done: READ (default) or DECRYPT.")
  private Scope.Verb verb = Scope.Verb.READ;

  @Override
  public Integer call() throws Exception {
    asking.requireOneTarget();
    if (verb == Scope.Verb.EXPORT) {
      throw Failure.usage("records are exported into a file: colophon scope export");
    }
    try (Session session = open()) {
      ReadRequest.Target target = asking.target(session);
      Asker asker = new Asker(session.signatory(), context().clock());
      Optional<ReadRequest.Under> under = Optional.of(asking.under(session, target, verb));
      long withheld = 0;
      String cursor = "";
      do {
        SignedRead asked = asker.ask(target, under, cursor);
        ScopedTraceView page = session.network().readInScope(asked);
        ReadRow row = ReadCheck.given(asked, page);
        Map<RecordId, List<OpenedMember>> matter = opened(session, page);
        withheld += page.getWithheld();
        show(asked, page, row, matter);
        cursor = page.getNextCursor();
      } while (!cursor.isEmpty());
      if (!json) {
        print("");
        print(
            withheld == 0
                ? style().dim("nothing was withheld")
                : style().warn(Style.count(withheld, "record") + " withheld:")
                    + " outside the grant");
      }
      return 0;
    }
  }

  /** Private matter, each opening checked against the record that it is of. */
  private Map<RecordId, List<OpenedMember>> opened(Session session, ScopedTraceView page)
      throws Exception {
    Map<RecordId, List<OpenedMember>> opened = new LinkedHashMap<>();
    for (ReleasedKey released : page.getKeysList()) {
      RecordId id = RecordId.ofHex(released.getRecord());
      opened.put(
          id,
          PrivateRecord.of(session, id)
              .open(
                  released.getEnvelope().toByteArray(),
                  WrappedKey.read(released.getWrapped().toByteArray()),
                  asking.grant()));
    }
    return opened;
  }

  private static Json openedJson(Map<RecordId, List<OpenedMember>> opened) {
    return Json.array(
        opened.entrySet().stream()
            .map(one ->
                (Json)
                    Json.object()
                        .put("record", one.getKey().hex())
                        .put(
                            "openings",
                            Json.array(one.getValue().stream().map(OpenedMember::json).toList()))
                        .build())
            .toList());
  }

  private void show(
      SignedRead asked,
      ScopedTraceView page,
      ReadRow row,
      Map<RecordId, List<OpenedMember>> opened) {
    if (json) {
      print(
          Json.object()
              .put("events", Json.array(page.getEventsList().stream().map(Views::event).toList()))
              .put("opened", openedJson(opened))
              .put("withheld", page.getWithheld())
              .put("asOfHeight", page.getAsOfHeight())
              .put("row", row.json())
              .put("salt", page.getSalt())
              .put("answer", page.getAnswer().toStringUtf8())
              .put("request", asked.getRequest().toStringUtf8())
              .build());
      return;
    }
    context().out().print(new Timeline(style()).events(page.getEventsList()));
    opened.forEach((record, members) -> {
      print("");
      print(style().good("✓") + " opened of record " + record.hex());
      context().out().print(new OpenedText(style()).members(members));
    });
    if (verb == Scope.Verb.DECRYPT && opened.isEmpty()) {
      print(style().dim("nothing here was encrypted for this node, or nothing of it is kept"));
    }
    print("");
    print(
        style()
            .dim(
                "read at block "
                    + page.getAsOfHeight()
                    + "; on record as read "
                    + row.number()
                    + " of lease "
                    + row.lease().hex()));
  }
}
