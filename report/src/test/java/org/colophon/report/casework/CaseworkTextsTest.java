package org.colophon.report.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PropertyResourceBundle;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.core.content.Access;
import org.colophon.core.contract.ApplicationState;
import org.colophon.core.contract.AssessmentState;
import org.colophon.core.contract.CaseState;
import org.colophon.core.contract.InfringementState;
import org.colophon.core.contract.ObjectionState;
import org.colophon.core.query.LicenceView;
import org.colophon.core.query.TitleCheck;
import org.colophon.core.report.Check;
import org.colophon.core.standard.LeftOut;
import org.colophon.core.standard.Result;
import org.colophon.core.standard.StepResult;
import org.colophon.report.words.Messages;
import org.junit.jupiter.api.Test;

final class CaseworkTextsTest {
  private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");

  private final PropertyResourceBundle chinese = Messages.load("casework", "zh");
  private final PropertyResourceBundle english = Messages.load("casework", "en");

  @Test
  void everyTextHasItsTwinWithTheSamePlaces() {
    assertThat(new TreeSet<>(chinese.keySet())).isEqualTo(new TreeSet<>(english.keySet()));
    for (String key : english.keySet()) {
      assertThat(places(chinese.getString(key))).as(key).isEqualTo(places(english.getString(key)));
    }
  }

  private static List<String> places(String text) {
    return PLACE.matcher(text).results().map(MatchResult::group).sorted().toList();
  }

  /** A text of its own that the certificate has as well would hide that one. */
  @Test
  void hidesNoTextOfTheCertificate() {
    assertThat(english.keySet())
        .doesNotContainAnyElementsOf(Messages.load("certificate", "en").keySet());
  }

  @Test
  void everyConstantHasAWord() {
    List<String> keys = new ArrayList<>();
    add(keys, "check.", Check.Kind.values());
    add(keys, "verdict.", Check.Verdict.values());
    add(keys, "found.", Check.What.values());
    add(keys, "title.", TitleCheck.Verdict.values());
    add(keys, "titleFinding.", TitleCheck.Kind.values());
    add(keys, "standing.", LicenceView.Standing.values());
    add(keys, "application.", ApplicationState.Status.values());
    add(keys, "objectionStatus.", ObjectionState.Status.values());
    add(keys, "infringementStatus.", InfringementState.Status.values());
    add(keys, "caseStatus.", CaseState.Status.values());
    add(keys, "uses.mode.", Access.Mode.values());
    add(keys, "assessmentStatus.", AssessmentState.Status.values());
    add(keys, "resultRole.", Result.Role.values());
    add(keys, "obstacle.", StepResult.Obstacle.values());
    add(keys, "why.", LeftOut.Why.values());
    assertThat(english.keySet()).containsAll(keys);
  }

  private static void add(List<String> keys, String prefix, Enum<?>[] constants) {
    Stream.of(constants).forEach(constant -> keys.add(prefix + constant.name()));
  }

  /** Half-width marks in Chinese and full-width ones in English are typing errors. */
  @Test
  void eachLanguageHasItsOwnMarks() {
    Pattern cjk = Pattern.compile("[\\u2018-\\u201D\\u3000-\\u9fff\\uff00-\\uffef]");
    Pattern halfWidth = Pattern.compile("[\\u4e00-\\u9fff][,;:?!]|[,;:?!] ?[\\u4e00-\\u9fff]");
    for (String key : english.keySet()) {
      assertThat(english.getString(key)).as(key).doesNotContainPattern(cjk);
      assertThat(chinese.getString(key)).as(key).doesNotContainPattern(halfWidth);
    }
  }
}
