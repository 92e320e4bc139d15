package org.colophon.core.standard;

import org.colophon.core.RefusedException;
import org.colophon.core.content.ClearText;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A short text in both languages of the standards.
 *
 * @param zh in Chinese
 * @param en in English
 */
public record Wording(String zh, String en) {
  private static final int CHARS_MAX = 512;

  static Wording read(Members members) throws RefusedException {
    Wording wording =
        new Wording(
            ClearText.check("zh", members.text("zh", CHARS_MAX)),
            ClearText.check("en", members.text("en", CHARS_MAX)));
    members.end();
    return wording;
  }

  /** As it stands in a standard. */
  public Json.Obj json() {
    return Json.object().put("zh", zh).put("en", en).build();
  }
}
