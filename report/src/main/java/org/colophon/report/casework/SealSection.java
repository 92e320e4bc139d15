package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.colophon.core.report.SealFacts;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** Which nodes signed the tree that the report's block stands in, and with which keys. */
final class SealSection {
  /** So many characters of a signature are shown; the report that is attached has all of it. */
  private static final int SIGNATURE_CHARS = 24;

  private SealSection() {}

  static List<Strip> of(Writing writing) {
    SealFacts seal = writing.report().seal();
    Note note = Note.parse(seal.note());
    List<Strip> strips = new ArrayList<>(writing.section("seal.heading"));
    strips.addAll(
        writing.lead(
            "seal.lead",
            Show.number(seal.signers().size()),
            Show.number(seal.validators()),
            Show.number(seal.quorum()),
            Show.number(note.checkpoint().size())));
    Table pairs = writing.pairs();
    pairs.row(writing.name("seal.root"), Cell.of(Show.hexLines(note.checkpoint().root().hex(), 4)));
    strips.addAll(pairs.strips());
    strips.add(Strip.gap(6));
    strips.addAll(table(seal, signatures(note), writing).strips());
    return strips;
  }

  private static Table table(SealFacts seal, Map<String, String> signatures, Writing writing) {
    Table table =
        writing.table(new double[] {22, 20, 58}, "agreed.who", "agreed.when", "seal.signatures");
    for (SealFacts.Signer signer : seal.signers()) {
      List<Phrase> lines = new ArrayList<>();
      for (String key : signer.keys()) {
        lines.add(Phrase.of(key));
        lines.add(Phrase.of(signatures.getOrDefault(key, "–")));
      }
      table.row(
          Cell.of(signer.validator().text()).inBold(),
          Cell.of(Writing.minute(signer.time())),
          Cell.of(lines));
    }
    return table;
  }

  /** How each signature begins, by the key that made it. */
  private static Map<String, String> signatures(Note note) {
    Map<String, String> signatures = new HashMap<>();
    for (NoteSignature line : note.signatures()) {
      String text = Base64.getEncoder().encodeToString(line.bytes());
      signatures.put(
          line.name() + "+" + String.format(Locale.ROOT, "%08x", line.keyId()),
          text.substring(0, Math.min(SIGNATURE_CHARS, text.length())) + " …");
    }
    return signatures;
  }
}
