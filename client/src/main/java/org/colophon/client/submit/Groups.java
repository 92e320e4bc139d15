package org.colophon.client.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts a list into groups that are each signed and sent as one. */
public final class Groups {
  /** Most records of one group: their batch paths stay short and one answer comes soon. */
  public static final int RECORDS_MAX = 500;

  /** Most bytes of one group's statements: far below what a node takes in one call. */
  public static final int BYTES_MAX = 1 << 20;

  private Groups() {}

  /** The items in their order, in groups of bounded count and size; none of them is empty. */
  public static <T> List<List<T>> of(List<T> items, ToIntFunction<T> bytes) {
    return of(items, bytes, RECORDS_MAX, BYTES_MAX);
  }

  /** The same with other bounds. */
  public static <T> List<List<T>> of(
      List<T> items, ToIntFunction<T> bytes, int recordsMax, int bytesMax) {
    List<List<T>> groups = new ArrayList<>();
    List<T> group = new ArrayList<>();
    int size = 0;
    for (T item : items) {
      int itemBytes = bytes.applyAsInt(item);
      if (!group.isEmpty() && (group.size() == recordsMax || size + itemBytes > bytesMax)) {
        groups.add(group);
        group = new ArrayList<>();
        size = 0;
      }
      group.add(item);
      size += itemBytes;
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }
}
