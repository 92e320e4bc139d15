package org.colophon.client.view;

import java.util.List;
import org.colophon.core.custody.OpenedMember;
import org.colophon.verifier.Style;

/**
 * What was opened of a record's commitments, for people.
 *
 * @param style how it is marked
 */
public record OpenedText(Style style) {
  /** Two lines for each. */
  public String members(List<OpenedMember> opened) {
    StringBuilder text = new StringBuilder();
    for (OpenedMember one : opened) {
      text.append("  ")
          .append(one.member())
          .append("  ")
          .append(Style.plain(one.text().orElse("SHA-256 " + one.digest().hex())))
          .append('\n')
          .append("    ")
          .append(style.dim("salt " + one.salt().hex() + ", committed to by " + one.by()))
          .append('\n');
    }
    return text.toString();
  }
}
