package org.colophon.core.content;

import org.colophon.core.RefusedException;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/** What an infringement comes to by a standard: reckoned by somebody, or confirmed by another. */
public sealed interface Assessment extends Content permits AssessmentMade, AssessmentConfirmed {
  /** SHA-256 of the reckoning's bytes. */
  Hash result();

  @Override
  default RecordType type() {
    return RecordType.ASSESSMENT;
  }

  /** Takes either form. */
  static Assessment read(Members members) throws RefusedException {
    return members.has("confirms")
        ? AssessmentConfirmed.read(members)
        : AssessmentMade.read(members);
  }
}
