package org.colophon.report.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PropertyResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.report.layout.Phrase;

/**
 * The texts of a document in its languages. A sentence is one text with places {@code {0}}, {@code
 * {1}} … for what differs; no sentence is put together from parts. Nothing follows from the
 * machine's own language.
 */
public final class Messages {
  private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");
  private static final Map<String, PropertyResourceBundle> LOADED = new ConcurrentHashMap<>();

  private final Language language;
  private final List<List<PropertyResourceBundle>> texts;

  /**
   * The texts of some families of files, where the first one that has a text is taken.
   *
   * @param families such as {@code certificate}
   */
  public Messages(Language language, String... families) {
    this.language = language;
    this.texts =
        language.bundles().stream()
            .map(name -> Stream.of(families).map(family -> load(family, name)).toList())
            .toList();
  }

  /** The document's languages. */
  public Language language() {
    return language;
  }

  /**
   * A text in the document's languages.
   *
   * @param values texts that are equal in all languages, or phrases
   */
  public Phrase phrase(String key, Object... values) {
    String first = text(0, key, values);
    if (texts.size() == 1) {
      return Phrase.of(first);
    }
    String second = text(1, key, values);
    return first.equals(second) ? Phrase.of(first) : new Phrase(first, Optional.of(second));
  }

  private String text(int at, String key, Object[] values) {
    Matcher places = PLACE.matcher(find(at, key));
    return places.replaceAll(
        place -> Matcher.quoteReplacement(value(at, values[Integer.parseInt(place.group(1))])));
  }

  private String find(int at, String key) {
    return texts.get(at).stream()
        .filter(bundle -> bundle.containsKey(key))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(key + ": no such text"))
        .getString(key);
  }

  private static String value(int at, Object value) {
    return value instanceof Phrase phrase
        ? at == 0 ? phrase.first() : phrase.second().orElse(phrase.first())
        : value.toString();
  }

  /**
   * One file of texts.
   *
   * @param family in which it is
   * @param name of its language
   */
  public static PropertyResourceBundle load(String family, String name) {
    return LOADED.computeIfAbsent(
        family + "_" + name,
        file -> {
          String path = "/org/colophon/report/" + family + "/" + file + ".properties";
          try (InputStream in = Messages.class.getResourceAsStream(path)) {
            if (in == null) {
              throw new IllegalStateException(path + ": missing from the jar");
            }
            return new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new IllegalStateException(path + ": unreadable", e);
          }
        });
  }
}
