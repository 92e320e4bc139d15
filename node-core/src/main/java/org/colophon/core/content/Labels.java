package org.colophon.core.content;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * Where something holds, by labels that narrow from left to right: {@code CN} covers {@code CN-11},
 * {@code zh} covers {@code zh-Hant-TW}, and {@code *} covers everything. None of them covers
 * another, so that one extent has one text.
 *
 * @param texts 1 to 64 labels
 */
public record Labels(SortedSet<String> texts) {
  /** Most labels of one extent. */
  public static final int LABELS_MAX = 64;

  /** Covers every label. */
  public static final String EVERYTHING = "*";

  /** The extent that covers every other. */
  public static final Labels ALL = of(EVERYTHING);

  private static final int CHARS_MAX = 32;

  /** Copies the labels. */
  public Labels {
    texts = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(texts));
  }

  /** Which labels there are. */
  public enum Kind {
    /** Countries (ISO 3166-1 alpha-2) and their subdivisions (ISO 3166-2). */
    TERRITORY("[A-Z]{2}(-[A-Z0-9]{1,3})?"),
    /** Languages (BCP 47): language, script and region, in the letters' recommended case. */
    LANGUAGE("[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"),
    /** Channels of distribution, in words of the parties' own. */
    CHANNEL("[a-z0-9]{1,32}(-[a-z0-9]{1,32}){0,3}");

    private final Pattern form;

    Kind(String form) {
      this.form = Pattern.compile(form);
    }

    /** Whether a text is such a label. */
    public boolean has(String text) {
      return text.equals(EVERYTHING)
          || (text.length() <= CHARS_MAX && form.matcher(text).matches());
    }
  }

  /** The extent of these labels. */
  public static Labels of(String... texts) {
    return new Labels(new TreeSet<>(List.of(texts)));
  }

  static Labels read(Members members, String name, Kind kind) throws RefusedException {
    List<String> texts = members.texts(name, 1, LABELS_MAX, CHARS_MAX);
    Labels labels = new Labels(new TreeSet<>(texts));
    if (!texts.stream().allMatch(kind::has)) {
      throw members.malformed(name, "(expected: labels of a " + kind + ", or *)");
    }
    if (labels.texts.size() < texts.size() || labels.hasCovered()) {
      throw members.malformed(name, "one label covers another");
    }
    return labels;
  }

  private boolean hasCovered() {
    return texts.stream()
        .anyMatch(text -> texts.stream().anyMatch(o -> !o.equals(text) && covers(o, text)));
  }

  /** Whether all of the other extent lies in this one. */
  public boolean covers(Labels other) {
    return other.texts.stream().allMatch(text -> texts.stream().anyMatch(own -> covers(own, text)));
  }

  /** Whether something lies in both. */
  public boolean overlaps(Labels other) {
    return texts.stream()
        .anyMatch(own -> other.texts.stream().anyMatch(o -> covers(own, o) || covers(o, own)));
  }

  private static boolean covers(String wide, String narrow) {
    return wide.equals(EVERYTHING) || narrow.equals(wide) || narrow.startsWith(wide + "-");
  }

  Json json() {
    return Json.strings(List.copyOf(texts));
  }
}
