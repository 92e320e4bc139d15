package org.colophon.report.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.core.content.Access;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.Duty;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.content.KeyErase;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.ReportDigest;
import org.colophon.core.content.Right;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Takedown;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Role;
import org.colophon.report.words.Language;
import org.colophon.report.words.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessagesTest {
  private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");

  private final PropertyResourceBundle chinese = Messages.load("certificate", "zh");
  private final PropertyResourceBundle english = Messages.load("certificate", "en");

  @Test
  void everyTextHasItsTwin() {
    Set<String> inChinese = new TreeSet<>(chinese.keySet());
    inChinese.remove("time.beijing");
    assertThat(inChinese).isEqualTo(new TreeSet<>(english.keySet()));
  }

  /** Of two texts under one name, the former would be lost without a word. */
  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyTextHasANameOfItsOwn(String language) throws IOException {
    try (InputStream file =
        CertificateReport.class.getResourceAsStream("certificate_" + language + ".properties")) {
      String lines = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      assertThat(
              lines
                  .lines()
                  .filter(line -> line.contains("=") && !line.startsWith("#"))
                  .map(line -> line.substring(0, line.indexOf('=')).strip()))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void twinsHaveTheSamePlaces() {
    for (String key : english.keySet()) {
      assertThat(places(chinese.getString(key))).as(key).isEqualTo(places(english.getString(key)));
    }
  }

  private static List<String> places(String text) {
    return PLACE.matcher(text).results().map(MatchResult::group).sorted().toList();
  }

  @Test
  void everyConstantHasAWord() {
    List<String> keys = new ArrayList<>();
    Arrays.stream(RecordType.values()).forEach(type -> keys.add("type." + type.label()));
    Arrays.stream(Role.values()).forEach(role -> keys.add("role." + role.label()));
    add(keys, "org.", OrgKind.values());
    add(keys, "right.", Right.values());
    add(keys, "kind.", SubjectRegister.Kind.values());
    add(keys, "cause.", KeyRevoke.Cause.values());
    add(keys, "ip.", WorkDeclare.IpKind.values());
    add(keys, "ai.", WorkDeclare.AiUse.values());
    add(keys, "recreation.", Recreation.values());
    add(keys, "duty.", Duty.values());
    add(keys, "ending.", LicenceTerminate.Cause.values());
    add(keys, "derivation.", WorkDerive.Kind.values());
    add(keys, "typology.", InfringementAllege.Typology.values());
    add(keys, "finding.", InfringementFind.Outcome.values());
    add(keys, "intent.", InfringementFind.Intent.values());
    add(keys, "basis.", PriceReference.Basis.values());
    add(keys, "reception.", CourtReceive.Outcome.values());
    add(keys, "return.", CourtReceive.Ground.values());
    add(keys, "reportKind.", ReportDigest.Kind.values());
    add(keys, "decision.", ApplicationDecide.Decision.values());
    add(keys, "ground.", ApplicationDecide.Ground.values());
    add(keys, "objection.", ObjectionRaise.Ground.values());
    add(keys, "outcome.", ObjectionResolve.Outcome.values());
    add(keys, "custody.", EvidenceDeposit.Custody.values());
    add(keys, "relation.", EvidenceCapture.Relation.values());
    add(keys, "part.", EvidenceCapture.Kind.values());
    add(keys, "algorithm.", ItemBatch.Algorithm.values());
    add(keys, "mode.", Access.Mode.values());
    add(keys, "counter.", NoticeCounter.Basis.values());
    add(keys, "measure.", Takedown.Measure.values());
    add(keys, "procedure.", CaseOpen.Kind.values());
    add(keys, "caseOutcome.", CaseOutcome.Outcome.values());
    add(keys, "class.", Scope.ReaderClass.values());
    add(keys, "verb.", Scope.Verb.values());
    add(keys, "destroyed.", KeyErase.Destroyed.values());
    add(keys, "revocation.", ScopeRevoke.Ground.values());
    for (String key : keys) {
      assertThat(chinese.containsKey(key)).as("zh " + key).isTrue();
      assertThat(english.containsKey(key)).as("en " + key).isTrue();
    }
  }

  private static void add(List<String> keys, String prefix, Enum<?>[] constants) {
    Stream.of(constants).forEach(constant -> keys.add(prefix + constant.name()));
  }

  /** Half-width marks in Chinese and full-width ones in English are typing errors. */
  @Test
  void eachLanguageHasItsOwnMarks() {
    Pattern cjk = Pattern.compile("[\\u2018-\\u201D\\u3000-\\u9fff\\uff00-\\uffef]");
    for (String key : english.keySet()) {
      assertThat(english.getString(key)).as(key).doesNotContainPattern(cjk);
    }
    Pattern halfWidth = Pattern.compile("[\\u4e00-\\u9fff][,;:?!]|[,;:?!] ?[\\u4e00-\\u9fff]");
    for (String key : chinese.keySet()) {
      assertThat(chinese.getString(key)).as(key).doesNotContainPattern(halfWidth);
    }
  }

  @Test
  void fillsPlacesWithTheValuesOfTheLanguage() {
    Messages both = new Messages(Language.ZH_EN, "certificate");
    var phrase = both.phrase("colon", "a", both.phrase("notStated"));
    assertThat(phrase.first()).isEqualTo("a：未载明");
    assertThat(phrase.second()).contains("a: not stated");
  }

  @Test
  void saysOnceWhatIsEqualInBoth() {
    assertThat(new Messages(Language.ZH_EN, "certificate").phrase("files.digest").second())
        .isEmpty();
  }
}
