package org.colophon.core.evidence;

import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.parts;
import static org.colophon.core.evidence.EvidenceFixture.put;
import static org.colophon.core.evidence.Tampering.WORLD;
import static org.colophon.core.evidence.Tampering.ZIP;
import static org.colophon.core.evidence.Tampering.note;
import static org.colophon.core.evidence.Tampering.rebuilt;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.colophon.core.evidence.Tampering.Case;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.crypto.note.TlogProof;
import org.colophon.testkit.TestConsortium;

/** Checkpoints and cosignatures that are not what a quorum signed. */
final class NoteTamperings {
  private NoteTamperings() {}

  private static List<NoteSignature> linesOf(
      TestConsortium consortium, Checkpoint checkpoint, int from, int to, long seconds) {
    List<NoteSignature> lines = new ArrayList<>();
    TestConsortium.validators()
        .subList(from, to)
        .forEach(v -> lines.addAll(consortium.validator(v).sign(checkpoint, seconds)));
    return lines;
  }

  private static void putNote(
      SortedMap<String, byte[]> parts, Checkpoint checkpoint, List<NoteSignature> lines) {
    put(parts, Parts.NOTE, Note.of(checkpoint, lines).sorted().text());
  }

  /** As {@link #putNote}, with the C2SP proof of it, as a thorough attacker would. */
  private static void putNoteAndProof(
      SortedMap<String, byte[]> parts, Checkpoint checkpoint, List<NoteSignature> lines)
      throws Exception {
    putNote(parts, checkpoint, lines);
    InclusionProof record = LeafProofs.parse(part(parts, Parts.PROOFS)).record();
    put(parts, Parts.TLOG_PROOF, TlogProof.of(record, note(parts)).text());
  }

  static List<Case> notes() {
    TestConsortium own = WORLD.consortium();
    TestConsortium strangers = TestConsortium.ofSeed(9);
    Checkpoint checkpoint = note(parts(ZIP)).checkpoint();
    Checkpoint forked = new Checkpoint(checkpoint.origin(), checkpoint.size(), Hash.sha256());
    long time = TestConsortium.START.seconds() + 30;
    return List.of(
        rebuilt(
            "one validator's lines removed",
            Check.Name.COSIGNATURES,
            p -> putNoteAndProof(p, checkpoint, linesOf(own, checkpoint, 0, 2, time))),
        rebuilt(
            "one line removed",
            Check.Name.COSIGNATURES,
            p ->
                putNoteAndProof(p, checkpoint, linesOf(own, checkpoint, 0, 3, time).subList(1, 9))),
        rebuilt(
            "one validator's lines by keys of nobody",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = linesOf(own, checkpoint, 0, 2, time);
              lines.addAll(linesOf(strangers, checkpoint, 2, 3, time));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "lines of an organisation that is no validator",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = linesOf(own, checkpoint, 0, 2, time);
              lines.addAll(own.validator(TestConsortium.PROCURATORATE).sign(checkpoint, time));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "a foreign line beside a right quorum",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = linesOf(own, checkpoint, 0, 3, time);
              lines.add(strangers.validator(TestConsortium.NOTARY).sign(checkpoint, time).get(1));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "one validator's signature under another's key name",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = linesOf(own, checkpoint, 0, 3, time);
              lines.set(
                  7,
                  NoteSignature.of(
                      lines.get(7).name(), lines.get(7).keyId(), lines.get(1).bytes()));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "the time of one cosignature changed",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = new ArrayList<>(note(p).signatures());
              int at = indexOfLength(lines, 72);
              byte[] bytes = lines.get(at).bytes();
              bytes[7] ^= 1;
              lines.set(at, NoteSignature.of(lines.get(at).name(), lines.get(at).keyId(), bytes));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "both cosigners of a validator at different times",
            Check.Name.COSIGNATURES,
            p -> {
              List<NoteSignature> lines = linesOf(own, checkpoint, 0, 3, time);
              lines.set(1, linesOf(own, checkpoint, 0, 1, time - 1).get(1));
              putNoteAndProof(p, checkpoint, lines);
            }),
        rebuilt(
            "the lines not sorted",
            Check.Name.COSIGNATURES,
            p -> put(p, Parts.NOTE, Note.of(checkpoint, note(p).signatures().reversed()).text())),
        rebuilt(
            "another root with the old signatures",
            Check.Name.COSIGNATURES,
            p -> putNote(p, forked, note(p).signatures())),
        rebuilt(
            "another size with the old signatures",
            Check.Name.COSIGNATURES,
            p ->
                putNote(
                    p,
                    new Checkpoint(checkpoint.origin(), checkpoint.size() + 1, checkpoint.root()),
                    note(p).signatures())),
        rebuilt(
            "another root that a quorum signed",
            Check.Name.HEADER,
            p -> putNote(p, forked, linesOf(own, forked, 0, 3, time))),
        rebuilt(
            "more validators in the note than in the C2SP proof",
            Check.Name.TLOG_PROOF,
            p -> putNote(p, checkpoint, linesOf(own, checkpoint, 0, 4, time))),
        rebuilt("no note at all", Check.Name.CHECKPOINT, p -> put(p, Parts.NOTE, "nothing\n")),
        rebuilt(
            "a note that is not UTF-8",
            Check.Name.CHECKPOINT,
            p -> {
              byte[] bytes = part(p, Parts.NOTE).clone();
              bytes[bytes.length - 5] = (byte) 0xff;
              p.put(Parts.NOTE, bytes);
            }));
  }

  private static int indexOfLength(List<NoteSignature> lines, int length) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).bytes().length == length) {
        return i;
      }
    }
    throw new AssertionError("no line of " + length + " bytes");
  }
}
