package org.colophon.core.content;

import java.util.regex.Pattern;

/** The form of a media type (RFC 6838, 4.2), without parameters. */
final class MediaTypes {
  private static final Pattern FORM =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}");

  private MediaTypes() {}

  static String check(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a media type in lower case");
    }
    return text;
  }
}
