package org.colophon.core.content;

import java.util.regex.Pattern;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A name that the work has in another registry, in that registry's form without separators.
 *
 * @param scheme which registry
 * @param value checked by its form and check digit
 */
public record Identifier(Scheme scheme, String value) {
  private static final Pattern ISRC = Pattern.compile("[A-Z]{2}[A-Z0-9]{3}[0-9]{7}");
  private static final Pattern DOI = Pattern.compile("10\\.[0-9]{4,9}/[!-~]{1,200}");
  private static final Pattern ISCC = Pattern.compile("ISCC:[A-Z2-7]{10,120}");

  /** The registries. */
  public enum Scheme {
    /** Books, ISO 2108, 13 digits. */
    ISBN,
    /** Serials, ISO 3297, 8 characters. */
    ISSN,
    /** Recordings, ISO 3901, 12 characters. */
    ISRC,
    /** Musical works, ISO 15707, 11 characters. */
    ISWC,
    /** Digital objects, ISO 26324. */
    DOI
  }

  /** Takes its members and checks form and check digit. */
  public static Identifier read(Members members) throws RefusedException {
    Identifier identifier =
        new Identifier(members.oneOf("scheme", Scheme.class), members.text("value", 256));
    if (!identifier.isWellFormed()) {
      throw new RefusedException(
          Reason.BAD_IDENTIFIER, "identifiers: not a well-formed " + identifier.scheme);
    }
    return identifier;
  }

  static String checkIscc(String text) {
    if (!ISCC.matcher(text).matches()) {
      throw new IllegalArgumentException("not an ISCC in its canonical form");
    }
    return text;
  }

  private boolean isWellFormed() {
    return switch (scheme) {
      case ISBN -> CheckDigits.isIsbn13(value);
      case ISSN -> CheckDigits.isIssn(value);
      case ISRC -> ISRC.matcher(value).matches();
      case ISWC -> CheckDigits.isIswc(value);
      case DOI -> DOI.matcher(value).matches();
    };
  }

  Json json() {
    return Json.object().put("scheme", scheme.name()).put("value", value).build();
  }
}
