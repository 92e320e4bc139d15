package org.colophon.client.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.custody.PrivateRecord;
import org.colophon.client.read.Asker;
import org.colophon.client.read.OpenedNames;
import org.colophon.client.read.ReadCheck;
import org.colophon.client.view.OpenedText;
import org.colophon.client.view.Timeline;
import org.colophon.client.view.Views;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.custody.WrappedKey;
import org.colophon.core.json.Json;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.record.RecordParser;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.ReleasedKey;
import org.colophon.rpc.proto.ScopedTraceView;
import org.colophon.rpc.proto.SignedRead;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
  @Parameters(
      paramLabel = "GRANT",
      converter = Converters.RecordName.class,
      description = "Under which grant.")
  private RecordId grant;

  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  private Optional<String> work = Optional.empty();

  @Option(
      names = "--party",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "The pseudonym of a party.")
  private Optional<SubjectId> party = Optional.empty();

  @Option(
      names = "--openings",
      paramLabel = "PATH",
      description = "Files or folders of openings, beside the profile's own; repeatable.")
  private List<Path> openings = new ArrayList<>();

  @Option(
      names = "--verb",
      paramLabel = "VERB",
      description = "What is done: ${COMPLETION-CANDIDATES} (default: READ).")
  private Scope.Verb verb = Scope.Verb.READ;

  @Override
  public Integer call() throws Exception {
    if (work.isPresent() == party.isPresent()) {
      throw Failure.usage("either --work or --party");
    }
    try (Session session = open()) {
      ReadRequest.Target target =
          work.isPresent()
              ? new ReadRequest.Target.Work(WorkId.ofHex(Target.of(work.get(), session).work()))
              : new ReadRequest.Target.Party(party.orElseThrow());
      Asker asker = new Asker(session.signatory(), context().clock());
      Optional<ReadRequest.Under> under =
          Optional.of(new ReadRequest.Under(grant, verb, opened(session, target)));
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

  private List<ReadRequest.Opened> opened(Session session, ReadRequest.Target target)
      throws Exception {
    Scope scope = scope(session);
    List<Hash> commitments = new ArrayList<>(scope.works());
    commitments.addAll(scope.parties());
    List<Path> places = new ArrayList<>(openings);
    places.add(session.profile().folder().resolve("openings"));
    List<ReadRequest.Opened> opened = OpenedNames.of(commitments, places);
    if (opened.isEmpty()) {
      throw Failure.local(
          "nothing opens the grant's works and parties: ask who granted it for openings/*."
              + grant.hex()
              + ".json");
    }
    List<Hash> needed = target instanceof ReadRequest.Target.Work ? scope.works() : scope.parties();
    boolean isNamed =
        needed.isEmpty()
            || opened.stream()
                .anyMatch(
                    one -> one.text().equals(target.text()) && needed.contains(one.commitment()));
    if (!isNamed) {
      throw Failure.refused(
          Reason.EXCEEDS_SCOPE, "no opening says that the grant names " + target.text());
    }
    return opened;
  }

  private Scope scope(Session session) throws Exception {
    byte[] record =
        session
            .network()
            .receipt(grant.hex(), session.lastHeight().value())
            .getRecord()
            .toByteArray();
    if (new RecordParser(session.genesis().limits().recordBytesMax())
            .parse(record)
            .statement()
            .content()
        instanceof ScopeGrant content) {
      return content.scope();
    }
    throw Failure.refused(Reason.UNKNOWN_RECORD, "the record grants nothing");
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
                  grant));
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
