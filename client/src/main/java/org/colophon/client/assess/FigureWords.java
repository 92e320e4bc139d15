package org.colophon.client.assess;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.core.RecordId;
import org.colophon.core.content.GivenInput;
import org.colophon.core.json.Json;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Kind;
import org.colophon.core.standard.Standard;

/** Figures as people give them on the command line. */
public final class FigureWords {
  private FigureWords() {}

  /**
   * {@code NAME=VALUE@RECORD[,RECORD…]}: a figure that records show. What the chain could show is
   * gathered and not given: of that, it is brought from elsewhere.
   */
  public static GivenInput shown(Standard standard, String word) throws Failure {
    int at = word.lastIndexOf('@');
    if (at < 0) {
      throw Failure.usage(word + ": (expected: NAME=VALUE@RECORD)");
    }
    List<RecordId> records = new ArrayList<>();
    for (String record : word.substring(at + 1).split(",", -1)) {
      records.add(recordId(record));
    }
    String[] pair = pair(word.substring(0, at));
    Input input = input(standard, pair[0]);
    Json value = value(input, pair[1]);
    return new GivenInput(
        input.name(),
        input.source() == Input.Source.CHAIN
            ? new GivenInput.Brought(value, records)
            : new GivenInput.Shown(value, records));
  }

  /** {@code NAME=VALUE}: a figure that a court's finding shows. */
  public static GivenInput found(Standard standard, String word, Matter matter) throws Failure {
    String[] pair = pair(word);
    Input input = input(standard, pair[0]);
    if (input.source() != Input.Source.FINDING) {
      throw Failure.usage(pair[0] + ": not something that is found");
    }
    if (matter.finding().isEmpty()) {
      throw Failure.usage(pair[0] + ": no court has found (say --assume instead)");
    }
    Json value = value(input, pair[1]);
    if (!matter.found(input).equals(Optional.of(value))) {
      throw Failure.usage(pair[0] + ": not what the finding states (say --assume instead)");
    }
    return new GivenInput(input.name(), new GivenInput.Shown(value, matter.findingRecord()));
  }

  /** {@code NAME=VALUE}: a figure that is assumed. */
  public static GivenInput supposed(Standard standard, String word) throws Failure {
    String[] pair = pair(word);
    Input input = input(standard, pair[0]);
    if (input.source() == Input.Source.CHAIN) {
      throw Failure.usage(pair[0] + ": what the chain shows is not assumed");
    }
    return new GivenInput(input.name(), new GivenInput.Supposed(value(input, pair[1])));
  }

  private static String[] pair(String word) throws Failure {
    int equals = word.indexOf('=');
    if (equals < 1) {
      throw Failure.usage(word + ": (expected: NAME=VALUE)");
    }
    return new String[] {word.substring(0, equals), word.substring(equals + 1)};
  }

  private static Input input(Standard standard, String name) throws Failure {
    return standard
        .input(name)
        .orElseThrow(() ->
            Failure.usage(
                name
                    + ": no input of the standard (it has "
                    + String.join(", ", standard.inputs().stream().map(Input::name).toList())
                    + ")"));
  }

  private static Json value(Input input, String word) throws Failure {
    return switch (input.kind()) {
      case MONEY, INTEGER, BASIS_POINTS -> Json.of(number(input, word));
      case BOOLEAN -> Json.of(yesOrNo(input, word));
      case CHOICE -> Json.of(word);
      case MONEY_LIST -> {
        List<Json> numbers = new ArrayList<>();
        for (String item : word.split(",", -1)) {
          numbers.add(Json.of(number(input, item)));
        }
        yield Json.array(numbers);
      }
    };
  }

  private static long number(Input input, String word) throws Failure {
    try {
      long number = Long.parseLong(word);
      if (number >= 0 && number <= Json.INTEGER_MAX) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one failure for all that is no number.
    }
    boolean isMoney = input.kind() == Kind.MONEY || input.kind() == Kind.MONEY_LIST;
    throw Failure.usage(
        input.name()
            + ": "
            + word
            + " (expected: a whole number"
            + (isMoney ? " of minor units)" : ")"));
  }

  private static boolean yesOrNo(Input input, String word) throws Failure {
    return switch (word) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw Failure.usage(input.name() + ": " + word + " (expected: yes or no)");
    };
  }

  private static RecordId recordId(String word) throws Failure {
    try {
      return RecordId.ofHex(word);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(word + ": not the 64 lower-case hex digits of a record");
    }
  }
}
