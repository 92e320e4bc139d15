package org.colophon.client.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object as any program writes it, its members in any order, with white space and escapes,
 * as a value that canonical JSON can hold: no null, no floats, no name twice.
 */
public final class LooseJson {
  private static final int DEPTH_MAX = 8;
  private static final int NUMBER_CHARS_MAX = 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names come from outside: kept for good, they would fill the memory.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(NUMBER_CHARS_MAX)
                  .maxStringLength(LineReader.BYTES_MAX)
                  .maxNameLength(LineReader.BYTES_MAX)
                  .build())
          .build();

  private final JsonParser parser;

  private LooseJson(JsonParser parser) {
    this.parser = parser;
  }

  /** The object that {@code text} is. */
  public static Json.Obj parse(String text) throws RefusedException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("line: not a JSON object");
      }
      Json.Obj object = new LooseJson(parser).object();
      if (parser.nextToken() != null) {
        throw malformed("line: something stands behind the object");
      }
      return object;
    } catch (StreamConstraintsException e) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "line: nested deeper than "
              + DEPTH_MAX
              + ", or a number of more than "
              + NUMBER_CHARS_MAX
              + " digits");
    } catch (JsonProcessingException e) {
      throw malformed("line: not JSON" + at(e) + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private Json.Obj object() throws IOException, RefusedException {
    ObjBuilder members = Json.object();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = checked(parser.currentName());
      if (!name.chars().allMatch(c -> c < 0x80)) {
        throw malformed(where() + "a member's name is not ASCII");
      }
      members.put(name, value(parser.nextToken()));
    }
    return members.build();
  }

  private Json.Arr array() throws IOException, RefusedException {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return Json.array(items);
  }

  private Json value(JsonToken token) throws IOException, RefusedException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> Json.of(checked(parser.getText()));
      case VALUE_NUMBER_INT -> integer();
      case VALUE_TRUE -> Json.of(true);
      case VALUE_FALSE -> Json.of(false);
      case VALUE_NULL -> throw malformed(where() + "null (expected: a value, or no such member)");
      case VALUE_NUMBER_FLOAT -> throw malformed(where() + "not an integer");
      default -> throw malformed(where() + "not a value");
    };
  }

  private Json integer() throws IOException, RefusedException {
    if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long value = parser.getLongValue();
      if (value <= Json.INTEGER_MAX && value >= -Json.INTEGER_MAX) {
        return Json.of(value);
      }
    }
    throw malformed(where() + "beyond 2^53 - 1");
  }

  /** What canonical JSON cannot hold has no place in a statement. */
  private String checked(String text) throws RefusedException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isPair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0x7f || (Character.isSurrogate(c) && !isPair)) {
        throw malformed(where() + "holds U+007F or half a surrogate pair");
      }
      i += isPair ? 1 : 0;
    }
    return text;
  }

  private static String at(JsonProcessingException e) {
    @Nullable JsonLocation location = e.getLocation();
    return location == null ? "" : " at character " + location.getColumnNr();
  }

  /** {@code creators/0/share: }. */
  private String where() {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return pointer.isEmpty() ? "line: " : pointer.substring(1) + ": ";
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Reason.MALFORMED, detail);
  }
}
