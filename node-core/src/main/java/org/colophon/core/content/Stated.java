package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * What an operator states of material before it reached the chain, point by point as the Online
 * Litigation Rules of the People's Courts (Fa Shi [2021] No. 12) ask in articles 17 and 18. Nobody
 * but the operator vouches for it; what is empty was not stated.
 *
 * @param platform its standing under the rules for services that keep evidence on a blockchain
 * @param cleanliness of the system that took the material
 * @param security of it
 * @param reliability of it
 * @param availability of it
 * @param standards that method and process follow
 * @param storage how the material was kept until it was recorded
 * @param notary notarisation
 * @param witness of a third party
 * @param corroboration data that bears it out
 */
public record Stated(
    Optional<String> platform,
    Optional<String> cleanliness,
    Optional<String> security,
    Optional<String> reliability,
    Optional<String> availability,
    Optional<String> standards,
    Optional<String> storage,
    Optional<String> notary,
    Optional<String> witness,
    Optional<String> corroboration) {
  /** Nothing was stated. */
  public static final Stated NOTHING =
      new Stated(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final int CHARS_MAX = 512;

  /** Takes it out of the members of a statement; absent when nothing is stated. */
  static Stated readIf(Members members, String name) throws RefusedException {
    if (!members.has(name)) {
      return NOTHING;
    }
    Members inner = members.object(name);
    Stated stated = read(inner);
    inner.end();
    if (stated.equals(NOTHING)) {
      throw members.malformed(name, "empty (expected: absent)");
    }
    return stated;
  }

  /** Takes its members, and leaves others to the caller. */
  public static Stated read(Members members) throws RefusedException {
    return new Stated(
        textIf(members, "platform"),
        textIf(members, "cleanliness"),
        textIf(members, "security"),
        textIf(members, "reliability"),
        textIf(members, "availability"),
        textIf(members, "standards"),
        textIf(members, "storage"),
        textIf(members, "notary"),
        textIf(members, "witness"),
        textIf(members, "corroboration"));
  }

  private static Optional<String> textIf(Members members, String name) throws RefusedException {
    Optional<String> text = members.textIf(name, CHARS_MAX);
    if (text.isPresent()) {
      ClearText.check(name, text.get());
    }
    return text;
  }

  /** The members; empty when nothing is stated. */
  Optional<Json> json() {
    if (equals(NOTHING)) {
      return Optional.empty();
    }
    return Optional.of(
        Json.object()
            .putText("platform", platform)
            .putText("cleanliness", cleanliness)
            .putText("security", security)
            .putText("reliability", reliability)
            .putText("availability", availability)
            .putText("standards", standards)
            .putText("storage", storage)
            .putText("notary", notary)
            .putText("witness", witness)
            .putText("corroboration", corroboration)
            .build());
  }
}
