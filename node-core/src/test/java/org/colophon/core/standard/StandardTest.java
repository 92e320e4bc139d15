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

  /** A report shows both ends of each; and what the chain shows is gathered by a query. */
  @Test
  void everyNumberThatOnlyACourtFindsHasARange() {
    for (String id : ShippedStandards.IDS) {
      for (Input input : ShippedStandards.of(id).orElseThrow().inputs()) {
        boolean isNumber = input.source() == Input.Source.FINDING && input.kind().isNumber();
        assertThat(input.range().isPresent()).as(id + " " + input.name()).isEqualTo(isNumber);
        assertThat(input.query().isPresent())
            .as(id + " " + input.name())
            .isEqualTo(input.source() == Input.Source.CHAIN);
      }
    }
  }

  /** What stands here is what every node must come to, on any machine. */
  @ParameterizedTest
  @CsvSource({
    "cn.copyright.54, b3ba605e73aac3d4c6eaac81c865f7d08d08cace342177d9a9b2718b75ed14b1,"
        + " dba86284dc49e6f4dd6e631491ec0e030db65baa6646a012c3a1823a13f3c48a",
    "cn.criminal-screen.2011, a75a125b8dc77698884f57bbc54a580b2bd14e3907d449d67a61956bafee74a2,"
        + " 38bc6ea8acf1104be25630b987fc4713a7f69fce907f573ee0ad86916cd6af76",
    "cn.patent.71, c79181746f5630bbae61ecf154a309fb0e36b6bf331ef33105c04f954ddaa19b,"
        + " 28f22bae46ba14472cc8aaf72e54b75fd7df2c7d4d184ae2d24aeee35172e449",
    "cn.trademark.63, 4a656f56dbef38e719b777a53cfb05722f54a0027aa3fbf762f53762e34f893c,"
        + " b4c0d206431c752d6c3b3e35002bf9658007d0b7fa6c95f557a0ad25f2751e56",
    "cn.valuation.work, e4e1c39fa1d70047d320213b8beccdda8b8cf1d68c08374fae06eb378c72211d,"
        + " 69128de88b7007ded6b1698a110a38e090fb5143d16804a55a2b02af64946f63",
    "eu.directive-2004-48.13-1-b, 54571577dabf8f5dab9c34ad3c7c850e662800224a473ee1d7abb26574b24100,"
        + " 541a0ef0ddb0459458ee604f21c3c56345964983a2b49d89c6027f9214db6f2d",
    "us.copyright.504c, ad7b2bb6ad1fae31126606834f67163d5ef60b3fcf3fbea1e394899a7a83cd5a,"
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
        .isEqualTo("63b22ef42b2a4892fe973a2c126d6ccc0ca94c5572fe69fc8d283ce9c51fa4be");
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

  /** What failed is not unknown: no other way to the total is taken in its place. */
  @Test
  void aStepThatFailsFailsAllThatAskForIt() throws Exception {
    Map<String, Figure> figures = example();
    figures.put("paid_copies", money(9_007_199_254_740_991L));
    figures.put("unit_profit", money(9_007_199_254_740_991L));
    Reckoning reckoning = reckoned(figures);
    assertThat(reckoning.result(ONE_PLUS_M, "gain")).isEqualTo(known(2_400_000));
    for (String step : List.of("loss", "base", "punitive", "compensation", "total")) {
      assertThat(reckoning.result(ONE_PLUS_M, step))
          .as(step)
          .contains(new StepResult.Failed(StepResult.Obstacle.OVERFLOW));
    }
    assertThat(reckoning.json().text()).contains("\"total\":{\"error\":\"OVERFLOW\"}");
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
