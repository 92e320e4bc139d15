package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * That a content was shown to the public somewhere.
 *
 * @param channel where, in the platform's own words; one of channel and address at least
 * @param url where, by its address
 * @param sha256 SHA-256 of the content as it was shown
 * @param at when, by the signer's word
 */
public record Showing(Optional<String> channel, Optional<String> url, Hash sha256, Timestamp at) {
  private static final int CHANNEL_CHARS_MAX = 128;

  /** Takes its members, and leaves others to the caller. */
  public static Showing read(Members members) throws RefusedException {
    if (!members.has("channel") && !members.has("url")) {
      throw members.malformed("channel", "missing (expected: a channel, a url or both)");
    }
    return new Showing(
        members.has("channel")
            ? Optional.of(ClearText.check("channel", members.text("channel", CHANNEL_CHARS_MAX)))
            : Optional.empty(),
        members.has("url") ? Optional.of(WebAddress.read(members, "url")) : Optional.empty(),
        members.hash("sha256"),
        new Timestamp(members.integer("at", 0, Json.INTEGER_MAX)));
  }

  /** Where it was shown: the address when there is one. */
  public String place() {
    return url.or(() -> channel).orElseThrow();
  }

  /** Its members, for an object that has more. */
  ObjBuilder builder() {
    return Json.object()
        .putText("channel", channel)
        .putText("url", url)
        .put("sha256", sha256.hex())
        .put("at", at.value());
  }
}
