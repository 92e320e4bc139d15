package org.colophon.core.evidence.receipt;

/** What must hold of a receipt, in the order in which it is checked. */
public enum ReceiptCheck {
  /** The bytes are a COSE_Sign1 with an inclusion proof, in the one form that there is. */
  FORM,
  /** The record is canonical, of this chain, and its signatures are right. */
  RECORD,
  /** Each change of the membership is proven by a quorum of the one before, from the genesis on. */
  MEMBERSHIP,
  /** The note is on this chain and cosigned by a quorum of the validators of its time. */
  COSIGNATURES,
  /** The proof leads from the record to the root of the note, in a tree of the note's size. */
  INCLUSION,
  /** The certificate's key signed that root and the claims. */
  SIGNATURE,
  /**
   * The certificate is a node's of the organisation that the claims name, for documents, in the
   * newest membership.
   */
  ISSUER,
  /** The claims name the record. */
  SUBJECT
}
