package org.colophon.client.command;

import java.util.function.UnaryOperator;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.stream.EventLines;
import org.colophon.client.stream.LineOutcome;
import org.colophon.client.stream.Tally;
import org.colophon.client.view.StreamSummary;
import org.colophon.core.content.Content;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Mixin;

/** What happens on a platform: one event, or a list of them of any length. */
abstract class EventCommand extends JsonCommand {
  /** Of the help of each of them. */
  static final String LIST =
      "With --from events are read from a list, one JSON object a line with the members that"
          + " docs/formats.md gives for the type (times in milliseconds since 1970), and perhaps"
          + " ref, your own name of the event, which stays here. A line that is refused is noted"
          + " with its reason and the others go on. When it was stopped, the same command goes on"
          + " behind the results that stand in FILE, and records nothing twice. A line that says the"
          + " same as one of the 100,000 before it is one event with it.%n";

  /** Of the help of each of them. */
  static final String RESULT =
      "A result of --from: {\"line\",\"ref\"?,\"sha256\"?,\"status\"} with work, record, index and"
          + " height, or sameAs, or reason and detail; status is REGISTERED, SAME_CONTENT or"
          + " REFUSED; sha256 is that of the event's members in canonical JSON.";

  @Mixin ListOptions list;

  /** The type of its records. */
  abstract RecordType type();

  /** In which role they are signed. */
  abstract Role role();

  /** Whether options or parameters say something of one event. */
  abstract boolean saysOne();

  /**
   * The one event that they say.
   *
   * @param committed makes its commitments, and keeps what opens them
   */
  abstract Content content(Session session, CommittedFiles committed) throws Exception;

  /** Whether what opens its commitments is kept by validators. */
  KeepOptions keeping() {
    return new KeepOptions();
  }

  @Override
  public Integer call() throws Exception {
    if (!list.isAsked()) {
      list.requireAbsent();
      return one();
    }
    if (saysOne()) {
      throw Failure.usage("--from goes without what says one event");
    }
    list.check(json);
    try (Session session = open()) {
      Tally tally = list.record(session, context(), new EventLines(type(), role()));
      StreamSummary view = new StreamSummary(tally);
      if (json) {
        print(view.json());
      } else {
        context().out().print(view.text(style()));
      }
      return tally.count(LineOutcome.Status.REFUSED) > 0 ? ExitCodes.REFUSED : ExitCodes.OK;
    }
  }

  private int one() throws Exception {
    try (Session session = open()) {
      CommittedFiles committed = new CommittedFiles(session, keeping());
      Content content = content(session, committed);
      Receipt receipt = committed.deliver(role(), "", content);
      if (json) {
        printJson(type(), receipt, UnaryOperator.identity());
      } else {
        printReceipt("recorded", receipt);
      }
      return 0;
    }
  }
}
