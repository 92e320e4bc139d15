package org.colophon.report.certificate;

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
import org.colophon.report.layout.Phrase;

/**
 * The texts of a certificate in its languages. A sentence is one text with places {@code {0}},
 * {@code {1}} … for what differs; no sentence is put together from parts. Nothing follows from the
 * machine's own language.
 */
final class Messages {
  private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");
  private static final Map<String, PropertyResourceBundle> LOADED = new ConcurrentHashMap<>();

  private final Language language;
  private final List<PropertyResourceBundle> texts;

  Messages(Language language) {
    this.language = language;
    this.texts = language.bundles().stream().map(Messages::load).toList();
  }

  Language language() {
    return language;
  }

  /**
   * A text in the document's languages.
   *
   * @param values texts that are equal in all languages, or phrases
   */
  Phrase phrase(String key, Object... values) {
    String first = text(0, key, values);
    if (texts.size() == 1) {
      return Phrase.of(first);
    }
    String second = text(1, key, values);
    return first.equals(second) ? Phrase.of(first) : new Phrase(first, Optional.of(second));
  }

  private String text(int at, String key, Object[] values) {
    Matcher places = PLACE.matcher(texts.get(at).getString(key));
    return places.replaceAll(
        place -> Matcher.quoteReplacement(value(at, values[Integer.parseInt(place.group(1))])));
  }

  private static String value(int at, Object value) {
    return value instanceof Phrase phrase
        ? at == 0 ? phrase.first() : phrase.second().orElse(phrase.first())
        : value.toString();
  }

  static PropertyResourceBundle load(String name) {
    return LOADED.computeIfAbsent(
        name,
        missing -> {
          String path = "/org/colophon/report/certificate/certificate_" + name + ".properties";
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
