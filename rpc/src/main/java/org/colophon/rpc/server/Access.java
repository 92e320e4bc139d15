package org.colophon.rpc.server;

import static org.colophon.rpc.server.Access.Who.ANYONE;
import static org.colophon.rpc.server.Access.Who.MEMBER;
import static org.colophon.rpc.server.Access.Who.NODE;
import static org.colophon.rpc.server.Access.Who.OPERATOR;

import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.contract.Audience;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;

/**
 * Who may call what. What the chain holds is for everybody, so reading needs no certificate, but
 * for records that tell which user of a platform acquired what: those a member asks for.
 */
enum Access {
  SUBMIT(MEMBER),
  GET_RECEIPT(ANYONE),
  GET_WORK(ANYONE),
  TRACE_WORK(ANYONE),
  CHECK_TITLE(ANYONE),
  SEARCH_WORKS(ANYONE),
  GET_SUBJECT(ANYONE),
  TRACE_SUBJECT(ANYONE),
  CHECK_RIGHTS(ANYONE),
  LIST_LICENCES(ANYONE),
  GET_LICENCE(ANYONE),
  LIST_APPLICATIONS(ANYONE),
  GET_APPLICATION(ANYONE),
  LIST_OBJECTIONS(ANYONE),
  GET_OBJECTION(ANYONE),
  LIST_RECOMMENDATIONS(ANYONE),
  GET_NOTICE(ANYONE),
  LIST_CASES(ANYONE),
  GET_CASE(ANYONE),
  LIST_GRANTS(ANYONE),
  GET_GRANT(ANYONE),
  LIST_LEASES(ANYONE),
  READ_IN_SCOPE(MEMBER),
  LIST_READS(MEMBER),
  STORE_PRIVATE(MEMBER),
  FETCH_PRIVATE(MEMBER),
  BEGIN_DELIVERY(MEMBER),
  GET_DELIVERY_PROGRESS(MEMBER),
  STORE_DELIVERY_CHUNK(MEMBER),
  FETCH_DELIVERY(MEMBER),
  LIST_INFRINGEMENTS(ANYONE),
  GET_INFRINGEMENT(ANYONE),
  LIST_PRICES(ANYONE),
  GET_PRICE(ANYONE),
  GET_MEMBERSHIP(ANYONE),
  LIST_STANDARDS(ANYONE),
  GET_STANDARD(ANYONE),
  LIST_ASSESSMENTS(ANYONE),
  GET_ASSESSMENT(ANYONE),
  LIST_SUBMISSIONS(ANYONE),
  GET_SUBMISSION(ANYONE),
  GATHER(ANYONE),
  MAKE_REPORT(ANYONE),
  LOOKUP(ANYONE),
  GET_BLOCK(ANYONE),
  GET_CHECKPOINT(ANYONE),
  GET_INCLUSION_PROOF(ANYONE),
  GET_CONSISTENCY_PROOF(ANYONE),
  GET_GENESIS(ANYONE),
  GET_STATUS(ANYONE),
  GET_EXAMINATION(OPERATOR),
  GET_EVIDENCE(ANYONE),
  STREAM_RECORDS(ANYONE),
  STAMP(MEMBER),
  GET_REVOCATIONS(ANYONE),
  FETCH_SNAPSHOT(NODE);

  /** Kinds of callers. */
  enum Who {
    /** Also without a certificate. */
    ANYONE,
    /** A node or subject of an organisation on the chain. */
    MEMBER,
    /** A node of an organisation on the chain. */
    NODE,
    /** Whoever runs this node. No kind above the others: {@link Callers} tells them apart. */
    OPERATOR
  }

  private final Who who;

  Access(Who who) {
    this.who = who;
  }

  Who who() {
    return who;
  }

  /** Whether a caller may be given a record itself. */
  static boolean mayHave(RecordAt record, LedgerQuery ledger, Who caller) {
    return caller.compareTo(Who.MEMBER) >= 0
        || !Audience.isOfUsers(record.statement(), ledger::statement);
  }

  /** Refuses a caller who may not be given that record. */
  static void requireFor(RecordAt record, LedgerQuery ledger, Who caller) throws RefusedException {
    if (!mayHave(record, ledger, caller)) {
      throw new RefusedException(
          Reason.NOT_AUTHORISED,
          "record: tells of a platform's users (expected: a certificate of an organisation of this"
              + " chain)");
    }
  }

  /** Tells a caller who may not what is expected of one who may. */
  RefusedException refusal() {
    return new RefusedException(
        Reason.NOT_AUTHORISED,
        switch (who) {
          case OPERATOR ->
              "caller: (expected: a certificate by which this node's own organisation names one of"
                  + " its operators)";
          case NODE -> "caller: (expected: the certificate of a node of this chain)";
          case MEMBER, ANYONE ->
              "caller: (expected: a certificate of an organisation of this chain)";
        });
  }
}
