package org.colophon.core.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object, sorted by name, in two arrays: objects are small, there are millions of
 * them, and each is read about once. Does not change.
 */
final class SortedMembers extends AbstractMap<String, Json> {
  private final String[] names;
  private final Json[] values;

  private SortedMembers(String[] names, Json[] values) {
    this.names = names;
    this.values = values;
  }

  /** The members of {@code map}. */
  static SortedMembers of(Map<String, Json> map) {
    if (map instanceof SortedMembers members) {
      return members;
    }
    Gathering members = new Gathering();
    new TreeMap<>(map).forEach(members::add);
    return members.end();
  }

  String name(int i) {
    return names[i];
  }

  Json value(int i) {
    return values[i];
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public @Nullable Json get(@Nullable Object key) {
    int i = key instanceof String name ? Arrays.binarySearch(names, name) : -1;
    return i < 0 ? null : values[i];
  }

  @Override
  public Set<Map.Entry<String, Json>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Json>> iterator() {
        return entries();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }

  private Iterator<Map.Entry<String, Json>> entries() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < names.length;
      }

      @Override
      public Map.Entry<String, Json> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Map.Entry<String, Json> entry = Map.entry(names[next], values[next]);
        next++;
        return entry;
      }
    };
  }

  /** Members that are still being gathered. */
  static final class Gathering {
    private static final int USUAL = 8;

    private String[] names = new String[USUAL];
    private Json[] values = new Json[USUAL];
    private int size;

    int size() {
      return size;
    }

    boolean has(String name) {
      return place(name) >= 0;
    }

    /** Adds a member whose name comes behind those before. */
    void add(String name, Json value) {
      insert(size, name, value);
    }

    /** Sets a member, wherever it belongs. */
    void set(String name, Json value) {
      int place = place(name);
      if (place >= 0) {
        values[place] = value;
      } else {
        insert(-place - 1, name, value);
      }
    }

    private int place(String name) {
      return Arrays.binarySearch(names, 0, size, name);
    }

    private void insert(int place, String name, Json value) {
      if (size == names.length) {
        names = Arrays.copyOf(names, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      System.arraycopy(names, place, names, place + 1, size - place);
      System.arraycopy(values, place, values, place + 1, size - place);
      names[place] = name;
      values[place] = value;
      size++;
    }

    /** The members as they are now. */
    SortedMembers end() {
      return new SortedMembers(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }
  }
}
