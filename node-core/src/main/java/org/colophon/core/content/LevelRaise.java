package org.colophon.core.content;

import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Level;
import org.colophon.crypto.Hash;

/**
 * Proposes that blocks are made by the rules of the next feature level. Every release takes the
 * proposal of a level that it does not know as one that does: only blocks behind the raise are made
 * by other rules.
 *
 * @param membership hash of the membership in force whose level it raises
 * @param level which one comes out
 */
public record LevelRaise(Hash membership, Level level) implements Proposal {
  static LevelRaise read(Members members) throws RefusedException {
    return new LevelRaise(
        members.hash("membership"),
        new Level((int) members.integer("level", Level.FIRST.number() + 1, Level.NUMBER_MAX)));
  }

  @Override
  public RecordType type() {
    return RecordType.LEVEL_RAISE;
  }

  @Override
  public Json.Obj members() {
    return Json.object().put("membership", membership.hex()).put("level", level.number()).build();
  }
}
