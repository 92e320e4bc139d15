package org.colophon.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Takes texts apart into what is looked for. Words are those of Unicode's segmentation (UAX #29),
 * without regard to case, width and accents; scripts that leave no space between words are taken by
 * pairs of characters, and by single ones, so that any part of a title is found.
 */
final class Words {
  /** Of titles, as they are kept. */
  static final Analyzer KEPT = new Texts(true);

  /** Of what is asked for: pairs alone where there are pairs, since they say more. */
  static final Analyzer ASKED = new Texts(false);

  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Pd}]+");
  private static final Pattern NAMED =
      Pattern.compile("^(HTTPS?://(DX\\.)?DOI\\.ORG/|(ISBN|ISSN|ISRC|ISWC|DOI)(?!/):?)");

  private Words() {}

  /** The words of what is asked for, in their order. */
  static List<String> asked(String text) {
    List<String> words = new ArrayList<>();
    try (TokenStream tokens = ASKED.tokenStream("", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        words.add(term.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory", e);
    }
    return List.copyOf(words);
  }

  /** An identifier as it is kept and asked for: without its scheme, separators and case. */
  static String identifier(String text) {
    String compact = SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
    return NAMED.matcher(compact).replaceFirst("");
  }

  private static final class Texts extends Analyzer {
    private final boolean single;

    Texts(boolean single) {
      this.single = single;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      StandardTokenizer words = new StandardTokenizer();
      TokenStream plain = new ASCIIFoldingFilter(new LowerCaseFilter(new CJKWidthFilter(words)));
      int scripts =
          CJKBigramFilter.HAN
              | CJKBigramFilter.HIRAGANA
              | CJKBigramFilter.KATAKANA
              | CJKBigramFilter.HANGUL;
      return new TokenStreamComponents(words, new CJKBigramFilter(plain, scripts, single));
    }
  }
}
