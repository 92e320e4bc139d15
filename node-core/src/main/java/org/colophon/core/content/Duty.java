package org.colophon.core.content;

/** What a licensee owes for what it may do, as far as it has a common name. */
public enum Duty {
  /** Names the author wherever the work is used. */
  ATTRIBUTE,
  /** Pays what the fee commitment opens to. */
  COMPENSATE,
  /** Tells the licensor of each use. */
  INFORM,
  /** Asks the licensor before each use. */
  OBTAIN_CONSENT,
  /** Destroys its copies when the licence is over. */
  DELETE
}
