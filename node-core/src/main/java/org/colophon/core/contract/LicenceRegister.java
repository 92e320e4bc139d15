package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * The licences that were granted directly of a work, or directly under another licence, in their
 * order: a tree of the latest ends. A node of level 0 holds 32 licences, a node above it the latest
 * end below each of 32 nodes. So those that are open after some time are found without a look at
 * those that are not, and a grant writes as many nodes as the tree is high.
 */
public final class LicenceRegister {
  static final int FAN_OUT = 32;

  private final String prefix;
  private final Function<String, Optional<Json>> state;

  /**
   * A licence in its register.
   *
   * @param licence its record
   * @param until when it is over, as far as it is known
   */
  public record Entry(RecordId licence, Timestamp until) {
    private static Entry read(Members members) throws RefusedException {
      return new Entry(
          members.parsed("licence", 64, RecordId::ofHex),
          new Timestamp(members.integer("until", 0, Json.INTEGER_MAX)));
    }

    private Json json() {
      return Json.object().put("licence", licence.hex()).put("until", until.value()).build();
    }
  }

  /**
   * A register as the state holds it.
   *
   * @param place the work or the licence of which they were granted
   * @param exclusive those that shut out others, or those that do not
   * @param state reads a value of the state
   */
  public LicenceRegister(Hash place, boolean exclusive, Function<String, Optional<Json>> state) {
    this.prefix = "licences/" + place.hex() + (exclusive ? "/exclusive" : "/shared");
    this.state = state;
  }

  /** Up to {@code limit} licences that are not over at a time, in the order of their grants. */
  public List<Entry> openAfter(Timestamp time, int limit) {
    List<Entry> found = new ArrayList<>();
    long count = count();
    if (count > 0) {
      collect(top(count), 0, time, limit, found);
    }
    return found;
  }

  private void collect(int level, long index, Timestamp time, int limit, List<Entry> found) {
    if (level == 0) {
      entries(index).stream()
          .filter(entry -> entry.until.compareTo(time) > 0)
          .limit(limit - found.size())
          .forEach(found::add);
      return;
    }
    List<Timestamp> ends = ends(level, index);
    for (int slot = 0; slot < ends.size() && found.size() < limit; slot++) {
      if (ends.get(slot).compareTo(time) > 0) {
        collect(level - 1, index * FAN_OUT + slot, time, limit, found);
      }
    }
  }

  /** Puts a licence behind the others; returns its number. */
  long append(Entry entry, BiConsumer<String, Json> put) {
    long number = count();
    put.accept(prefix, Json.object().put("count", number + 1).build());
    List<Entry> entries = new ArrayList<>(entries(number / FAN_OUT));
    entries.add(entry);
    write(number, entries, put);
    return number;
  }

  /** Sets when the licence of that number is over. */
  void end(long number, Timestamp until, BiConsumer<String, Json> put) {
    List<Entry> entries = new ArrayList<>(entries(number / FAN_OUT));
    int slot = (int) (number % FAN_OUT);
    entries.set(slot, new Entry(entries.get(slot).licence, until));
    write(number, entries, put);
  }

  /** Writes the node of a licence, and the ends above it. */
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
        .map(json -> read(prefix, Members.of("", (Json.Obj) json), LicenceRegister::readCount))
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
        .map(json -> read(key, wrapped(json), LicenceRegister::readEnds))
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
