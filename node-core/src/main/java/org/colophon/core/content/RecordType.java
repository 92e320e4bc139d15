package org.colophon.core.content;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.colophon.core.membership.Level;

/** The record types, each known from some feature level on. */
public enum RecordType {
  /** A key is registered for a pseudonym. */
  SUBJECT_REGISTER("subject.register"),
  /** A key takes over from another. */
  KEY_ROTATE("key.rotate"),
  /** A key ends. */
  KEY_REVOKE("key.revoke"),
  /** A draft of a work in the making. */
  DRAFT_ADD("draft.add"),
  /** A work is declared. */
  WORK_DECLARE("work.declare"),
  /** A content commitment is opened. */
  WORK_REVEAL("work.reveal"),
  /** Material is deposited by its commitment. */
  EVIDENCE_DEPOSIT("evidence.deposit"),
  /** A tool took down what stood at an address. */
  EVIDENCE_CAPTURE("evidence.capture"),
  /** Material is added to an earlier record. */
  SUPPLEMENT("supplement"),
  /** A holder asks an IP office to confirm a work. */
  APPLICATION_FILE("application.file"),
  /** An IP office decides on an application. */
  APPLICATION_DECIDE("application.decide"),
  /** A subject objects to the title in a work. */
  OBJECTION_RAISE("objection.raise"),
  /** An objection is decided or withdrawn. */
  OBJECTION_RESOLVE("objection.resolve"),
  /** What a record says is put right beside it. */
  CORRECTION("correction"),
  /** Many items are given a time by one root. */
  BATCH_TIMESTAMP("batch.timestamp"),
  /** A work was made public. */
  PUBLICATION("publication"),
  /** A content was put before the public. */
  RECOMMENDATION("recommendation"),
  /** Users of a platform acquired a work. */
  ACCESS("access"),
  /** A holder of rights gives a platform notice that they are infringed there. */
  NOTICE_SEND("notice.send"),
  /** A platform answers that nothing is infringed. */
  NOTICE_COUNTER("notice.counter"),
  /** A platform has acted on a notice. */
  TAKEDOWN("takedown"),
  /** Somebody alleges that rights in a work were infringed. */
  INFRINGEMENT_ALLEGE("infringement.allege"),
  /** A court finds whether they were. */
  INFRINGEMENT_FIND("infringement.find"),
  /** An appraiser says what something comparable was worth. */
  PRICE_REFERENCE("price.reference"),
  /** Material goes to a court. */
  COURT_SUBMIT("court.submit"),
  /** A court says whether it takes it. */
  COURT_RECEIVE("court.receive"),
  /** Somebody stands by a report that was made from the chain. */
  REPORT("report"),
  /** Economic rights pass from an owner to an acquirer. */
  TRANSFER("transfer"),
  /** The holders of rights license them. */
  LICENCE_GRANT("licence.grant"),
  /** A licensee licenses on what it may do. */
  LICENCE_SUB("licence.sub"),
  /** A licence ends before its time. */
  LICENCE_TERMINATE("licence.terminate"),
  /** A work was made out of another under a licence. */
  WORK_DERIVE("work.derive"),
  /** A holder pledges its shares in rights. */
  RIGHT_ENCUMBER("right.encumber"),
  /** The holder of a right gives it up. */
  RIGHT_WAIVE("right.waive"),
  /** A court or procuratorate opens a case. */
  CASE_OPEN("case.open"),
  /** A case is over, and its seal gets an end. */
  CASE_OUTCOME("case.outcome"),
  /** Somebody may read within a case. */
  SCOPE_GRANT("scope.grant"),
  /** A grant ends before its time. */
  SCOPE_REVOKE("scope.revoke"),
  /** A node takes reads of a grant before it gives anything out. */
  READ_LEASE("read.lease"),
  /** A node tells how many reads of its lease were used. */
  READ_SETTLE("read.settle"),
  /** The private matter of a record is destroyed. */
  KEY_ERASE("key.erase"),
  /** An organisation is to come in. */
  ORG_ADMIT("org.admit"),
  /** An organisation is to go. */
  ORG_SUSPEND("org.suspend"),
  /** Blocks are to be made by the rules of the next feature level. */
  LEVEL_RAISE("level.raise"),
  /** A validator agrees to a proposal. */
  ORG_VOTE("org.vote"),
  /** A standard of damages is proposed. */
  STANDARD_PROPOSE("standard.propose"),
  /** A validator agrees to a proposed standard. */
  STANDARD_VOTE("standard.vote"),
  /** A standard comes into force. */
  STANDARD_ACTIVATE("standard.activate"),
  /** What an infringement comes to by a standard. */
  ASSESSMENT("assessment"),
  /** A validator's clock and the time of a block cannot both be right. */
  TIME_DISPUTE("time.dispute", new Level(2));

  private static final Map<String, RecordType> BY_LABEL =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(RecordType::label, Function.identity()));

  private final String label;
  private final int since;

  RecordType(String label) {
    this(label, Level.FIRST);
  }

  RecordType(String label, Level since) {
    this.label = label;
    this.since = since.number();
  }

  /** As written in a statement. */
  public String label() {
    return label;
  }

  /** Whether the rules of that level know it; else it is refused as a label of no type is. */
  public boolean isKnownAt(Level level) {
    return since <= level.number();
  }

  /** The type of that label, when there is one. */
  public static Optional<RecordType> ofLabel(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }
}
