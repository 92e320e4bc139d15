package org.colophon.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalJsonTest {
  private static final JsonLimits LIMITS = new JsonLimits(64, 4, 5);
  private static final JsonLimits WIDE = new JsonLimits(1 << 20, 64, 1024);

  static Stream<String> vectors() {
    return Vectors.lines("canonical-json.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void givesTheVerdictOfEachVector(String line) throws Exception {
    int space = line.indexOf(' ');
    byte[] text = Vectors.bytes(line.substring(space + 1));
    String expected = line.substring(0, space);
    assertThat(verdict(text, LIMITS)).isEqualTo(expected);
    if (expected.equals("OK")) {
      assertThat(JsonParser.parse(text, LIMITS).bytes()).isEqualTo(text);
    }
  }

  @Test
  void theVectorsShowEveryVerdict() {
    Set<String> seen = new TreeSet<>();
    vectors().forEach(line -> seen.add(line.substring(0, line.indexOf(' '))));
    assertThat(seen).containsExactly("MALFORMED", "NOT_CANONICAL", "OK", "TOO_LARGE");
  }

  @Test
  void refusesDeepNestingWithoutExhaustingTheStack() {
    byte[] deep = "[".repeat(1_000_000).getBytes(UTF_8);
    assertThat(verdict(deep, new JsonLimits(deep.length, 12, 8))).isEqualTo("TOO_LARGE");
    byte[] deepObjects = "{\"a\":".repeat(200_000).getBytes(UTF_8);
    assertThat(verdict(deepObjects, new JsonLimits(deepObjects.length, 12, 8)))
        .isEqualTo("TOO_LARGE");
  }

  @Test
  void aTextThatIsNoObjectIsRefusedWhereAnObjectIsExpected() {
    assertThatThrownBy(() -> JsonParser.parseObject("[]".getBytes(UTF_8), WIDE))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void everyPrefixOfATextIsMalformed() {
    byte[] text = "{\"a\":[true,-12,\"é\\n\"],\"b\":{\"c\":false}}".getBytes(UTF_8);
    assertThat(verdict(text, WIDE)).isEqualTo("OK");
    for (int length = 0; length < text.length; length++) {
      assertThat(verdict(Arrays.copyOf(text, length), WIDE))
          .as("%s", length)
          .isEqualTo("MALFORMED");
    }
  }

  /** What is accepted is the one text of its value, whatever bytes come. */
  @Test
  void whateverIsAcceptedIsWrittenAsItWasRead() throws Exception {
    SplittableRandom random = new SplittableRandom(20);
    byte[] alphabet = "{}[]\":,\\u0019abtn-.eE <DEL>".getBytes(UTF_8);
    List<byte[]> seeds = new ArrayList<>();
    vectors().forEach(line -> seeds.add(Vectors.bytes(line.substring(line.indexOf(' ') + 1))));
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] text = seeds.get(random.nextInt(seeds.size())).clone();
      for (int edits = random.nextInt(3); edits > 0 && text.length > 0; edits--) {
        text[random.nextInt(text.length)] =
            random.nextBoolean()
                ? alphabet[random.nextInt(alphabet.length)]
                : (byte) random.nextInt(256);
      }
      if (verdict(text, LIMITS).equals("OK")) {
        accepted++;
        assertThat(JsonParser.parse(text, LIMITS).bytes()).isEqualTo(text);
      }
    }
    assertThat(accepted).isGreaterThan(1000);
  }

  @Test
  void theWriterRefusesWhatTheParserWouldRefuse() {
    assertThatThrownBy(() -> Json.of("\u007f").bytes())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.of("a\ud83c").bytes())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.of("\udfa8\ud83c").bytes())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.of(Json.INTEGER_MAX + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Json.of("\ud83c\udfa8\u0001").text()).isEqualTo("\"\ud83c\udfa8\\u0001\"");
  }

  private static String verdict(byte[] text, JsonLimits limits) {
    try {
      Json value = JsonParser.parse(text, limits);
      assertThat(value).isNotNull();
      return "OK";
    } catch (RefusedException e) {
      return e.refusal().reason().name();
    }
  }
}
