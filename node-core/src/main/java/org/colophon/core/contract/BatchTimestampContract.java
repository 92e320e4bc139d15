package org.colophon.core.contract;

import org.colophon.core.RefusedException;
import org.colophon.core.content.BatchTimestamp;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;

/** A platform or a notary gives many items a time. The root claims nothing of what they are. */
final class BatchTimestampContract implements Contract<BatchTimestamp> {
  @Override
  public void apply(BatchTimestamp content, Statement statement, World world)
      throws RefusedException {
    SignerRules.single(statement, world, Role.PLATFORM, Role.NOTARY);
  }
}
