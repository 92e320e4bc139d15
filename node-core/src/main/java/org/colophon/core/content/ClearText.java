package org.colophon.core.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;

/**
 * Finds personal matter in text that stands in clear on every node for ever. It knows what can be
 * told with certainty (resident identity numbers by their check digit, mail addresses, mobile
 * numbers); it cannot know a name, so members for names are commitments.
 */
public final class ClearText {
  private static final Pattern IDENTITY_NUMBER =
      Pattern.compile("(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])");
  private static final Pattern MAIL_ADDRESS =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,4}");
  private static final Pattern MOBILE_NUMBER =
      Pattern.compile("(?<![0-9])(\\+?86[ -]?)?1[3-9][0-9]([ -]?[0-9]{4}){2}(?![0-9])");

  /** Fewer digits than a mobile number has are no number of a person. */
  private static final int DIGITS_MIN = 11;

  private ClearText() {}

  /** Returns {@code text}, or refuses it under the member's name. */
  public static String check(String member, String text) throws RefusedException {
    if (text.indexOf('@') >= 0 && MAIL_ADDRESS.matcher(text).find()) {
      throw refused(member, "a mail address");
    }
    if (digits(text) >= DIGITS_MIN) {
      checkNumbers(member, text);
    }
    return text;
  }

  private static long digits(String text) {
    long digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += text.charAt(i) >= '0' && text.charAt(i) <= '9' ? 1 : 0;
    }
    return digits;
  }

  private static void checkNumbers(String member, String text) throws RefusedException {
    Matcher identity = IDENTITY_NUMBER.matcher(text);
    while (identity.find()) {
      if (CheckDigits.isResidentIdentityNumber(identity.group())) {
        throw refused(member, "a resident identity number");
      }
    }
    if (MOBILE_NUMBER.matcher(text).find()) {
      throw refused(member, "a mobile number");
    }
  }

  private static RefusedException refused(String member, String what) {
    return new RefusedException(
        Reason.CLEAR_PERSONAL_DATA, member + ": seems to hold " + what + " in clear");
  }
}
