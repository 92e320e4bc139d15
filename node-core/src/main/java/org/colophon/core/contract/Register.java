package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * Records that are open until some time each, in their order: a tree of the latest ends. A node of
 * level 0 holds 32 entries, a node above it the latest end below each of 32 nodes. So those that
 * are open after some time are found without a look at those that are not, and an entry writes as
 * many nodes as the tree is high.
 */
public final class Register {
  static final int FAN_OUT = 32;

  private final String prefix;
  private final Function<String, Optional<Json>> state;

  /**
   * A record in its register.
   *
   * @param record which
   * @param until when it is over, as far as it is known
   */
  public record Entry(RecordId record, Timestamp until) {
    private static Entry read(Members members) throws RefusedException {
      return new Entry(
          members.parsed("record", 64, RecordId::ofHex),
          new Timestamp(members.integer("until", 0, Json.INTEGER_MAX)));
    }

    private Json json() {
      return Json.object().put("record", record.hex()).put("until", until.value()).build();
    }
  }

  private Register(String prefix, Function<String, Optional<Json>> state) {
    this.prefix = prefix;
    this.state = state;
  }

  /**
   * The licences that were granted directly of a work, or directly under another licence.
   *
   * @param place the work or the licence of which they were granted
   * @param exclusive those that shut out others, or those that do not
   * @param state reads a value of the state
   */
  public static Register ofLicences(
      Hash place, boolean exclusive, Function<String, Optional<Json>> state) {
    return new Register("licences/" + place.hex() + (exclusive ? "/exclusive" : "/shared"), state);
  }

  /**
   * The applications to an office; they are open until it has decided.
   *
   * @param state reads a value of the state
   */
  public static Register ofApplications(OrgId office, Function<String, Optional<Json>> state) {
    return new Register("queue/" + office.text(), state);
  }

  /**
   * What was submitted to a court; it is open until the court has answered.
   *
   * @param state reads a value of the state
   */
  public static Register ofSubmissions(OrgId court, Function<String, Optional<Json>> state) {
    return new Register("inbox/" + court.text(), state);
  }

  /** Up to {@code limit} entries that are not over at a time, in their order. */
  public List<Entry> openAfter(Timestamp time, int limit) {
    return openAfter(time, 0, limit);
  }

  /** Up to {@code limit} entries from a number on that are not over at a time, in their order. */
  public List<Entry> openAfter(Timestamp time, long from, int limit) {
    List<Entry> found = new ArrayList<>();
    long count = count();
    if (from < count) {
      new Search(time, from, limit, found).collect(top(count), 0, 0);
    }
    return found;
  }

  /** Goes down where there are entries that are sought. */
  private final class Search {
    private final Timestamp time;
    private final long from;
    private final int limit;
    private final List<Entry> found;

    Search(Timestamp time, long from, int limit, List<Entry> found) {
      this.time = time;
      this.from = from;
      this.limit = limit;
      this.found = found;
    }

    /** Entries below a node whose first one has the number {@code first}. */
    void collect(int level, long index, long first) {
      if (level == 0) {
        entries(index).stream()
            .skip(Math.max(0, from - first))
            .filter(entry -> entry.until.compareTo(time) > 0)
            .limit(limit - found.size())
            .forEach(found::add);
        return;
      }
      long width = width(level);
      List<Timestamp> ends = ends(level, index);
      for (int slot = 0; slot < ends.size() && found.size() < limit; slot++) {
        long begin = first + slot * width;
        if (begin + width > from && ends.get(slot).compareTo(time) > 0) {
          collect(level - 1, index * FAN_OUT + slot, begin);
        }
      }
    }
  }

  /** Entries below each child of a node of that level. */
  private static long width(int level) {
    long width = 1;
    for (int i = 0; i < level; i++) {
      width *= FAN_OUT;
    }
    return width;
  }

  /** Puts an entry behind the others; returns its number. */
  long append(Entry entry, BiConsumer<String, Json> put) {
    long number = count();
    put.accept(prefix, Json.object().put("count", number + 1).build());
    List<Entry> entries = new ArrayList<>(entries(number / FAN_OUT));
    entries.add(entry);
    write(number, entries, put);
    return number;
  }

  /** Sets when the entry of that number is over. */
  void end(long number, Timestamp until, BiConsumer<String, Json> put) {
    List<Entry> entries = new ArrayList<>(entries(number / FAN_OUT));
    int slot = (int) (number % FAN_OUT);
    entries.set(slot, new Entry(entries.get(slot).record, until));
    write(number, entries, put);
  }

  /** Writes the node of an entry, and the ends above it. */
  private void write(long number, List<Entry> entries, BiConsumer<String, Json> put) {
    long child = number / FAN_OUT;
    put.accept(key(0, child), Json.array(entries.stream().map(Entry::json).toList()));
    int top = top(count());
    for (int level = 1; level <= top; level++) {
      long index = child / FAN_OUT;
      List<Timestamp> ends = new ArrayList<>(ends(level, index));
      int slot = (int) (child % FAN_OUT);
      // A new level begins with the nodes that had none above them.
      while (ends.size() <= slot) {
        ends.add(latest(level - 1, index * FAN_OUT + ends.size()));
      }
      ends.set(slot, latest(level - 1, child));
      put.accept(
          key(level, index), Json.array(ends.stream().map(end -> Json.of(end.value())).toList()));
      child = index;
    }
  }

  private Timestamp latest(int level, long index) {
    List<Timestamp> ends =
        level == 0 ? entries(index).stream().map(Entry::until).toList() : ends(level, index);
    return ends.stream().max(Timestamp::compareTo).orElseThrow();
  }

  /** The level with one node. */
  private static int top(long count) {
    int level = 0;
    for (long nodes = (count - 1) / FAN_OUT; nodes > 0; nodes /= FAN_OUT) {
      level++;
    }
    return level;
  }

  private long count() {
    return state
        .apply(prefix)
        .map(json -> read(prefix, Members.of("", (Json.Obj) json), Register::readCount))
        .orElse(0L);
  }

  private static long readCount(Members members) throws RefusedException {
    return members.integer("count", 1, Json.INTEGER_MAX);
  }

  private List<Entry> entries(long index) {
    String key = key(0, index);
    return state
        .apply(key)
        .map(json ->
            read(key, wrapped(json), members -> members.objects("of", 1, FAN_OUT, Entry::read)))
        .orElse(List.of());
  }

  private List<Timestamp> ends(int level, long index) {
    String key = key(level, index);
    return state
        .apply(key)
        .map(json -> read(key, wrapped(json), Register::readEnds))
        .orElse(List.of());
  }

  private static List<Timestamp> readEnds(Members members) throws RefusedException {
    return members.integers("of", 1, FAN_OUT, Json.INTEGER_MAX).stream()
        .map(Timestamp::new)
        .toList();
  }

  private static Members wrapped(Json array) {
    return Members.of("", Json.object().put("of", array).build());
  }

  private static <T> T read(String key, Members members, Members.Reader<T> reader) {
    try {
      T value = reader.read(members);
      members.end();
      return value;
    } catch (RefusedException e) {
      throw new IllegalStateException("state " + key + " is not well formed", e);
    }
  }

  private String key(int level, long index) {
    return prefix + "/" + level + "/" + index;
  }
}
