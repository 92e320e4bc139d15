package org.colophon.core.reading;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.core.content.Scope.ReaderClass;
import org.colophon.core.contract.Audience;
import org.colophon.core.contract.Title;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.GrantView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.crypto.Hash;

/**
 * Somebody who has shown who it is and that a grant allows what it asks: nothing is given out but
 * through this.
 *
 * @param request what it asked
 * @param grant the grant as it stood then
 * @param works those that it opened of the grant's works
 * @param parties those that it opened of the grant's parties
 */
public record Reader(ReadRequest request, GrantView grant, Set<String> works, Set<String> parties) {
  /**
   * Checks that a grant allows what was asked.
   *
   * @param now the node's clock
   */
  public static Reader allowed(LedgerQuery ledger, ReadRequest request, Timestamp now)
      throws RefusedException {
    ReadRequest.Under under =
        request
            .under()
            .orElseThrow(() -> new RefusedException(Reason.MALFORMED, "grant: not named"));
    GrantView grant =
        GrantView.of(ledger, under.grant(), AsOf.now(ledger, now))
            .orElseThrow(
                () -> new RefusedException(Reason.UNKNOWN_RECORD, "grant: not on this chain"));
    if (!grant.line().grant().content().grantee().equals(request.subject())) {
      throw new RefusedException(Reason.NOT_AUTHORISED, "grant: granted to another subject");
    }
    if (!grant.isEffective()) {
      throw new RefusedException(
          Reason.GRANT_ENDED,
          "grant: "
              + grant.ended().orElseThrow().cause()
              + " at "
              + grant.ended().orElseThrow().since());
    }
    Scope scope = grant.line().scope();
    if (!scope.verbs().contains(under.verb())) {
      throw new RefusedException(Reason.NOT_AUTHORISED, "verb: " + under.verb() + " not granted");
    }
    Reader reader =
        new Reader(request, grant, opened(under, scope.works()), opened(under, scope.parties()));
    boolean isWithin =
        switch (request.target()) {
          case ReadRequest.Target.Work(var work) ->
              scope.works().isEmpty() || reader.works.contains(work.hex());
          case ReadRequest.Target.Party(var party) ->
              scope.parties().isEmpty() || reader.parties.contains(party.text());
        };
    if (!isWithin) {
      throw new RefusedException(
          Reason.EXCEEDS_SCOPE, "target: not opened as one that the grant names");
    }
    return reader;
  }

  /** Whether somebody may ask who read of a work: it has a share in it. */
  public static void requireHolder(LedgerQuery ledger, SubjectId subject, WorkId work)
      throws RefusedException {
    boolean holds =
        ledger
            .state(Title.stateKey(work), Title::read)
            .filter(t -> t.isHeldBy(subject))
            .isPresent();
    if (!holds) {
      throw new RefusedException(Reason.NOT_OWNER, "work: the subject holds no share in it");
    }
  }

  private static Set<String> opened(ReadRequest.Under under, List<Hash> named) {
    Set<String> texts = new HashSet<>();
    for (ReadRequest.Opened opened : under.openings()) {
      if (named.contains(opened.commitment())) {
        texts.add(opened.text());
      }
    }
    return texts;
  }

  /** Whether a record lies within the grant. */
  boolean mayRead(LedgerQuery ledger, RecordAt record) {
    Scope scope = grant.line().scope();
    RecordType type = record.statement().content().type();
    Timestamp time = record.header().time();
    return scope.types().map(types -> types.contains(type)).orElse(true)
        && readersOf(ledger, record)
            .map(needed -> needed.compareTo(scope.readers()) <= 0)
            .orElse(true)
        && scope.recordsFrom().compareTo(time) <= 0
        && time.compareTo(scope.recordsUntil()) < 0
        && isOfWork(ledger, record, scope)
        && isOfParty(ledger, record, scope);
  }

  private boolean isOfWork(LedgerQuery ledger, RecordAt record, Scope scope) {
    return scope.works().isEmpty()
        || works.stream()
            .map(WorkId::ofHex)
            .anyMatch(work ->
                isUnder(ledger, Link.work(work), record)
                    || isUnder(ledger, Link.access(work), record));
  }

  private boolean isOfParty(LedgerQuery ledger, RecordAt record, Scope scope) {
    return scope.parties().isEmpty()
        || parties.stream()
            .map(SubjectId::new)
            .anyMatch(party ->
                isUnder(ledger, Link.subject(party), record)
                    || isUnder(ledger, Link.access(party), record));
  }

  private static Optional<ReaderClass> readersOf(LedgerQuery ledger, RecordAt record) {
    return Audience.of(record.statement(), ledger::statement);
  }

  private static boolean isUnder(LedgerQuery ledger, Link link, RecordAt record) {
    List<LeafIndex> next = ledger.reader().linked(link, record.index(), 1);
    return !next.isEmpty() && next.getFirst().equals(record.index());
  }
}
