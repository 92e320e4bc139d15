package org.colophon.core.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.crypto.Hash;
import org.colophon.formula.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StandardTest {
  private static final Standard COPYRIGHT = ShippedStandards.of("cn.copyright.54").orElseThrow();
  private static final RecordId RECORD = new RecordId(Hash.sha256(new byte[] {1}));
  private static final Map<String, String> ONE_PLUS_M =
      Map.of("punitive_reading", "BASE_TIMES_ONE_PLUS_M");
  private static final Map<String, String> TIMES_M = Map.of("punitive_reading", "BASE_TIMES_M");

  private static Figure money(long minorUnits) {
    return Figure.recorded(new Value.Int(minorUnits), List.of(RECORD));
  }

  private static Figure found(boolean is) {
    return Figure.recorded(new Value.Bool(is), List.of(RECORD));
  }

  private static Map<String, Figure> example() {
    Map<String, Figure> figures = new TreeMap<>();
    figures.put("paid_copies", money(12_640));
    figures.put("unit_profit", money(350));
    figures.put("revenue", money(6_000_000));
    figures.put("contribution", money(4_000));
    figures.put(
        "comparable_fees",
        Figure.recorded(
            new Value.Ints(List.of(2_400_000L, 3_000_000L, 3_600_000L)), List.of(RECORD)));
    figures.put("days", money(168));
    figures.put("expenses", money(920_000));
    figures.put("infringed", found(true));
    figures.put("intentional", found(true));
    figures.put("serious", found(true));
    figures.put("multiple", money(20_000));
    return figures;
  }

  private static Reckoning reckoned(Map<String, Figure> figures) throws RefusedException {
    return Reckoning.of(CompiledStandard.of(COPYRIGHT), figures);
  }

  private static Optional<StepResult> known(long value) {
    return Optional.of(new StepResult.Known(new Value.Int(value)));
  }

  private static Standard parsed(String text) throws RefusedException {
    return Standard.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refuses(Reason reason, String from, String to) {
    String text = COPYRIGHT.json().text();
    assertThat(text).contains(from);
    assertThatThrownBy(() -> CompiledStandard.of(parsed(text.replace(from, to))))
        .as(to)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().reason()).isEqualTo(reason));
  }

  @Test
  void theWorkedExampleComesOutToTheFen() throws Exception {
    Reckoning reckoning = reckoned(example());
    assertThat(reckoning.result(ONE_PLUS_M, "loss")).isEqualTo(known(4_424_000));
    assertThat(reckoning.result(ONE_PLUS_M, "gain")).isEqualTo(known(2_400_000));
    assertThat(reckoning.result(ONE_PLUS_M, "royalty")).isEqualTo(known(1_380_822));
    assertThat(reckoning.result(ONE_PLUS_M, "punitive")).isEqualTo(known(8_848_000));
    assertThat(reckoning.result(ONE_PLUS_M, "total")).isEqualTo(known(14_192_000));
    assertThat(reckoning.result(TIMES_M, "total")).isEqualTo(known(9_768_000));
  }

  @Test
  void everyShippedStandardPassesItsTestsAndReadsBackTheSame() throws Exception {
    for (String id : ShippedStandards.IDS) {
      Standard standard = ShippedStandards.of(id).orElseThrow();
      assertThat(standard.id()).isEqualTo(id);
      CompiledStandard compiled = CompiledStandard.of(standard);
      Standard again = Standard.parse(standard.json().bytes());
      assertThat(again).isEqualTo(standard);
      assertThat(CompiledStandard.of(again).testResults()).isEqualTo(compiled.testResults());
    }
    assertThat(ShippedStandards.of("cn.nothing")).isEmpty();
  }

  /** What stands here is what every node must come to, on any machine. */
  @ParameterizedTest
  @CsvSource({
    "cn.copyright.54, a5eacb2048eacc1fdffb56c5931f1d4b4d4d106a0e719a28286c88dea978ffea,"
        + " dba86284dc49e6f4dd6e631491ec0e030db65baa6646a012c3a1823a13f3c48a",
    "cn.criminal-screen.2011, 81252a2ead58203cc1d9f22b6cd1ac7440e1307d880583bfa95d5996bef810c8,"
        + " 38bc6ea8acf1104be25630b987fc4713a7f69fce907f573ee0ad86916cd6af76",
    "cn.patent.71, fe6741c1ff985fec7458927dd2ed66f2bfda26bd2adfaf84950eab34cb92d229,"
        + " 28f22bae46ba14472cc8aaf72e54b75fd7df2c7d4d184ae2d24aeee35172e449",
    "cn.trademark.63, 0b8fc5989004a4534195ee37a29904119ba74a84fa28031c016b901b88c1b1e2,"
        + " b4c0d206431c752d6c3b3e35002bf9658007d0b7fa6c95f557a0ad25f2751e56",
    "cn.valuation.work, 6323fb544ad473c5614e694e989b201380bf8bfb3f2fd889475ba07b3083bf5f,"
        + " d6bf8c120c85fabe1b73aef8c12d846f42d53876cd3bcf9b3bf534ffd2ee75a7",
    "eu.directive-2004-48.13-1-b, b174199619b59f8bdd5b8257815ea830da8962ef53eac6753f2500fe59ac3e22,"
        + " 541a0ef0ddb0459458ee604f21c3c56345964983a2b49d89c6027f9214db6f2d",
    "us.copyright.504c, e7f4eb9d85a96bcb0b07210ba304f21d409175e3f974c9a9ba63d44c8286bf74,"
        + " 56e7ea60a037f79689b28c20c91604bc74c7f7d35cdad182d7391b1b41c3e557"
  })
  void theBytesAreTheSameEverywhere(String id, String hash, String results) throws Exception {
    CompiledStandard compiled = CompiledStandard.of(ShippedStandards.of(id).orElseThrow());
    assertThat(compiled.hash().hex()).isEqualTo(hash);
    assertThat(compiled.testResults().hex()).isEqualTo(results);
  }

  @Test
  void equalFiguresGiveEqualBytesInWhateverOrderTheyCome() throws Exception {
    Map<String, Figure> backwards = new java.util.LinkedHashMap<>();
    new TreeMap<>(example()).descendingMap().forEach(backwards::put);
    assertThat(reckoned(backwards).json().bytes()).isEqualTo(reckoned(example()).json().bytes());
    assertThat(reckoned(example()).digest().hex())
        .isEqualTo("93eeb1d684c7d514ce34982507c995e09338591f3b98fe6cffb4b6c2dc63c275");
  }

  @Test
  void whatNobodyFoundIsAssumedAndSaidSo() throws Exception {
    Map<String, Figure> figures = example();
    figures.keySet().removeAll(List.of("infringed", "intentional", "serious", "multiple"));
    Reckoning reckoning = reckoned(figures);
    assertThat(reckoning.figures().get("serious")).isEqualTo(Figure.assumed(new Value.Bool(false)));
    assertThat(reckoning.result(ONE_PLUS_M, "punitive")).isEqualTo(known(0));
    assertThat(reckoning.result(ONE_PLUS_M, "total")).isEqualTo(known(4_424_000 + 920_000));
    String json = reckoning.json().text();
    assertThat(json).contains("{\"basis\":\"ASSUMED\",\"kind\":\"BOOLEAN\"");
    assertThat(json)
        .contains("\"assumed\":[\"infringed\",\"intentional\",\"multiple\",\"serious\"]");
  }

  @Test
  void whatIsNotKnownIsNeverZero() throws Exception {
    Map<String, Figure> figures = example();
    figures.remove("expenses");
    Reckoning reckoning = reckoned(figures);
    assertThat(reckoning.result(ONE_PLUS_M, "expenses_due"))
        .contains(new StepResult.NotComputable(List.of("expenses")));
    assertThat(reckoning.result(ONE_PLUS_M, "total"))
        .contains(new StepResult.NotComputable(List.of("expenses_due")));
    assertThat(reckoning.result(ONE_PLUS_M, "compensation")).isEqualTo(known(13_272_000));
    figures.put("infringed", found(false));
    assertThat(reckoned(figures).result(ONE_PLUS_M, "total")).isEqualTo(known(0));
  }

  @Test
  void aNumberThatOthersWouldRoundIsNamed() throws Exception {
    Map<String, Figure> figures = example();
    figures.put("paid_copies", money(9_007_199_254_740_991L));
    Reckoning reckoning = reckoned(figures);
    assertThat(reckoning.result(ONE_PLUS_M, "loss"))
        .contains(new StepResult.Failed(StepResult.Obstacle.OUT_OF_RANGE));
    figures.put("unit_profit", money(9_007_199_254_740_991L));
    assertThat(reckoned(figures).result(ONE_PLUS_M, "loss"))
        .contains(new StepResult.Failed(StepResult.Obstacle.OVERFLOW));
    figures.put("comparable_fees", Figure.recorded(new Value.Ints(List.of()), List.of(RECORD)));
    assertThat(reckoned(figures).result(ONE_PLUS_M, "royalty"))
        .contains(new StepResult.Failed(StepResult.Obstacle.EMPTY_LIST));
  }

  @Test
  void whoDoesNotKnowTheSaltsCannotTryValues() throws Exception {
    Map<String, Figure> figures = example();
    Value fees = new Value.Ints(List.of(2_400_000L));
    figures.put(
        "comparable_fees", Figure.opened(fees, List.of(RECORD), List.of(Hash.sha256(new byte[0]))));
    Hash one = reckoned(figures).digest();
    figures.put(
        "comparable_fees",
        Figure.opened(fees, List.of(RECORD), List.of(Hash.sha256(new byte[] {2}))));
    assertThat(reckoned(figures).digest()).isNotEqualTo(one);
  }

  @Test
  void appliesToTheActsOfItsTime() {
    Standard screen = ShippedStandards.of("cn.criminal-screen.2011").orElseThrow();
    Timestamp from = screen.from();
    Timestamp until = screen.until().orElseThrow();
    assertThat(screen.appliesTo(from, until)).isTrue();
    assertThat(screen.appliesTo(new Timestamp(from.value() - 1), until)).isFalse();
    assertThat(screen.appliesTo(from, until.plus(1))).isFalse();
    assertThat(COPYRIGHT.appliesTo(until, until.plus(1))).isTrue();
  }

  @Test
  void refusesWhatIsNoStandard() {
    refuses(Reason.MALFORMED, "\"rounding\":\"HALF_UP\"", "\"rounding\":\"HALF_EVEN\"");
    refuses(Reason.MALFORMED, "\"exponent\":2", "\"exponent\":0");
    refuses(Reason.BAD_IDENTIFIER, "\"CNY\"", "\"XAU\"");
    refuses(Reason.MALFORMED, "\"jurisdiction\":\"CN\"", "\"jurisdiction\":\"China\"");
    refuses(Reason.MALFORMED, "\"name\":\"days\"", "\"name\":\"while\"");
    refuses(Reason.MALFORMED, "\"name\":\"days\"", "\"name\":\"days_known\"");
    refuses(Reason.MALFORMED, "\"name\":\"days\"", "\"name\":\"Days\"");
    refuses(Reason.MALFORMED, "\"name\":\"days\"", "\"name\":\"expenses\"");
    refuses(Reason.MALFORMED, "\"role\":\"GAIN\"", "\"role\":\"LOSS\"");
    refuses(Reason.MALFORMED, "\"step\":\"gain\"", "\"step\":\"days\"");
    refuses(
        Reason.MALFORMED,
        "\"kind\":\"BOOLEAN\",\"label\":{\"en\":\"Whether it was inten",
        "\"kind\":\"THING\",\"label\":{\"en\":\"Whether it was inten");
    refuses(Reason.MALFORMED, "\"finds\":\"SERIOUS\"", "\"finds\":\"GRAVE\"");
    refuses(Reason.NOT_CANONICAL, "{\"citation\"", "{ \"citation\"");
    refuses(Reason.MALFORMED, "\"version\":1}", "\"version\":1,\"while\":1}");
    refuses(Reason.MALFORMED, "\"version\":1}", "\"version\":0}");
    refuses(Reason.CLEAR_PERSONAL_DATA, "Days of the infringement", "Call 13812345678");
    refuses(Reason.TOO_LARGE, "Days of the infringement", "d".repeat(513));
    refuses(Reason.TOO_LARGE, "\"compensation + expenses_due\"", "\"" + "1".repeat(1025) + "\"");
    refuses(Reason.TOO_LARGE, "Days of the infringement", "d".repeat(Standard.BYTES_MAX));
    refuses(Reason.BAD_FORMULA, "compensation + expenses_due", "matches('a', 'a') ? 1 : 2");
    refuses(Reason.BAD_FORMULA, "compensation + expenses_due", "total");
    refuses(Reason.TEST_FAILED, "\"royalty\":1380822", "\"royalty\":1380821");
  }

  @Test
  void refusesMoreReadingsThanCanStandSideBySide() {
    String parameter =
        "{\"label\":{\"en\":\"x\",\"zh\":\"x\"},\"name\":\"%s\",\"readings\":["
            + "{\"label\":{\"en\":\"x\",\"zh\":\"x\"},\"name\":\"A\"},"
            + "{\"label\":{\"en\":\"x\",\"zh\":\"x\"},\"name\":\"B\"},"
            + "{\"label\":{\"en\":\"x\",\"zh\":\"x\"},\"name\":\"C\"}],";
    String three = parameter.substring(0, parameter.length() - 1) + "},";
    refuses(
        Reason.TOO_LARGE,
        "\"parameters\":[{\"label\"",
        "\"parameters\":[" + three.formatted("p1") + three.formatted("p2") + "{\"label\"");
  }
}
