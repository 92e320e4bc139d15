package org.colophon.report.certificate;

import java.util.List;
import java.util.SortedMap;
import org.colophon.crypto.Hash;
import org.colophon.report.layout.Blocks;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Messages;

/**
 * What every section works with.
 *
 * @param model what is told
 * @param files what is attached, by name
 * @param signer SHA-256 of the certificate of whoever signs
 * @param messages in which words
 * @param blocks in which form
 */
record Setting(
    CertificateModel model,
    SortedMap<String, byte[]> files,
    Hash signer,
    Messages messages,
    Blocks blocks) {

  Phrase say(String key, Object... values) {
    return messages.phrase(key, values);
  }

  List<Strip> section(int number, String key) {
    return blocks.heading(number, say(key));
  }

  List<Strip> annex(String key) {
    return blocks.heading(say(key));
  }

  List<Strip> subheading(String key) {
    return blocks.subheading(say(key));
  }

  List<Strip> paragraph(String key, Object... values) {
    return blocks.paragraph(say(key, values));
  }

  List<Strip> lead(String key, Object... values) {
    return blocks.lead(say(key, values));
  }

  /** A table of names and what they name. */
  Table pairs() {
    return blocks.table(28, 72);
  }

  /** The name of a row of {@link #pairs}. */
  Cell name(String key) {
    return Cell.of(say(key)).inBold();
  }

  /** The setting in less width. */
  Setting narrower(double by) {
    return new Setting(model, files, signer, messages, blocks.narrower(by));
  }
}
