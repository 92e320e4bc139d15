package org.colophon.client.command;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.client.read.Asker;
import org.colophon.client.read.ReadCheck;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.reading.ReadEntry;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;
import org.colophon.rpc.proto.ListReadsResponse;
import org.colophon.rpc.proto.ReadView;
import org.colophon.rpc.proto.SignedRead;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Who read. */
@Command(
    name = "reads",
    header = "Tells a holder who read of its work under which grant, once the case is not sealed.",
    description = {
      "%nEach node of the profile is asked for the reads that it gave out. Each read is checked: the"
          + " reader's own signature on the question, what was given out, and the row's place under"
          + " the root that the node put on the chain.",
      "%nReads in cases that are still sealed are not shown; nor are those of leases that are not"
          + " settled yet.%n"
    },
    footer = {
      "%nExample:",
      "  colophon work reads song.mp3",
      "%nWith --json, one object a read: {\"node\",\"row\",\"request\",\"answer\",\"settled\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class WorkReadsCommand extends JsonCommand {
  @Parameters(paramLabel = "WORK|FILE", description = "The work's 64 hex digits, or a file.")
  private String word;

  private long found;

  @Override
  public Integer call() throws Exception {
    int exit = ExitCodes.OK;
    try (Session session = open()) {
      WorkId work = WorkId.ofHex(Target.of(word, session).work());
      for (URI node : session.profile().nodes()) {
        try {
          showAll(session, node, work);
        } catch (NetworkException e) {
          if (!e.isPassing()) {
            throw e;
          }
          exit = ExitCodes.NETWORK;
          remark(Style.plain(node + ": not asked: " + e.getMessage()));
        }
      }
    }
    if (!json) {
      print(style().dim(Style.count(found, "read")));
    }
    return exit;
  }

  private void showAll(Session session, URI node, WorkId work) throws Exception {
    Asker asker = new Asker(session.signatory(), context().clock());
    String cursor = "";
    do {
      SignedRead asked = asker.ask(new ReadRequest.Target.Work(work), Optional.empty(), cursor);
      ListReadsResponse page = session.network().reads(node, asked);
      for (ReadView view : page.getReadsList()) {
        show(node, view, ReadCheck.settled(view, settlement(session, view.getSettled())));
      }
      cursor = page.getNextCursor();
    } while (!cursor.isEmpty());
  }

  private static Statement settlement(Session session, String id)
      throws NetworkException, RefusedException, Failure, IOException {
    byte[] record =
        session.network().receipt(id, session.lastHeight().value()).getRecord().toByteArray();
    return new RecordParser(session.genesis().limits().recordBytesMax()).parse(record).statement();
  }

  private void show(URI node, ReadView view, ReadRow row) throws RefusedException {
    found++;
    if (json) {
      print(
          Json.object()
              .put("node", node.toString())
              .put("row", row.json())
              .put("request", view.getRequest().toStringUtf8())
              .put("answer", view.getAnswer().toStringUtf8())
              .put("settled", view.getSettled())
              .build());
      return;
    }
    byte[] answer = view.getAnswer().toByteArray();
    print(
        style().good("✓")
            + " "
            + Style.time(row.time().value())
            + "  "
            + style().bold(Style.plain(row.reader().text()))
            + "  "
            + Style.plain(row.verb().name())
            + ", "
            + Style.count(ReadEntry.records(answer).size(), "record")
            + ReadEntry.opened(answer)
                .map(opened -> ", " + opened.size() + " to be opened")
                .orElse("")
            + style()
                .dim(
                    "  grant "
                        + Style.brief(row.grant().hex())
                        + ", settled by "
                        + Style.brief(view.getSettled())));
  }
}
