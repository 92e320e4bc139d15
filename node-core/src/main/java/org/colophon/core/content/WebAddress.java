package org.colophon.core.content;

import java.util.List;
import java.util.regex.Pattern;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Members;

/** The form of an address in clear: http or https, without a user's name and without a fragment. */
final class WebAddress {
  private static final int CHARS_MAX = 2048;

  /** Most addresses that one statement names. */
  private static final int SOME_MAX = 16;

  /** Scheme, host, port and the rest; nobody's user name, and no fragment, which is never sent. */
  private static final Pattern FORM =
      Pattern.compile(
          "https?://(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?"
              + "(?:[/?][!-\"$-~]*)?");

  private WebAddress() {}

  /** Takes an address, and refuses one that seems to hold personal matter. */
  static String read(Members members, String name) throws RefusedException {
    return check(members, name, members.text(name, CHARS_MAX));
  }

  /** Takes one address or more, each once. */
  static List<String> readSome(Members members, String name) throws RefusedException {
    List<String> addresses = members.textsOnce(name, 1, SOME_MAX, CHARS_MAX);
    for (String address : addresses) {
      check(members, name, address);
    }
    return addresses;
  }

  /** Returns {@code address}, which stands in that member, or refuses it. */
  private static String check(Members members, String name, String address)
      throws RefusedException {
    ClearText.check(name, address);
    if (!FORM.matcher(address).matches()) {
      throw members.malformed(name, "(expected: http or https, a host, no user, no fragment)");
    }
    return address;
  }
}
