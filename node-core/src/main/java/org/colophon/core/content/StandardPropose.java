package org.colophon.core.content;

import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;

/**
 * A validator proposes a standard by which damages are reckoned, and has run its tests.
 *
 * @param standard the whole document
 * @param results SHA-256 over what the tests came to
 */
public record StandardPropose(Standard standard, Hash results) implements Content {
  static StandardPropose read(Members members) throws RefusedException {
    return new StandardPropose(Standard.read(members.object("standard")), members.hash("results"));
  }

  @Override
  public RecordType type() {
    return RecordType.STANDARD_PROPOSE;
  }

  @Override
  public Json.Obj members() {
    return Json.object().put("standard", standard.json()).put("results", results.hex()).build();
  }
}
