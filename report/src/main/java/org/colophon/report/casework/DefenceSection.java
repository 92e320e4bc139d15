package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import org.colophon.report.layout.Strip;

/** Room for the defence: what the chain found for it, and blank lines for what it cannot know. */
final class DefenceSection {
  private static final int BLANK_LINES = 3;

  private DefenceSection() {}

  static List<Strip> of(Writing writing) {
    List<Strip> strips = new ArrayList<>(writing.section("defence.heading"));
    strips.addAll(writing.lead("defence.lead"));
    for (String ground : List.of("licence", "source", "fairUse", "other")) {
      strips.addAll(writing.subheading("defence." + ground));
      strips.addAll(writing.lead("defence." + ground + ".text"));
      for (int i = 0; i < BLANK_LINES; i++) {
        List<Strip> blank = writing.blocks().blank(writing.say("defence.blank", i + 1));
        strips.addAll(i < BLANK_LINES - 1 ? blank.stream().map(Strip::withNext).toList() : blank);
      }
    }
    return strips;
  }
}
