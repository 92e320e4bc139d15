package org.colophon.core.json;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Takes the members of one object, each by its type and limit. Whoever has taken what it knows
 * calls {@link #end()}, which refuses members that nobody took.
 */
public final class Members {
  private final String path;
  private final Map<String, Json> members;
  private final Set<String> taken = new HashSet<>();

  private Members(String path, Json.Obj object) {
    this.path = path;
    this.members = object.members();
  }

  /** The members of {@code object}; {@code path} names it in refusals and may be empty. */
  public static Members of(String path, Json.Obj object) {
    return new Members(path, object);
  }

  /** Whether there is such a member; it still has to be taken. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** A string of 1 to {@code charsMax} characters. */
  public String text(String name, int charsMax) throws RefusedException {
    return checkText(name, require(name), charsMax);
  }

  /** A string of 1 to {@code charsMax} characters, when there. */
  public Optional<String> textIf(String name, int charsMax) throws RefusedException {
    return has(name) ? Optional.of(text(name, charsMax)) : Optional.empty();
  }

  /** An integer from {@code min} to {@code max}. */
  public long integer(String name, long min, long max) throws RefusedException {
    if (require(name) instanceof Json.Int(long value)) {
      if (value < min || value > max) {
        throw malformed(name, value + " (expected: " + min + " to " + max + ")");
      }
      return value;
    }
    throw malformed(name, "not an integer");
  }

  /** An integer from {@code min} to {@code max}, when there. */
  public Optional<Long> integerIf(String name, long min, long max) throws RefusedException {
    return has(name) ? Optional.of(integer(name, min, max)) : Optional.empty();
  }

  /** True when the member is there; it may only be written as {@code true}. */
  public boolean flag(String name) throws RefusedException {
    if (!has(name)) {
      return false;
    }
    if (require(name) instanceof Json.Bool(boolean value) && value) {
      return true;
    }
    throw malformed(name, "(expected: true, or absent)");
  }

  /** A boolean. */
  public boolean bool(String name) throws RefusedException {
    if (require(name) instanceof Json.Bool(boolean value)) {
      return value;
    }
    throw malformed(name, "not a boolean");
  }

  /** A hash. */
  public Hash hash(String name) throws RefusedException {
    return checkHash(name, require(name));
  }

  /** A hash, when there. */
  public Optional<Hash> hashIf(String name) throws RefusedException {
    return has(name) ? Optional.of(hash(name)) : Optional.empty();
  }

  /** A salted commitment; anything but a hash is taken for the matter itself in clear. */
  public Hash commitment(String name) throws RefusedException {
    return checkCommitment(name, require(name));
  }

  /** A salted commitment, when there. */
  public Optional<Hash> commitmentIf(String name) throws RefusedException {
    return has(name) ? Optional.of(commitment(name)) : Optional.empty();
  }

  /** An array of {@code min} to {@code max} salted commitments, each once. */
  public List<Hash> commitments(String name, int min, int max) throws RefusedException {
    List<Hash> values = new ArrayList<>();
    for (Json item : array(name, min, max)) {
      values.add(checkCommitment(name, item));
    }
    return eachOnce(name, values);
  }

  /** Refuses a list in which something occurs twice. */
  public <T> List<T> eachOnce(String name, List<T> values) throws RefusedException {
    if (new HashSet<>(values).size() < values.size()) {
      throw malformed(name, "one occurs twice");
    }
    return values;
  }

  /** One of an enumeration's names. */
  public <E extends Enum<E>> E oneOf(String name, Class<E> type) throws RefusedException {
    String value = text(name, 64);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw malformed(name, "(expected: one of " + List.of(type.getEnumConstants()) + ")");
  }

  /** An array of an enumeration's names, at least one and each once. */
  public <E extends Enum<E>> Set<E> someOf(String name, Class<E> type) throws RefusedException {
    E[] constants = type.getEnumConstants();
    Set<E> found = EnumSet.noneOf(type);
    List<String> values = texts(name, 1, constants.length, 64);
    for (E constant : constants) {
      if (values.contains(constant.name())) {
        found.add(constant);
      }
    }
    if (found.size() < values.size()) {
      throw malformed(name, "(expected: some of " + List.of(constants) + ", each once)");
    }
    return found;
  }

  /** A string that {@code parse} turns into a value; its IllegalArgumentException is a refusal. */
  public <T> T parsed(String name, int charsMax, Function<String, T> parse)
      throws RefusedException {
    String value = text(name, charsMax);
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      throw malformed(name, String.valueOf(e.getMessage()));
    }
  }

  /** Like {@link #parsed}, when there. */
  public <T> Optional<T> parsedIf(String name, int charsMax, Function<String, T> parse)
      throws RefusedException {
    return has(name) ? Optional.of(parsed(name, charsMax, parse)) : Optional.empty();
  }

  /** An object. */
  public Members object(String name) throws RefusedException {
    if (require(name) instanceof Json.Obj object) {
      return new Members(path + name + ".", object);
    }
    throw malformed(name, "not an object");
  }

  /** An object as it stands. */
  public Json.Obj rawObject(String name) throws RefusedException {
    if (require(name) instanceof Json.Obj object) {
      return object;
    }
    throw malformed(name, "not an object");
  }

  /** A value of any kind, when there. */
  public Optional<Json> any(String name) throws RefusedException {
    return has(name) ? Optional.of(require(name)) : Optional.empty();
  }

  /** An array of {@code min} to {@code max} objects, each read by {@code read} to its end. */
  public <T> List<T> objects(String name, int min, int max, Reader<T> read)
      throws RefusedException {
    List<T> values = new ArrayList<>();
    for (Json item : array(name, min, max)) {
      String itemPath = path + name + "[" + values.size() + "].";
      if (!(item instanceof Json.Obj object)) {
        throw malformed(name, "item " + values.size() + " is not an object");
      }
      Members inner = new Members(itemPath, object);
      values.add(read.read(inner));
      inner.end();
    }
    return List.copyOf(values);
  }

  /** An array of {@code min} to {@code max} strings. */
  public List<String> texts(String name, int min, int max, int charsMax) throws RefusedException {
    List<String> values = new ArrayList<>();
    for (Json item : array(name, min, max)) {
      values.add(checkText(name, item, charsMax));
    }
    return List.copyOf(values);
  }

  /** An array of {@code min} to {@code max} hashes. */
  public List<Hash> hashes(String name, int min, int max) throws RefusedException {
    List<Hash> values = new ArrayList<>();
    for (Json item : array(name, min, max)) {
      values.add(checkHash(name, item));
    }
    return List.copyOf(values);
  }

  /** An array of {@code min} to {@code max} strings, each once. */
  public List<String> textsOnce(String name, int min, int max, int charsMax)
      throws RefusedException {
    return eachOnce(name, texts(name, min, max, charsMax));
  }

  /** An array of {@code min} to {@code max} hashes, each once. */
  public List<Hash> hashesOnce(String name, int min, int max) throws RefusedException {
    return eachOnce(name, hashes(name, min, max));
  }

  /** An array of {@code min} to {@code max} integers from 0 to {@code largest}. */
  public List<Long> integers(String name, int min, int max, long largest) throws RefusedException {
    List<Long> values = new ArrayList<>();
    for (Json item : array(name, min, max)) {
      if (!(item instanceof Json.Int(long value)) || value < 0 || value > largest) {
        throw malformed(name, "(expected: integers from 0 to " + largest + ")");
      }
      values.add(value);
    }
    return List.copyOf(values);
  }

  /** Refuses members that were not taken. */
  public void end() throws RefusedException {
    for (String name : members.keySet()) {
      if (!taken.contains(name)) {
        throw new RefusedException(Reason.MALFORMED, path + "has an unknown member " + shown(name));
      }
    }
  }

  /** A refusal of one member. */
  public RefusedException malformed(String name, String detail) {
    return new RefusedException(Reason.MALFORMED, path + name + ": " + detail);
  }

  private List<Json> array(String name, int min, int max) throws RefusedException {
    if (!(require(name) instanceof Json.Arr(List<Json> items))) {
      throw malformed(name, "not an array");
    }
    if (items.size() < min) {
      throw malformed(name, items.size() + " items (expected: at least " + min + ")");
    }
    if (items.size() > max) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          path + name + ": " + items.size() + " items (expected: at most " + max + ")");
    }
    return items;
  }

  private Json require(String name) throws RefusedException {
    @Nullable Json value = members.get(name);
    if (value == null) {
      throw malformed(name, "missing");
    }
    taken.add(name);
    return value;
  }

  private String checkText(String name, Json item, int charsMax) throws RefusedException {
    if (!(item instanceof Json.Str(String value))) {
      throw malformed(name, "not a string");
    }
    if (value.isEmpty()) {
      throw malformed(name, "empty");
    }
    if (value.length() > charsMax) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          path + name + ": " + value.length() + " characters (expected: at most " + charsMax + ")");
    }
    return value;
  }

  private Hash checkHash(String name, Json item) throws RefusedException {
    if (item instanceof Json.Str(String value) && Hash.isHex(value)) {
      return Hash.ofHex(value);
    }
    throw malformed(name, "not 64 lower-case hex digits");
  }

  private Hash checkCommitment(String name, Json item) throws RefusedException {
    if (item instanceof Json.Str(String value) && Hash.isHex(value)) {
      return Hash.ofHex(value);
    }
    throw new RefusedException(
        Reason.CLEAR_PERSONAL_DATA, path + name + ": (expected: a commitment of 64 hex digits)");
  }

  /** Names come from outside: only short plain ones are repeated in a message. */
  private static String shown(String name) {
    return name.length() <= 32 && name.matches("[A-Za-z0-9_.-]+") ? name : "(its name not shown)";
  }

  /** Reads one object. */
  @FunctionalInterface
  public interface Reader<T> {
    /** The value of the object whose members are given. */
    T read(Members members) throws RefusedException;
  }
}
