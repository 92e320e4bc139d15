package org.colophon.core.delivery;

import java.util.regex.Pattern;
import org.colophon.core.RefusedException;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A file of a delivery.
 *
 * @param name without folders; safe to create in an empty one
 * @param kind what it is to the court
 * @param content digest, length and media type
 */
public record DeliveredFile(String name, Kind kind, ContentDigest content) {
  private static final int NAME_CHARS_MAX = 80;

  /** Letters of any script, and nothing that a file system or a terminal takes for something. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}_(][\\p{L}\\p{M}\\p{N} ._+,()-]*(?<![ .])");

  /** What a file is to the court. */
  public enum Kind {
    /** A bundle of evidence, which verifies offline. */
    BUNDLE,
    /** Anything else: a report, a film, a letter. */
    MATERIAL
  }

  static DeliveredFile read(Members members) throws RefusedException {
    return new DeliveredFile(
        members.parsed("name", NAME_CHARS_MAX, DeliveredFile::checkName),
        members.oneOf("kind", Kind.class),
        ContentDigest.read(members));
  }

  /**
   * A name that a delivery takes.
   *
   * @throws IllegalArgumentException for any other
   */
  public static String checkName(String name) {
    if (name.length() > NAME_CHARS_MAX || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "(expected: a file name of at most "
              + NAME_CHARS_MAX
              + " letters, digits and \" ._+,()-\", with no dot first)");
    }
    return name;
  }

  /** As it stands in a manifest. */
  public Json.Obj json() {
    return content.builder().put("name", name).put("kind", kind.name()).build();
  }
}
