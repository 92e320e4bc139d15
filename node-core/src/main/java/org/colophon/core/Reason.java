package org.colophon.core;

/**
 * Why something was refused. The names are part of the interface: clients branch on them, blocks
 * hash them, documents list them.
 */
public enum Reason {
  /** Not JSON, or not the members that its type has. */
  MALFORMED,
  /** JSON, but not the one canonical text of its value (RFC 8785). */
  NOT_CANONICAL,
  /** Over a limit of size, depth, length or number. */
  TOO_LARGE,
  /** The statement names another chain. */
  WRONG_CHAIN,
  /** A signature does not verify under the key that it is given for. */
  BAD_SIGNATURE,
  /** The type is not one that this chain's rules know. */
  UNKNOWN_TYPE,
  /** The signing key is not registered, or not yet in force. */
  UNKNOWN_KEY,
  /** The signing key was revoked, rotated away or has run out. */
  KEY_REVOKED,
  /** The signer may not sign this in that role. */
  ROLE_DENIED,
  /** The record stands already; the first receipt is the receipt. */
  DUPLICATE,
  /** The block's time is past the statement's notAfter. */
  EXPIRED,
  /** Too much stands unsealed; nothing is ordered until the validators have sealed the tip. */
  UNSEALED,
  /** Personal matter stands in clear where only a commitment may. */
  CLEAR_PERSONAL_DATA,
  /** The subject, its identity or its key is registered already. */
  DUPLICATE_IDENTITY,
  /** An ISNI or IPI number whose check digit is wrong. */
  BAD_CHECK_DIGIT,
  /** The previous draft is not one of this work, or the sequence does not follow it. */
  STALE_PREVIOUS,
  /** The previous draft has a successor already and the statement does not say that it forks. */
  FORK_UNDECLARED,
  /** The shares do not add up to 10,000 basis points. */
  BAD_SHARES,
  /** An identifier (ISBN, ISRC, ISWC, DOI …) that is not well formed. */
  BAD_IDENTIFIER,
  /** The work that the statement names does not stand on the chain. */
  UNKNOWN_WORK,
  /** The record that the statement names does not stand on the chain. */
  UNKNOWN_RECORD,
  /** The work was declared already. */
  ALREADY_DECLARED,
  /** The opened commitment does not hash to the recorded one. */
  COMMITMENT_MISMATCH,
  /** A capture without a log of what went over the network. */
  MISSING_LOG,
  /** The commitment was opened already. */
  ALREADY_REVEALED,
  /** The signer holds nothing of what the statement disposes of. */
  NOT_OWNER,
  /** More is disposed of than is held. */
  EXCEEDS_SHARE,
  /** Moral rights stay with the author and cannot be transferred. */
  MORAL_RIGHT,
  /** An objection stands against the title, and what is asked for may not be done meanwhile. */
  DISPUTED,
  /** The application, objection, case, grant or lease does not stand where that step begins. */
  BAD_TRANSITION,
  /** The subject has objected to that work on that ground before. */
  ALREADY_OBJECTED,
  /** The licensors do not hold what they license, or not enough of it for an exclusive licence. */
  BEYOND_TITLE,
  /** An exclusive licence would stand beside another licence of the same matter. */
  EXCLUSIVE_OVERLAP,
  /** The interval holds no time, is over already, or reaches too far. */
  BAD_INTERVAL,
  /** The licence does not let its licensee make that new work, or license it. */
  RECREATION_NOT_GRANTED,
  /** More is done or granted under a licence than it allows. */
  EXCEEDS_PARENT,
  /** The licence is over: run out, ended, or fallen with one above it. */
  LICENCE_ENDED,
  /** The right is pledged, and the pledgee has not signed. */
  ENCUMBERED,
  /** The notice was answered so already, or the submission was answered. */
  ALREADY_ANSWERED,
  /** The delegated grant is wider than the grant that it is delegated from. */
  EXCEEDS_SCOPE,
  /** The grant, or one above it, was revoked or has run out, or its case is closed. */
  GRANT_ENDED,
  /** More would be read than the grant, one above it, or the lease has left. */
  READS_EXHAUSTED,
  /** More would be read on one day than the grant, or one above it, allows. */
  RATE_LIMITED,
  /** The node has a lease under that grant and has not settled it. */
  LEASE_OPEN,
  /** The ciphertext is not proven to be with enough validators, or is another record's. */
  CUSTODY_NOT_PROVEN,
  /** The organisation is a member already, or the change changes nothing. */
  ALREADY_MEMBER,
  /** The organisation is no member: not yet, not any more, or never. */
  UNKNOWN_ORGANISATION,
  /** Too few validators would be left, or too low a quorum of them, or too few have agreed. */
  QUORUM_NOT_REACHED,
  /** The proposal stays open too long, or what it makes would be no well-formed membership. */
  BAD_PROPOSAL,
  /** The proposal ran out, gave way to a newer one, or rests on a membership not in force. */
  PROPOSAL_LAPSED,
  /** A step of a standard is no formula, or uses what formulas do not have. */
  BAD_FORMULA,
  /** A test that a standard brings along does not come out. */
  TEST_FAILED,
  /** What was reckoned elsewhere is not what comes out here. */
  RESULT_DIFFERS,
  /** The validators have put no such standard into force. */
  NOT_IN_FORCE,
  /** The standard is in force, or proposed and still open. */
  ALREADY_PROPOSED,
  /** The validator has voted for that proposal already. */
  ALREADY_VOTED,
  /** A change of the membership is decided and waits for its seal; no other may begin. */
  CHANGE_PENDING,
  /** A change of the membership is decided in a block of its own. */
  NOT_ALONE,
  /** The node takes no more for now; the caller may try again. */
  OVERLOADED,
  /** The disk of the node, or of the leader, is nearly full; it takes records again with room. */
  DISK_FULL,
  /**
   * Rules are in force that the node's release does not know: it takes no more, and reads go on.
   */
  LEVEL_UNKNOWN,
  /** No leader answered in time; the outcome is unknown and the same record may be sent again. */
  UNAVAILABLE,
  /** The caller did not show who it is, or may not do this. */
  NOT_AUTHORISED,
  /** What was asked for does not stand here. */
  NOT_FOUND
}
