package org.colophon.core.record;

import org.colophon.core.Refusal;

/** What came of checking a record by itself. */
public sealed interface Checked {
  /**
   * Form, chain and signatures hold.
   *
   * @param record the record
   */
  record Verified(VerifiedRecord record) implements Checked {}

  /**
   * They do not.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements Checked {}
}
