package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.record.RecordParser;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Under which grant something is asked, and of which of the works and parties that it names. */
@SuppressWarnings("NullAway.Init")
final class GrantOptions {
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

  @Mixin private OpeningsOption openings;

  /** Refuses a command that names no target, or two. */
  void requireOneTarget() throws Failure {
    if (work.isPresent() == party.isPresent()) {
      throw Failure.usage("either --work or --party");
    }
  }

  /** The grant's record. */
  RecordId grant() {
    return grant;
  }

  /** What is asked about. */
  ReadRequest.Target target(Session session) throws Exception {
    return work.isPresent()
        ? new ReadRequest.Target.Work(WorkId.ofHex(Target.of(work.get(), session).work()))
        : new ReadRequest.Target.Party(party.orElseThrow());
  }

  /** The grant, with what opens of it what is needed to ask about that target. */
  ReadRequest.Under under(Session session, ReadRequest.Target target, Scope.Verb verb)
      throws Exception {
    return new ReadRequest.Under(grant, verb, opened(session, target));
  }

  private List<ReadRequest.Opened> opened(Session session, ReadRequest.Target target)
      throws Exception {
    Scope scope = scope(session);
    List<Hash> commitments = new ArrayList<>(scope.works());
    commitments.addAll(scope.parties());
    List<ReadRequest.Opened> opened = openings.of(session, commitments);
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
}
