package org.colophon.core.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Reads canonical JSON and nothing else, in one pass: a text that another writer of RFC 8785 would
 * not have produced is refused as NOT_CANONICAL, anything that is not JSON or not of the restricted
 * kind as MALFORMED, anything over a limit as TOO_LARGE.
 */
public final class JsonParser {
  private final byte[] text;
  private final JsonLimits limits;
  private int at;
  private int depth;

  private JsonParser(byte[] text, JsonLimits limits) {
    this.text = text;
    this.limits = limits;
  }

  /** The value whose canonical text {@code text} is. */
  public static Json parse(byte[] text, JsonLimits limits) throws RefusedException {
    if (text.length > limits.bytesMax()) {
      throw tooLarge(
          "text: " + text.length + " bytes (expected: at most " + limits.bytesMax() + ")");
    }
    JsonParser parser = new JsonParser(text, limits);
    Json value = parser.value();
    if (parser.at < text.length) {
      throw parser.unexpected("nothing after the value");
    }
    return value;
  }

  /** Like {@link #parse}, and refuses a text that is not an object. */
  public static Json.Obj parseObject(byte[] text, JsonLimits limits) throws RefusedException {
    if (parse(text, limits) instanceof Json.Obj object) {
      return object;
    }
    throw malformed("text: not an object");
  }

  private Json value() throws RefusedException {
    int c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> Json.of(string());
      case 't' -> literal("true", Json.of(true));
      case 'f' -> literal("false", Json.of(false));
      case 'n' -> throw malformed("null at byte " + at + ": an absent member is left out");
      default -> {
        if (c == '-' || isDigit(c)) {
          yield Json.of(integer());
        }
        throw unexpected("a value");
      }
    };
  }

  private Json.Obj object() throws RefusedException {
    enter();
    SortedMembers.Gathering members = new SortedMembers.Gathering();
    at++;
    if (peek() == '}') {
      at++;
      depth--;
      return new Json.Obj(members.end());
    }
    @Nullable String previous = null;
    while (true) {
      int nameAt = at;
      if (peek() != '"') {
        throw unexpected("a member name");
      }
      String name = asciiName(nameAt);
      if (previous != null) {
        if (previous.compareTo(name) >= 0) {
          throw members.has(name)
              ? malformed("member at byte " + nameAt + ": its name occurs twice")
              : notCanonical("member at byte " + nameAt + ": not in sorted order");
        }
      }
      previous = name;
      expect(':');
      members.add(name, value());
      if (members.size() > limits.membersMax()) {
        throw tooLarge("object: over " + limits.membersMax() + " members");
      }
      if (peek() == '}') {
        at++;
        depth--;
        return new Json.Obj(members.end());
      }
      expect(',');
    }
  }

  private String asciiName(int nameAt) throws RefusedException {
    String name = string();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) > 0x7e) {
        throw malformed("member name at byte " + nameAt + ": not ASCII");
      }
    }
    return name;
  }

  private Json.Arr array() throws RefusedException {
    enter();
    List<Json> items = new ArrayList<>();
    at++;
    if (peek() == ']') {
      at++;
      depth--;
      return Json.array(items);
    }
    while (true) {
      items.add(value());
      if (items.size() > limits.membersMax()) {
        throw tooLarge("array: over " + limits.membersMax() + " items");
      }
      if (peek() == ']') {
        at++;
        depth--;
        return Json.array(items);
      }
      expect(',');
    }
  }

  private void enter() throws RefusedException {
    depth++;
    if (depth > limits.depthMax()) {
      throw tooLarge("depth: over " + limits.depthMax());
    }
  }

  private long integer() throws RefusedException {
    int from = at;
    boolean negative = text[at] == '-';
    if (negative) {
      at++;
    }
    int digitsFrom = at;
    long magnitude = 0;
    while (at < text.length && isDigit(text[at])) {
      magnitude = magnitude * 10 + (text[at] - '0');
      if (magnitude > Json.INTEGER_MAX) {
        throw malformed("number at byte " + from + ": beyond 2^53 - 1");
      }
      at++;
    }
    int digits = at - digitsFrom;
    if (digits == 0) {
      throw unexpected("a digit");
    }
    if (digits > 1 && text[digitsFrom] == '0') {
      throw malformed("number at byte " + from + ": a leading zero");
    }
    if (at < text.length && (text[at] == '.' || text[at] == 'e' || text[at] == 'E')) {
      throw malformed("number at byte " + from + ": not an integer");
    }
    if (negative && magnitude == 0) {
      throw notCanonical("number at byte " + from + ": negative zero");
    }
    return negative ? -magnitude : magnitude;
  }

  private Json literal(String word, Json value) throws RefusedException {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unexpected(word);
      }
      at++;
    }
    return value;
  }

  /**
   * A string: plain runs are decoded at once, escapes must be the only ones that RFC 8785 writes.
   */
  private String string() throws RefusedException {
    int from = at;
    at++;
    int plainFrom = at;
    boolean ascii = true;
    @Nullable StringBuilder built = null;
    while (true) {
      if (at >= text.length) {
        throw malformed("string at byte " + from + ": no end");
      }
      int c = text[at];
      if (c == '"') {
        String tail = decoded(plainFrom, at, ascii);
        at++;
        return built == null ? tail : built.append(tail).toString();
      }
      if (c == '\\') {
        if (built == null) {
          built = new StringBuilder();
        }
        built.append(decoded(plainFrom, at, ascii)).append(escape());
        plainFrom = at;
        continue;
      }
      if (c < 0) {
        ascii = false;
      } else if (c < 0x20) {
        throw malformed("string at byte " + from + ": a control character that is not escaped");
      }
      if (c == 0x7f) {
        throw malformed("string at byte " + from + ": U+007F");
      }
      at++;
    }
  }

  private char escape() throws RefusedException {
    int from = at;
    at++;
    int c = peek();
    at++;
    return switch (c) {
      case '"', '\\' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '/' -> throw notCanonical("escape at byte " + from + ": a slash is written plainly");
      case 'u' -> unicodeEscape(from);
      default -> throw malformed("escape at byte " + from + ": not one of JSON's");
    };
  }

  private char unicodeEscape(int from) throws RefusedException {
    int code = 0;
    boolean lower = true;
    for (int i = 0; i < 4; i++) {
      int c = peek();
      int digit = Character.digit(c, 16);
      if (c > 0x7e || digit < 0) {
        throw malformed("escape at byte " + from + ": not four hex digits");
      }
      lower &= c < 'A' || c > 'F';
      code = code << 4 | digit;
      at++;
    }
    if (code == 0x7f || Character.isSurrogate((char) code)) {
      throw malformed("escape at byte " + from + ": a character that is not allowed");
    }
    boolean hasShortForm = code == 8 || code == 9 || code == 10 || code == 12 || code == 13;
    if (code >= 0x20 || hasShortForm || !lower) {
      throw notCanonical("escape at byte " + from + ": not the canonical spelling");
    }
    return (char) code;
  }

  /** Most strings are ASCII, which needs no decoder. */
  private String decoded(int from, int to, boolean ascii) throws RefusedException {
    return ascii ? new String(text, from, to - from, StandardCharsets.ISO_8859_1) : utf8(from, to);
  }

  private String utf8(int from, int to) throws RefusedException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(text, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("string before byte " + to + ": not UTF-8");
    }
  }

  private int peek() throws RefusedException {
    if (at >= text.length) {
      throw malformed("text: ends at byte " + at + " within a value");
    }
    return text[at];
  }

  private void expect(char c) throws RefusedException {
    if (peek() != c) {
      throw unexpected("'" + c + "'");
    }
    at++;
  }

  private RefusedException unexpected(String expected) {
    boolean space = at < text.length && isSpace(text[at]);
    return space
        ? notCanonical("white space at byte " + at)
        : malformed("byte " + at + ": (expected: " + expected + ")");
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Reason.MALFORMED, detail);
  }

  private static RefusedException notCanonical(String detail) {
    return new RefusedException(Reason.NOT_CANONICAL, detail);
  }

  private static RefusedException tooLarge(String detail) {
    return new RefusedException(Reason.TOO_LARGE, detail);
  }
}
